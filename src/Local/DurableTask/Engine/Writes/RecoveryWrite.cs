using HubAutomation.Local.DurableTask.Engine.Dispatch;
using HubAutomation.Local.DurableTask.Engine.Storage;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine.Writes;

/// <summary>
/// Takes over everything that is under way, from an earlier process or from before a worker was there. Goes through the writer
/// although it writes nothing: so it has a place among the writes, and nothing is taken over twice or missed.
/// </summary>
internal sealed class RecoveryWrite(SqliteTaskHub hub, Dispatcher dispatcher) : WriteOperation
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Effects effects = new();

    public Task Done => done.Task;

    public override void Execute(HubTables tables)
    {
        effects.Clear();
        ReadPendingInstances(tables.Database);
        ReadMessages(tables.Database);
        ReadActivities(tables.Database);
        ReadTimers(tables.Database);
    }

    public override void Committed()
    {
        hub.Attach(dispatcher);
        dispatcher.Apply(effects);
        done.SetResult();
    }

    public override bool Failed(Exception exception)
    {
        done.SetException(exception);
        return false;
    }

    private void ReadPendingInstances(Database database)
    {
        using var statement = database.PrepareOnce("SELECT key FROM instances WHERE completed IS NULL AND status = ? AND start_at IS NULL ORDER BY key");
        using var rows = statement.Set((long)P.OrchestrationStatus.Pending).Query();
        while (rows.Next())
            effects.Deliveries.Add((rows.Number(0), new Delivery(HistoryEvents.StartMark)));
        ReadContinuedAsNew(database);
    }

    /// <summary>Instances that have continued as new and not yet taken their first turn since.</summary>
    private void ReadContinuedAsNew(Database database)
    {
        using var statement = database.PrepareOnce("""
            SELECT key FROM instances
            WHERE completed IS NULL AND status IN (?, ?) AND NOT EXISTS (SELECT 1 FROM history WHERE history.instance = instances.key) ORDER BY key
            """);
        using var rows = statement.Set((long)P.OrchestrationStatus.Running).Set((long)P.OrchestrationStatus.Suspended).Query();
        while (rows.Next())
            effects.Deliveries.Add((rows.Number(0), new Delivery(HistoryEvents.StartMark)));
    }

    private void ReadMessages(Database database)
    {
        using var statement = database.PrepareOnce("SELECT id, instance, execution, message FROM inbox ORDER BY id");
        using var rows = statement.Query();
        while (rows.Next())
        {
            var message = P.HistoryEvent.Parser.ParseFrom(rows.Bytes(3));
            effects.Deliveries.Add((rows.Number(1), new Delivery(message, (int?)rows.NumberOrNull(2), Origin.Inbox, rows.Number(0))));
        }
    }

    private void ReadActivities(Database database)
    {
        using var statement = database.PrepareOnce($"""
            SELECT activities.id, instance, instances.id, activities.execution, task, activities.name, activities.version, input, deliveries,
                {HubReader.Connection.LastUpdated}, activities.tags, trace_parent, trace_state, trace_span
            FROM activities JOIN instances ON instances.key = instance ORDER BY activities.id
            """);
        using var rows = statement.Query();
        while (rows.Next())
        {
            // One more than counted: the process that left it behind had taken it on, or may have.
            effects.Activities.Add(new ActivityRow(
                rows.Number(0), rows.Number(1), rows.Text(2), (int)rows.Number(3), (int)rows.Number(4),
                rows.Text(5), rows.Text(6), rows.TextOrNull(7), (int)rows.Number(8) + 1,
                TagsText.Read(rows.TextOrNull(10)), HubReader.Connection.Time(rows.Number(9)), HubReader.Connection.ReadTrace(rows, 11)?.OwnContext));
        }
    }

    private void ReadTimers(Database database)
    {
        using var statement = database.PrepareOnce("SELECT instance, execution, task, due FROM timers");
        using var rows = statement.Query();
        while (rows.Next())
        {
            var due = HubReader.Connection.Time(rows.Number(3));
            effects.TimersSet.Add(new TimerRow(rows.Number(0), (int)rows.Number(1), (int)rows.Number(2), due));
        }
    }
}
