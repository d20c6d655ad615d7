using HubAutomation.Shared.Platform.Audit;
using HubAutomation.Shared.Platform.Mail.Layout;
using HubAutomation.Shared.Platform.Mail.Ledger;
using HubAutomation.Shared.Platform.Mail.Quota;
using HubAutomation.Shared.Platform.Mail.Subscriptions;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Templates;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Shared.Platform.Mail.Sending;

/// <summary>
/// Sends a mailing, a batch at a time: whoever is due according to the ledger, as many as the quota allows. May be called again at any
/// point, also after a crash in the middle: the ledger knows who has got it.
/// </summary>
public sealed class MailDispatch(
    MailOptions options, MailService service, MailLedger ledger, MailingStore mailings, SuppressionList suppressions,
    Unsubscriptions unsubscriptions, QuotaStore quota, SettingsStore settings, Recipients recipients, AuditTrail audit, TimeProvider time, ILogger<MailDispatch> log)
{
    // A batch is over within minutes even if every call runs into its time-out.
    private const int BatchSize = 48;
    private const int AtOnce = 8;
    private const string NotAuthorised = "not-authorised";
    private const string Unsubscribed = "unsubscribed";
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private readonly LedgerRules rules = new(options.MailSettleTime);

    /// <summary>Sends what is due, and says how far the mailing has got.</summary>
    public async Task<MailingProgress> SendAsync(MailingRef name, string runId, CancellationToken cancellation)
    {
        var (mailing, council) = await LoadAsync(name, cancellation);
        var rows = await ledger.LoadAsync(name, cancellation);
        var mails = mailing.Recipients.Select(id => MailOf(name, runId, council, id, rows)).ToList();
        var due = mails.Where(m => m.IsOpen && LedgerRules.Next(m.State, time.GetUtcNow()) is LedgerStep.Call or LedgerStep.LookUp).Take(BatchSize).ToList();

        // Looking up costs nothing; a look-up that ends in another call has taken its share like any other.
        var calling = due.Where(m => m.State?.Status != MailStatus.Accepted).ToList();
        var (granted, nextFree) = calling.Count == 0 ? (0, time.GetUtcNow()) : await quota.TakeAsync(calling.Count, mailing.IsAsked, cancellation);
        var now = due.Except(calling.Skip(granted)).ToList();
        await Parallel.ForEachAsync(
            now, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (mail, token) => await StepAsync(mail, mailing, council, token));
        return Progress(mails, granted < calling.Count ? nextFree : null);
    }

    /// <summary>Says what sending a mailing would do, without doing it.</summary>
    public async Task<MailingPlan> PlanAsync(MailingRef name, CancellationToken cancellation)
    {
        var (mailing, council) = await LoadAsync(name, cancellation);
        var rows = await ledger.LoadAsync(name, cancellation);
        var subscription = TemplateOf(mailing, council).Kind.Subscription;
        var plan = new MailingPlan(mailing.Recipients.Count, 0, 0, 0, time.GetUtcNow());
        foreach (var mail in mailing.Recipients.Select(id => MailOf(name, "", council, id, rows)))
        {
            plan = mail.State is { } state && LedgerRules.IsDone(state.Status)
                ? plan with { Before = plan.Before + 1 }
                : await ObstacleAsync(council, subscription, mail, cancellation) switch
                {
                    null => plan with { ToSend = plan.ToSend + 1 },
                    Unsubscribed => plan with { Unsubscribed = plan.Unsubscribed + 1 },
                    _ => plan with { Skipped = plan.Skipped + 1 },
                };
        }

        return plan with { FinishAt = await quota.FinishTimeAsync(plan.ToSend, cancellation) };
    }

    private async Task<(Mailing Mailing, AuthoritySettings Council)> LoadAsync(MailingRef name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var mailing = await mailings.FindAsync(name, cancellation) ?? throw new InvalidOperationException($"There is no mailing {name.BlobName}.");
        var council = await settings.CurrentAsync(name.Authority, cancellation) ?? throw new InvalidOperationException($"{name.Authority} has no valid configuration.");
        return TemplateOf(mailing, council).Kind.Subscription is { } subscription && await unsubscriptions.ObstacleAsync(name.Authority, subscription, cancellation) is { } obstacle
            ? throw new InvalidOperationException(obstacle)
            : (mailing, council);
    }

    private DueMail MailOf(MailingRef name, string runId, AuthoritySettings council, string id, Dictionary<string, LedgerRow> rows) => new(
        rows.GetValueOrDefault(id) ?? MailLedger.New(name, id, runId), rows.ContainsKey(id), id, recipients.Find(council, id), runId);

    /// <summary>Why a mail cannot be sent; null when it can.</summary>
    private async Task<string?> ObstacleAsync(
        AuthoritySettings council, Subscription? subscription, DueMail mail, CancellationToken cancellation) =>
        !options.IsConfigured ? "no-mail-service"
        : council.Authority.Mail is null ? "no-sender"
        : mail.Recipient?.Email is not { } address ? "no-address"
        : !options.Audience.Allows(address) ? "not-allowed-here"
        : subscription is not null && await unsubscriptions.HasAsync(council.Authority.Id, subscription, address, cancellation) ? Unsubscribed
        : await suppressions.HasAsync(council.Authority.Id, address, cancellation) ? "suppressed" : null;

    private async Task StepAsync(DueMail mail, Mailing mailing, AuthoritySettings council, CancellationToken cancellation)
    {
        if (mail.State?.Status is MailStatus.Sending or MailStatus.Accepted && !await IsToBeSentAgainAsync(mail, council, cancellation))
        {
            return;
        }

        if (await ObstacleAsync(council, TemplateOf(mailing, council).Kind.Subscription, mail, cancellation) is { } obstacle)
        {
            var status = obstacle == "suppressed" ? MailStatus.Suppressed : MailStatus.Skipped;
            await SaveAsync(mail, new LedgerState(status, mail.Row.Attempts, mail.Row.CalledAt, null), obstacle, cancellation);
            return;
        }

        await CallAsync(mail, mailing, council, cancellation);
    }

    private async Task CallAsync(DueMail mail, Mailing mailing, AuthoritySettings council, CancellationToken cancellation)
    {
        mail.Row.OperationId ??= Guid.NewGuid().ToString();
        var calling = rules.Calling(mail.State, time.GetUtcNow());
        await ledger.PointAsync(mail.Row, cancellation);
        if (!await SaveAsync(mail, calling, null, cancellation))
        {
            // Another step is at this mail; what it does is seen the next time.
            return;
        }

        var rendered = await RenderAsync(mailing, council, mail, cancellation);
        var (answer, wait, code) = await service.SendAsync(
            rendered, council.Authority.Mail!, mail.Recipient!.Email!, Guid.Parse(mail.Row.OperationId), cancellation);
        var reason = answer == CallAnswer.NotAuthorised ? NotAuthorised : code;
        await SaveAsync(mail, LedgerRules.AfterCall(calling, answer, wait, time.GetUtcNow()), reason, cancellation);
        if (answer == CallAnswer.NotAuthorised)
        {
            log.MailNotAuthorised(code!);
        }

        if (answer == CallAnswer.Accepted)
        {
            // Often it has left already, which spares a round.
            await IsToBeSentAgainAsync(mail, council, cancellation);
        }
    }

    private async Task<bool> IsToBeSentAgainAsync(DueMail mail, AuthoritySettings council, CancellationToken cancellation)
    {
        var (answer, wait, code) = await service.LookUpAsync(mail.Row.OperationId!, cancellation);
        var after = rules.AfterLookUp(mail.State!, answer, wait, time.GetUtcNow());
        if (LedgerRules.IsToBeSentAgain(after))
        {
            return true;
        }

        await SaveAsync(mail, after, code, cancellation);
        if (after.Status == MailStatus.Unclear)
        {
            log.MailUnclear(mail.Row.PartitionKey, mail.Row.RowKey);
            await audit.AppendAsync(
                council.Authority.Id, time.GetUtcNow(), "mail-unclear", $"{mail.Row.PartitionKey}.{mail.Row.RowKey}", mail.RunId,
                "Nobody can say whether this mail was sent; ask the recipient.", cancellation);
        }

        return false;
    }

    private async Task<RenderedMail> RenderAsync(Mailing mailing, AuthoritySettings council, DueMail mail, CancellationToken cancellation)
    {
        mailing = mailing.For(mail.RecipientId);
        var (template, recipient) = (TemplateOf(mailing, council), mail.Recipient!);
        var unsubscribe = template.Kind.Subscription is { } subscription
            ? await unsubscriptions.LinkForAsync(council.Authority.Id, subscription, recipient.Email!, cancellation)
            : null;
        var rendered = MailLayout.Render(council.Authority, template.Fill(mailing.VariablesOf(mail.RecipientId, recipient.Name)), unsubscribe);
        return rendered with { Attachments = await mailings.AttachmentsAsync(mailing, cancellation) };
    }

    private static MailTemplate TemplateOf(Mailing mailing, AuthoritySettings council) => council.MailTemplates[mailing.Template];

    private async Task<bool> SaveAsync(DueMail mail, LedgerState state, string? reason, CancellationToken cancellation)
    {
        mail.Set(state, reason);
        return await ledger.TrySaveAsync(mail.Row, cancellation);
    }

    private MailingProgress Progress(List<DueMail> mails, DateTimeOffset? quotaFree)
    {
        var states = mails.Select(m => m.State).ToList();
        int Count(params MailStatus[] statuses) => states.Count(s => s is not null && statuses.Contains(s.Status));
        int Skipped(string reason) => mails.Count(m => m.State?.Status == MailStatus.Skipped && m.Row.Reason == reason);
        var (notAuthorised, unsubscribed) = (Skipped(NotAuthorised), Skipped(Unsubscribed));
        var open = mails.Where(m => m.IsOpen).ToList();
        var soonest = time.GetUtcNow() + ShortestWait;

        // What needs a call waits for the quota, too.
        DateTimeOffset DueAt(DueMail mail) => Latest(
            soonest, mail.State?.NotBefore ?? soonest, mail.State?.Status == MailStatus.Accepted ? soonest : quotaFree ?? soonest);
        return new MailingProgress(
            mails.Count, Count(MailStatus.Sent, MailStatus.Delivered), Count(MailStatus.Skipped) - notAuthorised - unsubscribed,
            Count(MailStatus.Bounced, MailStatus.Suppressed, MailStatus.Refused), Count(MailStatus.Unclear), open.Count,
            open.Count == 0 ? null : open.Min(DueAt), notAuthorised, unsubscribed);
    }

    private static DateTimeOffset Latest(params ReadOnlySpan<DateTimeOffset> moments)
    {
        var latest = DateTimeOffset.MinValue;
        foreach (var moment in moments)
        {
            latest = moment > latest ? moment : latest;
        }

        return latest;
    }
}
