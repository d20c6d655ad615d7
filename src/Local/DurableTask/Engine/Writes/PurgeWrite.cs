using HubAutomation.Local.DurableTask.Engine.Storage;

namespace HubAutomation.Local.DurableTask.Engine.Writes;

/// <summary>Deletes ended instances, and on request their ended children and theirs. Gives how many it deleted. One that runs is refused when it alone was asked for.</summary>
internal sealed class PurgeWrite(SqliteTaskHub hub, IReadOnlyList<string> instanceIds, bool recursive) : ClientWrite<int>(hub)
{
    protected override Func<int> Write(HubTables tables)
    {
        var purged = 0;
        var keys = new Stack<long>();
        foreach (var id in instanceIds)
        {
            if (tables.FindInstance(id) is not { } found)
                continue;
            if (found.Status.IsFinished())
                keys.Push(found.Key);
            else if (instanceIds.Count == 1)
                return Refuse(new TaskHubRefusalException(Refusal.NotInThatState, $"The orchestration instance '{id}' has not ended (its status is {found.Status}), so it cannot be purged."));
        }

        while (keys.TryPop(out var key))
        {
            if (recursive)
                tables.FindChildren(key, finished: true).ForEach(keys.Push);
            tables.DeleteInstance(key, Effects);
            purged++;
        }

        return () => purged;
    }
}
