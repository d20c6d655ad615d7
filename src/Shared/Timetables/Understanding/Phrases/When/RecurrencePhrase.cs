using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Times;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.When;

/// <summary>
/// Reads how often: "every other Tuesday", "fortnightly", "alternate Mondays", "1st and 3rd Tuesday of the month", "last Friday in October".
/// The weekdays themselves are left to <see cref="DayPhrase"/>.
/// </summary>
internal static class RecurrencePhrase
{
    /// <summary>A row whose days do not share one rhythm: "Mondays and first Friday of the month".</summary>
    public static readonly Misunderstanding TwoPatterns = new("two-patterns", "The row tells two different rhythms. Write one row for each.");

    /// <summary>"7 Dec, every Monday": one date and every such day.</summary>
    public static readonly Misunderstanding DateAndPattern = new(
        "two-patterns", "The row tells one date and every such day. Write Monday 7 December 2026 if it takes place once, or Mondays from 7 December 2026 if it goes on.");

    /// <summary>"Monthly" alone.</summary>
    public static readonly Misunderstanding MonthlyWithoutWeek = new("frequency-ambiguous", "\"Monthly\" does not say which week. Write it like 1st Tuesday of the month.");

    /// <summary>Reads one statement of how often into <paramref name="facts"/>; a problem when it can mean two things.</summary>
    public static bool TryRead(ref Cursor cursor, WhenFacts facts, out Misunderstanding? problem)
    {
        problem = null;
        if (IsTwoFold(cursor, out var sentence))
        {
            problem = new("frequency-ambiguous", sentence);
            return true;
        }

        var (weeks, days, every) = (facts.WeeksOfMonth.Count, facts.Days, facts.EveryWeeks);
        if (!TryReadOrdinals(ref cursor, facts) && !TryReadInterval(ref cursor, facts))
            return false;
        var isSecondOfMonth = weeks > 0 && (facts.WeeksOfMonth.Count != weeks || facts.Days != days);
        if (isSecondOfMonth || (every > 0 && facts.EveryWeeks != every))
            problem = TwoPatterns;
        return true;
    }

    private static bool IsTwoFold(Cursor cursor, out string sentence)
    {
        var written = cursor.Next.Text;
        sentence = "";
        if (cursor.SkipAll("bi", "weekly") || cursor.SkipAny("biweekly", "bimonthly") || cursor.SkipAll("bi", "monthly"))
            sentence = $"\"{written}\" can mean twice or every second time. Write every other Tuesday from 8 September, or Tuesdays and Thursdays.";
        else if (cursor.SkipAll("twice", "a", "month") || cursor.SkipAll("twice", "monthly") || cursor.SkipAll("twice", "a", "week"))
            sentence = "\"Twice\" does not say which days. Write 1st and 3rd Tuesday of the month, or Tuesdays and Thursdays.";
        else if (cursor.SkipAny("every", "each") && TryReadOrdinal(ref cursor, out var nth) && nth > 1 && DayPhrase.TryRead(ref cursor, out _) && !IsOfTheMonth(AfterPart(cursor)))
            sentence = EveryNth(nth);
        return sentence.Length > 0;
    }

    private static Cursor AfterPart(Cursor cursor)
    {
        _ = DayPhrase.TryReadPart(ref cursor, out _);
        return cursor;
    }

    private static string EveryNth(int nth)
    {
        var (word, weeks, ordinal) = nth switch { 2 => ("second", "every other Tuesday", "2nd"), 3 => ("third", "every 3 weeks on Tuesdays", "3rd"), 4 => ("fourth", "every 4 weeks on Tuesdays", "4th"), _ => ("fifth", "every 5 weeks on Tuesdays", "5th") };
        return $"\"Every {word}\" can mean {(nth == 2 ? "every other week" : $"every {nth} weeks")} or the {word} of the month. Write {weeks} from 8 September, or {ordinal} Tuesday of the month.";
    }

    private static bool IsOfTheMonth(Cursor cursor) => cursor.Is("of") || cursor.Is("in") || cursor.Is("monthly") || cursor.SkipAll("each", "month") || cursor.SkipAll("every", "month");

    private static bool TryReadInterval(ref Cursor cursor, WhenFacts facts)
    {
        var weeks = 0;
        if (cursor.SkipAll("every", "other", "week") || cursor.SkipAll("every", "other") || cursor.SkipAll("every", "second", "week") || cursor.SkipAll("every", "2", "nd", "week")
            || cursor.SkipAll("every", "alternate") || cursor.SkipAll("alternate", "weeks") || cursor.SkipAny("alternate", "alternating", "alternately")
            || cursor.SkipAll("every", "fortnight") || cursor.SkipAll("each", "fortnight") || cursor.SkipAll("once", "a", "fortnight") || cursor.SkipAny("fortnightly"))
            weeks = 2;
        else if (cursor.SkipAll("every", "third", "week") || cursor.SkipAll("every", "3", "rd", "week"))
            weeks = 3;
        else if (cursor.SkipAll("every", "fourth", "week") || cursor.SkipAll("every", "4", "th", "week"))
            weeks = 4;
        else if (cursor.SkipAny("weekly") || cursor.SkipAll("every", "week") || cursor.SkipAll("each", "week") || cursor.SkipAll("once", "a", "week") || cursor.SkipAll("a", "week"))
            weeks = 1;
        else if (cursor.SkipAny("monthly") || cursor.SkipAll("once", "a", "month") || cursor.SkipAll("every", "month") || cursor.SkipAll("each", "month"))
            facts.IsMonthly = true;
        else if (!TryReadEveryWeeks(ref cursor, out weeks))
            return false;
        if (weeks > 0)
            facts.EveryWeeks = weeks;
        return true;
    }

    /// <summary>"every 2 weeks", "every three weeks".</summary>
    private static bool TryReadEveryWeeks(ref Cursor cursor, out int weeks)
    {
        weeks = 0;
        var look = cursor;
        if (!look.Skip("every"))
            return false;
        weeks = look.IsNumber(2) ? look.Next.Value : KnownWords.Numbers.GetValueOrDefault(look.Next.Text);
        look.At++;
        if (weeks is < 1 or > 12 || !look.SkipAny("weeks", "week", "wks"))
            return false;
        cursor = look;
        return true;
    }

    private static bool TryReadOrdinals(ref Cursor cursor, WhenFacts facts)
    {
        var look = cursor;
        _ = look.SkipAny("every", "each", "the");
        _ = look.Skip("the");
        var weeks = new List<int>();
        while (TryReadOrdinal(ref look, out var week))
        {
            weeks.Add(week);
            while (look.SkipAny(",", "&", "and", "/", "+", "the"))
            {
                // Any number of them: ", and the".
            }
        }

        if (weeks.Count == 0 || !DayPhrase.TryRead(ref look, out var days))
            return false;
        _ = DayPhrase.TryReadPart(ref look, out var part);
        facts.Part = part == PartOfDay.NotSaid ? facts.Part : part;
        facts.Say(days);
        facts.DaysOfMonth = facts.DaysOfMonth.With(days);
        facts.WeeksOfMonth.AddRange(weeks.Except(facts.WeeksOfMonth));
        ReadMonths(ref look, facts);
        cursor = look;
        return true;
    }

    private static bool TryReadOrdinal(ref Cursor cursor, out int week)
    {
        if (KnownWords.Ordinals.TryGetValue(cursor.Next.Text, out week))
        {
            cursor.At++;
            return true;
        }

        week = cursor.Next.Value;
        if (week is < 1 or > 5 || !KnownWords.IsOrdinalSuffix(cursor.Peek(1).Text))
            return false;
        cursor.At += 2;
        return true;
    }

    /// <summary>"of the month", "in each month", "monthly", or the names of months.</summary>
    private static void ReadMonths(ref Cursor cursor, WhenFacts facts)
    {
        var look = cursor;
        _ = look.SkipAny(",", "(");
        var of = look.SkipAny("of", "in");
        _ = look.SkipAny("the", "each", "every");
        if (look.SkipAny("month", "months", "monthly"))
        {
            _ = look.Skip(")");
            cursor = look;
            return;
        }

        while (of && KnownWords.Months.TryGetValue(look.Next.Text, out var month))
        {
            facts.Months.Add(month);
            look.At++;
            cursor = look;
            while (look.SkipAny(",", "&", "and", "/"))
            {
                // Any number of them: ", and".
            }
        }
    }
}
