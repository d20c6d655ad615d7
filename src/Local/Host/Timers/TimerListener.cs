using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Functions;

namespace HubAutomation.Local.Host.Timers;

/// <summary>What the timers of a host have in common.</summary>
/// <param name="Monitor">Keeps their states.</param>
/// <param name="Zone">The zone in which schedules are read and times are told.</param>
/// <param name="Time">The clock.</param>
/// <param name="Meter">Counts what is under way.</param>
/// <param name="Abandoned">Cancelled when a stopping host cannot wait longer for what runs.</param>
internal sealed record TimerSetting(TimerMonitor Monitor, TimeZoneInfo Zone, TimeProvider Time, WorkMeter Meter, CancellationToken Abandoned);

/// <summary>
/// Runs one timer function when it is due: one run at a time, the next planned when the last has ended. Runs that were
/// missed while the host was down become one run at the start.
/// </summary>
internal sealed class TimerListener(HostedFunction function, TimerTriggerDescription trigger, TimerSetting setting)
{
    // Longer waits are cut, because a timer of the system cannot be set further ahead than 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);

    // A run that ends its worker every time must not be made again for ever.
    private const int MostWorkersLost = 5;

    private TimerState? _state;
    private bool _isPastDue;
    private WorkMeter.Entry _underWay;

    /// <summary>The function.</summary>
    public HostedFunction Function => function;

    /// <summary>Finds out where the timer stands, and when it is due next.</summary>
    public void Plan()
    {
        var now = setting.Time.GetUtcNow();
        var kept = trigger.UseMonitor ? setting.Monitor.Read(function.Name) : null;
        if (kept is not null && kept.Schedule == trigger.Schedule.Text)
        {
            (_state, _isPastDue) = (kept, now > kept.Next);
        }
        else
        {
            // A new timer or a new schedule: nothing of the past is owed.
            _isPastDue = false;
            Keep(new TimerState(trigger.Schedule.Text, kept?.Last, trigger.Schedule.NextAfter(now), now));
        }

        _underWay = setting.Meter.Begin();
    }

    /// <summary>Runs the planned function when it is due, until told to stop. A run that has begun is let finish.</summary>
    /// <remarks>Under way except while it waits for the clock: a host that was found idle knows when its timers are due.</remarks>
    /// <exception cref="OperationCanceledException">It was told to stop, or a run was called off.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var underWay = _underWay;
        if (_isPastDue || trigger.RunOnStartup)
        {
            await RunOnceAsync(_isPastDue ? _state!.Next : setting.Time.GetUtcNow(), _isPastDue);
        }

        while (true)
        {
            var planned = _state!.Next;
            await WaitUntilAsync(planned, stopping);
            await RunOnceAsync(planned, isPastDue: false);
        }
    }

    /// <summary>What a run outside the schedule is told.</summary>
    public TriggerInput InputForRunNow() => Input(isPastDue: false);

    private async Task RunOnceAsync(DateTimeOffset planned, bool isPastDue)
    {
        await RunFunctionAsync(Input(isPastDue));

        // Written after the run, so that a run cut short by a crash is made again. Counting from the planned time when
        // the clock is behind it keeps an early wake-up from running the same plan twice.
        var now = setting.Time.GetUtcNow();
        Keep(new TimerState(trigger.Schedule.Text, planned, trigger.Schedule.NextAfter(planned > now ? planned : now), now));
    }

    /// <summary>Runs the function once; again only when its worker ended in the middle of it.</summary>
    private async Task RunFunctionAsync(TriggerInput input)
    {
        for (var workersLost = 0; workersLost < MostWorkersLost; workersLost++)
        {
            try
            {
                await function.RunAsync(input, setting.Abandoned);
                return;
            }
            catch (WorkerGoneException)
            {
                // The next worker makes the run again.
            }
            catch (Exception error) when (error is FunctionFailedException || (error is FunctionCancelledException && !setting.Abandoned.IsCancellationRequested))
            {
                break;
            }
        }

        function.GaveUp();
    }

    private TriggerInput Input(bool isPastDue) =>
        TimerInput.Of(trigger.Schedule.FollowsTheWallClock, trigger.UseMonitor ? _state : null, setting.Zone, isPastDue);

    private void Keep(TimerState state)
    {
        _state = state;
        if (trigger.UseMonitor)
        {
            setting.Monitor.Write(function.Name, state);
        }
    }

    private async Task WaitUntilAsync(DateTimeOffset due, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        for (var wait = due - setting.Time.GetUtcNow(); wait > TimeSpan.Zero; wait = due - setting.Time.GetUtcNow())
        {
            await setting.Meter.PauseAsync(wait < LongestWait ? wait : LongestWait, setting.Time, stopping);
        }
    }
}
