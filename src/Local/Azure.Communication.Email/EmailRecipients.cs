#nullable disable

namespace Azure.Communication.Email;

/// <summary>Who gets a mail.</summary>
public class EmailRecipients
{
    /// <summary>Main recipients only.</summary>
    public EmailRecipients(IEnumerable<EmailAddress> to)
        : this(to, null, null)
    {
    }

    /// <summary>Main recipients, those who get a copy, and those who get one unseen by the others.</summary>
    public EmailRecipients(IEnumerable<EmailAddress> to = null, IEnumerable<EmailAddress> cc = null, IEnumerable<EmailAddress> bcc = null)
    {
        To = [.. to ?? []];
        CC = [.. cc ?? []];
        BCC = [.. bcc ?? []];
    }

    /// <summary>The main recipients.</summary>
    public IList<EmailAddress> To { get; }

    /// <summary>Those who get a copy.</summary>
    public IList<EmailAddress> CC { get; }

    /// <summary>Those who get a copy unseen by the others.</summary>
    public IList<EmailAddress> BCC { get; }
}
