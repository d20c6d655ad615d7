namespace HubAutomation.Local.DurableTask;

/// <summary>A clock that moves only when told to, so that a test runs months of durable timers in milliseconds.</summary>
/// <remarks>Timers fire on the thread that moves the clock, in the order in which they are due, each at its own time.</remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly object gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now;

    /// <summary>Makes a clock that shows a time.</summary>
    public ManualTimeProvider(DateTimeOffset start)
    {
        now = start.ToUniversalTime();
    }

    /// <summary>When the next timer is due; null when none is set.</summary>
    public DateTimeOffset? NextTimer
    {
        get
        {
            lock (gate)
                return Next()?.Due;
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Moves the clock on and fires what becomes due on the way.</summary>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        MoveTo(GetUtcNow() + time);
    }

    /// <summary>Moves the clock to the next timer and fires it; false when none is set.</summary>
    public bool AdvanceToNextTimer()
    {
        if (NextTimer is not { } due)
            return false;
        MoveTo(due);
        return true;
    }

    /// <summary>Sets the clock, back or forward, as somebody might who corrects it. Nothing fires on the way; timers keep their remaining time.</summary>
    public void Set(DateTimeOffset time)
    {
        lock (gate)
        {
            var difference = time - now;
            now = time.ToUniversalTime();
            timers.ForEach(timer => timer.Due += difference);
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private void MoveTo(DateTimeOffset target)
    {
        while (true)
        {
            ManualTimer next;
            lock (gate)
            {
                if (Next() is not { } first || first.Due > target)
                {
                    now = now > target ? now : target;
                    return;
                }

                next = first;
                now = now > next.Due!.Value ? now : next.Due.Value;
                next.Due = next.Period > TimeSpan.Zero ? now + next.Period : null;
            }

            next.Fire();
        }
    }

    private ManualTimer? Next() => timers.Where(timer => timer.Due is not null).MinBy(timer => timer.Due);

    private sealed class ManualTimer(ManualTimeProvider clock, Action fire) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                if (!clock.timers.Contains(this))
                    clock.timers.Add(this);
                Period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;

                // Due at once: no one need move the clock for it.
                if (Due <= clock.now)
                {
                    Due = null;
                    ThreadPool.UnsafeQueueUserWorkItem(_ => Fire(), null);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
