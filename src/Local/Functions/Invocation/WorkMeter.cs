namespace HubAutomation.Local.Functions.Invocation;

/// <summary>Counts what is under way, so that the host can tell when nothing is.</summary>
internal sealed class WorkMeter
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _quiet;
    private long _underWay;
    private long _begun;

    /// <summary>How many runs have ever begun.</summary>
    public long Begun => Interlocked.Read(ref _begun);

    /// <summary>How many runs are under way.</summary>
    public long UnderWay => Interlocked.Read(ref _underWay);

    /// <summary>Counts as under way what happens until the result is disposed of.</summary>
    public Entry Begin()
    {
        Enter();
        return new Entry(this);
    }

    public void Enter()
    {
        Interlocked.Increment(ref _begun);
        Interlocked.Increment(ref _underWay);
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _underWay) == 0 && Volatile.Read(ref _quiet) is not null)
        {
            lock (_lock)
            {
                _quiet?.TrySetResult();
                _quiet = null;
            }
        }
    }

    /// <summary>Ends at a moment at which nothing was under way.</summary>
    public async Task WhenQuietAsync(CancellationToken cancellation)
    {
        while (UnderWay > 0)
        {
            Task quiet;
            lock (_lock)
            {
                quiet = (_quiet ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            // What was under way may have ended before the wait began.
            if (UnderWay > 0)
            {
                await quiet.WaitAsync(cancellation);
            }
        }
    }

    /// <summary>Something under way.</summary>
    public readonly struct Entry(WorkMeter meter) : IDisposable
    {
        public void Dispose() => meter.Leave();
    }
}
