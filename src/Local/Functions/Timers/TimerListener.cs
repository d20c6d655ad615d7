using HubAutomation.Local.Functions.Discovery;
using HubAutomation.Local.Functions.Invocation;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Local.Functions.Timers;

/// <summary>
/// Runs one timer function when it is due: one run at a time, the next planned when the last has ended. Runs that were
/// missed while the host was down become one run at the start.
/// </summary>
internal sealed class TimerListener(
    HostedFunction function, TimerTriggerDescription trigger, TimerMonitor monitor, TimeZoneInfo zone, TimeProvider time)
{
    // Longer waits are cut, because a timer of the system cannot be set further ahead than 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);

    private TimerState? _state;

    /// <summary>The function.</summary>
    public HostedFunction Function => function;

    /// <summary>Runs the function when it is due, until told to stop. A run that has begun is let finish.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        var isPastDue = Recall();
        if (isPastDue || trigger.RunOnStartup)
        {
            await RunOnceAsync(isPastDue ? _state!.Next : time.GetUtcNow(), isPastDue);
        }

        while (true)
        {
            var planned = _state!.Next;
            await WaitUntilAsync(planned, stopping);
            await RunOnceAsync(planned, isPastDue: false);
        }
    }

    /// <summary>What a run outside the schedule is told.</summary>
    public TimerInfo InfoForRunNow() => new() { ScheduleStatus = Status() };

    /// <summary>Finds out where the timer stands; true when a run is owed.</summary>
    private bool Recall()
    {
        var now = time.GetUtcNow();
        var kept = trigger.UseMonitor ? monitor.Read(function.Name) : null;
        if (kept is not null && kept.Schedule == trigger.Schedule.Text)
        {
            _state = kept;
            return now > kept.Next;
        }

        // A new timer or a new schedule: nothing of the past is owed.
        Keep(new TimerState(trigger.Schedule.Text, kept?.Last, trigger.Schedule.NextAfter(now), now));
        return false;
    }

    private async Task RunOnceAsync(DateTimeOffset planned, bool isPastDue)
    {
        await function.TryRunAsync(new TimerInfo { ScheduleStatus = Status(), IsPastDue = isPastDue });

        // Written after the run, so that a run cut short by a crash is made again. Counting from the planned time when
        // the clock is behind it keeps an early wake-up from running the same plan twice.
        var now = time.GetUtcNow();
        Keep(new TimerState(trigger.Schedule.Text, planned, trigger.Schedule.NextAfter(planned > now ? planned : now), now));
    }

    private void Keep(TimerState state)
    {
        _state = state;
        if (trigger.UseMonitor)
        {
            monitor.Write(function.Name, state);
        }
    }

    private async Task WaitUntilAsync(DateTimeOffset due, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        for (var wait = due - time.GetUtcNow(); wait > TimeSpan.Zero; wait = due - time.GetUtcNow())
        {
            await Task.Delay(wait < LongestWait ? wait : LongestWait, time, stopping);
        }
    }

    private ScheduleStatus? Status() => _state is null || !trigger.UseMonitor ? null : new ScheduleStatus
    {
        Last = _state.Last is { } last ? Local(last) : default,
        Next = Local(_state.Next),
        LastUpdated = Local(_state.Updated),
    };

    private DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;
}
