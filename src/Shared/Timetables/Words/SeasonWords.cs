using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.Timetables.Words;

/// <summary>What a season is called within a sentence.</summary>
internal static class SeasonWords
{
    private static readonly string[] CommonNouns = ["Spring", "Summer", "Autumn", "Winter"];

    /// <summary>"Widnes autumn timetable".</summary>
    public static string Title(string scope, Season season) => $"{scope} {WithoutYear(season.Name)} timetable";

    /// <summary>"Tuesday 1 September to Friday 18 December 2026".</summary>
    public static string Stretch(Season season) => season.From.Year == season.To.Year
        ? $"{season.From.DayOfWeek} {DateWords.DayAndMonth(season.From)} to {DateWords.FullWithDay(season.To)}"
        : $"{DateWords.FullWithDay(season.From)} to {DateWords.FullWithDay(season.To)}";

    /// <summary>"Autumn 2026" is "autumn", but "Easter 2027" stays "Easter".</summary>
    private static string WithoutYear(string name)
    {
        var words = name.TrimEnd(' ', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        if (words.Length == 0)
            return name;
        return CommonNouns.Any(n => words.StartsWith(n, StringComparison.Ordinal)) ? char.ToLowerInvariant(words[0]) + words[1..] : words;
    }
}
