using HubAutomation.Local.TaskHub.Engine.Storage;

namespace HubAutomation.Local.TaskHub.Engine.Writes;

/// <summary>Deletes finished instances, and on request their finished children and theirs. Gives how many it deleted.</summary>
internal sealed class PurgeWrite(SqliteTaskHub hub, IReadOnlyList<string> instanceIds, bool recursive) : ClientWrite<int>(hub)
{
    protected override Func<int> Write(HubTables tables)
    {
        var purged = 0;
        var keys = new Stack<long>();
        foreach (var id in instanceIds)
        {
            if (tables.FindInstance(id) is { } found && found.Status.IsFinished())
                keys.Push(found.Key);
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
