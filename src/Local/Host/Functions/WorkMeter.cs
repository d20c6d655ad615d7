namespace HubAutomation.Local.Host.Functions;

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

    /// <summary>Lets a time pass by the clock for something under way, or less when it is told to stop.</summary>
    /// <remarks>
    /// What waits is not under way. It is again at the very moment at which its time has come, on the thread that moved the
    /// clock: whoever moves a clock and then looks here finds all that this set going.
    /// </remarks>
    /// <param name="wait">How long.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stopping">Told to stop.</param>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task PauseAsync(TimeSpan wait, TimeProvider time, CancellationToken stopping)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isOver = 0;
        void End(Action answer)
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0)
            {
                Enter();
                answer();
            }
        }

        await using var alarm = time.CreateTimer(_ => End(over.SetResult), null, wait, Timeout.InfiniteTimeSpan);
        await using var stop = stopping.Register(() => End(() => over.SetCanceled(stopping)));
        Leave();
        await over.Task;
    }

    /// <summary>Ends at a moment at which nothing was under way; what waits by the clock may be set.</summary>
    public async Task WhenStillAsync(CancellationToken cancellation)
    {
        while (UnderWay != 0)
        {
            Task quiet;
            lock (_lock)
            {
                quiet = (_quiet ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            // What was under way may have ended before the wait began.
            if (UnderWay != 0)
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
