namespace HubAutomation.Local.Host.Timers;

/// <summary>NCRONTAB in a time zone.</summary>
internal sealed class CronSchedule : TimerSchedule
{
    private readonly Ncrontab _cron;
    private readonly TimeZoneInfo _zone;

    /// <exception cref="FormatException">The schedule is never due.</exception>
    public CronSchedule(string text, Ncrontab cron, TimeZoneInfo zone)
        : base(text)
    {
        _cron = cron;
        _zone = zone;
        if (cron.NextAfter(new DateTime(2024, 1, 1)) is null)
        {
            throw new FormatException($"the schedule '{text}' is never due");
        }
    }

    public override bool FollowsTheWallClock => true;

    public override DateTimeOffset NextAfter(DateTimeOffset instant)
        => _cron.IsInterval ? NextOfInterval(instant) : NextOfPoints(instant);

    /// <summary>
    /// Follows the clock on the wall as time goes by: in spring the hour that does not exist has no run, in autumn the
    /// hour that comes twice has its runs twice.
    /// </summary>
    private DateTimeOffset NextOfInterval(DateTimeOffset instant)
    {
        var offset = _zone.GetUtcOffset(instant);
        while (true)
        {
            var due = At(Next(Wall(instant, offset)), offset);
            if (_zone.GetUtcOffset(due) == offset)
            {
                return due;
            }

            // The clocks change before it is due: look again from the change on. The moment of the change may be due itself.
            var change = FirstInstantWithoutOffset(instant, due, offset);
            offset = _zone.GetUtcOffset(change);
            instant = change.AddTicks(-1);
        }
    }

    /// <summary>
    /// Runs once for each time on the wall: in spring a time that does not exist runs as much later as the clocks went
    /// forward, in autumn a time that comes twice runs the first time.
    /// </summary>
    private DateTimeOffset NextOfPoints(DateTimeOffset instant)
    {
        var wall = Wall(instant, _zone.GetUtcOffset(instant));
        while (true)
        {
            wall = Next(wall);
            var due = At(wall, _zone.IsAmbiguousTime(wall) ? _zone.GetAmbiguousTimeOffsets(wall).Max() : _zone.GetUtcOffset(wall));
            if (due > instant)
            {
                return due;
            }
        }
    }

    private DateTime Next(DateTime wall)
        => _cron.NextAfter(wall) ?? throw new InvalidOperationException($"The schedule '{Text}' is not due again.");

    private static DateTime Wall(DateTimeOffset instant, TimeSpan offset) => instant.ToOffset(offset).DateTime;

    private static DateTimeOffset At(DateTime wall, TimeSpan offset) => new(wall, offset);

    /// <summary>The second at which the clocks change, between an instant that still has the offset and one that has not.</summary>
    private DateTimeOffset FirstInstantWithoutOffset(DateTimeOffset with, DateTimeOffset without, TimeSpan offset)
    {
        while (without - with > TimeSpan.FromSeconds(1))
        {
            var middle = with + ((without - with) / 2);
            if (_zone.GetUtcOffset(middle) == offset)
            {
                with = middle;
            }
            else
            {
                without = middle;
            }
        }

        return without.AddTicks(-(without.UtcTicks % TimeSpan.TicksPerSecond));
    }
}
