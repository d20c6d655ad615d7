using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>
/// Base of the tests of the semantics that orchestrations are promised. Each class of them runs twice: with orchestrations kept in
/// memory between turns, and with every turn replayed from the file. Nothing may differ.
/// </summary>
public abstract class Conformance(bool keptInMemory)
{
    private protected Task<TestHub> StartAsync(
        Action<DurableTaskRegistry> tasks,
        Action<SqliteTaskHubOptions>? options = null,
        Action<IDurableTaskWorkerBuilder>? worker = null,
        Action<IServiceCollection>? services = null,
        bool startWorker = true) => TestHub.StartAsync(
            tasks,
            hub =>
            {
                hub.MaxCachedOrchestrations = keptInMemory ? 2000 : 0;
                options?.Invoke(hub);
            },
            worker,
            services,
            startWorker);
}
