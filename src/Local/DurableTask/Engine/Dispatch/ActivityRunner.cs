using HubAutomation.Local.DurableTask.Engine.Observing;
using HubAutomation.Local.DurableTask.Engine.Storage;
using HubAutomation.Local.DurableTask.Engine.Writes;
using Microsoft.Extensions.Logging;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine.Dispatch;

/// <summary>Has activities run, as many at once as allowed, taking instances in turn so that a large fan-out does not hold up the others.</summary>
/// <remarks>
/// An activity runs at least once: after the end of a process those that were under way in it are run again. One that was under way
/// in too many such ends is failed instead; from the third on it runs without other such suspects beside it, the least suspected
/// first, so that the guilty one does not take innocent ones along.
/// </remarks>
internal sealed class ActivityRunner(Dispatcher dispatcher, Action<ActivityRow, P.HistoryEvent> answered, Action ended)
{
    private const int SuspectDeliveries = 3;

    // A worker that gives an activity back does not run it; another may come that does.
    private static readonly TimeSpan PauseAfterAbandoning = TimeSpan.FromMilliseconds(200);

    private readonly object gate = new();
    private readonly Dictionary<long, Queue<ActivityRow>> waiting = [];
    private readonly Queue<long> turns = new();
    private readonly PriorityQueue<ActivityRow, (int Deliveries, long Id)> suspects = new();
    private readonly Dictionary<long, ActivityRow> running = [];
    private readonly Dictionary<long, ActivityRow> withoutWorker = [];
    private readonly int maximumAtOnce = dispatcher.Hub.Options.MaxConcurrentActivities;
    private readonly int maximumCrashes = dispatcher.Hub.Options.MaxCrashesPerActivity;
    private bool suspectRuns;
    private bool stopping;

    /// <summary>How many wait or run.</summary>
    public int Outstanding
    {
        get
        {
            lock (gate)
                return running.Count + withoutWorker.Count + suspects.Count + waiting.Values.Sum(queue => queue.Count);
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
                    .Concat(suspects.UnorderedItems.Select(suspect => (DateTime?)suspect.Element.Due))
                    .Concat(withoutWorker.Values.Select(activity => (DateTime?)activity.Due)).Min();
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

    /// <summary>What runs now.</summary>
    public IReadOnlyList<ActivityRow> Running
    {
        get
        {
            lock (gate)
                return [.. running.Values];
        }
    }

    private SqliteTaskHub Hub => dispatcher.Hub;

    private ILogger Logger => dispatcher.Logger;

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
            foreach (var activity in withoutWorker.Values.Where(activity => instances.Contains(activity.Instance)).ToList())
                withoutWorker.Remove(activity.Id);
        }
    }

    /// <summary>Starts nothing more.</summary>
    public void Stop()
    {
        lock (gate)
            stopping = true;
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
        var request = Request(activity);
        var worker = dispatcher.Runner.WaitForWorkerAsync(request, dispatcher.CutOff);
        if (worker.IsCompletedSuccessfully)
        {
            Leave(activity, await TryAsync(activity, request));
            StartMore();
            ended();
        }
        else
        {
            await WaitAsync(activity, worker);
        }
    }

    /// <summary>No worker runs it: it gives up its place, and has its turn again once one is there.</summary>
    private async Task WaitAsync(ActivityRow activity, Task worker)
    {
        lock (gate)
            withoutWorker.Add(activity.Id, activity);
        Leave(activity, null);
        StartMore();
        ended();
        await worker.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate)
        {
            // After the stop the wait ends without a worker; the activity is taken up at the next start.
            if (withoutWorker.Remove(activity.Id) && !dispatcher.IsStopped)
                Enqueue(activity);
        }

        StartMore();
    }

    private void Leave(ActivityRow activity, ActivityRow? again)
    {
        lock (gate)
        {
            running.Remove(activity.Id);
            if (activity.Deliveries >= SuspectDeliveries)
                suspectRuns = false;
            if (again is not null)
                Enqueue(again);
        }
    }

    /// <summary>Runs it; what it gives is to be run again.</summary>
    private async Task<ActivityRow?> TryAsync(ActivityRow activity, P.ActivityRequest request)
    {
        try
        {
            answered(activity, await AnswerAsync(activity, request));
            return null;
        }
        catch (WorkerGoneException)
        {
            return activity with { Deliveries = activity.Deliveries + 1 };
        }
        catch (WorkAbandonedException)
        {
            await PauseAsync();
            return activity;
        }
        catch (OperationCanceledException) when (dispatcher.IsStopped)
        {
            // Cut off by the shutdown, and taken up at the next start.
            return null;
        }
#pragma warning disable CA1031 // Nobody waits for the task. That the activity could not be asked for is no answer to its orchestration, and a fault of the host.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.ActivityNotRun(Logger, exception, activity.Name, activity.InstanceId);
            await PauseAsync();
            return activity;
        }
    }

    private async Task PauseAsync() =>
        await Task.Delay(PauseAfterAbandoning, TimeProvider.System, dispatcher.CutOff).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>The activity's answer, good or bad.</summary>
    private async Task<P.HistoryEvent> AnswerAsync(ActivityRow activity, P.ActivityRequest request)
    {
        if (activity.Deliveries >= maximumCrashes)
            return GiveUp(activity);
        if (activity.Deliveries > 0)
            await CountAsync(activity);
        var attempt = ActivityAttempt.Begin(activity, Hub, Logger);
        P.TaskFailureDetails? failure = new() { ErrorType = "interrupted" };
        try
        {
            var response = await dispatcher.Runner.RunActivityAsync(request, dispatcher.CutOff);
            failure = response.FailureDetails;
            if (failure is null)
                return HistoryEvents.TaskCompleted(Hub.UtcNow, activity.Task, response.Result);
            Log.ActivityFailed(Logger, activity.Name, activity.InstanceId, failure.ErrorType);
            return HistoryEvents.TaskFailed(Hub.UtcNow, activity.Task, failure);
        }
        finally
        {
            attempt.End(failure);
        }
    }

    private static P.ActivityRequest Request(ActivityRow activity)
    {
        var request = new P.ActivityRequest
        {
            Name = activity.Name,
            Version = activity.Version.Length == 0 ? null : activity.Version,
            Input = activity.Input,
            TaskId = activity.Task,
            OrchestrationInstance = new P.OrchestrationInstance
            {
                InstanceId = activity.InstanceId,
                ExecutionId = InstanceRow.ExecutionIdOf(activity.Instance, activity.Execution),
            },
            ParentTraceContext = activity.Trace,
        };
        foreach (var (name, value) in activity.Tags ?? new Dictionary<string, string>())
            request.Tags[name] = value;
        return request;
    }

    private async Task CountAsync(ActivityRow activity)
    {
        Log.ActivityRedelivered(Logger, activity.Name, activity.InstanceId, activity.Deliveries + 1);
        var counted = new DeliveryCountWrite(Hub, [activity], 1);
        Hub.Enqueue(counted);
        try
        {
            await counted.Done;
        }
        catch (StorageException exception)
        {
            // Better run uncounted than not at all: a full disk is no fault of the activity.
            Log.DeliveryNotCounted(Logger, exception, activity.Name, activity.InstanceId);
        }
    }

    private P.HistoryEvent GiveUp(ActivityRow activity)
    {
        Log.ActivityPoisoned(Logger, activity.Name, activity.InstanceId, activity.Deliveries);
        return HistoryEvents.TaskFailed(Hub.UtcNow, activity.Task, Failures.Poisoned(activity.Name, activity.Deliveries));
    }
}
