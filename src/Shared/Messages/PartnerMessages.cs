using HubAutomation.Shared.Platform.Templates;

namespace HubAutomation.Shared.Messages;

/// <summary>Messages of staff to partners.</summary>
public static class PartnerMessages
{
    /// <summary>What a partner stops who wants no more of them.</summary>
    public static readonly Subscription Subscription = new("partner-messages", "messages to partners");

    /// <summary>A message of staff to all partners.</summary>
    public static readonly MailTemplateKind Mail = new(
        "partner-message",
        new Dictionary<string, string>
        {
            ["recipientName"] = "Sampleton Libraries",
            ["subject"] = "Timetables for the spring term",
            ["message"] = "Please send your **spring timetable** by 12 December.\n\nThank you.",
        },
        ["subject", "message"], ["message"], Subscription);
}
