using HubAutomation.Local.DurableTask.Engine.Storage;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine.Writes;

/// <summary>Sends a message to an instance that can take it. Refused are those that do not exist, have ended, or are to be suspended twice, or resumed without it.</summary>
internal sealed class MessageWrite(SqliteTaskHub hub, string instanceId, P.HistoryEvent message) : ClientWrite<bool>(hub)
{
    protected override Func<bool> Write(HubTables tables)
    {
        if (tables.FindInstance(instanceId) is not { } target)
            return Refuse(TaskHubRefusalException.NotFound(instanceId));
        if (target.Status.IsFinished())
            return Refuse(new TaskHubRefusalException(Refusal.Ended, $"The orchestration instance '{instanceId}' has ended; its status is {target.Status}."));
        if (message.ExecutionSuspended is not null && tables.WillBeSuspended(target.Key, target.Status))
            return Refuse(new TaskHubRefusalException(Refusal.NotInThatState, $"The orchestration instance '{instanceId}' is suspended already."));
        if (message.ExecutionResumed is not null && !tables.WillBeSuspended(target.Key, target.Status))
            return Refuse(new TaskHubRefusalException(Refusal.NotInThatState, $"The orchestration instance '{instanceId}' is not suspended; its status is {target.Status}."));
        tables.AddMessage(target.Key, null, message, Effects);
        return () => true;
    }
}
