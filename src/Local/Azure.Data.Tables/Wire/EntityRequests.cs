using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables.Wire;

/// <summary>Entities of one table: read, written, deleted. Source: "Operations on entities" of the Table service REST API.</summary>
internal sealed class EntityRequests(TableConnection service, string table)
{
    private const ushort Ok = 200;
    private const ushort NoContent = 204;
    private const ushort NotFound = 404;

    // Between the two parts of a place in a query; neither contains one.
    private const char TokenSeparator = ' ';

    /// <summary>Address of one entity below the service, with quotes doubled and every awkward character percent-encoded.</summary>
    public static string Path(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey='{Escape(partitionKey)}',RowKey='{Escape(rowKey)}')";

    public async ValueTask<NullableResponse<T>> GetAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select, bool mayBeMissing, bool async, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        using var message = service.Message(RequestMethod.Get, Path(table, partitionKey, rowKey), mayBeMissing ? [Ok, NotFound] : [Ok]);
        message.Request.AddQuery("$select", Select(select));
        var response = await service.SendAsync(message, async, cancellationToken).ConfigureAwait(false);
        if (response.Status == NotFound)
            return new MissingEntity<T>(response);
        using var json = JsonDocument.Parse(response.Content);
        return Response.FromValue(EntityReader.Read<T>(json.RootElement), response);
    }

    public async ValueTask<Response> AddAsync(ITableEntity entity, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entity);
        DemandKeys(entity);
        using var message = service.Message(RequestMethod.Post, table, NoContent);
        message.Request.Headers.Add("Prefer", "return-no-content");
        SetContent(message.Request, entity);
        return await service.SendAsync(message, async, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="entity">What to write.</param>
    /// <param name="mode">What becomes of properties that it does not have.</param>
    /// <param name="ifMatch">The version to overwrite; null to insert or overwrite.</param>
    /// <param name="async">Whether to wait without a thread.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async ValueTask<Response> WriteAsync(ITableEntity entity, TableUpdateMode mode, ETag? ifMatch, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entity);
        DemandKeys(entity);
        using var message = service.Message(Method(mode), Path(table, entity.PartitionKey, entity.RowKey), NoContent);
        if (ifMatch is { } version)
            message.Request.Headers.Add("If-Match", version.ToString());
        SetContent(message.Request, entity);
        return await service.SendAsync(message, async, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An entity that is not there answers 404 and is no failure.</summary>
    public async ValueTask<Response> DeleteAsync(string partitionKey, string rowKey, ETag ifMatch, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        using var message = service.Message(RequestMethod.Delete, Path(table, partitionKey, rowKey), NoContent, NotFound);
        message.Request.Headers.Add("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString());
        return await service.SendAsync(message, async, cancellationToken).ConfigureAwait(false);
    }

    public PageRequest<T> Query<T>(string? filter, IEnumerable<string>? select)
        where T : class, ITableEntity =>
        async (continuationToken, pageSize, async, cancellationToken) =>
        {
            using var message = service.Message(RequestMethod.Get, $"{table}()", Ok);
            message.Request.AddQuery("$top", pageSize);
            message.Request.AddQuery("$select", Select(select));
            message.Request.AddQuery("$filter", filter);
            if (continuationToken?.Split(TokenSeparator, 2) is [var partition, .. var row])
            {
                message.Request.AddQuery("NextPartitionKey", partition);
                message.Request.AddQuery("NextRowKey", row.FirstOrDefault());
            }
            var response = await service.SendAsync(message, async, cancellationToken).ConfigureAwait(false);
            using var json = JsonDocument.Parse(response.Content);
            var entities = json.RootElement.GetProperty("value").EnumerateArray().Select(EntityReader.Read<T>).ToArray();
            return Page<T>.FromValues(entities, ContinuationToken(response), response);
        };

    public static RequestMethod Method(TableUpdateMode mode) => mode switch
    {
        TableUpdateMode.Merge => RequestMethod.Patch,
        TableUpdateMode.Replace => RequestMethod.Put,
        _ => throw new ArgumentException($"Unexpected value for {nameof(mode)}: {mode}", nameof(mode)),
    };

    public static void DemandKeys(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity.PartitionKey, nameof(entity.PartitionKey));
        ArgumentNullException.ThrowIfNull(entity.RowKey, nameof(entity.RowKey));
    }

    private static string Escape(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private static string? Select(IEnumerable<string>? names) => names is null ? null : string.Join(',', names);

    private static string? ContinuationToken(Response response)
    {
        response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var row);
        return response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition)
            ? $"{partition}{TokenSeparator}{row}"
            : null;
    }

    private static void SetContent(Request request, ITableEntity entity)
    {
        request.Headers.Add("Content-Type", "application/json");
        request.Content = RequestContent.Create(EntityWriter.Write(entity));
    }
}
