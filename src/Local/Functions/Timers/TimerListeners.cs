using HubAutomation.Local.Functions.Discovery;
using HubAutomation.Local.Functions.Hosting;
using HubAutomation.Local.Functions.State;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace HubAutomation.Local.Functions.Timers;

/// <summary>Keeps all timers going while the host runs; waits for runs under way when it stops.</summary>
internal sealed class TimerListeners : IHostedService, IDisposable
{
    private readonly List<TimerListener> _listeners;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public TimerListeners(FunctionCatalog catalog, HostState state, IConfiguration settings, TimeProvider time)
    {
        var monitor = new TimerMonitor(state);
        _listeners = catalog.With<TimerTriggerDescription>()
            .Select(f => new TimerListener(f.Function, f.Trigger, monitor, ScheduleZone.Of(settings), time))
            .ToList();
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listeners.ForEach(listener => listener.Plan());
        _running = Task.WhenAll(_listeners.Select(listener => Task.Run(() => RunAsync(listener), CancellationToken.None)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    /// <summary>Starts nothing more, and waits for nothing.</summary>
    public Task HaltAsync() => _stopping.CancelAsync();

    public void Dispose() => _stopping.Dispose();

    /// <summary>What a run outside the schedule is told.</summary>
    public TimerInfo InfoForRunNow(string function) => _listeners.Single(l => l.Function.Name == function).InfoForRunNow();

    private async Task RunAsync(TimerListener listener)
    {
        try
        {
            await listener.RunAsync(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
