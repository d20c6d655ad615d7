using System.Collections.Frozen;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases;

/// <summary>The words that mean the same wherever they stand: weekdays, months, numbers.</summary>
internal static class KnownWords
{
    /// <summary>Weekdays in one: "mon", "monday".</summary>
    public static readonly FrozenDictionary<string, IsoDayOfWeek> Weekdays = Spellings<IsoDayOfWeek>(
        ("mon monday", IsoDayOfWeek.Monday), ("tue tues tuesday", IsoDayOfWeek.Tuesday), ("wed weds wednesday", IsoDayOfWeek.Wednesday),
        ("thu thur thurs thursday", IsoDayOfWeek.Thursday), ("fri friday", IsoDayOfWeek.Friday), ("sat saturday", IsoDayOfWeek.Saturday),
        ("sun sunday", IsoDayOfWeek.Sunday));

    /// <summary>Weekdays in the plural, which always mean a pattern and never one date: "mondays".</summary>
    public static readonly FrozenDictionary<string, IsoDayOfWeek> PluralWeekdays = Spellings<IsoDayOfWeek>(
        ("mons mondays", IsoDayOfWeek.Monday), ("tuesdays", IsoDayOfWeek.Tuesday), ("wednesdays", IsoDayOfWeek.Wednesday),
        ("thursdays", IsoDayOfWeek.Thursday), ("fris fridays", IsoDayOfWeek.Friday), ("sats saturdays", IsoDayOfWeek.Saturday),
        ("suns sundays", IsoDayOfWeek.Sunday));

    /// <summary>Months.</summary>
    public static readonly FrozenDictionary<string, int> Months = Spellings<int>(
        ("jan january", 1), ("feb february", 2), ("mar march", 3), ("apr april", 4), ("may", 5), ("jun june", 6), ("jul july", 7),
        ("aug august", 8), ("sep sept september", 9), ("oct october", 10), ("nov november", 11), ("dec december", 12));

    /// <summary>Numbers in words.</summary>
    public static readonly FrozenDictionary<string, int> Numbers = Spellings<int>(
        ("zero nought", 0), ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7), ("eight", 8), ("nine", 9),
        ("ten", 10), ("eleven", 11), ("twelve", 12), ("thirteen", 13), ("fourteen", 14), ("fifteen", 15), ("sixteen", 16), ("eighteen", 18), ("twenty", 20));

    /// <summary>Which of a month's days; -1 is the last.</summary>
    public static readonly FrozenDictionary<string, int> Ordinals = Spellings<int>(
        ("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("last", -1));

    /// <summary>What follows the digits of an ordinal.</summary>
    public static bool IsOrdinalSuffix(string word) => word is "st" or "nd" or "rd" or "th";

    private static FrozenDictionary<string, T> Spellings<T>(params ReadOnlySpan<(string Words, T Meaning)> rows)
    {
        var all = new Dictionary<string, T>();
        foreach (var (words, meaning) in rows)
        {
            foreach (var word in words.Split(' '))
                all.Add(word, meaning);
        }

        return all.ToFrozenDictionary();
    }
}
