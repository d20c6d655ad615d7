using NodaTime;

namespace HubAutomation.Shared.Platform.Time;

/// <summary>Time for people: Europe/London. Machines keep UTC.</summary>
public static class London
{
    /// <summary>The Europe/London time zone.</summary>
    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/London"];

    /// <summary>The date in London now.</summary>
    public static LocalDate Today(this TimeProvider time) => DateAt(time.GetUtcNow());

    /// <summary>The date in London at a moment.</summary>
    public static LocalDate DateAt(DateTimeOffset moment) => Instant.FromDateTimeOffset(moment).InZone(Zone).Date;

    /// <summary>A moment as people in London write it: "22 November 2026, 09:30".</summary>
    public static string Describe(DateTimeOffset moment) =>
        Instant.FromDateTimeOffset(moment).InZone(Zone).ToString("d MMMM yyyy', 'HH:mm", System.Globalization.CultureInfo.GetCultureInfo("en-GB"));

    /// <summary>A date and time of day in London as a moment, UTC.</summary>
    public static DateTimeOffset InLondon(this LocalDate date, LocalTime time) => Zone.AtLeniently(date.At(time)).ToDateTimeOffset().ToUniversalTime();
}
