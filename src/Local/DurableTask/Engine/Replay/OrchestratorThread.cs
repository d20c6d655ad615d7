using System.Diagnostics.CodeAnalysis;

namespace HubAutomation.Local.DurableTask.Engine.Replay;

/// <summary>
/// Runs an orchestrator's code step by step on whichever thread takes its turn, and sees to it that the code runs nowhere else.
/// </summary>
/// <remarks>
/// As the current task scheduler of the orchestrator it receives every continuation of an await. One that comes from another
/// thread can only follow the await of something that is not durable: it is not run, but reported.
/// </remarks>
internal sealed class OrchestratorThread(Action strayed) : TaskScheduler
{
    private readonly Queue<Task> steps = new();
    private volatile int thread;

    /// <summary>True when called from the orchestrator's own code.</summary>
    public bool IsCurrent => thread == Environment.CurrentManagedThreadId;

    /// <summary>True once code has tried to go on from a foreign thread.</summary>
    public bool HasStrayed { get; private set; }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs an action, and every continuation that follows from it.</summary>
    public void Run(Action action)
    {
        thread = Environment.CurrentManagedThreadId;
        try
        {
            var start = new Task(action);
            start.Start(this);
            while (steps.TryDequeue(out var step))
                TryExecuteTask(step);
            start.GetAwaiter().GetResult();
        }
        finally
        {
            thread = 0;
        }
    }

    /// <summary>Throws when called from anywhere but the orchestrator's own code.</summary>
    /// <exception cref="InvalidOperationException">The caller is on another thread.</exception>
    public void Demand()
    {
        if (IsCurrent)
            return;
        Stray();
        throw new InvalidOperationException(Failure.IllegalAwait().ErrorMessage);
    }

    /// <summary>Reports that the orchestrator's code was reached from another thread.</summary>
    public void Stray()
    {
        HasStrayed = true;
        strayed();
    }

    protected override void QueueTask(Task task)
    {
        if (IsCurrent)
            steps.Enqueue(task);
        else
            Stray();
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => IsCurrent && TryExecuteTask(task);

    [ExcludeFromCodeCoverage(Justification = "Asked by debuggers only.")]
    protected override IEnumerable<Task> GetScheduledTasks() => [.. steps];
}
