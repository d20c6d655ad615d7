using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.UploadLinks;

namespace HubAutomation.Shared.Timetables.Receipts;

/// <summary>The receipt as a mail to the partner who sent the file.</summary>
public sealed class ReceiptMail(MailingStore mailings, MailOptions options, PlatformOptions platform)
{
    private const string Campaign = "timetable-receipt";

    /// <summary>
    /// Puts a receipt ready to be sent; null when there is nobody to send it to, and for a trial, which has no effects. A repeated step
    /// writes the same again.
    /// </summary>
    internal async Task<MailingRef?> PrepareAsync(
        AuthoritySettings? settings, FileAccount account, string runId, DateTimeOffset at, CancellationToken cancellation)
    {
        var file = account.File;
        if (account.Report.Outcome == TimetableOutcome.DryRun || !options.IsConfigured || settings?.Authority.Mail is null || settings.Partners.All(p => p.Id != file.Partner || p.Email is null))
        {
            return null;
        }

        var variables = new Dictionary<string, string>
        {
            ["fileName"] = Receipt.SafeName(file.Name),
            ["headline"] = Receipt.Headline(account),
            ["readAt"] = London.Describe(at),
            ["sendAgain"] = UploadLink.AskUrl(platform.PublicBaseUrl, file.Authority).AbsoluteUri,
            ["details"] = Receipt.Details(settings, account),
        };
        var name = NameOf(file, runId);
        await mailings.SaveAsync(name, new Mailing(TimetableMails.Receipt.Name, variables, [file.Partner]), cancellation);
        return name;
    }

    /// <summary>The receipt that a run has put ready; null when there is none.</summary>
    internal async Task<MailingRef?> FindAsync(InputFile file, string runId, CancellationToken cancellation) =>
        await mailings.FindAsync(NameOf(file, runId), cancellation) is null ? null : NameOf(file, runId);

    private static MailingRef NameOf(InputFile file, string runId) => new(file.Authority, Campaign, Names.Key(runId));
}
