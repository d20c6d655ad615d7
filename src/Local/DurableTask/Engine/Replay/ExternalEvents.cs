using Microsoft.DurableTask;

namespace HubAutomation.Local.DurableTask.Engine.Replay;

/// <summary>
/// Events and those who wait for them, by name without regard to case. The newest waiter gets the next event, so that a waiter
/// abandoned in a loop does not swallow it; events that nobody waits for are kept in the order in which they came.
/// </summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly Dictionary<string, List<Waiter>> waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<EventRaised> unclaimed = [];

    /// <summary>The names that are waited for.</summary>
    public IEnumerable<string> Awaited => waiters.Where(entry => entry.Value.Exists(waiter => waiter.IsOpen)).Select(entry => entry.Key);

    /// <summary>The events that nobody has waited for yet, oldest first.</summary>
    public IReadOnlyList<EventRaised> Unclaimed => unclaimed;

    /// <exception cref="ArgumentException">Another waiter on this name expects another type.</exception>
    public Task<T> Wait<T>(string name, CancellationToken cancellation)
    {
        if (!waiters.TryGetValue(name, out var stack))
            waiters[name] = stack = [];
        stack.RemoveAll(waiter => !waiter.IsOpen);
        if (stack.Find(waiter => waiter.Type != typeof(T)) is { } other)
        {
            throw new ArgumentException(
                $"Event '{name}' is already waited for as {other.Type.FullName}, so it cannot be waited for as {typeof(T).FullName}.", nameof(name));
        }

        var added = new Waiter<T>(converter, cancellation);
        stack.Add(added);
        var early = unclaimed.FindIndex(raised => string.Equals(raised.Name, name, StringComparison.OrdinalIgnoreCase));
        if (early >= 0 && added.IsOpen)
        {
            var raised = unclaimed[early];
            unclaimed.RemoveAt(early);
            Raise(raised);
        }

        return added.Task;
    }

    public void Raise(EventRaised raised)
    {
        if (waiters.TryGetValue(raised.Name, out var stack))
        {
            while (stack.Count > 0)
            {
                var newest = stack[^1];
                stack.RemoveAt(stack.Count - 1);
                if (newest.Give(raised.Payload))
                    return;
            }
        }

        unclaimed.Add(raised);
    }

    private abstract class Waiter
    {
        public abstract Type Type { get; }

        public abstract bool IsOpen { get; }

        /// <summary>Gives the payload to the waiter; false when it has been cancelled.</summary>
        public abstract bool Give(string? payload);
    }

    private sealed class Waiter<T> : Waiter
    {
        private readonly TaskCompletionSource<T> source = new();
        private readonly DataConverter converter;
        private readonly CancellationTokenRegistration registration;

        public Waiter(DataConverter converter, CancellationToken cancellation)
        {
            this.converter = converter;
            registration = cancellation.Register(() => source.TrySetCanceled(cancellation));
        }

        public override Type Type => typeof(T);

        public override bool IsOpen => !source.Task.IsCompleted;

        public Task<T> Task => source.Task;

        public override bool Give(string? payload)
        {
            if (!IsOpen)
                return false;
            registration.Dispose();
            try
            {
                return source.TrySetResult(converter.Deserialize<T>(payload)!);
            }
#pragma warning disable CA1031 // Whatever the converter throws is the orchestrator's to handle.
            catch (Exception unreadable)
#pragma warning restore CA1031
            {
                return source.TrySetException(unreadable);
            }
        }
    }
}
