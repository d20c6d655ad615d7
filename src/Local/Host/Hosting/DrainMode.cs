using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>How far a drain has got, in the words of the real host's answer.</summary>
internal enum DrainState
{
    /// <summary>None was asked for.</summary>
    Disabled,

    /// <summary>Runs that had begun go on.</summary>
    InProgress,

    /// <summary>Nothing runs any more.</summary>
    Completed,
}

/// <summary>Stops everything that starts functions by itself, while HTTP goes on, until told to go on.</summary>
/// <param name="listeners">What starts functions.</param>
/// <param name="outstanding">How many runs have begun and not ended.</param>
/// <param name="logger">Is told what could not be stopped.</param>
internal sealed class DrainMode(IReadOnlyList<IListener> listeners, Func<long> outstanding, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private Task? _stopping;

    /// <summary>How many runs have begun and not ended.</summary>
    public long Outstanding => outstanding();

    /// <summary>How far it has got.</summary>
    public DrainState State
    {
        get
        {
            if (Volatile.Read(ref _stopping) is not { } stopping)
            {
                return DrainState.Disabled;
            }

            return stopping.IsCompleted && Outstanding == 0 ? DrainState.Completed : DrainState.InProgress;
        }
    }

    /// <summary>Begins to drain; does not wait for what runs.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        _stopping ??= Task.Run(StopAllAsync, CancellationToken.None);
        _oneAtATime.Release();
    }

    /// <summary>Lets everything go on, once what ran has ended.</summary>
    public async Task ResumeAsync(CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            if (_stopping is null)
            {
                return;
            }

            await _stopping.WaitAsync(cancellation);
            foreach (var listener in listeners)
            {
                await listener.StartAsync(cancellation);
            }

            _stopping = null;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task StopAllAsync()
    {
        try
        {
            await Task.WhenAll(listeners.Select(listener => listener.StopAsync(CancellationToken.None)));
        }
#pragma warning disable CA1031 // Nobody waits for this task: whatever ends it is told to the log.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.DrainFailed(logger, error);
        }
    }
}
