namespace Azure.Data.Tables.Sas;

/// <summary>How requests with a signature may travel.</summary>
public enum TableSasProtocol
{
    /// <summary>The signature does not say.</summary>
    None = 0,

    /// <summary>With or without encryption.</summary>
    HttpsAndHttp = 1,

    /// <summary>Encrypted only.</summary>
    Https = 2,
}
