using Google.Protobuf;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Grpc;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>One orchestrator, run as a functions worker runs it: by Microsoft's runner, which keeps it between its turns.</summary>
internal sealed class SessionWorker(Func<TaskOrchestrationContext, Task<int>> code) : ITaskRunner, IDisposable
{
    private readonly ExtendedSessionsCache sessions = new();
    private readonly Orchestrator orchestrator = new(code);

    public Task WaitForWorkerAsync(P.ActivityRequest request, CancellationToken cancellation) => Task.CompletedTask;

    public Task WaitForWorkerAsync(string orchestrator, string version, CancellationToken cancellation) => Task.CompletedTask;

    public Task<P.OrchestratorResponse> RunTurnAsync(string orchestrator, string version, P.OrchestratorRequest request, CancellationToken cancellation)
    {
        var answer = GrpcOrchestrationRunner.LoadAndRun(Convert.ToBase64String(request.ToByteArray()), this.orchestrator, sessions, services: null);
        return Task.FromResult(P.OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(answer)));
    }

    public Task<P.ActivityResponse> RunActivityAsync(P.ActivityRequest request, CancellationToken cancellation) =>
        throw new InvalidOperationException("It has no activities.");

    public void Dispose() => sessions.Dispose();

    private sealed class Orchestrator(Func<TaskOrchestrationContext, Task<int>> code) : TaskOrchestrator<object?, int>
    {
        public override Task<int> RunAsync(TaskOrchestrationContext context, object? input) => code(context);
    }
}
