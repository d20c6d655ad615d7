using HubAutomation.Shared.Platform.Mail.Subscriptions;

namespace HubAutomation.Shared.Platform.Mail.Templates;

/// <summary>A mail that the hub knows how to write: what its template may say and must say.</summary>
/// <param name="Name">The template's file name without ".md".</param>
/// <param name="Variables">Every variable, with an example for the preview.</param>
/// <param name="Required">Variables without which the mail would not do its work.</param>
/// <param name="Blocks">Variables that hold Markdown and stand on a line of their own; all others hold plain text.</param>
/// <param name="Subscription">What one unsubscribes from who wants no more of these mails; null for what people must be told.</param>
public sealed record MailTemplateKind(
    string Name, IReadOnlyDictionary<string, string> Variables, IReadOnlyList<string> Required, IReadOnlyList<string> Blocks,
    Subscription? Subscription = null)
{
    /// <summary>What a partner is told about a timetable file.</summary>
    public static readonly MailTemplateKind TimetableReceipt = new(
        "timetable-receipt",
        new Dictionary<string, string>
        {
            ["recipientName"] = "Sampleton Libraries",
            ["fileName"] = "autumn timetable.xlsx",
            ["headline"] = "11 of 12 rows were taken in, 1 needs you",
            ["readAt"] = "22 November 2026, 09:30",
            ["sendAgain"] = "https://hub.example.org/api/sampleton/upload",
            ["details"] = "## Rows that need you (1)\n\n- row 7, Day, \"Tuseday\": We do not know this day. Did you mean Tuesday?\n",
        },
        ["fileName", "headline", "details"], ["details"]);

    /// <summary>A message of staff to all partners.</summary>
    public static readonly MailTemplateKind PartnerMessage = new(
        "partner-message",
        new Dictionary<string, string>
        {
            ["recipientName"] = "Sampleton Libraries",
            ["subject"] = "Timetables for the spring term",
            ["message"] = "Please send your **spring timetable** by 12 December.\n\nThank you.",
        },
        ["subject", "message"], ["message"], Subscription.PartnerMessages);

    /// <summary>The link to a partner's upload page.</summary>
    public static readonly MailTemplateKind UploadLink = new(
        "upload-link",
        new Dictionary<string, string>
        {
            ["recipientName"] = "Sampleton Libraries",
            ["link"] = "https://hub.example.org/api/sampleton/upload/example",
            ["worksUntil"] = "6 December 2026, 09:30",
            ["askAgain"] = "https://hub.example.org/api/sampleton/upload",
        },
        ["link", "worksUntil"], []);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<MailTemplateKind> All = [TimetableReceipt, PartnerMessage, UploadLink];
}
