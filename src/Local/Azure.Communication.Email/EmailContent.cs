#nullable disable

namespace Azure.Communication.Email;

/// <summary>What a mail says.</summary>
public class EmailContent
{
    /// <exception cref="ArgumentNullException">There is no subject.</exception>
    public EmailContent(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        Subject = subject;
    }

    /// <summary>The subject.</summary>
    public string Subject { get; }

    /// <summary>The text, for programs that show no HTML.</summary>
    public string PlainText { get; set; }

    /// <summary>The text as HTML.</summary>
    public string Html { get; set; }
}
