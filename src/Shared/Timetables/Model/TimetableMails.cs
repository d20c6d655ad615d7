using HubAutomation.Shared.Platform.Templates;

namespace HubAutomation.Shared.Timetables.Model;

/// <summary>Mails to partners about their timetables.</summary>
public static class TimetableMails
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<MailTemplateKind> All => [Receipt, UploadLink];

    /// <summary>What a partner is told about a timetable file.</summary>
    public static readonly MailTemplateKind Receipt = new(
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
}
