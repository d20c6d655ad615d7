using System.Globalization;
using System.Text;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs;
using HubAutomation.Shared.FundingReturns.Outputs.Mail;
using HubAutomation.Shared.FundingReturns.Outputs.Words;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Templates;
using HubAutomation.Shared.Platform.Time;

namespace HubAutomation.Shared.FundingReturns.Steps;

/// <summary>The mails of a return before it is final. Each is put ready under a name of its own, so that it goes out once, whatever is repeated.</summary>
public sealed class ReturnMails(
    MailingStore mailings, ReturnLinks links, ReturnProcess process, ReturnStore returns, ReturnBlobs blobs, SubmissionStore submissions, ReturnFrames frames)
{
    /// <summary>Asks leads for the figures of their strands.</summary>
    public async Task<MailingRef> PrepareRequestAsync(ReturnRef name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var frame = await frames.OfAsync(name, cancellation);
        var states = await submissions.StatesAsync(name, frame.Returns, cancellation);
        IEnumerable<string> WhyOf(Strand strand)
        {
            if (states.GetValueOrDefault(strand.Id) is not { } state)
                yield break;
            if (state is { IsSentBack: true, SentBack.Comment: { } comment })
                yield return MarkdownText.Escape($"The programme manager wrote about {strand.Name}: “{comment}”");
            if (state.AskedAnew.Count > 0)
                yield return MarkdownText.Escape($"Since you sent {strand.Name}, what is counted or aimed at has changed, or something is asked that was not: {string.Join(", ", state.AskedAnew.Select(code => frame.Returns.Find(code)!.Title))}. What you said to it before is not used.");
        }

        string Why(IReadOnlyList<Strand> strands) => string.Join("\n\n", strands.SelectMany(WhyOf));
        string Title(IReadOnlyList<Strand> strands, string until) => Why(strands).Length == 0
            ? $"Your figures for {name.Words}, {Names(strands)}: please send them by {until}"
            : $"Please look again at your figures for {name.Words}, {Names(strands)}, by {until}";
        return await PrepareForLeadsAsync(
            ReturnMailKinds.Request, name,
            (lead, strands, until) => new Dictionary<string, string> { ["why"] = Paragraphs([Why(strands), AskedAsWell(lead, strands)]), ["title"] = Title(strands, until) }, cancellation);
    }

    /// <summary>Reminds leads who have not sent everything.</summary>
    public Task<MailingRef> PrepareReminderAsync(ReturnRef name, CancellationToken cancellation) =>
        PrepareForLeadsAsync(ReturnMailKinds.Reminder, name, (_, _, _) => new Dictionary<string, string>(), cancellation);

    /// <summary>Tells leads who are late that the return goes on without them, and what they can still do.</summary>
    public Task<MailingRef> PrepareWentOnAsync(ReturnRef name, CancellationToken cancellation) =>
        PrepareForLeadsAsync(ReturnMailKinds.WentOn, name, (_, _, _) => new Dictionary<string, string>(), cancellation);

    /// <summary>Tells the manager which leads are late.</summary>
    public async Task<MailingRef> PrepareLateAsync(ReturnRef name, DateTimeOffset until, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var frame = await frames.OfAsync(name, cancellation);
        var row = await RowAsync(name, cancellation);
        var late = new StringBuilder();
        foreach (var strand in await process.MissingAsync(row, frame.Returns, cancellation))
            late.Append(CultureInfo.InvariantCulture, $"- {MarkdownText.Escape($"{strand.Name} ({strand.LeadNames})")}\n");
        var states = await submissions.StatesAsync(name.Authority, name.Month, cancellation);
        foreach (var note in Notes(frame.Returns, states, await LastFrozenAsync(name, cancellation)))
            late.Append(CultureInfo.InvariantCulture, $"- {note}\n");
        var variables = new Dictionary<string, string> { ["month"] = name.Words, ["strands"] = late.ToString(), ["until"] = London.Describe(until) };
        return await SaveAsync(ReturnMailKinds.Late, name, Turn(row), new Mailing(ReturnMailKinds.Late.Name, variables, [frame.Returns.Manager.Id]), cancellation);
    }

    /// <summary>Brings the draft to who decides.</summary>
    /// <param name="name">The return.</param>
    /// <param name="reminder">0 at first; 1 for the first reminder, which goes to the stand-in, too.</param>
    /// <param name="until">When it is to be decided, UTC.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<MailingRef> PrepareDraftAsync(ReturnRef name, int reminder, DateTimeOffset until, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var frame = await frames.OfAsync(name, cancellation);
        var row = await RowAsync(name, cancellation);
        var draft = await blobs.LoadAsync(name, cancellation) ?? throw new InvalidOperationException($"The return {name} was not compiled.");
        var deciders = frame.Returns.Deciders(isOverdue: reminder > 0);
        var own = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        var states = await submissions.StatesAsync(name.Authority, name.Month, cancellation);
        var why = Paragraphs([WhyOnceMore(row, draft), List("What leads wrote to you:", Notes(frame.Returns, states, await LastFrozenAsync(name, cancellation)))]);
        foreach (var person in deciders)
        {
            var isStandIn = person.Id != frame.Returns.Manager.Id;
            var inPlace = isStandIn ? $", in place of {frame.Returns.Manager.Name}" : "";
            own[person.Id] = new Dictionary<string, string>
            {
                ["link"] = await links.DecideUrlAsync(row, person.Id, cancellation),
                ["title"] = $"The return for {name.Words} awaits you{inPlace}: please approve it or send it back by {London.Describe(until)}",
                ["why"] = Paragraphs([isStandIn ? MarkdownText.Escape($"You stand in for {frame.Returns.Manager.Name}, who has not decided in time. Whoever of you decides first has decided.") : "", why]),
            };
        }

        var variables = new Dictionary<string, string>(ReturnMailContent.Of(draft)) { ["month"] = name.Words, ["state"] = State(row), ["until"] = London.Describe(until) };
        return await SaveAsync(
            ReturnMailKinds.Draft, name, string.Create(CultureInfo.InvariantCulture, $"{Turn(row)}-{reminder}"), new Mailing(ReturnMailKinds.Draft.Name, variables, [.. deciders.Select(person => person.Id)]) { Own = own }, cancellation);
    }

    /// <summary>Brings the finished return to everybody who is to have it: the workbook to those who answer for it, the published edition to all others.</summary>
    public async Task<MailingRef> PrepareFinalAsync(ReturnRef name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var frame = await frames.OfAsync(name, cancellation);
        var final = await blobs.LoadAsync(name, cancellation) ?? throw new InvalidOperationException($"The return {name} was not compiled.");
        var freezing = final.Freezing ?? throw new InvalidOperationException($"The return {name} is not frozen.");
        var workbook = ReturnDocuments.NameOf(final) + ".xlsx";
        var variables = new Dictionary<string, string>(ReturnMailContent.Of(final))
        {
            ["month"] = name.Words,
            ["approvedBy"] = frame.Returns.People.FirstOrDefault(person => person.Id == freezing.By)?.Name ?? freezing.By,
            ["approvedAt"] = London.Describe(freezing.At),
            ["fingerprint"] = InGroups(freezing.Fingerprint),
        };
        string[] answering = [.. new[] { frame.Returns.Manager, frame.Returns.StandIn }.Concat(frame.Returns.Readers.Where(reader => reader.GetsRaw)).OfType<ReturnPerson>().Select(person => person.Id).Distinct()];
        string[] others = [.. frame.Returns.Readers.Select(reader => reader.Id).Except(answering)];
        return await SaveAsync(
            ReturnMailKinds.Final, name, "final",
            new Mailing(ReturnMailKinds.Final.Name, variables, [.. answering, .. others])
            {
                Files = [new MailingFile(workbook, ReturnDocuments.Xlsx, blobs.PathOf(name, workbook))],
                Instead = others.Length == 0 ? null : PublishedEdition(name, final, frame.Council.Places, others),
            },
            cancellation);
    }

    private Mailing PublishedEdition(ReturnRef name, CompiledReturn final, IReadOnlyList<Place> places, string[] readers)
    {
        var figures = ReturnDocuments.NameOf(final) + "-published.csv";
        var variables = new Dictionary<string, string>(ReturnMailContent.OfPublished(final, places)) { ["month"] = name.Words, ["link"] = links.PublishedUrl(name) };
        return new Mailing(ReturnMailKinds.Published.Name, variables, readers) { Files = [new MailingFile(figures, ReturnDocuments.Csv, blobs.PathOf(name, figures))] };
    }

    /// <summary>"41 of 43 figures, 0 errors, 2 warnings".</summary>
    public static string State(ReturnRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Filled} of {row.Lines} figures, {row.Errors} {(row.Errors == 1 ? "error" : "errors")}, {row.Warnings} {(row.Warnings == 1 ? "warning" : "warnings")}");
    }

    /// <summary>A fingerprint as people compare it, four times sixteen digits: in one piece it is wider than a telephone.</summary>
    public static string InGroups(string fingerprint) => string.Join(' ', fingerprint.Chunk(16).Select(group => new string(group)));

    /// <summary>Why there is a return that one has had before; empty when one has not.</summary>
    private static string WhyOnceMore(ReturnRow row, CompiledReturn draft) => Paragraphs(
    [
        row.Reason is { } reason ? MarkdownText.Escape($"Why the month is returned once more: “{reason}”") : "",
        draft.LastVersion is { } version ? Changes($"What has changed since version {version.Version}:", ChangeSentences.Since(draft, version)) : "",
        row.Rounds > 1 ? "You have had it before. Since then figures were sent, or everything was computed again." : "",
        draft.LastDraft is { } last ? Changes("What has changed since the draft that you had:", ChangeSentences.Since(draft, last)) : "",
        draft is { LastDraft: null, LastVersion: null } ? List("What leads corrected after they had sent it:", ChangeSentences.Corrections(draft).Select(MarkdownText.Escape)) : "",
    ]);

    private static string Changes(string title, IReadOnlyList<string> sentences) => sentences.Count == 0 ? $"{title} no figure." : List(title, sentences.Select(MarkdownText.Escape));

    private static string List(string title, IEnumerable<string> items)
    {
        var all = items.Select(item => $"- {item}").ToList();
        return all.Count == 0 ? "" : $"{title}\n\n{string.Join('\n', all)}";
    }

    private static string Paragraphs(IEnumerable<string> paragraphs) => string.Join("\n\n", paragraphs.Where(paragraph => paragraph.Length > 0));

    private async Task<DateTimeOffset?> LastFrozenAsync(ReturnRef name, CancellationToken cancellation) =>
        name.Version > 1 ? (await returns.FindAsync(name with { Version = name.Version - 1 }, cancellation))?.FrozenAt : null;

    /// <summary>What leads wrote to the manager, of another version since the one before was frozen.</summary>
    private static IEnumerable<string> Notes(ReturnSettings frame, IReadOnlyDictionary<string, StrandState> states, DateTimeOffset? since) => frame.Strands.SelectMany(strand =>
        (states.GetValueOrDefault(strand.Id)?.NotesSince(since) ?? []).Select(note => MarkdownText.Escape($"{ReturnWords.Person(frame, note.By)} ({strand.Name}) wrote on {London.Describe(note.At)}: “{note.Comment}”")));

    private static string AskedAsWell(string lead, IReadOnlyList<Strand> strands) => string.Join(
        "\n\n", strands.Where(strand => strand.Leads.Count > 1).Select(strand => MarkdownText.Escape(
            $"{string.Join(" and ", strand.Leads.Where(other => other.Id != lead).Select(other => other.Name))} {(strand.Leads.Count == 2 ? "is" : "are")} asked for {strand.Name} as well. Either of you can answer.")));

    // A subject is read on a telephone: more than two names do not fit.
    private static string Names(IReadOnlyList<Strand> strands) =>
        strands.Count <= 2 ? string.Join(" and ", strands.Select(strand => strand.Name)) : string.Create(CultureInfo.InvariantCulture, $"your {strands.Count} strands");

    private async Task<MailingRef> PrepareForLeadsAsync(
        MailTemplateKind kind, ReturnRef name, Func<string, IReadOnlyList<Strand>, string, Dictionary<string, string>> more, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var frame = await frames.OfAsync(name, cancellation);
        var row = await RowAsync(name, cancellation);
        var own = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        var until = London.Describe(row.LeadsUntil ?? row.OpenedAt);
        var missing = await process.MissingAsync(row, frame.Returns, cancellation);
        foreach (var lead in ReturnStates.LeadsOf(missing))
        {
            IReadOnlyList<Strand> strands = [.. missing.Where(strand => strand.Leads.Any(other => other.Id == lead))];
            own[lead] = new Dictionary<string, string>(more(lead, strands, until))
            {
                ["strands"] = string.Join(" and ", strands.Select(strand => strand.Name)),
                ["link"] = await links.FiguresUrlAsync(row, lead, cancellation),
            };
        }

        var variables = new Dictionary<string, string> { ["month"] = name.Words, ["until"] = until };
        return await SaveForNewAsync(kind, name, Turn(row), variables, own, cancellation);
    }

    private async Task<ReturnRow> RowAsync(ReturnRef name, CancellationToken cancellation) =>
        await returns.FindAsync(name, cancellation) ?? throw new InvalidOperationException($"There is no return {name}.");

    // Each round of deciding has its own mails, and so has a return that was given up and opened again; a run that is started anew within one
    // sends none of them again.
    private static string Turn(ReturnRow row) => string.Create(
        CultureInfo.InvariantCulture, $"round-{row.Rounds}{(row.Reopened == 0 ? "" : $"-opened-{row.Reopened}")}");

    /// <summary>Who was written to in this turn is not written to again; a lead who came in its course is.</summary>
    private async Task<MailingRef> SaveForNewAsync(
        MailTemplateKind kind, ReturnRef name, string turn, Dictionary<string, string> variables, Dictionary<string, IReadOnlyDictionary<string, string>> own, CancellationToken cancellation)
    {
        for (var part = 1; ; part++)
        {
            var reference = Reference(kind, name, part == 1 ? turn : string.Create(CultureInfo.InvariantCulture, $"{turn}-more-{part}"));
            if (await mailings.FindAsync(reference, cancellation) is not { } ready)
            {
                await mailings.SaveAsync(reference, new Mailing(kind.Name, variables, [.. own.Keys]) { Own = own }, cancellation);
                return reference;
            }

            foreach (var lead in ready.Recipients)
                own.Remove(lead);
            if (own.Count == 0)
                return reference;
        }
    }

    private async Task<MailingRef> SaveAsync(MailTemplateKind kind, ReturnRef name, string turn, Mailing mailing, CancellationToken cancellation)
    {
        var reference = Reference(kind, name, turn);

        // What was put ready once stays: whoever has sent meanwhile is not missing from a step that is repeated.
        if (await mailings.FindAsync(reference, cancellation) is null)
            await mailings.SaveAsync(reference, mailing, cancellation);
        return reference;
    }

    private static MailingRef Reference(MailTemplateKind kind, ReturnRef name, string turn) =>
        new(name.Authority, kind.Name, string.Create(CultureInfo.InvariantCulture, $"{name.Month}-v{name.Version}-{turn}"));
}
