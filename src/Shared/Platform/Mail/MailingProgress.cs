using System.Globalization;
using System.Text.Json.Serialization;
using HubAutomation.Shared.Platform.Runs;

namespace HubAutomation.Shared.Platform.Mail;

/// <summary>How far a mailing has got.</summary>
/// <param name="Total">Recipients.</param>
/// <param name="Sent">Have been sent the mail.</param>
/// <param name="Skipped">Cannot be written to: no address, not allowed here, no mail service.</param>
/// <param name="Failed">Came back, or the service refuses to write to them.</param>
/// <param name="Unclear">Nobody can say: a person has to look.</param>
/// <param name="Open">Still to be done.</param>
/// <param name="NextAt">When to go on, UTC; null when nothing is open.</param>
/// <param name="NotAuthorised">Were not sent because the service refuses the hub: a person has to give it its role.</param>
/// <param name="Unsubscribed">Want no more of these mails.</param>
public sealed record MailingProgress(
    int Total, int Sent, int Skipped, int Failed, int Unclear, int Open, DateTimeOffset? NextAt, int NotAuthorised = 0, int Unsubscribed = 0) : IJournalled
{
    /// <summary>True when something is left that only a person can settle.</summary>
    [JsonIgnore]
    public bool NeedsAPerson => Unclear + NotAuthorised > 0;

    /// <summary>In one sentence, for people.</summary>
    [JsonIgnore]
    public string Summary => string.Create(CultureInfo.InvariantCulture, $"{Sent} of {Total} mails sent")
        + Also(Unsubscribed, "not sent because they have unsubscribed") + Also(Skipped, "could not be written to") + Also(NotAuthorised, "not sent because the mail service refuses the hub (its role is missing)") + Also(Failed, "came back or were refused")
        + Also(Unclear, "unclear: ask these recipients, the audit trail names them") + Also(Open, "still to be sent") + ".";

    /// <inheritdoc/>
    [JsonIgnore]
    public string JournalLine => Summary;

    private static string Also(int count, string what) => count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {count} {what}");
}

/// <summary>What sending a mailing will do.</summary>
/// <param name="Recipients">Recipients in all.</param>
/// <param name="ToSend">Will be sent the mail.</param>
/// <param name="Skipped">Cannot be written to.</param>
/// <param name="Before">Are done already: nobody gets the same twice.</param>
/// <param name="FinishAt">When the last mail will have gone under the service's quota, UTC.</param>
/// <param name="Unsubscribed">Want no more of these mails.</param>
public sealed record MailingPlan(
    int Recipients, int ToSend, int Skipped, int Before, DateTimeOffset FinishAt, int Unsubscribed = 0) : IJournalled
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string JournalLine => string.Create(
        CultureInfo.InvariantCulture, $"{Recipients} recipients: {ToSend} to be sent, {Skipped} cannot be written to, {Unsubscribed} have unsubscribed, {Before} done before; done by {FinishAt:u}");
}
