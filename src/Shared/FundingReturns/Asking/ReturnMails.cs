using System.Globalization;
using System.Text;
using HubAutomation.Shared.FundingReturns.Compiling;
using HubAutomation.Shared.FundingReturns.Definitions;
using HubAutomation.Shared.FundingReturns.Keeping;
using HubAutomation.Shared.FundingReturns.Outputs;
using HubAutomation.Shared.FundingReturns.Outputs.Mail;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Mail.Templates;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Time;

namespace HubAutomation.Shared.FundingReturns.Asking;

/// <summary>The mails of a return before it is final. Each is put ready under a name of its own, so that it goes out once, whatever is repeated.</summary>
public sealed class ReturnMails(
    MailingStore mailings, ReturnLinks links, ReturnProcess process, ReturnStore returns, ReturnBlobs blobs, SubmissionStore submissions, SettingsStore settings)
{
    /// <summary>Asks leads for the figures of their strands.</summary>
    /// <param name="name">The return.</param>
    /// <param name="turn">Tells this asking from others of the return.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<MailingRef> PrepareRequestAsync(ReturnRef name, int turn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var states = await submissions.StatesAsync(name.Authority, name.Month, cancellation);
        string Why(IReadOnlyList<Strand> strands) => string.Join(
            "\n\n",
            strands.Where(strand => states.GetValueOrDefault(strand.Id) is { IsSent: false, SentBack.Comment: not null })
                .Select(strand => MarkdownText.Escape($"About {strand.Name}: “{states[strand.Id].SentBack!.Comment}”")));
        return await PrepareForLeadsAsync(
            MailTemplateKind.ReturnRequest, name, turn, strands => new Dictionary<string, string> { ["why"] = Why(strands) }, cancellation);
    }

    /// <summary>Reminds leads who have not sent everything.</summary>
    public Task<MailingRef> PrepareReminderAsync(ReturnRef name, int turn, CancellationToken cancellation) =>
        PrepareForLeadsAsync(MailTemplateKind.ReturnReminder, name, turn, _ => new Dictionary<string, string>(), cancellation);

    /// <summary>Tells the manager which leads are late.</summary>
    public async Task<MailingRef> PrepareLateAsync(ReturnRef name, int turn, DateTimeOffset until, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var frame = await ReturnFrame.RequireAsync(settings, name, cancellation);
        var late = new StringBuilder();
        foreach (var strand in await process.MissingAsync(name, frame.Returns, cancellation))
            late.Append(CultureInfo.InvariantCulture, $"- {MarkdownText.Escape($"{strand.Name} ({strand.Lead!.Name})")}\n");
        var variables = new Dictionary<string, string> { ["month"] = name.Words, ["strands"] = late.ToString(), ["until"] = London.Describe(until) };
        return await SaveAsync(MailTemplateKind.ReturnLate, name, turn, new Mailing(MailTemplateKind.ReturnLate.Name, variables, [frame.Returns.Manager.Id]), cancellation);
    }

    /// <summary>Brings the draft to who decides.</summary>
    /// <param name="name">The return.</param>
    /// <param name="turn">Tells this asking from others of the return.</param>
    /// <param name="until">When it is to be decided, UTC.</param>
    /// <param name="alsoStandIn">Whether the stand-in is asked, too.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<MailingRef> PrepareDraftAsync(ReturnRef name, int turn, DateTimeOffset until, bool alsoStandIn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var frame = await ReturnFrame.RequireAsync(settings, name, cancellation);
        var row = await returns.FindAsync(name, cancellation) ?? throw new InvalidOperationException($"There is no return {name}.");
        var draft = await blobs.LoadAsync(name, cancellation) ?? throw new InvalidOperationException($"The return {name} was not compiled.");
        ReturnPerson[] deciders = alsoStandIn && frame.Returns.StandIn is { } other ? [frame.Returns.Manager, other] : [frame.Returns.Manager];
        var own = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var person in deciders)
            own[person.Id] = new Dictionary<string, string> { ["link"] = await links.DecideUrlAsync(row, person.Id, cancellation) };
        var variables = new Dictionary<string, string>(ReturnMailContent.Of(draft)) { ["state"] = State(row), ["until"] = London.Describe(until) };
        return await SaveAsync(
            MailTemplateKind.ReturnDraft, name, turn, new Mailing(MailTemplateKind.ReturnDraft.Name, variables, [.. deciders.Select(person => person.Id)]) { Own = own }, cancellation);
    }

    /// <summary>Brings the finished return to everybody who is to have it.</summary>
    public async Task<MailingRef> PrepareFinalAsync(ReturnRef name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var frame = await ReturnFrame.RequireAsync(settings, name, cancellation);
        var final = await blobs.LoadAsync(name, cancellation) ?? throw new InvalidOperationException($"The return {name} was not compiled.");
        var freezing = final.Freezing ?? throw new InvalidOperationException($"The return {name} is not frozen.");
        var workbook = ReturnDocuments.NameOf(final) + ".xlsx";
        var variables = new Dictionary<string, string>(ReturnMailContent.Of(final))
        {
            ["approvedBy"] = frame.Returns.People.FirstOrDefault(person => person.Id == freezing.By)?.Name ?? freezing.By,
            ["approvedAt"] = London.Describe(freezing.At),
            ["fingerprint"] = freezing.Fingerprint,
        };
        var readers = new[] { frame.Returns.Manager, frame.Returns.StandIn }.Concat(frame.Returns.Readers).OfType<ReturnPerson>().Select(person => person.Id).Distinct();
        return await SaveAsync(
            MailTemplateKind.ReturnFinal, name, 0,
            new Mailing(MailTemplateKind.ReturnFinal.Name, variables, [.. readers])
            {
                Files = [new MailingFile(workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", blobs.PathOf(name, workbook))],
            },
            cancellation);
    }

    /// <summary>"41 of 43 figures, 0 errors, 2 warnings".</summary>
    public static string State(ReturnRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Filled} of {row.Lines} figures, {row.Errors} {(row.Errors == 1 ? "error" : "errors")}, {row.Warnings} {(row.Warnings == 1 ? "warning" : "warnings")}");
    }

    private async Task<MailingRef> PrepareForLeadsAsync(
        MailTemplateKind kind, ReturnRef name, int turn, Func<IReadOnlyList<Strand>, Dictionary<string, string>> more, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var frame = await ReturnFrame.RequireAsync(settings, name, cancellation);
        var row = await returns.FindAsync(name, cancellation) ?? throw new InvalidOperationException($"There is no return {name}.");
        var own = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var strands in (await process.MissingAsync(name, frame.Returns, cancellation)).GroupBy(strand => strand.Lead!.Id))
        {
            own[strands.Key] = new Dictionary<string, string>(more([.. strands]))
            {
                ["strands"] = string.Join(" and ", strands.Select(strand => strand.Name)),
                ["link"] = await links.FiguresUrlAsync(row, strands.Key, cancellation),
            };
        }

        var variables = new Dictionary<string, string> { ["month"] = name.Words, ["until"] = London.Describe(row.LeadsUntil ?? row.OpenedAt) };
        return await SaveAsync(kind, name, turn, new Mailing(kind.Name, variables, [.. own.Keys]) { Own = own }, cancellation);
    }

    private async Task<MailingRef> SaveAsync(MailTemplateKind kind, ReturnRef name, int turn, Mailing mailing, CancellationToken cancellation)
    {
        var reference = new MailingRef(name.Authority, kind.Name, string.Create(CultureInfo.InvariantCulture, $"{name.Month}-v{name.Version}-{turn}"));

        // What was put ready once stays: whoever has sent meanwhile is not missing from a step that is repeated.
        if (await mailings.FindAsync(reference, cancellation) is null)
            await mailings.SaveAsync(reference, mailing, cancellation);
        return reference;
    }
}
