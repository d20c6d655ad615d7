using System.Collections.Frozen;
using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Rpc;
using HubAutomation.Local.Host.Testing;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.Host.Durable;

/// <summary>Runs orchestrators and activities that are functions of the app.</summary>
/// <remarks>
/// A name that no function has, and an orchestrator that fails in a way that the worker's durable extension does not know of, end as
/// with the real extension: with a text in the output. An activity's failure is the one that the worker's middleware described.
/// </remarks>
internal sealed class FunctionsTaskRunner(FunctionCatalog catalog, CrashPoints? crashPoints) : ITaskRunner
{
    private const string UnknownType = "(unknown)";
    private const string InstanceId = "instanceId";

    private readonly FrozenDictionary<string, HostedFunction> orchestrators =
        catalog.With<OrchestrationTriggerDescription>().ToFrozenDictionary(f => f.Trigger.TaskName, f => f.Function, StringComparer.OrdinalIgnoreCase);

    private readonly FrozenDictionary<string, HostedFunction> activities =
        catalog.With<ActivityTriggerDescription>().ToFrozenDictionary(f => f.Trigger.TaskName, f => f.Function, StringComparer.OrdinalIgnoreCase);

    public async Task WaitForWorkerAsync(string orchestrator, string version, CancellationToken cancellation) =>
        await catalog.Runtime.Workers.ReadyAsync(cancellation);

    public async Task WaitForWorkerAsync(P.ActivityRequest request, CancellationToken cancellation) =>
        await catalog.Runtime.Workers.ReadyAsync(cancellation);

    public async Task<P.OrchestratorResponse> RunTurnAsync(
        string orchestrator, string version, P.OrchestratorRequest request, CancellationToken cancellation)
    {
        if (!orchestrators.TryGetValue(orchestrator, out var function))
        {
            return Fails(request, NoSuch("orchestrator", orchestrator, orchestrators.Keys), details: null);
        }

        try
        {
            var answer = await function.RunTurnAsync(new TriggerInput(Messages.Write(request)), cancellation);
            return Messages.Read(answer.ReturnValue, P.OrchestratorResponse.Parser);
        }
        catch (Exception error) when (error is FunctionFailedException or InvalidDataException)
        {
            Log.TurnFailed(catalog.Runtime.Logger, orchestrator, request.InstanceId, error);
            return Fails(request, $"The orchestrator function '{orchestrator}' failed outside of its code.", error.ToString());
        }
    }

    public Task<P.ActivityResponse> RunActivityAsync(P.ActivityRequest request, CancellationToken cancellation) =>
        crashPoints is { Armed: true }
            ? crashPoints.RunAsync(request, () => RunAsync(request, cancellation))
            : RunAsync(request, cancellation);

    private async Task<P.ActivityResponse> RunAsync(P.ActivityRequest request, CancellationToken cancellation)
    {
        var answer = new P.ActivityResponse { InstanceId = request.OrchestrationInstance.InstanceId, TaskId = request.TaskId };
        if (!activities.TryGetValue(request.Name, out var function))
        {
            answer.FailureDetails = Failure(UnknownType, NoSuch("activity", request.Name, activities.Keys));
            return answer;
        }

        var instance = new Dictionary<string, TypedData> { [InstanceId] = new() { String = request.OrchestrationInstance.InstanceId } };
        try
        {
            var ended = await function.RunAsync(new TriggerInput(ActivityValues.Input(request.Input), instance), cancellation);
            answer.Result = ActivityValues.Result(ended.ReturnValue);
        }
        catch (FunctionFailedException error)
        {
            answer.FailureDetails = WorkerExceptionText.Failure(error.Details) ?? Failure(error.TypeName, error.Message, error.StackTrace);
        }

        return answer;
    }

    private static P.TaskFailureDetails Failure(string type, string message, string? stackTrace = null) =>
        new() { ErrorType = type, ErrorMessage = message, StackTrace = stackTrace };

    private static P.OrchestratorResponse Fails(P.OrchestratorRequest request, string output, string? details) => new()
    {
        InstanceId = request.InstanceId,
        Actions =
        {
            new P.OrchestratorAction
            {
                Id = -1,
                CompleteOrchestration = new() { OrchestrationStatus = P.OrchestrationStatus.Failed, Result = output, Details = details },
            },
        },
    };

    private static string NoSuch(string kind, string name, IReadOnlyCollection<string> known) =>
        $"There is no {kind} function '{name}', or it is disabled. "
            + (known.Count == 0 ? "The app has none." : $"There are: {string.Join(", ", known.Order(StringComparer.OrdinalIgnoreCase))}.");
}
