using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask;

/// <summary>
/// A task hub as Microsoft's clients and workers speak to it: the sidecar service of the Durable Task Framework. A functions worker
/// uses it as a client only; standalone workers get their work by it, too.
/// </summary>
/// <param name="hub">The task hub.</param>
/// <param name="workItems">The standalone workers; null when none may connect.</param>
public sealed class TaskHubService(SqliteTaskHub hub, WorkItems? workItems = null) : P.TaskHubSidecarService.TaskHubSidecarServiceBase
{
    // Well below the four megabytes that a client takes at once unless told otherwise.
    private const int LargestHistoryChunk = 1_000_000;

    /// <inheritdoc/>
    public override Task<Empty> Hello(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

    /// <summary>There is a task hub already; one that is to be made afresh is another file.</summary>
    public override Task<P.CreateTaskHubResponse> CreateTaskHub(P.CreateTaskHubRequest request, ServerCallContext context) => request.RecreateIfExists
        ? throw new RpcException(new Status(StatusCode.Unimplemented, "This task hub is not emptied by a client: start with another file."))
        : Task.FromResult(new P.CreateTaskHubResponse());

    /// <inheritdoc/>
    public override Task<P.CreateInstanceResponse> StartInstance(P.CreateInstanceRequest request, ServerCallContext context) =>
        Answer(async () => new P.CreateInstanceResponse { InstanceId = await hub.Client.StartAsync(request, context.CancellationToken) });

    /// <inheritdoc/>
    public override Task<P.GetInstanceResponse> GetInstance(P.GetInstanceRequest request, ServerCallContext context) =>
        Answer(() => Task.FromResult(Of(hub.Client.Find(request.InstanceId, request.GetInputsAndOutputs))));

    /// <inheritdoc/>
    public override Task<P.GetInstanceResponse> WaitForInstanceStart(P.GetInstanceRequest request, ServerCallContext context) =>
        Answer(async () => Of(await hub.Client.WaitForStartAsync(request.InstanceId, request.GetInputsAndOutputs, context.CancellationToken)));

    /// <inheritdoc/>
    public override Task<P.GetInstanceResponse> WaitForInstanceCompletion(P.GetInstanceRequest request, ServerCallContext context) =>
        Answer(async () => Of(await hub.Client.WaitForCompletionAsync(request.InstanceId, request.GetInputsAndOutputs, context.CancellationToken)));

    /// <inheritdoc/>
    public override Task<P.RaiseEventResponse> RaiseEvent(P.RaiseEventRequest request, ServerCallContext context) => Answer(async () =>
    {
        await hub.Client.RaiseEventAsync(request.InstanceId, request.Name, request.Input, context.CancellationToken);
        return new P.RaiseEventResponse();
    });

    /// <inheritdoc/>
    public override Task<P.TerminateResponse> TerminateInstance(P.TerminateRequest request, ServerCallContext context) => Answer(async () =>
    {
        await hub.Client.TerminateAsync(request.InstanceId, request.Output, request.Recursive, context.CancellationToken);
        return new P.TerminateResponse();
    });

    /// <inheritdoc/>
    public override Task<P.SuspendResponse> SuspendInstance(P.SuspendRequest request, ServerCallContext context) => Answer(async () =>
    {
        await hub.Client.SuspendAsync(request.InstanceId, request.Reason, context.CancellationToken);
        return new P.SuspendResponse();
    });

    /// <inheritdoc/>
    public override Task<P.ResumeResponse> ResumeInstance(P.ResumeRequest request, ServerCallContext context) => Answer(async () =>
    {
        await hub.Client.ResumeAsync(request.InstanceId, request.Reason, context.CancellationToken);
        return new P.ResumeResponse();
    });

    /// <inheritdoc/>
    public override Task<P.QueryInstancesResponse> QueryInstances(P.QueryInstancesRequest request, ServerCallContext context) => Answer(() =>
    {
        var page = hub.Client.Query(request.Query);
        return Task.FromResult(new P.QueryInstancesResponse { OrchestrationState = { page.Instances }, ContinuationToken = page.ContinuationToken });
    });

    /// <inheritdoc/>
    public override Task<P.ListInstanceIdsResponse> ListInstanceIds(P.ListInstanceIdsRequest request, ServerCallContext context) => Answer(() =>
    {
        var (ids, last) = hub.Client.ListIds(request);
        return Task.FromResult(new P.ListInstanceIdsResponse { InstanceIds = { ids }, LastInstanceKey = last });
    });

    /// <inheritdoc/>
    public override Task<P.PurgeInstancesResponse> PurgeInstances(P.PurgeInstancesRequest request, ServerCallContext context) => Answer(async () =>
    {
        var (deleted, isComplete) = (0, true);
        switch (request.RequestCase)
        {
            case P.PurgeInstancesRequest.RequestOneofCase.InstanceId:
                (deleted, isComplete) = await hub.Client.PurgeAsync(request.InstanceId, request.Recursive, context.CancellationToken);
                break;
            case P.PurgeInstancesRequest.RequestOneofCase.InstanceBatch:
                foreach (var id in request.InstanceBatch.InstanceIds)
                    deleted += (await hub.Client.PurgeAsync(id, request.Recursive, context.CancellationToken)).Deleted;
                break;
            default:
                (deleted, isComplete) = await hub.Client.PurgeAsync(request.PurgeInstanceFilter ?? new(), request.Recursive, context.CancellationToken);
                break;
        }

        return new P.PurgeInstancesResponse { DeletedInstanceCount = deleted, IsComplete = isComplete };
    });

    /// <inheritdoc/>
    public override Task<P.RestartInstanceResponse> RestartInstance(P.RestartInstanceRequest request, ServerCallContext context) => Answer(async () =>
        new P.RestartInstanceResponse { InstanceId = await hub.Client.RestartAsync(request.InstanceId, request.RestartWithNewInstanceId, context.CancellationToken) });

    /// <inheritdoc/>
    public override async Task StreamInstanceHistory(
        P.StreamInstanceHistoryRequest request, IServerStreamWriter<P.HistoryChunk> responseStream, ServerCallContext context)
    {
        var events = await Answer(() => Task.FromResult(hub.Client.ReadHistory(request.InstanceId)));
        var (chunk, size) = (new P.HistoryChunk(), 0);
        foreach (var past in events)
        {
            if (size + past.CalculateSize() > LargestHistoryChunk && size > 0)
            {
                await responseStream.WriteAsync(chunk, context.CancellationToken);
                (chunk, size) = (new P.HistoryChunk(), 0);
            }

            chunk.Events.Add(past);
            size += past.CalculateSize();
        }

        await responseStream.WriteAsync(chunk, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task GetWorkItems(P.GetWorkItemsRequest request, IServerStreamWriter<P.WorkItem> responseStream, ServerCallContext context) =>
        Standalone.ServeAsync(request, responseStream, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<P.CompleteTaskResponse> CompleteOrchestratorTask(P.OrchestratorResponse request, ServerCallContext context)
    {
        Standalone.Complete(request);
        return Task.FromResult(new P.CompleteTaskResponse());
    }

    /// <inheritdoc/>
    public override Task<P.CompleteTaskResponse> CompleteActivityTask(P.ActivityResponse request, ServerCallContext context)
    {
        Standalone.Complete(request);
        return Task.FromResult(new P.CompleteTaskResponse());
    }

    /// <inheritdoc/>
    public override Task<P.AbandonOrchestrationTaskResponse> AbandonTaskOrchestratorWorkItem(P.AbandonOrchestrationTaskRequest request, ServerCallContext context)
    {
        Standalone.Abandon(request.CompletionToken);
        return Task.FromResult(new P.AbandonOrchestrationTaskResponse());
    }

    /// <inheritdoc/>
    public override Task<P.AbandonActivityTaskResponse> AbandonTaskActivityWorkItem(P.AbandonActivityTaskRequest request, ServerCallContext context)
    {
        Standalone.Abandon(request.CompletionToken);
        return Task.FromResult(new P.AbandonActivityTaskResponse());
    }

    private WorkItems Standalone =>
        workItems ?? throw new RpcException(new Status(StatusCode.Unimplemented, "Standalone workers are not served: a functions worker runs this task hub."));

    private static P.GetInstanceResponse Of(P.OrchestrationState? state) => new() { Exists = state is not null, OrchestrationState = state };

    /// <summary>Does what is asked for; what is refused becomes the status that the Durable Functions extension answers with.</summary>
    private static async Task<T> Answer<T>(Func<Task<T>> answer)
    {
        try
        {
            return await answer();
        }
        catch (TaskHubRefusalException refusal)
        {
            throw new RpcException(new Status(CodeOf(refusal.Kind), refusal.Message));
        }
        catch (IOException fault)
        {
            throw new RpcException(new Status(StatusCode.Internal, fault.Message));
        }
        catch (ObjectDisposedException closed)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, closed.Message));
        }
    }

    private static StatusCode CodeOf(Refusal refusal) => refusal switch
    {
        Refusal.InvalidArgument => StatusCode.InvalidArgument,
        Refusal.NotFound => StatusCode.NotFound,
        Refusal.AlreadyExists => StatusCode.AlreadyExists,
        _ => StatusCode.FailedPrecondition,
    };
}
