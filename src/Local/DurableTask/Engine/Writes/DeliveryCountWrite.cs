using HubAutomation.Local.DurableTask.Engine.Storage;

namespace HubAutomation.Local.DurableTask.Engine.Writes;

/// <summary>Counts that activities are about to be started once more, or takes it back when they were stopped in good order.</summary>
internal sealed class DeliveryCountWrite(SqliteTaskHub hub, IReadOnlyList<ActivityRow> activities, int difference) : ClientWrite<int>(hub)
{
    protected override Func<int> Write(HubTables tables)
    {
        foreach (var activity in activities)
            tables.CountDelivery(activity, difference);
        return () => activities.Count;
    }
}
