using Azure.Data.Tables;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.FundingReturns.Storage;

/// <summary>
/// Rows of source files that somebody has answered for in a frozen return, so that they are not asked about for ever. Table <c>Findings</c>, a
/// partition for each authority; of a row nothing is kept but a keyed hash.
/// </summary>
public sealed class AnsweredRows(HubStorage storage)
{
    private const int MostRowsOfATransaction = 100;

    /// <summary>Identity of a row → what was said of it.</summary>
    public async Task<IReadOnlyDictionary<string, RowAnswer>> AllAsync(string authority, CancellationToken cancellation)
    {
        var (answers, partition) = (new Dictionary<string, RowAnswer>(), Partition(authority));
        await foreach (var row in storage.Findings.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellation))
            answers[row.RowKey] = new RowAnswer(row.GetString("Month"), row.GetString("CommentBy"), row.GetString("Comment"));
        return answers;
    }

    /// <summary>Notes what somebody said of some rows. The same again is one row.</summary>
    public async Task AddAsync(string authority, IEnumerable<string> identities, RowAnswer answer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var rows = identities.Distinct().Select(identity => new TableEntity(Partition(authority), identity)
        {
            ["Month"] = answer.Month,
            ["CommentBy"] = answer.By,
            ["Comment"] = answer.Text,
        });
        foreach (var some in rows.Chunk(MostRowsOfATransaction))
            await storage.Findings.SubmitTransactionAsync(some.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancellation);
    }

    // No return's partition is called so: theirs end with a month and a version.
    private static string Partition(string authority) => $"{authority}.answered-rows";
}
