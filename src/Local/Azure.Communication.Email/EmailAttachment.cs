#nullable disable

namespace Azure.Communication.Email;

/// <summary>A file that goes with a mail.</summary>
public class EmailAttachment
{
    /// <exception cref="ArgumentNullException">A part is missing.</exception>
    public EmailAttachment(string name, string contentType, BinaryData content)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(contentType);
        ArgumentNullException.ThrowIfNull(content);
        (Name, ContentType, Content) = (name, contentType, content);
    }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>The media type of its content.</summary>
    public string ContentType { get; }

    /// <summary>The content.</summary>
    public BinaryData Content { get; }

    /// <summary>Under which <c>cid:</c> address the HTML shows it; null for a file to be saved.</summary>
    public string ContentId { get; set; }
}
