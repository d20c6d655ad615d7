using HubAutomation.Local.Host.State;

namespace HubAutomation.Local.Host.Timers;

/// <summary>Where a timer stands, kept through restarts.</summary>
/// <param name="Schedule">The schedule as it was written then.</param>
/// <param name="Last">The planned time of the last run; null when it has not run.</param>
/// <param name="Next">The planned time of the next run.</param>
/// <param name="Updated">When this was written.</param>
internal sealed record TimerState(string Schedule, DateTimeOffset? Last, DateTimeOffset Next, DateTimeOffset Updated);

/// <summary>Keeps timers' states in the state folder.</summary>
internal sealed class TimerMonitor(HostState state)
{
    public TimerState? Read(string function) => state.Query(
        "SELECT schedule, last, next, updated FROM timers WHERE name = $1",
        row => new TimerState(row.GetString(0), row.IsDBNull(1) ? null : Instant(row.GetInt64(1)), Instant(row.GetInt64(2)), Instant(row.GetInt64(3))),
        function).SingleOrDefault();

    public void Write(string function, TimerState timer) => state.Execute(
        "INSERT OR REPLACE INTO timers (name, schedule, last, next, updated) VALUES ($1, $2, $3, $4, $5)",
        function, timer.Schedule, timer.Last?.UtcTicks, timer.Next.UtcTicks, timer.Updated.UtcTicks);

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);
}
