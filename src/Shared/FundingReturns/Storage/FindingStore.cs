using Azure.Data.Tables;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.FundingReturns.Storage;

/// <summary>What was found in returns, and what was said about it. Table <c>Findings</c>.</summary>
public sealed class FindingStore(HubStorage storage)
{
    /// <summary>
    /// Puts what was found now in place of what was found before. What was said about a finding stays with it, also when it goes and comes back; but not
    /// when it is one about another question: what was said of figures by one definition says nothing of those by another.
    /// </summary>
    /// <param name="name">The return.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="questionOf">What is asked of the measure or the strand that a finding is about (<see cref="Measure.QuestionFor"/>); null for what is about neither.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task ReplaceAsync(ReturnRef name, IReadOnlyList<Finding> findings, Func<Finding, string?> questionOf, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(questionOf);
        var now = findings.Select(finding => finding.Key).ToHashSet();
        await foreach (var row in storage.Findings.QueryAsync<TableEntity>(InPartition(name), cancellationToken: cancellation))
        {
            if (!now.Contains(row.RowKey) && row.GetBoolean("Stands") == true)
                await storage.Findings.UpdateEntityAsync(new TableEntity(name.Partition, row.RowKey) { ["Stands"] = false }, row.ETag, TableUpdateMode.Merge, cancellation);
        }

        foreach (var finding in findings)
        {
            var row = new TableEntity(name.Partition, finding.Key)
            {
                ["Severity"] = finding.Severity.ToString(),
                ["Rule"] = finding.Rule,
                ["Measure"] = finding.Measure,
                ["Place"] = finding.Place,
                ["Sentence"] = finding.Sentence,
                ["MendBy"] = finding.MendBy,
                ["Stands"] = true,
                ["Question"] = questionOf(finding),
            };
            await storage.Findings.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellation);
        }
    }

    /// <summary>Finding's key → what was said about it.</summary>
    public async Task<IReadOnlyDictionary<string, FindingComment>> CommentsAsync(ReturnRef name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var comments = new Dictionary<string, FindingComment>();
        await foreach (var row in storage.Findings.QueryAsync<TableEntity>(InPartition(name), cancellationToken: cancellation))
        {
            if (row.GetString("Comment") is { } text && (row.GetString("CommentQuestion") is not { } answered || answered == row.GetString("Question")))
                comments[row.RowKey] = new FindingComment(row.GetString("CommentBy"), row.GetDateTimeOffset("CommentAt")!.Value, text);
        }

        return comments;
    }

    /// <summary>Everything that was ever found in a return, also what is found no longer.</summary>
    public async Task<IReadOnlyList<KnownFinding>> AllAsync(ReturnRef name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var known = new List<KnownFinding>();
        await foreach (var row in storage.Findings.QueryAsync<TableEntity>(InPartition(name), cancellationToken: cancellation))
        {
            var finding = new Finding(Severity.Note, row.GetString("Rule") ?? "", row.GetString("Measure"), row.GetString("Place"), row.GetString("Sentence") ?? "", "");
            known.Add(new KnownFinding(
                row.RowKey, finding.Topic, finding.Sentence,
                row.GetString("Comment") is { } text ? new FindingComment(row.GetString("CommentBy"), row.GetDateTimeOffset("CommentAt")!.Value, text) : null));
        }

        return known;
    }

    /// <summary>Notes what somebody said about a finding.</summary>
    public async Task CommentAsync(ReturnRef name, string finding, FindingComment comment, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(comment);
        var found = await storage.Findings.GetEntityIfExistsAsync<TableEntity>(name.Partition, finding, cancellationToken: cancellation);
        var row = new TableEntity(name.Partition, finding)
        {
            ["Comment"] = comment.Text,
            ["CommentBy"] = comment.By,
            ["CommentAt"] = comment.At,
            ["CommentQuestion"] = found.HasValue ? found.Value!.GetString("Question") : null,
        };
        await storage.Findings.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellation);
    }

    private static string InPartition(ReturnRef name) => TableClient.CreateQueryFilter($"PartitionKey eq {name.Partition}");
}

/// <summary>Something that was found once.</summary>
/// <param name="Key">Its <see cref="Finding.Key"/>.</param>
/// <param name="Topic">Its <see cref="Finding.Topic"/>.</param>
/// <param name="Sentence">What it said.</param>
/// <param name="Comment">What was said about it; null for nothing.</param>
public sealed record KnownFinding(string Key, string Topic, string Sentence, FindingComment? Comment);
