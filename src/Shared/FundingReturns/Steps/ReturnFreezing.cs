using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Shared.Platform.Audit;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.FundingReturns.Steps;

/// <summary>Freezes an approved return and makes its documents. Either step may be repeated.</summary>
public sealed class ReturnFreezing(
    SettingsStore settings, ReturnFrames frames, ReturnStore returns, ReturnBlobs blobs, FindingStore findings, SourceReadings sources, AnsweredRows answered, AuditTrail audit)
{
    /// <summary>Freezes what was approved.</summary>
    /// <exception cref="InvalidOperationException">It was not approved, or must not be.</exception>
    public async Task<ReturnRow> FreezeAsync(ReturnRef name, CancellationToken cancellation)
    {
        var row = await returns.FindAsync(name, cancellation) ?? throw new InvalidOperationException($"There is no return {name}.");
        if (row.Decision != nameof(ReturnDecision.Approve) || row is not { DecidedBy: { } by, DecidedAt: { } at })
            throw new InvalidOperationException($"The return {name} was not approved.");
        var draft = await blobs.LoadAsync(name, cancellation) ?? throw new InvalidOperationException($"The return {name} was not compiled.");
        var comments = await findings.CommentsAsync(name, cancellation);
        if (Approval.Obstacle(draft, comments) is { } obstacle)
            throw new InvalidOperationException(obstacle);
        draft = draft with { Settings = Strictest(draft.Settings, (await frames.OfAsync(name, cancellation)).Returns) };
        var frozen = await returns.FreezeAsync(name, draft.Lines, by, at, cancellation);
        await blobs.SaveAsync(name, draft with { Comments = comments, Freezing = new Freezing(by, at, frozen.Fingerprint!) }, cancellation);
        await KeepAnswersAsync(name, draft, comments, cancellation);
        await audit.AppendAsync(
            name.Authority, at, "return-frozen", name.Key, row.RunId, $"{draft.Lines.Count} lines, number {frozen.ChainNumber} of the chain, fingerprint {frozen.Fingerprint}",
            cancellation);
        return frozen;
    }

    /// <summary>
    /// What is published goes by the stricter of two rules: the one in force when the draft was made, and the one in force when it is closed. Nobody has
    /// to have everything computed again so that a figure stays in the house.
    /// </summary>
    private static ReturnSettings Strictest(ReturnSettings ofDraft, ReturnSettings now) => ofDraft with
    {
        Measures = [.. ofDraft.Measures.Select(measure => now.Find(measure.Code) is { } stands && stands.Publish > measure.Publish ? measure with { Publish = stands.Publish } : measure)],
    };

    /// <summary>What was said of rows that are left out holds for these rows in later returns, too.</summary>
    private async Task KeepAnswersAsync(ReturnRef name, CompiledReturn draft, IReadOnlyDictionary<string, FindingComment> comments, CancellationToken cancellation)
    {
        var asked = draft.Findings.Where(finding => finding is { Rule: LeftOutRows.Rule, Content: not null } && comments.ContainsKey(finding.Key)).ToList();
        if (asked.Count == 0)
            return;
        var (rows, known) = (await sources.RowsAsync(name, draft.Settings, cancellation), await answered.AllAsync(name.Authority, cancellation));
        foreach (var finding in asked)
        {
            var answer = new RowAnswer(name.Words, comments[finding.Key].By, comments[finding.Key].Text);
            await answered.AddAsync(name.Authority, rows[finding.Place!].Select(row => row.Identity).Where(identity => !known.ContainsKey(identity)), answer, cancellation);
        }
    }

    /// <summary>Makes every document of a frozen return, published ones included.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PublishAsync(ReturnRef name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var council = await settings.CurrentAsync(name.Authority, cancellation) ?? throw new InvalidOperationException($"{name.Authority} has no valid configuration.");
        var frozen = await blobs.LoadAsync(name, cancellation) ?? throw new InvalidOperationException($"The return {name} was not compiled.");
        var documents = ReturnDocuments.All(frozen, council);
        foreach (var document in documents)
            await blobs.SaveAsync(name, document.Name, document.ContentType, document.Content, cancellation);
        return documents.Count;
    }
}
