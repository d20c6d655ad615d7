using DurableTask.Core.Exceptions;
using HubAutomation.Local.TaskHub.Engine.Storage;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.TaskHub.Engine.Writes;

/// <summary>Creates an instance, unless one of its id stands in the way. Gives the id.</summary>
internal sealed class StartWrite(SqliteTaskHub hub, NewInstance instance, IReadOnlySet<OrchestrationRuntimeStatus> blocking) : ClientWrite<string>(hub)
{
    protected override Func<string> Write(HubTables tables)
    {
        if (tables.FindInstance(instance.Id) is { } existing)
        {
            if (blocking.Contains(existing.Status))
            {
                return Refuse(new OrchestrationAlreadyExistsException(
                    $"An orchestration instance with id '{instance.Id}' already exists; its status is {existing.Status}."));
            }

            if (!existing.Status.IsFinished() && tables.FindParentCall(existing.Key) is { } call)
                tables.AddMessage(call.Instance, call.Execution, new SubOrchestrationInstanceFailed(call.Task, Failure.Terminated()), Effects);
            tables.DeleteInstance(existing.Key, Effects);
        }

        tables.AddInstance(instance, Effects);
        return () => instance.Id;
    }
}
