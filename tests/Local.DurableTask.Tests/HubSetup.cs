using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>What stays the same through all lives of a hub under test.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Clock">Its clock.</param>
/// <param name="Logs">What it logs.</param>
/// <param name="Options">Sets it up.</param>
/// <param name="Worker">Sets its workers up.</param>
/// <param name="Client">Sets its client up.</param>
/// <param name="Connects">Whether a worker connects at the beginning of each life.</param>
internal sealed record HubSetup(
    string Path,
    ManualTimeProvider Clock,
    LogLines Logs,
    Action<SqliteTaskHubOptions>? Options,
    Action<IDurableTaskWorkerBuilder>? Worker,
    Action<IDurableTaskClientBuilder>? Client,
    bool Connects)
{
    /// <summary>What its workers can do; new code comes with a new life.</summary>
    public required Action<DurableTaskRegistry> Tasks { get; set; }
}
