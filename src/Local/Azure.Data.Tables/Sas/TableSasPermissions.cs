namespace Azure.Data.Tables.Sas;

/// <summary>What a signature for one table allows.</summary>
[Flags]
public enum TableSasPermissions
{
    /// <summary>Query entities.</summary>
    Read = 1,

    /// <summary>Add entities.</summary>
    Add = 2,

    /// <summary>Update entities.</summary>
    Update = 4,

    /// <summary>Delete entities.</summary>
    Delete = 8,

    /// <summary>All of them.</summary>
    All = ~0,
}
