using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Hosting;
using HubAutomation.Local.Host.State;

namespace HubAutomation.Local.Host.Timers;

/// <summary>Keeps all timers going while the host runs; waits for runs under way when it stops.</summary>
internal sealed class TimerListeners : IListener, IDisposable
{
    private readonly List<TimerListener> _timers;
    private readonly CancellationToken _abandoned;
    private CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <param name="catalog">The functions.</param>
    /// <param name="state">Where timers' states are kept.</param>
    /// <param name="meter">Counts what is under way.</param>
    /// <param name="zone">The zone in which schedules are read; see <see cref="ScheduleZone"/>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="abandoned">Cancelled when a stopping host cannot wait longer for what runs.</param>
    public TimerListeners(
        FunctionCatalog catalog, HostState state, WorkMeter meter, TimeZoneInfo zone, TimeProvider time, CancellationToken abandoned)
    {
        _abandoned = abandoned;
        var setting = new TimerSetting(new TimerMonitor(state), zone, time, meter, abandoned);
        _timers = catalog.With<TimerTriggerDescription>()
            .Select(f => new TimerListener(f.Function, f.Trigger, setting))
            .ToList();
    }

    public Task StartAsync(CancellationToken cancellation)
    {
        _stopping.Dispose();
        _stopping = new CancellationTokenSource();
        _timers.ForEach(timer => timer.Plan());
        _running = Task.WhenAll(_timers.Select(timer => Task.Run(() => RunAsync(timer, _stopping.Token), CancellationToken.None)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken patience)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(patience);
    }

    /// <summary>Starts nothing more, and waits for nothing.</summary>
    public Task HaltAsync() => _stopping.CancelAsync();

    public void Dispose() => _stopping.Dispose();

    /// <summary>What a run outside the schedule is told.</summary>
    public TriggerInput InputForRunNow(string function) => _timers.Single(t => t.Function.Name == function).InputForRunNow();

    private async Task RunAsync(TimerListener timer, CancellationToken stopping)
    {
        try
        {
            await timer.RunAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested || _abandoned.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
