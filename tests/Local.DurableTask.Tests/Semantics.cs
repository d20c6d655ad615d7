using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>
/// Base of the tests of what orchestrations are promised. Each class of them runs twice: with what an orchestration has gone through kept
/// in memory between its turns, and with it read from the file for every turn. Nothing may differ.
/// </summary>
public abstract class Semantics(bool keptInMemory)
{
    private protected Task<TestHub> StartAsync(
        Action<DurableTaskRegistry> tasks,
        Action<SqliteTaskHubOptions>? options = null,
        Action<IDurableTaskWorkerBuilder>? worker = null,
        Action<IDurableTaskClientBuilder>? client = null,
        bool handsOut = true,
        bool connects = true) => TestHub.StartAsync(
            tasks,
            hub =>
            {
                hub.MaxCachedOrchestrations = keptInMemory ? 2000 : 0;
                options?.Invoke(hub);
            },
            worker,
            client,
            handsOut,
            connects);
}
