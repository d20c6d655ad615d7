#nullable disable

namespace Azure.Communication.Email;

/// <summary>A mail to be sent.</summary>
public class EmailMessage
{
    /// <summary>A mail to one recipient.</summary>
    /// <exception cref="ArgumentNullException">A part is missing.</exception>
    public EmailMessage(string senderAddress, string recipientAddress, EmailContent content)
        : this(senderAddress, new EmailRecipients([new EmailAddress(recipientAddress)]), content)
    {
    }

    /// <summary>A mail to several recipients, who see each other.</summary>
    /// <exception cref="ArgumentNullException">A part is missing.</exception>
    public EmailMessage(string senderAddress, EmailRecipients recipients, EmailContent content)
    {
        ArgumentNullException.ThrowIfNull(senderAddress);
        ArgumentNullException.ThrowIfNull(recipients);
        ArgumentNullException.ThrowIfNull(content);
        (SenderAddress, Recipients, Content) = (senderAddress, recipients, content);
    }

    /// <summary>An address of a domain that is verified with the service.</summary>
    public string SenderAddress { get; }

    /// <summary>Who gets it.</summary>
    public EmailRecipients Recipients { get; }

    /// <summary>What it says.</summary>
    public EmailContent Content { get; }

    /// <summary>Further headers, such as <c>List-Unsubscribe</c>.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>();

    /// <summary>Where answers go; the sender when there are none.</summary>
    public IList<EmailAddress> ReplyTo { get; } = [];

    /// <summary>Files that go with it.</summary>
    public IList<EmailAttachment> Attachments { get; } = [];

    /// <summary>True to keep the service from rewriting links and adding an image to learn who opened it.</summary>
    public bool? UserEngagementTrackingDisabled { get; set; }
}
