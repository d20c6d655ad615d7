using HubAutomation.Local.TaskHub.Engine.Storage;

namespace HubAutomation.Local.TaskHub.Engine.Writes;

/// <summary>Sends a message to an instance. Gives false when there is none of that id or it has finished; then the message is dropped.</summary>
internal sealed class MessageWrite(SqliteTaskHub hub, string instanceId, HistoryEvent message) : ClientWrite<bool>(hub)
{
    protected override Func<bool> Write(HubTables tables)
    {
        if (tables.FindInstance(instanceId) is not { } target || target.Status.IsFinished())
            return () => false;
        tables.AddMessage(target.Key, null, message, Effects);
        return () => true;
    }
}
