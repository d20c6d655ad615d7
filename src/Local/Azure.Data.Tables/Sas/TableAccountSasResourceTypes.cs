namespace Azure.Data.Tables.Sas;

/// <summary>What a signature for the table service of an account reaches.</summary>
[Flags]
public enum TableAccountSasResourceTypes
{
    /// <summary>The service itself, such as its list of tables.</summary>
    Service = 1,

    /// <summary>Tables.</summary>
    Container = 2,

    /// <summary>Entities.</summary>
#pragma warning disable CA1720 // The name is that of the real package.
    Object = 4,
#pragma warning restore CA1720

    /// <summary>All of them.</summary>
    All = ~0,
}
