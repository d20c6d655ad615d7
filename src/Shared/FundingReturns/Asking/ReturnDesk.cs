using HubAutomation.Shared.FundingReturns.Compiling;
using HubAutomation.Shared.FundingReturns.Keeping;
using HubAutomation.Shared.FundingReturns.Outputs;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.FundingReturns.Asking;

/// <summary>What the pages behind personal links need of a return, and what they do to it.</summary>
public sealed class ReturnDesk(
    SettingsStore settings, ReturnStore returns, ReturnBlobs blobs, SubmissionStore submissions, FindingStore findings, ReturnProcess process, TimeProvider time)
{
    /// <summary>Most characters of what is said about a finding, or with a strand that is sent back.</summary>
    public const int LongestComment = 2000;

    /// <summary>A lead's part of a return; null when there is no such return, or they lead no strand of it.</summary>
    public async Task<LeadsPart?> LeadsPartAsync(ReturnRef name, string person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (await returns.FindAsync(name, cancellation) is not { } row || await ReturnFrame.LoadAsync(settings, name, cancellation) is not { } frame)
            return null;
        var strands = frame.Returns.AskedStrands().Where(strand => strand.Lead!.Id == person).ToList();
        if (strands.Count == 0)
            return null;
        var states = await submissions.StatesAsync(name.Authority, name.Month, cancellation);
        var before = new Dictionary<string, decimal?>();
        var lastMonth = MonthSpan.Of(name.YearMonth.PlusMonths(-1));
        foreach (var measure in strands.SelectMany(strand => frame.Returns.AskedMeasures(strand.Id)))
            before[measure.Code] = await returns.OverTimeAsync(name.Authority, measure.Code, lastMonth, cancellation) is [var (_, line)] ? line.Value : null;
        return new LeadsPart(
            frame.Council, row,
            [.. strands.Select(strand => (strand, frame.Returns.AskedMeasures(strand.Id), states.GetValueOrDefault(strand.Id) ?? StrandState.Nothing(strand.Id)))], before,
            row.StatusNow() is ReturnStatus.Frozen ? (await blobs.LoadAsync(name, cancellation))?.Lines : null);
    }

    /// <summary>Keeps what a lead has said, and sends their strands when they say so.</summary>
    public async Task TakeAsync(LeadsPart part, FiguresRead read, string person, bool send, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(read);
        var name = part.Row.Name();
        foreach (var said in read.Said)
            await submissions.AddAsync(name.Authority, name.Month, said, cancellation);
        if (!send || await ReturnFrame.LoadAsync(settings, name, cancellation) is not { } frame)
            return;

        // After the figures, so that their order is plain.
        var mark = new StrandMark(person, part.Next(time.GetUtcNow()).AddTicks(1), null);
        foreach (var (strand, _, _) in part.Strands)
            await process.SendStrandAsync(name, frame.Returns, strand, mark, cancellation);
    }

    /// <summary>What somebody who may decide has before them; null when there is no such return or they may not.</summary>
    public async Task<(AuthoritySettings Council, ReturnRow Row, DecisionMatter? Matter)?> MatterAsync(ReturnRef name, string person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (await returns.FindAsync(name, cancellation) is not { } row || await ReturnFrame.LoadAsync(settings, name, cancellation) is not { } frame
            || person != frame.Returns.Manager.Id && person != frame.Returns.StandIn?.Id)
        {
            return null;
        }

        return row.StatusNow() is ReturnStatus.AwaitingApproval && row.Decision is null && !await process.IsOvertakenAsync(row, cancellation) && await blobs.LoadAsync(name, cancellation) is { } draft
            ? (frame.Council, row, new DecisionMatter(frame.Council, row, draft, await findings.CommentsAsync(name, cancellation)))
            : (frame.Council, row, null);
    }

    /// <summary>Keeps what was said about findings; what is empty says nothing.</summary>
    public async Task<DecisionMatter> CommentAsync(DecisionMatter matter, Func<Finding, string?> textOf, string person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(matter);
        ArgumentNullException.ThrowIfNull(textOf);
        var (name, comments) = (matter.Row.Name(), new Dictionary<string, FindingComment>(matter.Comments));
        foreach (var finding in matter.Draft.Findings.Where(finding => finding.Severity is Severity.Warning))
        {
            if (textOf(finding)?.Trim() is { Length: > 0 and <= LongestComment } text && text != comments.GetValueOrDefault(finding.Key)?.Text)
            {
                comments[finding.Key] = new FindingComment(person, time.GetUtcNow(), text);
                await findings.CommentAsync(name, finding.Key, comments[finding.Key], cancellation);
            }
        }

        return matter with { Comments = comments };
    }

    /// <summary>Decides, for the round that the person had before them.</summary>
    public Task<ReturnRow> DecideAsync(DecisionMatter matter, ReturnDecision decision, string person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(matter);
        return process.DecideAsync(matter.Row.Name(), matter.Row.Rounds, decision, person, time.GetUtcNow(), cancellation);
    }

    /// <summary>Sends a strand back to its lead.</summary>
    public async Task<ReturnRow> SendBackAsync(DecisionMatter matter, string strand, string comment, string person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(matter);
        var name = matter.Row.Name();
        var state = (await submissions.StatesAsync(name.Authority, name.Month, cancellation)).GetValueOrDefault(strand) ?? StrandState.Nothing(strand);
        await submissions.MarkSentBackAsync(name.Authority, name.Month, strand, new StrandMark(person, state.Next(time.GetUtcNow()), comment), cancellation);
        return await DecideAsync(matter, ReturnDecision.SendBack, person, cancellation);
    }

    /// <summary>A document of the return as it was last compiled, or as it would be published; null when it never was, or there is none of that name.</summary>
    /// <param name="name">The return.</param>
    /// <param name="document">"report.html" or "return.xlsx", "published.html", or "published-widnes.html" for a locality's pack.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ReturnDocument?> DocumentAsync(ReturnRef name, string document, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(document);
        if (await blobs.LoadAsync(name, cancellation) is not { } compiled || await settings.CurrentAsync(name.Authority, cancellation) is not { } council)
            return null;
        return document switch
        {
            "report.html" => ReturnDocuments.All(compiled, council).First(made => made.Kind is ReturnDocumentKind.Report),
            "return.xlsx" => ReturnDocuments.All(compiled, council).First(made => made.Kind is ReturnDocumentKind.Workbook),
            DecisionPage.Published => ReturnDocuments.Preview(compiled, council).First(made => made.Kind is ReturnDocumentKind.PublishedReport),
            _ => ReturnDocuments.Preview(compiled, council).FirstOrDefault(
                made => made.Kind is ReturnDocumentKind.LocalityPack && council.Authority.Areas.Any(area => document == DecisionPage.PackOf(area) && made.Name.EndsWith($"-{area.Id}.html", StringComparison.Ordinal))),
        };
    }
}
