namespace HubAutomation.Local.Sandbox.Mail;

/// <summary>What becomes of a mail after it was accepted.</summary>
internal enum Fate
{
    /// <summary>It arrives.</summary>
    Delivered,

    /// <summary>The operation succeeds; the recipient's server refuses the mail, which a delivery report tells.</summary>
    Bounced,

    /// <summary>The operation fails: the service no longer writes to these recipients.</summary>
    Suppressed,
}

/// <summary>A mail in the outbox, without what it says.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="OperationId">The operation that brought it.</param>
/// <param name="AcceptedAt">When, UTC.</param>
/// <param name="Fate">What becomes of it.</param>
/// <param name="From">The sender's address.</param>
/// <param name="To">All recipients' addresses.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="ContentHash">The same for mails that say the same to the same people.</param>
internal sealed record KeptMail(
    int Number, string OperationId, DateTimeOffset AcceptedAt, Fate Fate, string From, IReadOnlyList<string> To, string Subject, string ContentHash);

/// <summary>A mail in the outbox beside those before it.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="SameOperationAs">Number of the first mail that the same operation brought, if this is a later one.</param>
/// <param name="SameContentAs">Number of the first mail that said the same to the same people, if this is a later one.</param>
internal sealed record ListedMail(KeptMail Mail, int? SameOperationAs, int? SameContentAs)
{
    public bool IsDuplicate => SameOperationAs is not null || SameContentAs is not null;
}
