using System.Globalization;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine.Storage;

/// <summary>Which instances are wanted. Null stands for any.</summary>
internal sealed record InstanceFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    DateTimeOffset? CompletedFrom = null,
    DateTimeOffset? CompletedTo = null,
    IReadOnlySet<P.OrchestrationStatus>? Statuses = null,
    string? IdPrefix = null,
    bool FinishedOnly = false)
{
    public static InstanceFilter From(P.InstanceQuery query) => new(
        query.CreatedTimeFrom?.ToDateTimeOffset(), query.CreatedTimeTo?.ToDateTimeOffset(), Statuses: Any(query.RuntimeStatus), IdPrefix: query.InstanceIdPrefix);

    public static InstanceFilter From(P.PurgeInstanceFilter filter) => new(
        filter.CreatedTimeFrom?.ToDateTimeOffset(), filter.CreatedTimeTo?.ToDateTimeOffset(), Statuses: Any(filter.RuntimeStatus), FinishedOnly: true);

    /// <summary>No status asked for means all.</summary>
    public static IReadOnlySet<P.OrchestrationStatus>? Any(IReadOnlyCollection<P.OrchestrationStatus> statuses) => statuses.Count == 0 ? null : statuses.ToHashSet();
}

/// <summary>Lists instances in the order of their creation, so that pages stay as they are while instances are added.</summary>
internal static class InstanceQueries
{
    /// <summary>At most <paramref name="limit"/> instances that follow a key.</summary>
    public static List<InstanceRow> List(HubReader.Connection connection, InstanceFilter filter, long afterKey, int limit)
    {
        using var statement = connection.Database.PrepareOnce(
            $"SELECT {HubReader.Connection.InstanceColumns} FROM instances WHERE {string.Join(" AND ", Conditions(filter))} ORDER BY key LIMIT ?");
        statement.Set(afterKey);
        foreach (var bound in new[] { filter.CreatedFrom, filter.CreatedTo, filter.CompletedFrom, filter.CompletedTo })
        {
            if (bound is { } time)
                statement.Set(time.UtcTicks);
        }

        if (!string.IsNullOrEmpty(filter.IdPrefix))
            statement.Set(filter.IdPrefix).Set(filter.IdPrefix);
        statement.Set(limit);

        var found = new List<InstanceRow>();
        using var rows = statement.Query();
        while (rows.Next())
            found.Add(HubReader.Connection.ReadInstance(rows));
        return found;
    }

    private static IEnumerable<string> Conditions(InstanceFilter filter)
    {
        yield return "key > ?";
        if (filter.CreatedFrom is not null)
            yield return "created >= ?";
        if (filter.CreatedTo is not null)
            yield return "created <= ?";
        if (filter.CompletedFrom is not null)
            yield return "completed >= ?";
        if (filter.CompletedTo is not null)
            yield return "completed <= ?";
        if (!string.IsNullOrEmpty(filter.IdPrefix))
            yield return "substr(id, 1, length(?)) = ?";
        if (filter.FinishedOnly)
            yield return "completed IS NOT NULL";
        if (filter.Statuses is { } statuses)
            yield return $"status IN ({string.Join(", ", statuses.Select(status => ((int)status).ToString(CultureInfo.InvariantCulture)))})";
    }
}
