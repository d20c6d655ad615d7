using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Host.Timers;

/// <summary>The time zone in which schedules are read.</summary>
internal static class ScheduleZone
{
    /// <summary>WEBSITE_TIME_ZONE, else TZ, else UTC.</summary>
    /// <exception cref="FormatException">The setting names no time zone.</exception>
    public static TimeZoneInfo Of(IConfiguration settings)
    {
        var name = settings["WEBSITE_TIME_ZONE"] ?? settings["TZ"];
        if (string.IsNullOrWhiteSpace(name))
        {
            return TimeZoneInfo.Utc;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new FormatException($"the time zone '{name}' of WEBSITE_TIME_ZONE or TZ is not known here");
    }
}
