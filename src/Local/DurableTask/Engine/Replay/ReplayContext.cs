using System.Collections.Immutable;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.DurableTask.Engine.Replay;

/// <summary>What an orchestrator sees of its <see cref="Execution"/>.</summary>
internal sealed class ReplayContext(Execution execution, ExecutionSettings settings) : TaskOrchestrationContext
{
    private int guidsMade;

    public override TaskName Name => new(settings.Name);

    public override string InstanceId => settings.InstanceId;

    public override string Version => settings.Version;

    public override ParentOrchestrationInstance? Parent => settings.Parent;

    public override IReadOnlyDictionary<string, object?> Properties => ImmutableDictionary<string, object?>.Empty;

    public override bool IsReplaying => execution.IsReplaying;

    public override DateTime CurrentUtcDateTime
    {
        get
        {
            execution.Thread.Demand();
            return execution.Now;
        }
    }

    protected override ILoggerFactory LoggerFactory => settings.LoggerFactory;

    public override T? GetInput<T>()
        where T : default => settings.Converter.Deserialize<T>(settings.Input);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        execution.Thread.Demand();
        RejectMisplacedOptions(input, options);
        var payload = settings.Converter.Serialize(input);
        var version = options?.Version is { } asked ? asked.Version : Version;
        return this.CallAsync(options?.Retry, () => Result<TResult>(name, execution.Ask(
            id => new TaskScheduled(id, name, version, options?.Tags), payload)));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        execution.Thread.Demand();
        RejectMisplacedOptions(input, options);

        // The id is chosen once, before the first try: a retry starts the same child again.
        var instanceId = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        InstanceIds.Validate(instanceId, nameof(options));
        var payload = settings.Converter.Serialize(input);
        var version = options?.Version is { } asked ? asked.Version : settings.DefaultVersion;
        return this.CallAsync(options?.Retry, () => Result<TResult>(orchestratorName, execution.Ask(
            id => new SubOrchestrationInstanceCreated(id, orchestratorName, instanceId), payload, version, options?.Tags)));
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var due = fireAt.ToUniversalTime();
        while (due - CurrentUtcDateTime > settings.MaximumTimerInterval && !cancellationToken.IsCancellationRequested)
            await execution.StartTimer(CurrentUtcDateTime + settings.MaximumTimerInterval, cancellationToken);
        await execution.StartTimer(due, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        execution.Thread.Demand();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return execution.Events.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        execution.Thread.Demand();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        execution.Tell(id => new EventSent(id, instanceId, eventName), settings.Converter.Serialize(payload));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        execution.Thread.Demand();
        execution.CustomStatus = settings.Converter.Serialize(customStatus);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        execution.Thread.Demand();
        execution.ContinueAsNew(
            settings.Converter.Serialize(options.NewInput),
            string.IsNullOrWhiteSpace(options.NewVersion) ? null : options.NewVersion,
            options.PreserveUnprocessedEvents);
    }

    public override Guid NewGuid() => DeterministicGuid.Create(InstanceId, CurrentUtcDateTime, guidsMade++);

    private static void RejectMisplacedOptions(object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                $"A {nameof(TaskOptions)} was given as the task's input, and no options. Did you mean to give it as '{nameof(options)}:'?", nameof(input));
        }
    }

    private async Task<TResult> Result<TResult>(TaskName name, Task<CompletionEvent> answer) => await answer switch
    {
        TaskCompleted { Result: var result } => settings.Converter.Deserialize<TResult>(result)!,
        SubOrchestrationInstanceCompleted { Result: var result } => settings.Converter.Deserialize<TResult>(result)!,
        TaskFailed { Id: var id, Failure: var failure } => throw Failed(name, id, failure),
        SubOrchestrationInstanceFailed { Id: var id, Failure: var failure } => throw Failed(name, id, failure),
        var other => throw new InvalidOperationException($"{other.GetType().Name} is no answer to a task."),
    };

    private static TaskFailedException Failed(TaskName name, int id, Failure failure) =>
        new(name, id, failure.ToDetails()) { IsNonRetriable = failure.IsNonRetriable };
}
