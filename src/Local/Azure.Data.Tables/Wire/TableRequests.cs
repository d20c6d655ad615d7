using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Wire;

/// <summary>Tables of an account: made, deleted, listed. Source: "Operations on tables" of the Table service REST API.</summary>
internal static class TableRequests
{
    private const ushort Created = 201;
    private const ushort NoContent = 204;
    private const ushort NotFound = 404;
    private const ushort Conflict = 409;
    private const ushort Ok = 200;

    public static async ValueTask<Response<TableItem>> CreateTableAsync(this TableConnection service, string table, bool async, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        using var message = service.CreateTableMessage(table, Created, NoContent);
        return Response.FromValue(new TableItem(table), await service.SendAsync(message, async, cancellationToken).ConfigureAwait(false));
    }

    public static async ValueTask<Response<TableItem>> CreateTableIfNotExistsAsync(this TableConnection service, string table, bool async, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        using var message = service.CreateTableMessage(table, Created, NoContent, Conflict);
        var response = await service.SendAsync(message, async, cancellationToken).ConfigureAwait(false);
        if (response.Status == Conflict)
        {
            var failure = new RequestFailedException(response);
            if (failure.ErrorCode != TableErrorCode.TableAlreadyExists)
                throw failure;
        }
        return Response.FromValue(new TableItem(table), response);
    }

    /// <summary>A table that is not there answers 404 and is no failure.</summary>
    public static async ValueTask<Response> DeleteTableAsync(this TableConnection service, string table, bool async, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        using var message = service.Message(RequestMethod.Delete, $"Tables('{Uri.EscapeDataString(table)}')", NoContent, NotFound);
        return await service.SendAsync(message, async, cancellationToken).ConfigureAwait(false);
    }

    public static PageRequest<TableItem> QueryTables(this TableConnection service, string? filter) =>
        async (continuationToken, pageSize, async, cancellationToken) =>
        {
            using var message = service.Message(RequestMethod.Get, "Tables", Ok);
            message.Request.AddQuery("$top", pageSize);
            message.Request.AddQuery("$filter", filter);
            message.Request.AddQuery("NextTableName", continuationToken);
            var response = await service.SendAsync(message, async, cancellationToken).ConfigureAwait(false);
            using var json = JsonDocument.Parse(response.Content);
            var tables = json.RootElement.GetProperty("value").EnumerateArray().Select(table => new TableItem(table.GetProperty("TableName").GetString())).ToArray();
            return Page<TableItem>.FromValues(tables, response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var next) ? next : null, response);
        };

    public static void AddQuery(this Request request, string name, int? value) =>
        request.AddQuery(name, value?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static void AddQuery(this Request request, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            request.Uri.AppendQuery(name, value, escapeValue: true);
    }

    private static HttpMessage CreateTableMessage(this TableConnection service, string table, params ReadOnlySpan<ushort> accepted)
    {
        var message = service.Message(RequestMethod.Post, "Tables", accepted);
        message.Request.Headers.Add("Prefer", "return-no-content");
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = table }));
        return message;
    }
}
