using System.Globalization;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Words;

/// <summary>Times as the GOV.UK style guide writes them: "9:30am", "11am", "midday".</summary>
internal static class TimeWords
{
    public static string Of(LocalTime time) => time switch
    {
        { Hour: 12, Minute: 0 } => "midday",
        { Hour: 0, Minute: 0 } => "midnight",
        { Minute: 0 } => string.Create(CultureInfo.InvariantCulture, $"{Hour(time)}{Half(time)}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Hour(time)}:{time.Minute:D2}{Half(time)}"),
    };

    /// <summary>"9:30am to 11am", or "from 9:30am" when nobody said when it ends.</summary>
    public static string Range(LocalTime start, LocalTime? end) => end is { } e ? $"{Of(start)} to {Of(e)}" : $"from {Of(start)}";

    private static int Hour(LocalTime time) => time.ClockHourOfHalfDay;

    private static string Half(LocalTime time) => time.Hour < 12 ? "am" : "pm";
}
