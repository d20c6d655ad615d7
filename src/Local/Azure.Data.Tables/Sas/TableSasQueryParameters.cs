#nullable disable

namespace Azure.Data.Tables.Sas;

/// <summary>The parts of a signature for one table.</summary>
public sealed class TableSasQueryParameters : TableAccountSasQueryParameters
{
    internal TableSasQueryParameters()
    {
    }

    /// <summary>No signature.</summary>
    public static TableSasQueryParameters Empty => new() { Version = "" };

    public string StartPartitionKey { get; set; }

    public string StartRowKey { get; set; }

    public string EndPartitionKey { get; set; }

    public string EndRowKey { get; set; }

    /// <summary>As a query without question mark.</summary>
    public override string ToString() => SasText.Query(
        ("sv", Version),
        ("spr", SasText.Of(Protocol)),
        ("st", SasText.Of(StartsOn)),
        ("se", SasText.Of(ExpiresOn)),
        ("sip", IPRange.ToString()),
        ("si", Identifier),
        ("tn", Resource),
        ("sp", Permissions),
        ("spk", StartPartitionKey),
        ("srk", StartRowKey),
        ("epk", EndPartitionKey),
        ("erk", EndRowKey),
        ("sig", Signature));
}
