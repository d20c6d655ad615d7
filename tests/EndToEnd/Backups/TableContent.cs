using System.Globalization;
using Azure.Data.Tables;

namespace HubAutomation.EndToEnd.Backups;

/// <summary>Tables to compare, to the last bit and type.</summary>
internal static class TableContent
{
    /// <summary>Every property of every row as text with its type; not the service's own ETag and time.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(TableClient table)
    {
        var lines = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>())
            lines.AddRange(row.Where(p => p.Key is not ("odata.etag" or "Timestamp")).Select(p => $"{row.PartitionKey}|{row.RowKey}|{p.Key}: {Bits(p.Value)}"));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>Writes rows, a transaction for each partition's hundred.</summary>
    public static async Task WriteAsync(TableClient table, IEnumerable<TableEntity> rows) => await Parallel.ForEachAsync(
        rows.GroupBy(row => row.PartitionKey).SelectMany(partition => partition.Chunk(100)),
        async (rows, cancellation) => await table.SubmitTransactionAsync(
            rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), cancellation));

    /// <summary>A row with a property of every type that tables know, with values at their ends. Doubles are numbers: the table client writes no others.</summary>
    public static TableEntity OfEveryType(string partition, string row) => new(partition, row)
    {
        ["Text"] = "Zoë's \"group\"\r\n\u2028 – 日本 \U0001F476\t\\",
        ["Empty"] = "",
        ["LooksLikeTime"] = "2026-09-14T08:00:00Z",
        ["Flag"] = false,
        ["Int32"] = int.MinValue,
        ["Int64"] = long.MaxValue,
        ["Int64Small"] = 5L,
        ["Double"] = 0.1 + 0.2,
        ["DoubleWhole"] = 5.0,
        ["DoubleTiny"] = double.Epsilon,
        ["Guid"] = Guid.Parse("6f9619ff-8b86-d011-b42d-00cf4fc964ff"),
        ["Moment"] = new DateTimeOffset(2026, 10, 25, 0, 59, 59, TimeSpan.Zero).AddTicks(1234567),
        ["Binary"] = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray(),
        ["NoBytes"] = Array.Empty<byte>(),
    };

    private static string Bits(object value) => value switch
    {
        double number => $"Double {BitConverter.DoubleToInt64Bits(number):x}",
        DateTimeOffset moment => $"DateTime {moment.UtcTicks}",
        byte[] bytes => $"Binary {Convert.ToHexString(bytes)}",
        BinaryData bytes => $"Binary {Convert.ToHexString(bytes.ToArray())}",
        _ => $"{value.GetType().Name} {Convert.ToString(value, CultureInfo.InvariantCulture)}",
    };
}
