using System.Globalization;
using System.Text;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Words;

/// <summary>Dates and weekdays as the GOV.UK style guide writes them.</summary>
internal static class DateWords
{
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;

    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth"];

    /// <summary>"14 September".</summary>
    public static string DayAndMonth(LocalDate date) => string.Create(CultureInfo.InvariantCulture, $"{date.Day} {Months[date.Month - 1]}");

    /// <summary>"14 September 2026".</summary>
    public static string Full(LocalDate date) => string.Create(CultureInfo.InvariantCulture, $"{DayAndMonth(date)} {date.Year}");

    /// <summary>"Monday 14 September 2026".</summary>
    public static string FullWithDay(LocalDate date) => $"{date.DayOfWeek} {Full(date)}";

    /// <summary>"14 and 21 September, 5 October"; with years where the dates are of more than one.</summary>
    /// <param name="dates">Ascending.</param>
    public static string List(IReadOnlyList<LocalDate> dates)
    {
        var years = dates.Count > 0 && dates[0].Year != dates[^1].Year;
        var text = new StringBuilder();
        foreach (var month in dates.GroupBy(d => d.ToYearMonth()))
        {
            if (text.Length > 0)
                text.Append(", ");
            text.Append(And([.. month.Select(d => d.Day.ToString(CultureInfo.InvariantCulture))]));
            text.Append(' ').Append(Months[month.Key.Month - 1]);
            if (years)
                text.Append(CultureInfo.InvariantCulture, $" {month.Key.Year}");
        }

        return text.ToString();
    }

    /// <summary>"14 and 21 September, 5 October 2026": where nothing around it says the year.</summary>
    /// <param name="dates">Ascending.</param>
    public static string ListWithYear(IReadOnlyList<LocalDate> dates) => dates.Count > 0 && dates[0].Year == dates[^1].Year
        ? string.Create(CultureInfo.InvariantCulture, $"{List(dates)} {dates[0].Year}")
        : List(dates);

    /// <summary>"first", "third", "last".</summary>
    public static string Ordinal(int weekOfMonth) => weekOfMonth < 0 ? "last" : Ordinals[weekOfMonth - 1];

    /// <summary>"Mondays and Wednesdays".</summary>
    public static string Plural(IEnumerable<IsoDayOfWeek> days) => And([.. days.Select(d => d + "s")]);

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string And(IReadOnlyList<string> words) => words.Count < 2
        ? string.Concat(words)
        : $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}";
}
