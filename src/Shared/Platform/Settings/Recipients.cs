namespace HubAutomation.Shared.Platform.Settings;

/// <summary>Whom a capability writes to, and who answers for it.</summary>
/// <param name="Find">Whom it knows by an id that stands in the settings; null for an id that is not one of its own.</param>
/// <param name="InCharge">Who answers for an authority's configuration where authority.json names nobody; null when it knows nobody.</param>
public sealed record RecipientSource(Func<AuthoritySettings, string, MailRecipient?> Find, Func<AuthoritySettings, MailRecipient?> InCharge);

/// <summary>Whom the hub writes to, by id.</summary>
public sealed class Recipients(IReadOnlyList<RecipientSource> sources)
{
    /// <summary>Who a mail goes to by id: the owner, or whom a capability knows by it. Null when there is none.</summary>
    public MailRecipient? Find(AuthoritySettings settings, string id) =>
        id == AuthoritySettings.OwnerId ? FindOwner(settings) : sources.Select(source => source.Find(settings, id)).FirstOrDefault(found => found is not null);

    /// <summary>
    /// Who is told when the configuration has mistakes: the owner that authority.json names; else the mailbox where answers to mails go; else
    /// whom a capability knows. Null when there is none of them.
    /// </summary>
    public MailRecipient? FindOwner(AuthoritySettings settings) => settings.Authority.Owner
        ?? (settings.Authority.Mail?.ReplyTo is { } answers ? new MailRecipient($"{settings.Authority.ServiceName} team", answers) : null)
        ?? sources.Select(source => source.InCharge(settings)).FirstOrDefault(found => found is not null);
}
