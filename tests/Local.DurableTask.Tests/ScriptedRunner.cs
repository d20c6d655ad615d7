using System.Collections.Concurrent;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>Takes turns and runs activities as a test says, in place of a worker, and keeps what it was told.</summary>
/// <param name="turn">What an orchestrator asks for, told its how many-eth turn it is and what is new.</param>
internal sealed class ScriptedRunner(Func<int, P.OrchestratorRequest, P.OrchestratorResponse> turn) : ITaskRunner
{
    private readonly ConcurrentQueue<P.OrchestratorRequest> turns = new();
    private readonly ConcurrentQueue<P.ActivityRequest> activities = new();

    public ScriptedRunner(Func<int, IEnumerable<P.OrchestratorAction>> turn)
        : this((number, _) => new P.OrchestratorResponse { Actions = { turn(number) } })
    {
    }

    /// <summary>The turns so far, oldest first.</summary>
    public IReadOnlyList<P.OrchestratorRequest> Turns => [.. turns];

    /// <summary>The activities so far, oldest first.</summary>
    public IReadOnlyList<P.ActivityRequest> Activities => [.. activities];

    /// <summary>What an activity answers.</summary>
    public Func<P.ActivityRequest, Task<P.ActivityResponse>> Activity { get; init; } = _ => Task.FromResult(new P.ActivityResponse());

    public Task WaitForWorkerAsync(P.ActivityRequest request, CancellationToken cancellation) => Task.CompletedTask;

    public Task WaitForWorkerAsync(string orchestrator, string version, CancellationToken cancellation) => Task.CompletedTask;

    public Task<P.OrchestratorResponse> RunTurnAsync(string orchestrator, string version, P.OrchestratorRequest request, CancellationToken cancellation)
    {
        turns.Enqueue(request.Clone());
        return Task.FromResult(turn(turns.Count, request));
    }

    public Task<P.ActivityResponse> RunActivityAsync(P.ActivityRequest request, CancellationToken cancellation)
    {
        activities.Enqueue(request.Clone());
        return Activity(request);
    }
}
