using HubAutomation.Local.DurableTask.Engine.Storage;

namespace HubAutomation.Local.DurableTask.Engine.Dispatch;

/// <summary>All timers that are set, soonest first, and one clock alarm for the first of them. Nothing is polled.</summary>
internal sealed class TimerQueue : IDisposable
{
    // A real clock may be set, and its alarms stand still while the machine sleeps: while a timer is set, the time is looked at
    // every second. A test's clock fires its alarms by its own time, and only the limit of the platform's timers is kept (49 days).
    private static readonly TimeSpan LongestAlarm = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestManualAlarm = TimeSpan.FromDays(40);

    private readonly object gate = new();
    private readonly TimeProvider time;
    private readonly TimeSpan longestAlarm;
    private readonly Action<TimerRow> fired;
    private readonly ITimer alarm;
    private readonly SortedSet<TimerRow> soonestFirst = new(Comparer<TimerRow>.Create(CompareTimes));
    private readonly SortedSet<TimerRow> byCall = new(Comparer<TimerRow>.Create(CompareCalls));
    private bool closed;
    private int firing;

    public TimerQueue(TimeProvider time, Action<TimerRow> fired)
    {
        this.time = time;
        this.fired = fired;
        longestAlarm = time is ManualTimeProvider ? LongestManualAlarm : LongestAlarm;
        alarm = time.CreateTimer(_ => FireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>When the next timer is due; null when none is set.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (gate)
                return soonestFirst.Count == 0 ? null : new DateTimeOffset(soonestFirst.Min.Due);
        }
    }

    /// <summary>How many timers are set.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return soonestFirst.Count;
        }
    }

    /// <summary>How many timers are due and about to be handed on.</summary>
    public int Firing => Volatile.Read(ref firing);

    /// <summary>Sets timers, and cancels single ones and all of instances that have ended.</summary>
    public void Change(IReadOnlyCollection<TimerRow> set, IReadOnlyCollection<TimerRow> cancelled, IReadOnlyCollection<long> ended)
    {
        if (set.Count == 0 && cancelled.Count == 0 && ended.Count == 0)
            return;
        lock (gate)
        {
            foreach (var timer in cancelled)
                Remove(timer);
            foreach (var instance in ended)
            {
                foreach (var timer in byCall.GetViewBetween(First(instance), First(instance + 1)).ToList())
                    Remove(timer);
            }

            var now = time.GetUtcNow().UtcDateTime;
            foreach (var timer in set)
            {
                if (timer.Due <= now)
                {
                    FireSoon(timer);
                    continue;
                }

                byCall.Add(timer);
                soonestFirst.Add(timer);
            }

            SetAlarm();
        }
    }

    public void Dispose()
    {
        lock (gate)
            closed = true;
        alarm.Dispose();
    }

    private static TimerRow First(long instance) => new(instance, 0, int.MinValue, default);

    private static int CompareCalls(TimerRow left, TimerRow right) =>
        (left.Instance, left.Execution, left.Task).CompareTo((right.Instance, right.Execution, right.Task));

    private static int CompareTimes(TimerRow left, TimerRow right)
    {
        var order = left.Due.CompareTo(right.Due);
        return order != 0 ? order : CompareCalls(left, right);
    }

    private void Remove(TimerRow timer)
    {
        if (byCall.TryGetValue(timer, out var known))
        {
            byCall.Remove(known);
            soonestFirst.Remove(known);
        }
    }

    /// <summary>Fires a timer that is due as it is set: a worker's retries set one such. It counts as firing from now on, so that nobody takes the hub for idle.</summary>
    private void FireSoon(TimerRow timer)
    {
        Interlocked.Increment(ref firing);
        ThreadPool.UnsafeQueueUserWorkItem(
            static item =>
            {
                item.Queue.fired(item.Timer);
                Interlocked.Decrement(ref item.Queue.firing);
            },
            (Queue: this, Timer: timer),
            preferLocal: false);
    }

    private void FireDue()
    {
        List<TimerRow> due = [];
        lock (gate)
        {
            if (closed)
                return;
            var now = time.GetUtcNow().UtcDateTime;
            while (soonestFirst.Count > 0 && soonestFirst.Min is var first && first.Due <= now)
            {
                soonestFirst.Remove(first);
                byCall.Remove(first);
                due.Add(first);
                Interlocked.Increment(ref firing);
            }

            SetAlarm();
        }

        foreach (var timer in due)
        {
            fired(timer);
            Interlocked.Decrement(ref firing);
        }
    }

    private void SetAlarm()
    {
        if (closed || soonestFirst.Count == 0)
            return;
        var wait = soonestFirst.Min.Due - time.GetUtcNow().UtcDateTime;
        if (wait < TimeSpan.Zero)
            wait = TimeSpan.Zero;

        // Rounded up: an alarm a fraction of a millisecond early would find nothing due.
        if (wait < longestAlarm)
            wait = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        alarm.Change(wait < longestAlarm ? wait : longestAlarm, Timeout.InfiniteTimeSpan);
    }
}
