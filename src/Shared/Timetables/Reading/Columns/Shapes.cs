using System.Globalization;
using System.Text.RegularExpressions;

namespace HubAutomation.Shared.Timetables.Reading.Columns;

/// <summary>
/// Tells by its shape what a text is likely to be, only to decide how a table is laid out. What it means is for the
/// phrase rules to say.
/// </summary>
internal static partial class Shapes
{
    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>True for a weekday's name and nothing else: "Monday", "Mondays", "Mon", "Tues", "Weds.".</summary>
    public static bool IsWeekday(string text) => text.Length is >= 3 and <= 12 && Weekday().Match(text) is { Success: true } m && m.Length == text.Length;

    /// <summary>True for a weekday followed by a date: "Mon 14 Sept", "Tuesday 15/09".</summary>
    public static bool IsWeekdayWithDate(string text) =>
        text.Length <= 40 && Weekday().Match(text) is { Success: true } m && LooksLikeDate(text[m.Length..]);

    /// <summary>True for a text that begins with a weekday, whatever else it says: "Wednesday (fortnightly)".</summary>
    public static bool BeginsWithWeekday(string text) => Weekday().IsMatch(text);

    /// <summary>0 for Monday to 6 for Sunday, for a text that begins with a weekday.</summary>
    public static int WeekdayOf(string text) => Array.FindIndex(Weekdays, d => text.StartsWith(d[..3], StringComparison.OrdinalIgnoreCase));

    /// <summary>True when a time of day stands in the text; ages ("0-6 months") and prices ("£2.50") are none.</summary>
    public static bool LooksLikeTime(string text) => TimeRange().IsMatch(text) || TimeOfDay().IsMatch(text);

    /// <summary>True when a calendar date stands in the text: "14/09", "2026-09-14", "14 Sept".</summary>
    public static bool LooksLikeDate(string text) => Date().IsMatch(text);

    /// <summary>The stretch of the text that says from when to when, e.g. "9.30-11am" in "Mondays 9.30-11am".</summary>
    public static Range? TimeWithin(string text)
    {
        var match = TimeRange().Match(text);
        if (!match.Success)
            match = TimeOfDay().Match(text);
        return match.Success ? match.Index..(match.Index + match.Length) : null;
    }

    /// <summary>A time of day that lost its format in a spreadsheet, "0.395833333", as "09:30"; null for anything else.</summary>
    public static string? TimeFromDayFraction(string text)
    {
        if (!text.StartsWith("0.", StringComparison.Ordinal) || text.Length < 5
            || !double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fraction))
            return null;
        var minutes = (int)Math.Round(fraction * 24 * 60);
        return string.Create(CultureInfo.InvariantCulture, $"{minutes / 60 % 24:00}:{minutes % 60:00}");
    }

    /// <summary>True for what a spreadsheet shows where a formula fails: "#REF!".</summary>
    public static bool IsFormulaError(string text) => FormulaError().IsMatch(text);

    [GeneratedRegex(@"^#(REF|VALUE|DIV/0|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|CONNECT|UNKNOWN|BUSY)!$|^#N/A$|^#NAME\?$|^#GETTING_DATA$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FormulaError();

    [GeneratedRegex(@"^(mon(day)?|tue(s|sday)?|wed(s|nesday)?|thu(r|rs|rsday)?|fri(day)?|sat(urday)?|sun(day)?)s?\.?(?![a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Weekday();

    private const string Clock = @"(?:\d{1,2}(?:\s?[.:]\s?\d{2})?\s?(?:[ap]\.?m\b\.?|(?:noon|midday|midnight|hrs|hours)\b)?|\d{4}(?:\s?(?:hrs|hours)\b)?|noon|midday|midnight)";
    private const string NoAgeAfter = @"(?!\s*(?:[-–—/]|to\b)?\s*\d*\s*(?:months?|mths?|mos?|years?|yrs?|weeks?|wks?|days?|m|y)\b)";

    [GeneratedRegex(@"(?<![£\d/.:-])" + Clock + @"\s*(?:-|–|—|\bto\b|['’‘]?\btill?\b|\buntil\b)\s*" + Clock + @"(?![\d/:])" + NoAgeAfter, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TimeRange();

    [GeneratedRegex(@"(?<![£\d/.:-])(?:\d{1,2}(?:[.:]\d{2})?\s?[ap]\.?m\b\.?|\d{1,2}:\d{2}(?![\d:])|\d{1,2}\.\d{2}(?![\d.])|\bnoon\b|\bmidday\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}(?:st|nd|rd|th)?\s*(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
