using System.Globalization;

namespace HubAutomation.Local.Host.Timers;

/// <summary>When a timer is due, as instants.</summary>
internal abstract class TimerSchedule(string text)
{
    private static readonly DateTimeOffset Sample = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The schedule as written.</summary>
    public string Text { get; } = text;

    /// <summary>Whether it is due more than once a minute, which is too often to keep its state.</summary>
    public bool IsFrequent => NextAfter(NextAfter(Sample)) - NextAfter(Sample) < TimeSpan.FromMinutes(1);

    /// <summary>Whether it goes by the clock on the wall, which is put forward and back.</summary>
    public virtual bool FollowsTheWallClock => false;

    /// <summary>Reads NCRONTAB, meant in the given time zone, or a time span.</summary>
    /// <exception cref="FormatException">The text is neither, or never due.</exception>
    public static TimerSchedule Parse(string text, TimeZoneInfo zone)
    {
        if (text.Trim().Contains(' ', StringComparison.Ordinal) || !TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval))
        {
            return new CronSchedule(text, Ncrontab.Parse(text), zone);
        }

        return interval > TimeSpan.Zero
            ? new IntervalSchedule(text, interval)
            : throw new FormatException($"the time span '{text}' is not above zero");
    }

    /// <summary>The first instant that is due after the given one.</summary>
    public abstract DateTimeOffset NextAfter(DateTimeOffset instant);

    private sealed class IntervalSchedule(string text, TimeSpan interval) : TimerSchedule(text)
    {
        public override DateTimeOffset NextAfter(DateTimeOffset instant) => instant + interval;
    }
}
