using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Platform.Storage;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Storage;

/// <summary>
/// Returns and their lines. Tables <c>Returns</c> and <c>ReturnLines</c>: a period of an authority is one partition read by its beginning, a
/// measure over time is another (docs/returns.md shows the keys). What is frozen is only ever added.
/// </summary>
public sealed class ReturnStore(HubStorage storage)
{
    private const int MostRowsOfATransaction = 100;

    /// <summary>A version of a return, or null.</summary>
    public async Task<ReturnRow?> FindAsync(ReturnRef name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var found = await storage.Returns.GetEntityIfExistsAsync<ReturnRow>(name.Authority, name.Key, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>All versions of an authority's returns of some months, oldest month and version first.</summary>
    public async Task<IReadOnlyList<ReturnRow>> ListAsync(string authority, MonthSpan months, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(months);
        var (from, to) = (Month(months.From), Month(months.To) + "/");
        var rows = new List<ReturnRow>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {authority} and RowKey ge {from} and RowKey lt {to}");
        await foreach (var row in storage.Returns.QueryAsync<ReturnRow>(filter, cancellationToken: cancellation))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The newest version of a month's return, or null.</summary>
    public async Task<ReturnRow?> LatestAsync(string authority, YearMonth month, CancellationToken cancellation) =>
        await ListAsync(authority, MonthSpan.Of(month), cancellation) is [.., var latest] ? latest : null;

    /// <summary>Opens a return, or takes it over for another run.</summary>
    /// <returns>The row as it stands.</returns>
    public async Task<ReturnRow> OpenAsync(ReturnRef name, string runId, string? reason, DateTimeOffset at, CancellationToken cancellation)
    {
        var row = ReturnRow.For(name, runId, reason, at);
        if (await storage.Returns.AddOnceAsync(row, cancellation))
            return (await FindAsync(name, cancellation))!;
        return (await ChangeAsync(name, new ReturnEvent.Opened(runId, reason), cancellation)).Row;
    }

    /// <summary>Writes down what comes of something that happens, on top of whatever somebody else may have changed meanwhile.</summary>
    public async Task<ReturnState> ChangeAsync(ReturnRef name, ReturnEvent happened, CancellationToken cancellation)
    {
        while (true)
        {
            var row = await FindAsync(name, cancellation) ?? throw new InvalidOperationException($"There is no return {name}.");
            var state = ReturnStates.After(row, happened);
            if (state.Row == row)
                return state;
            try
            {
                await storage.Returns.UpdateEntityAsync(state.Row, row.ETag, TableUpdateMode.Replace, cancellation);
                return state;
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // Changed by somebody else in between: once more on top of that.
            }
        }
    }

    /// <summary>
    /// Freezes a return: its lines first, then status, fingerprint and the end of the chain in one transaction, then the lines once more under
    /// their measures. May be repeated at any point; what is frozen stays as it is.
    /// </summary>
    /// <param name="name">The return.</param>
    /// <param name="lines">Its lines in their order.</param>
    /// <param name="by">Id of the person who approved it.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ReturnRow> FreezeAsync(ReturnRef name, IReadOnlyList<ReturnLine> lines, string by, DateTimeOffset at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var row = await FindAsync(name, cancellation) ?? throw new InvalidOperationException($"There is no return {name}.");
        if (row.StatusNow() is not ReturnStatus.Frozen)
        {
            await WriteLinesAsync(name, lines, cancellation);
            row = await CloseAsync(name, [.. lines.Select(FrozenChain.Text)], by, at, cancellation);
        }

        foreach (var text in await LineTextsAsync(name, cancellation))
        {
            var line = LineOf(text);
            await storage.ReturnLines.AddOnceAsync(RowOf($"{name.Authority}.{line.Measure}", name.Key, line, text), cancellation);
        }

        return row;
    }

    private async Task<ReturnRow> CloseAsync(ReturnRef name, IReadOnlyList<string> texts, string by, DateTimeOffset at, CancellationToken cancellation)
    {
        while (true)
        {
            var row = await FindAsync(name, cancellation) ?? throw new InvalidOperationException($"There is no return {name}.");
            if (row.StatusNow() is ReturnStatus.Frozen)
                return row;
            var end = await EndOfChainAsync(name.Authority, cancellation);
            var frozen = ReturnStates.After(
                row, new ReturnEvent.Frozen(by, at, end.Fingerprint, FrozenChain.Fingerprint(end.Fingerprint, name, texts), end.Length + 1)).Row;
            try
            {
                await storage.Returns.SubmitTransactionAsync(
                    [
                        new TableTransactionAction(TableTransactionActionType.UpdateReplace, frozen, row.ETag),
                        new TableTransactionAction(
                            TableTransactionActionType.UpdateReplace, end with { Fingerprint = frozen.Fingerprint!, Length = frozen.ChainNumber }, end.ETag),
                    ],
                    cancellation);
                return frozen;
            }
            catch (TableTransactionFailedException e) when (e.Status == 412)
            {
                // Another return was frozen at the same moment: this one comes after it.
            }
        }
    }

    /// <summary>The lines of a frozen return as they are kept, in their order.</summary>
    public async Task<IReadOnlyList<string>> LineTextsAsync(ReturnRef name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var lines = new List<string>();
        await foreach (var row in storage.ReturnLines.QueryAsync<TableEntity>(InPartition(name.Partition), cancellationToken: cancellation))
        {
            lines.Add(row.GetString("Line"));
        }

        return lines;
    }

    /// <summary>The copies of a measure's lines by which it is found over time: key of the return → the line as it is kept.</summary>
    public async Task<IReadOnlyDictionary<string, string>> CopiesAsync(string authority, string measure, CancellationToken cancellation)
    {
        var copies = new Dictionary<string, string>();
        await foreach (var row in storage.ReturnLines.QueryAsync<TableEntity>(InPartition($"{authority}.{measure}"), cancellationToken: cancellation))
            copies[row.RowKey] = row.GetString("Line");
        return copies;
    }

    /// <summary>The measure that a line as it is kept is of.</summary>
    public static string MeasureOf(string line) => LineOf(line).Measure;

    /// <summary>A measure over time: its lines in frozen returns, oldest first, of each month that of the newest version.</summary>
    public async Task<IReadOnlyList<(ReturnRef Return, ReturnLine Line)>> OverTimeAsync(string authority, string measure, MonthSpan months, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(months);
        var (partition, from, to) = ($"{authority}.{measure}", Month(months.From), Month(months.To) + "/");
        var lines = new SortedDictionary<string, (ReturnRef, ReturnLine)>(StringComparer.Ordinal);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {to}");
        await foreach (var row in storage.ReturnLines.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            // Ordered by month and version: the newest version comes last, and stands.
            var name = ReturnRef.Parse(authority, row.RowKey)!;
            lines[name.Month] = (name, LineOf(row.GetString("Line")));
        }

        return [.. lines.Values];
    }

    /// <summary>The same of several measures: measure's code → its lines.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<(YearMonth Month, ReturnLine Line)>>> OverTimeAsync(
        string authority, IEnumerable<Measure> measures, MonthSpan months, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(measures);
        var lines = new Dictionary<string, IReadOnlyList<(YearMonth, ReturnLine)>>();
        foreach (var measure in measures)
            lines[measure.Code] = [.. (await OverTimeAsync(authority, measure.Code, months, cancellation)).Select(point => (point.Return.YearMonth, point.Line))];
        return lines;
    }

    /// <summary>The newest frozen version of each of some months, oldest month first.</summary>
    public async Task<IReadOnlyList<ReturnRow>> FrozenAsync(string authority, MonthSpan months, CancellationToken cancellation) =>
    [
        .. (await ListAsync(authority, months, cancellation)).Where(row => row.StatusNow() is ReturnStatus.Frozen)
            .GroupBy(row => row.Name().Month).Select(versions => versions.Last()),
    ];

    /// <summary>Where an authority's chain of frozen returns ends.</summary>
    public async Task<ChainEnd> EndOfChainAsync(string authority, CancellationToken cancellation)
    {
        await storage.Returns.AddOnceAsync(new ChainEnd { PartitionKey = authority }, cancellation);
        return await storage.Returns.GetEntityAsync<ChainEnd>(authority, ChainEnd.Row, cancellationToken: cancellation);
    }

    // As long as it is not frozen, what an earlier attempt has left behind gives way.
    private async Task WriteLinesAsync(ReturnRef name, IReadOnlyList<ReturnLine> lines, CancellationToken cancellation)
    {
        var rows = lines.Select((line, i) => RowOf(name.Partition, string.Create(CultureInfo.InvariantCulture, $"{i:D3}.{line.Measure}"), line, FrozenChain.Text(line))).ToList();
        var wanted = rows.Select(row => row.RowKey).ToHashSet();
        var changes = rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)).ToList();
        await foreach (var row in storage.ReturnLines.QueryAsync<TableEntity>(InPartition(name.Partition), cancellationToken: cancellation))
        {
            if (!wanted.Contains(row.RowKey))
                changes.Add(new TableTransactionAction(TableTransactionActionType.Delete, row));
        }

        foreach (var some in changes.Chunk(MostRowsOfATransaction))
        {
            await storage.ReturnLines.SubmitTransactionAsync(some, cancellation);
        }
    }

    private static string InPartition(string partition) => TableClient.CreateQueryFilter($"PartitionKey eq {partition}");

    private static ReturnLine LineOf(string text) => JsonSerializer.Deserialize<ReturnLine>(text, HubJson.Options)!;

    // The columns beside "Line" are for those who look at the table; the hub reads "Line".
    private static TableEntity RowOf(string partition, string row, ReturnLine line, string text) => new(partition, row)
    {
        ["Line"] = text,
        ["Strand"] = line.Strand,
        ["Measure"] = line.Measure,
        ["Value"] = (double?)line.Value,
        ["Numerator"] = (double?)line.Numerator,
        ["Denominator"] = (double?)line.Denominator,
        ["Rating"] = line.Rating.ToString(),
        ["Window"] = line.Window.ToString(),
    };

    private static string Month(YearMonth month) => MonthSpan.Of(month).ToString();
}
