using System.Globalization;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine.Storage;

/// <summary>What the file says about the work that is left.</summary>
internal static class WorkloadQueries
{
    /// <summary>Instances that wait for something that no activity brings, oldest first.</summary>
    public static IReadOnlyList<OpenWait> OpenWaits(HubReader.Connection connection)
    {
        var waits = new List<OpenWait>();
        using var statement = connection.Database.PrepareOnce("""
            SELECT id, name, status,
                (SELECT min(due) FROM timers WHERE timers.instance = instances.key),
                (SELECT count(*) FROM instances AS children WHERE children.parent = instances.key AND children.completed IS NULL)
            FROM instances
            WHERE completed IS NULL AND (status <> ? OR start_at IS NOT NULL)
                AND NOT EXISTS (SELECT 1 FROM activities WHERE activities.instance = instances.key)
                AND NOT EXISTS (SELECT 1 FROM inbox WHERE inbox.instance = instances.key)
            ORDER BY key
            """);
        using var rows = statement.Set((long)P.OrchestrationStatus.Pending).Query();
        while (rows.Next())
        {
            DateTimeOffset? due = rows.NumberOrNull(3) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
            waits.Add(new OpenWait(rows.Text(0), rows.Text(1), Words((P.OrchestrationStatus)rows.Number(2), due, rows.Number(4)), due));
        }

        return waits;
    }

    /// <summary>Instances that could take a turn, and activities that could run, if something were there to run them.</summary>
    public static int Runnable(HubReader.Connection connection) => (int)connection.Database.Number($"""
        SELECT (SELECT count(*) FROM activities)
             + (SELECT count(*) FROM instances WHERE completed IS NULL
                AND ((status = {(int)P.OrchestrationStatus.Pending} AND start_at IS NULL) OR key IN (SELECT instance FROM inbox)))
        """);

    /// <summary>When the next timer is due.</summary>
    public static DateTimeOffset? NextTimer(HubReader.Connection connection)
    {
        using var statement = connection.Database.PrepareOnce("SELECT min(due) FROM timers");
        using var rows = statement.Query();
        return rows.Next() && rows.NumberOrNull(0) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    // Which event an orchestrator awaits only its worker knows.
    private static string Words(P.OrchestrationStatus status, DateTimeOffset? due, long children) => (status, due, children) switch
    {
        (P.OrchestrationStatus.Pending, _, _) => "its scheduled start",
        (P.OrchestrationStatus.Suspended, _, _) => "somebody to resume it",
        (_, { } time, _) => string.Create(CultureInfo.InvariantCulture, $"an event, or the timer due {time:yyyy-MM-dd HH:mm:ss} UTC"),
        (_, _, 0) => "an event",
        (_, _, 1) => "a sub-orchestration",
        (_, _, var several) => string.Create(CultureInfo.InvariantCulture, $"{several} sub-orchestrations"),
    };
}
