namespace HubAutomation.Shared.Platform.Mail.Subscriptions;

/// <summary>
/// A kind of mails that people may stop. What they must be told – receipts, links that they asked for – belongs to none and cannot be
/// stopped.
/// </summary>
/// <param name="Id">Its id, part of table keys and links; never changed, or whoever has unsubscribed gets mails again.</param>
/// <param name="What">What they are, in the words of a sentence: "… no more {messages to partners}".</param>
public sealed record Subscription(string Id, string What)
{
    /// <summary>Messages of staff to all partners.</summary>
    public static readonly Subscription PartnerMessages = new("partner-messages", "messages to partners");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Subscription> All = [PartnerMessages];

    /// <summary>The one with an id, or null.</summary>
    public static Subscription? Find(string? id) => All.FirstOrDefault(subscription => subscription.Id == id);
}
