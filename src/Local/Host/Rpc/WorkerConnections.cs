using System.Collections.Concurrent;

namespace HubAutomation.Local.Host.Rpc;

/// <summary>The workers that are expected to call, by the id that each was given.</summary>
internal sealed class WorkerConnections
{
    private readonly ConcurrentDictionary<string, WorkerConnection> expected = new();

    public void Expect(WorkerConnection connection) => expected[connection.Id] = connection;

    /// <summary>The connection of the worker that calls, once; null when it is unknown.</summary>
    public WorkerConnection? Take(string workerId) => expected.TryRemove(workerId, out var connection) ? connection : null;
}
