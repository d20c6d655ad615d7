using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs;
using HubAutomation.Shared.FundingReturns.Outputs.Words;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Steps;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Text;

namespace HubAutomation.Shared.FundingReturns.Pages;

/// <summary>What the pages behind personal links need of a return, and what they do to it.</summary>
public sealed class ReturnDesk(
    SettingsStore settings, ReturnFrames frames, ReturnStore returns, ReturnBlobs blobs, SubmissionStore submissions, FindingStore findings, SourceReadings sources, AnsweredRows answered,
    ReturnProcess process, TimeProvider time)
{
    /// <summary>Most characters of what is said about a finding, or with a strand that is sent back.</summary>
    public const int LongestComment = 2000;

    /// <summary>A lead's part of a return; null when there is no such return, or they lead no strand of it.</summary>
    public Task<LeadsPart?> LeadsPartAsync(ReturnRef name, string person, CancellationToken cancellation) => LeadsPartAsync(name, person, DateTimeOffset.MaxValue, cancellation);

    /// <summary>A lead's part of a return as it stood at a moment.</summary>
    public async Task<LeadsPart?> LeadsPartAsync(ReturnRef name, string person, DateTimeOffset asOf, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (await returns.FindAsync(name, cancellation) is not { } row || await frames.FindAsync(name, cancellation) is not { } frame)
            return null;
        var strands = frame.Returns.AskedStrands().Where(strand => strand.Leads.Any(lead => lead.Id == person)).ToList();
        if (strands.Count == 0)
            return null;
        var states = await submissions.StatesAsync(name, frame.Returns, asOf, cancellation);
        var before = new Dictionary<string, decimal?>();
        var lastMonth = MonthSpan.Of(name.YearMonth.PlusMonths(-1));
        foreach (var measure in strands.SelectMany(strand => frame.Returns.AskedMeasures(strand.Id)))
            before[measure.Code] = await returns.OverTimeAsync(name.Authority, measure.Code, lastMonth, cancellation) is [var (_, line)] ? line.Value : null;
        return new LeadsPart(
            frame.Council, row,
            [.. strands.Select(strand => (strand, frame.Returns.AskedMeasures(strand.Id), states.GetValueOrDefault(strand.Id) ?? StrandState.Nothing(strand.Id).For(frame.Returns.AskedMeasures(strand.Id), name.YearMonth)))], before,
            row.StatusNow() is ReturnStatus.Frozen ? (await blobs.LoadAsync(name, cancellation))?.Lines : null)
        {
            Person = person,
            Redefined = await RedefinedAsync(name, frame.Returns, cancellation),
        };
    }

    private async Task<HashSet<string>> RedefinedAsync(ReturnRef name, ReturnSettings now, CancellationToken cancellation)
    {
        var last = await returns.FrozenAsync(name.Authority, MonthSpan.Of(name.YearMonth.PlusMonths(-1)), cancellation);
        var then = last is [var frozen] ? (await blobs.LoadAsync(frozen.Name(), cancellation))?.Settings : null;
        return [.. now.Measures.Where(measure => then?.Find(measure.Code) is { } before && ReturnChecks.Changes(before, measure).Count > 0).Select(measure => measure.Code)];
    }

    /// <summary>Keeps what a lead writes to the manager: with the first of their strands.</summary>
    public Task NoteAsync(LeadsPart part, string text, string person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(part);
        var name = part.Row.Name();
        return submissions.NoteAsync(name.Authority, name.Month, part.Strands[0].Strand.Id, new StrandMark(person, part.Next(time.GetUtcNow()), text), cancellation);
    }

    /// <summary>Keeps what a lead has said, and sends their strands when they say so.</summary>
    public async Task TakeAsync(LeadsPart part, FiguresRead read, string person, bool send, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(read);
        var name = part.Row.Name();
        foreach (var said in read.Said)
        {
            var question = part.Measures.First(measure => measure.Code == said.Measure).QuestionFor(name.YearMonth);
            await submissions.AddAsync(name.Authority, name.Month, said with { Question = question }, cancellation);
            if (part.Strands.Select(strand => strand.State.Figures.GetValueOrDefault(said.Measure)).OfType<Submission>().FirstOrDefault() is { } before && before.By != said.By)
                await process.NoteReplacedAsync(name, before, said, cancellation);
        }

        if (!send || await frames.FindAsync(name, cancellation) is not { } frame)
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
        if (await returns.FindAsync(name, cancellation) is not { } row || await frames.FindAsync(name, cancellation) is not { } frame
            || person != frame.Returns.Manager.Id && person != frame.Returns.StandIn?.Id)
        {
            return null;
        }

        return row.StatusNow() is ReturnStatus.AwaitingApproval && row.Decision is null && !await process.IsOvertakenAsync(row, cancellation) && await blobs.LoadAsync(name, cancellation) is { } draft
            ? (frame.Council, row, await MatterAsync(frame, row, draft, cancellation))
            : (frame.Council, row, null);
    }

    /// <summary>Keeps what was said about findings; what is empty, or was left as it stood there, says nothing.</summary>
    /// <param name="matter">What is decided.</param>
    /// <param name="fields">What was typed, by field.</param>
    /// <param name="person">Id of who says it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<DecisionMatter> CommentAsync(DecisionMatter matter, IReadOnlyDictionary<string, string> fields, string person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(matter);
        ArgumentNullException.ThrowIfNull(fields);
        var (name, comments) = (matter.Row.Name(), new Dictionary<string, FindingComment>(matter.Comments));
        foreach (var finding in matter.Draft.Findings.Where(finding => finding.Severity is Severity.Warning))
        {
            var typed = Typed(fields, finding.Key) ?? (comments.ContainsKey(finding.Key) || !fields.ContainsKey(DecisionPage.StillTrue(finding.Key)) ? null : matter.SaidBefore.GetValueOrDefault(finding.Topic)?.Text);
            if (typed is { Length: <= LongestComment } text && text != comments.GetValueOrDefault(finding.Key)?.Text)
            {
                comments[finding.Key] = new FindingComment(person, time.GetUtcNow(), text);
                await findings.CommentAsync(name, finding.Key, comments[finding.Key], cancellation);
            }
        }

        return matter with { Comments = comments };
    }

    /// <summary>
    /// Takes what was typed on a page that no longer decides: what is about findings stays with them, unless the return is approved already. Gives back
    /// what was typed, so that it can be shown.
    /// </summary>
    public async Task<(IReadOnlyList<Written> Written, bool IsKept)> KeepAsync(ReturnRow row, IReadOnlyDictionary<string, string> fields, string person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(fields);
        var (name, written) = (row.Name(), new List<Written>());
        var comesAgain = row.StatusNow() is not (ReturnStatus.Frozen or ReturnStatus.Cancelled) && row.Decision != nameof(ReturnDecision.Approve);
        var isKept = false;
        foreach (var known in (await findings.AllAsync(name, cancellation)).OrderBy(known => known.Sentence, StringComparer.Ordinal))
        {
            if (Typed(fields, known.Key) is not { } text || text == known.Comment?.Text)
                continue;
            written.Add(new Written(known.Sentence, text) { Finding = known.Key });
            if (!comesAgain || text.Length > LongestComment)
                continue;
            await findings.CommentAsync(name, known.Key, new FindingComment(person, time.GetUtcNow(), text), cancellation);
            isKept = true;
        }

        if (WholeText.Typed(fields.GetValueOrDefault(DecisionPage.CommentField)) is { } back)
            written.Add(new Written("What the lead of a strand that is sent back should look at", back));
        return (written, isKept);
    }

    /// <summary>The rows that the sources of a return left out, and what was said of them in earlier returns; null when it was never computed.</summary>
    public async Task<(ILookup<string, RejectedRow> Rows, IReadOnlyDictionary<string, RowAnswer> Answered)?> RowsAsync(ReturnRef name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        return await blobs.LoadAsync(name, cancellation) is { } compiled
            ? (await sources.RowsAsync(name, compiled.Settings, cancellation), await answered.AllAsync(name.Authority, cancellation))
            : null;
    }

    private async Task<DecisionMatter> MatterAsync(ReturnFrame frame, ReturnRow row, CompiledReturn draft, CancellationToken cancellation)
    {
        var (name, known) = (row.Name(), await findings.AllAsync(row.Name(), cancellation));
        var states = await submissions.StatesAsync(name.Authority, name.Month, cancellation);
        var last = name.Version > 1 ? (await returns.FindAsync(name with { Version = name.Version - 1 }, cancellation))?.FrozenAt : null;
        string NameOf(string id) => ReturnWords.Person(frame.Returns, id);
        return new DecisionMatter(frame.Council, row, draft, await findings.CommentsAsync(name, cancellation))
        {
            SaidBefore = await SaidBeforeAsync(name, known, NameOf, cancellation),
            Notes =
            [
                .. frame.Returns.Strands.SelectMany(strand => (states.GetValueOrDefault(strand.Id)?.NotesSince(last) ?? []).Select(note => new LeadsNote(strand.Name, NameOf(note.By), note.At, note.Comment ?? "")))
                    .OrderBy(note => note.At),
            ],
        };
    }

    /// <summary>What was said of the same in this return, in the version before it or in the month before, whichever is nearest.</summary>
    private async Task<Dictionary<string, SaidBefore>> SaidBeforeAsync(ReturnRef name, IReadOnlyList<KnownFinding> known, Func<string, string> nameOf, CancellationToken cancellation)
    {
        var said = known.Where(finding => finding.Comment is not null).OrderBy(finding => finding.Comment!.At).GroupBy(finding => finding.Topic)
            .ToDictionary(topic => topic.Key, topic => Said("an earlier draft of this return", topic.Last().Comment!));
        var earlier = (await returns.FrozenAsync(name.Authority, new MonthSpan(name.YearMonth.PlusMonths(-1), name.YearMonth), cancellation)).Select(row => row.Name()).Where(other => other.Key != name.Key);
        foreach (var frozen in earlier.OrderByDescending(other => other.Key, StringComparer.Ordinal))
        {
            if (await blobs.LoadAsync(frozen, cancellation) is not { } last)
                continue;
            foreach (var finding in last.Findings.Where(finding => last.Comments.ContainsKey(finding.Key)))
                said.TryAdd(finding.Topic, Said($"the return for {frozen.Words}", last.Comments[finding.Key]));
        }

        return said;

        SaidBefore Said(string when, FindingComment comment) => new(when, nameOf(comment.By), comment.Text);
    }

    // What stood in the field when the page was made, and was left there, is nothing that this person says.
    private static string? Typed(IReadOnlyDictionary<string, string> fields, string finding) =>
        WholeText.Typed(fields.GetValueOrDefault(DecisionPage.FieldOf(finding))) is { } text && fields.GetValueOrDefault(DecisionPage.Found(finding)) != DecisionPage.Mark(text) ? text : null;

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
