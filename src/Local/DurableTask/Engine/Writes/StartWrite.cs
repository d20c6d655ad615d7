using HubAutomation.Local.DurableTask.Engine.Storage;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine.Writes;

/// <summary>
/// Creates an instance, unless one of its id stands in the way: one that has not ended always does, one that has when its status is
/// not among those that may be replaced. Gives the id.
/// </summary>
internal sealed class StartWrite(SqliteTaskHub hub, NewInstance instance, IReadOnlySet<P.OrchestrationStatus>? replaceable) : ClientWrite<string>(hub)
{
    protected override Func<string> Write(HubTables tables)
    {
        if (tables.FindInstance(instance.Id) is { } existing)
        {
            if (!existing.Status.IsFinished() || replaceable?.Contains(existing.Status) == false)
            {
                return Refuse(new TaskHubRefusalException(
                    Refusal.AlreadyExists, $"An orchestration instance with the ID '{instance.Id}' already exists; its status is {existing.Status}."));
            }

            tables.DeleteInstance(existing.Key, Effects);
        }

        tables.AddInstance(instance, Effects);
        return () => instance.Id;
    }
}
