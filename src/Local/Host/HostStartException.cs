namespace HubAutomation.Local.Host;

/// <summary>The host cannot start; the message says why and what to do, in words for the person who started it.</summary>
public sealed class HostStartException : Exception
{
    /// <summary>Says why.</summary>
    public HostStartException(string message)
        : base(message)
    {
    }

    /// <summary>Says why, with the cause.</summary>
    public HostStartException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
