#nullable disable

namespace Azure.Communication.Email;

/// <summary>An address, with the name that mail programs show beside it.</summary>
public struct EmailAddress
{
    /// <summary>An address without a name.</summary>
    public EmailAddress(string address)
        : this(address, string.Empty)
    {
    }

    /// <summary>An address with a name.</summary>
    public EmailAddress(string address, string displayName)
    {
        Address = address;
        DisplayName = displayName;
    }

    /// <summary>The address.</summary>
    public string Address { get; }

    /// <summary>The name; empty when there is none.</summary>
    public string DisplayName { get; }
}
