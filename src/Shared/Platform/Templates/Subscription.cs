namespace HubAutomation.Shared.Platform.Templates;

/// <summary>
/// A kind of mails that people may stop. What they must be told – receipts, links that they asked for – belongs to none and cannot be
/// stopped.
/// </summary>
/// <param name="Id">Its id, part of table keys and links; never changed, or whoever has unsubscribed gets mails again.</param>
/// <param name="What">What they are, in the words of a sentence: "… no more {messages to partners}".</param>
public sealed record Subscription(string Id, string What);

/// <summary>Everything that people can stop getting from a hub.</summary>
/// <param name="All">All of it.</param>
public sealed record SubscriptionList(IReadOnlyList<Subscription> All)
{
    /// <summary>The one with an id, or null.</summary>
    public Subscription? Find(string? id) => All.FirstOrDefault(subscription => subscription.Id == id);
}
