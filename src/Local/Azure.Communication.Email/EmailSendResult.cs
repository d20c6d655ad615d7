#nullable disable

namespace Azure.Communication.Email;

/// <summary>What became of a mail.</summary>
public class EmailSendResult
{
    internal EmailSendResult(string id, EmailSendStatus status)
    {
        (Id, Status) = (id, status);
    }

    /// <summary>How far the service has got with it.</summary>
    public EmailSendStatus Status { get; }

    internal string Id { get; }
}

/// <summary>Makes results, for tests of code that gets them.</summary>
public static class EmailModelFactory
{
    /// <summary>A result.</summary>
    public static EmailSendResult EmailSendResult(string id = null, EmailSendStatus status = default) => new(id ?? string.Empty, status);
}
