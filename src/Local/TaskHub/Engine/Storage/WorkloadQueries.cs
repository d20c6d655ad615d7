using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.TaskHub.Engine.Storage;

/// <summary>What the file says about the work that is left.</summary>
internal static class WorkloadQueries
{
    /// <summary>Instances that wait, oldest first.</summary>
    public static IReadOnlyList<OpenWait> OpenWaits(HubReader.Connection connection)
    {
        var waits = new List<OpenWait>();
        using var statement = connection.Database.PrepareOnce("""
            SELECT id, name, status, waiting_for, start_at, (SELECT min(due) FROM timers WHERE timers.instance = instances.key)
            FROM instances WHERE completed IS NULL AND (waiting_for IS NOT NULL OR (status = ? AND start_at IS NOT NULL)) ORDER BY key
            """);
        using var rows = statement.Set((long)OrchestrationRuntimeStatus.Pending).Query();
        while (rows.Next())
        {
            DateTimeOffset? due = rows.NumberOrNull(5) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
            waits.Add(new OpenWait(rows.Text(0), rows.Text(1), rows.TextOrNull(3) ?? "its scheduled start", due));
        }

        return waits;
    }

    /// <summary>Instances that could take a turn, and activities that could run, if a worker were there.</summary>
    public static int Runnable(HubReader.Connection connection) => (int)connection.Database.Number($"""
        SELECT (SELECT count(*) FROM activities)
             + (SELECT count(*) FROM instances WHERE completed IS NULL
                AND ((status = {(int)OrchestrationRuntimeStatus.Pending} AND start_at IS NULL) OR key IN (SELECT instance FROM inbox)))
        """);

    /// <summary>When the next timer is due.</summary>
    public static DateTimeOffset? NextTimer(HubReader.Connection connection)
    {
        using var statement = connection.Database.PrepareOnce("SELECT min(due) FROM timers");
        using var rows = statement.Query();
        return rows.Next() && rows.NumberOrNull(0) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }
}
