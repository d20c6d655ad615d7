using HubAutomation.Local.DurableTask.Engine.Storage;

namespace HubAutomation.Local.DurableTask.Engine.Writes;

/// <summary>Starts an instance again with its original input, under its own or another id. Gives the id.</summary>
internal sealed class RestartWrite(SqliteTaskHub hub, string instanceId, string newInstanceId, DateTime now) : ClientWrite<string>(hub)
{
    protected override Func<string> Write(HubTables tables)
    {
        if (tables.FindInstance(instanceId) is not { } found)
            return Refuse(TaskHubRefusalException.NotFound(instanceId));
        if (newInstanceId == instanceId && !found.Status.IsFinished())
        {
            return Refuse(new TaskHubRefusalException(
                Refusal.NotInThatState,
                $"Orchestration instance '{instanceId}' has not finished (its status is {found.Status}), so it cannot be restarted under its own id."));
        }

        var original = tables.ReadOriginal(found.Key) with { Id = newInstanceId, Created = now };
        if (newInstanceId == instanceId)
            tables.DeleteInstance(found.Key, Effects);
        tables.AddInstance(original, Effects);
        return () => newInstanceId;
    }
}
