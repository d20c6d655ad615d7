using HubAutomation.Local.TaskHub.Engine.Observing;
using HubAutomation.Local.TaskHub.Engine.Storage;
using HubAutomation.Local.TaskHub.Engine.Writes;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.TaskHub.Engine.Dispatch;

/// <summary>Runs activities, as many at once as allowed, taking instances in turn so that a large fan-out does not hold up the others.</summary>
/// <remarks>
/// An activity runs at least once: after a crash those that were under way are run again. One that was under way in too many
/// crashes is failed instead; from the third on it runs without other such suspects beside it, the least suspected first, so that
/// the guilty one does not take innocent ones along.
/// </remarks>
internal sealed class ActivityRunner(
    SqliteTaskHub hub, WorkerSetup worker, int maximumAtOnce, int maximumCrashes, Action<ActivityRow, HistoryEvent> answered, Action ended, ILogger logger)
{
    private const int SuspectDeliveries = 3;

    private readonly object gate = new();
    private readonly Dictionary<long, Queue<ActivityRow>> waiting = [];
    private readonly Queue<long> turns = new();
    private readonly PriorityQueue<ActivityRow, (int Deliveries, long Id)> suspects = new();
    private readonly Dictionary<long, ActivityRow> running = [];
    private bool suspectRuns;
    private bool stopping;

    /// <summary>How many wait or run.</summary>
    public int Outstanding
    {
        get
        {
            lock (gate)
                return running.Count + suspects.Count + waiting.Values.Sum(queue => queue.Count);
        }
    }

    /// <summary>How many wait and how many run, and since when the oldest of those that wait has been due, in UTC.</summary>
    public (int Waiting, int Running, DateTime? OldestDue) Depth
    {
        get
        {
            lock (gate)
            {
                var due = waiting.Values.Where(queue => queue.Count > 0).Select(queue => (DateTime?)queue.Peek().Due)
                    .Concat(suspects.UnorderedItems.Select(suspect => (DateTime?)suspect.Element.Due)).Min();
                return (Outstanding - running.Count, running.Count, due);
            }
        }
    }

    /// <summary>True while any runs.</summary>
    public bool IsRunning
    {
        get
        {
            lock (gate)
                return running.Count > 0;
        }
    }

    public void Add(IReadOnlyCollection<ActivityRow> activities)
    {
        if (activities.Count == 0)
            return;
        lock (gate)
        {
            foreach (var activity in activities)
                Enqueue(activity);
        }

        StartMore();
    }

    /// <summary>Takes back what waits for instances that have ended; what already runs goes on, and its answer is dropped.</summary>
    public void Forget(IReadOnlyCollection<long> instances)
    {
        if (instances.Count == 0)
            return;
        lock (gate)
        {
            foreach (var instance in instances)
                waiting.Remove(instance);
        }
    }

    /// <summary>Starts nothing more.</summary>
    public void Stop()
    {
        lock (gate)
            stopping = true;
    }

    /// <summary>What runs now.</summary>
    public IReadOnlyList<ActivityRow> Running
    {
        get
        {
            lock (gate)
                return [.. running.Values];
        }
    }

    private void Enqueue(ActivityRow activity)
    {
        if (activity.Deliveries >= SuspectDeliveries)
        {
            suspects.Enqueue(activity, (activity.Deliveries, activity.Id));
            return;
        }

        if (!waiting.TryGetValue(activity.Instance, out var queue))
            waiting[activity.Instance] = queue = new Queue<ActivityRow>();
        if (queue.Count == 0)
            turns.Enqueue(activity.Instance);
        queue.Enqueue(activity);
    }

    private void StartMore()
    {
        while (TakeNext() is { } activity)
            ThreadPool.UnsafeQueueUserWorkItem(static item => _ = item.Runner.RunAsync(item.Activity), (Runner: this, Activity: activity), preferLocal: false);
    }

    private ActivityRow? TakeNext()
    {
        lock (gate)
        {
            if (stopping || running.Count >= maximumAtOnce)
                return null;
            if (!suspectRuns && suspects.TryDequeue(out var suspect, out _))
            {
                suspectRuns = true;
                running.Add(suspect.Id, suspect);
                return suspect;
            }

            while (turns.TryDequeue(out var instance))
            {
                if (!waiting.TryGetValue(instance, out var queue) || !queue.TryDequeue(out var activity))
                    continue;
                if (queue.Count > 0)
                    turns.Enqueue(instance);
                else
                    waiting.Remove(instance);
                running.Add(activity.Id, activity);
                return activity;
            }

            return null;
        }
    }

    private async Task RunAsync(ActivityRow activity)
    {
        var attempt = ActivityAttempt.Begin(activity, hub.Metrics, logger);
        var answer = await AnswerAsync(activity);
        attempt.End(answer);
        answered(activity, answer);
        lock (gate)
        {
            running.Remove(activity.Id);
            if (activity.Deliveries >= SuspectDeliveries)
                suspectRuns = false;
        }

        StartMore();
        ended();
    }

    private async Task<HistoryEvent> AnswerAsync(ActivityRow activity)
    {
        try
        {
            if (activity.Deliveries >= maximumCrashes)
                return GiveUp(activity);
            if (activity.Deliveries > 0)
                await CountAsync(activity);
            return await CallAsync(activity);
        }
#pragma warning disable CA1031 // Whatever an activity throws is its answer.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.ActivityFailed(logger, activity.Name, activity.InstanceId, exception.GetType().FullName!);
            return new TaskFailed(activity.Task, Failure.From(exception, worker.ExceptionProperties));
        }
    }

    private async Task CountAsync(ActivityRow activity)
    {
        Log.ActivityRedelivered(logger, activity.Name, activity.InstanceId, activity.Deliveries + 1);
        var counted = new DeliveryCountWrite(hub, [activity], 1);
        hub.Enqueue(counted);
        try
        {
            await counted.Done;
        }
        catch (StorageException exception)
        {
            // Better run uncounted than not at all: a full disk is no fault of the activity.
            Log.DeliveryNotCounted(logger, exception, activity.Name, activity.InstanceId);
        }
    }

    private async Task<HistoryEvent> CallAsync(ActivityRow activity)
    {
        await using var scope = worker.Services.CreateAsyncScope();
        if (worker.FindActivity(activity.Name, activity.Version, scope.ServiceProvider) is not { } task)
            return new TaskFailed(activity.Task, Failure.ActivityNotFound(activity.Name));
        var input = worker.Converter.Deserialize(activity.Input, task.InputType);
        var output = await task.RunAsync(new ActivityContext(activity), input);
        return new TaskCompleted(activity.Task, worker.Converter.Serialize(output));
    }

    private TaskFailed GiveUp(ActivityRow activity)
    {
        Log.ActivityPoisoned(logger, activity.Name, activity.InstanceId, activity.Deliveries);
        return new TaskFailed(activity.Task, Failure.Poisoned(activity.Name, activity.Deliveries));
    }

    private sealed class ActivityContext(ActivityRow activity) : TaskActivityContext
    {
        public override TaskName Name => new(activity.Name);

        public override string InstanceId => activity.InstanceId;

        public override string Version => activity.Version;
    }
}
