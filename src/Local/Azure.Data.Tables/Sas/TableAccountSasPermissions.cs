namespace Azure.Data.Tables.Sas;

/// <summary>What a signature for the table service of an account allows.</summary>
[Flags]
public enum TableAccountSasPermissions
{
    /// <summary>Read resources.</summary>
    Read = 1,

    /// <summary>Write resources: create tables, insert or replace entities.</summary>
    Write = 2,

    /// <summary>Delete tables and entities.</summary>
    Delete = 4,

    /// <summary>List tables and entities.</summary>
    List = 8,

    /// <summary>Add entities.</summary>
    Add = 16,

    /// <summary>Update entities.</summary>
    Update = 64,

    /// <summary>All of them.</summary>
    All = ~0,
}
