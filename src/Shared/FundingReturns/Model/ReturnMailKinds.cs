using HubAutomation.Shared.Platform.Templates;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>Mails about a return, each to those who have something to do about it or wait for it.</summary>
public static class ReturnMailKinds
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<MailTemplateKind> All => [Request, Reminder, WentOn, Late, Draft, Final, Published];

    /// <summary>Asks a strand's lead for what only they know, or to look at it again.</summary>
    public static readonly MailTemplateKind Request = new(
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
    public static readonly MailTemplateKind Reminder = new(
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
    public static readonly MailTemplateKind WentOn = new(
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
    public static readonly MailTemplateKind Late = new(
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
    public static readonly MailTemplateKind Draft = new(
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
    public static readonly MailTemplateKind Final = new(
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
    public static readonly MailTemplateKind Published = new(
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
}
