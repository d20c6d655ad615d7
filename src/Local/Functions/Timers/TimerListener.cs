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
    private bool _isPastDue;
    private WorkMeter.Entry _underWay;

    /// <summary>The function.</summary>
    public HostedFunction Function => function;

    /// <summary>Finds out where the timer stands, and when it is due next.</summary>
    public void Plan()
    {
        var now = time.GetUtcNow();
        var kept = trigger.UseMonitor ? monitor.Read(function.Name) : null;
        if (kept is not null && kept.Schedule == trigger.Schedule.Text)
        {
            (_state, _isPastDue) = (kept, now > kept.Next);
        }
        else
        {
            // A new timer or a new schedule: nothing of the past is owed.
            Keep(new TimerState(trigger.Schedule.Text, kept?.Last, trigger.Schedule.NextAfter(now), now));
        }

        _underWay = function.Runtime.Meter.Begin();
    }

    /// <summary>Runs the planned function when it is due, until told to stop. A run that has begun is let finish.</summary>
    /// <remarks>Under way except while it waits for the clock: a host that was found idle knows when its timers are due.</remarks>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var underWay = _underWay;
        if (_isPastDue || trigger.RunOnStartup)
        {
            await RunOnceAsync(_isPastDue ? _state!.Next : time.GetUtcNow(), _isPastDue);
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
            await function.Runtime.Meter.PauseAsync(wait < LongestWait ? wait : LongestWait, time, isOwed: false, stopping);
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
