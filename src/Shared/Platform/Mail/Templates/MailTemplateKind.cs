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
    /// <summary>What stands for a variable that mailings put ready by an earlier release do not have; may name other variables.</summary>
    public IReadOnlyDictionary<string, string> Fallbacks { get; init; } = new Dictionary<string, string>();

    /// <summary>What a partner is told about a timetable file.</summary>
    public static readonly MailTemplateKind TimetableReceipt = new(
        "timetable-receipt",
        new Dictionary<string, string>
        {
            ["recipientName"] = "Sampleton Libraries",
            ["fileName"] = "autumn timetable.xlsx",
            ["headline"] = "11 of 12 rows were taken in, 1 has a problem",
            ["readAt"] = "22 November 2026, 09:30",
            ["sendAgain"] = "https://hub.example.org/api/sampleton/upload",
            ["details"] = "## Rows with a problem (1)\n\n- “Rhyme time”, row 7, Day, \"Tuseday\": We do not know this day. Did you mean Tuesday?\n",
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

    /// <summary>Asks a strand's lead for what only they know, or to look at it again.</summary>
    public static readonly MailTemplateKind ReturnRequest = new(
        "return-request",
        new Dictionary<string, string>
        {
            ["recipientName"] = "Parenting lead",
            ["title"] = "Please look again at your figures for October 2026",
            ["month"] = "October 2026",
            ["strands"] = "Parenting",
            ["link"] = "https://hub.example.org/api/sampleton/returns/figures/example",
            ["until"] = "9 November 2026, 17:00",
            ["why"] = "The programme manager wrote about Parenting: “Please look at the dads again.”\n",
        },
        ["title", "link", "until", "why"], ["why"]);

    /// <summary>Reminds a lead who has not sent everything.</summary>
    public static readonly MailTemplateKind ReturnReminder = new(
        "return-reminder",
        new Dictionary<string, string>
        {
            ["recipientName"] = "Parenting lead",
            ["month"] = "October 2026",
            ["strands"] = "Parenting",
            ["link"] = "https://hub.example.org/api/sampleton/returns/figures/example",
            ["until"] = "9 November 2026, 17:00",
        },
        ["month", "link", "until"], []);

    /// <summary>Tells a lead who is late that the return goes on without their figures.</summary>
    public static readonly MailTemplateKind ReturnWentOn = new(
        "return-went-on",
        new Dictionary<string, string>
        {
            ["recipientName"] = "Parenting lead",
            ["month"] = "October 2026",
            ["strands"] = "Parenting",
            ["link"] = "https://hub.example.org/api/sampleton/returns/figures/example",
            ["until"] = "9 November 2026, 17:00",
        },
        ["month", "link"], []);

    /// <summary>Tells the programme manager which leads are late.</summary>
    public static readonly MailTemplateKind ReturnLate = new(
        "return-late",
        new Dictionary<string, string>
        {
            ["recipientName"] = "Programme manager",
            ["month"] = "October 2026",
            ["strands"] = "- Parenting (Parenting lead)\n- Infant feeding (Infant feeding lead)\n",
            ["until"] = "12 November 2026, 17:00",
        },
        ["month", "strands", "until"], ["strands"]);

    /// <summary>Brings the programme manager a return to approve or to send back.</summary>
    public static readonly MailTemplateKind ReturnDraft = new(
        "return-draft",
        new Dictionary<string, string>
        {
            ["recipientName"] = "Programme manager",
            ["title"] = "The return for October 2026 awaits you: please approve it or send it back by 12 November 2026, 17:00",
            ["month"] = "October 2026",
            ["version"] = "1",
            ["status"] = "draft",
            ["headline"] = "Three figures are off target, one is missing.",
            ["changes"] = "- Breastfeeding at birth: 57.2 %, before 56.4 %\n",
            ["offTarget"] = "- Staff trained in HENRY: 71.4 %, target 80 %\n",
            ["missing"] = "- Volunteers and peer supporters\n",
            ["findings"] = "- Warning: Parenting has not been sent by its lead.\n",
            ["chart"] = "Breastfeeding at birth: 57.2 %\n",
            ["state"] = "41 of 43 figures, 0 errors, 2 warnings",
            ["why"] = "You have had it before. Since then figures were sent, or everything was computed again.\n",
            ["link"] = "https://hub.example.org/api/sampleton/returns/decide/example",
            ["until"] = "12 November 2026, 17:00",
        },
        ["month", "changes", "offTarget", "missing", "findings", "link", "until", "why"], ["changes", "offTarget", "missing", "findings", "chart", "why"])
    {
        Fallbacks = new Dictionary<string, string> { ["title"] = "The return for {{month}} awaits you" },
    };

    /// <summary>The finished return.</summary>
    public static readonly MailTemplateKind ReturnFinal = new(
        "return-final",
        new Dictionary<string, string>
        {
            ["recipientName"] = "Programme manager",
            ["month"] = "October 2026",
            ["version"] = "1",
            ["status"] = "approved",
            ["headline"] = "Three figures are off target, one is missing.",
            ["changes"] = "- Breastfeeding at birth: 57.2 %, before 56.4 %\n",
            ["offTarget"] = "- Staff trained in HENRY: 71.4 %, target 80 %\n",
            ["missing"] = "- Volunteers and peer supporters\n",
            ["findings"] = "- Warning: Parenting has not been sent by its lead.\n",
            ["chart"] = "Breastfeeding at birth: 57.2 %\n",
            ["approvedBy"] = "Programme manager",
            ["approvedAt"] = "12 November 2026, 09:30",
            ["fingerprint"] = "3f0c2a9d51e7",
        },
        ["month", "changes", "offTarget", "missing", "fingerprint"], ["changes", "offTarget", "missing", "findings", "chart"]);

    /// <summary>What anybody may see of the finished return, for readers who do not get raw figures.</summary>
    public static readonly MailTemplateKind ReturnPublished = new(
        "return-published",
        new Dictionary<string, string>
        {
            ["recipientName"] = "Health and Wellbeing Board secretary",
            ["month"] = "October 2026",
            ["headline"] = "What the funded strands achieved: 40 measures, of which 12 are on target, 3 near it and 2 off it.",
            ["offTarget"] = "- Staff trained in HENRY: 71 %, target 80 %\n",
            ["howToRead"] = "To protect people, numbers of people from 1 to 7 are not shown.",
            ["link"] = "https://hub.example.org/api/sampleton/returns/published/2026-10/report.html",
        },
        ["month", "headline", "offTarget", "link"], ["offTarget"]);

    /// <summary>Tells the owner that the configuration has mistakes.</summary>
    public static readonly MailTemplateKind ConfigurationRefused = new(
        "configuration-refused",
        new Dictionary<string, string>
        {
            ["recipientName"] = "Sampleton Family Hubs team",
            ["folder"] = "configuration/sampleton",
            ["count"] = "2 mistakes",
            ["problems"] = "- places.json, places[3].area: \"widness\" is not an area of authority.json. Allowed: runcorn, widnes.\n- calendar.json, line 4, column 5: is not JSON: a comma or a closing bracket is expected here.\n",
            ["meanwhile"] = "The version accepted on 22 November 2026, 09:30 stays in force.",
            ["address"] = "/api/sampleton/configuration",
        },
        ["problems", "meanwhile"], ["problems"]);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<MailTemplateKind> All =
    [
        TimetableReceipt, PartnerMessage, UploadLink, ReturnRequest, ReturnReminder, ReturnWentOn, ReturnLate, ReturnDraft, ReturnFinal, ReturnPublished,
        ConfigurationRefused,
    ];
}
