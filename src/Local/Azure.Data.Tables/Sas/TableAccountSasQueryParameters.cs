#nullable disable

namespace Azure.Data.Tables.Sas;

/// <summary>The parts of a signature for the table service of an account.</summary>
public class TableAccountSasQueryParameters
{
    internal TableAccountSasQueryParameters()
    {
    }

    public string Version { get; internal init; } = SasText.Version;

    public TableAccountSasResourceTypes? ResourceTypes { get; internal init; }

    public TableSasProtocol Protocol { get; internal init; }

    /// <summary>Not before this time; default for at once.</summary>
    public DateTimeOffset StartsOn { get; internal init; }

    public DateTimeOffset ExpiresOn { get; internal init; }

    public TableSasIPRange IPRange { get; internal init; }

    /// <summary>Name of a stored access policy; empty for none.</summary>
    public string Identifier { get; internal init; } = "";

    /// <summary>Name of the table; empty for the account.</summary>
    public string Resource { get; internal init; } = "";

    public string Permissions { get; internal init; } = "";

    /// <summary>In base64.</summary>
    public string Signature { get; internal init; } = "";

    /// <summary>As a query without question mark.</summary>
    public override string ToString() => SasText.Query(
        ("sv", Version),
        ("ss", "t"),
        ("srt", ResourceTypes is { } types ? SasText.Of(types) : ""),
        ("spr", SasText.Of(Protocol)),
        ("st", SasText.Of(StartsOn)),
        ("se", SasText.Of(ExpiresOn)),
        ("sip", IPRange.ToString()),
        ("sp", Permissions),
        ("sig", Signature));
}
