namespace Azure.Data.Tables;

/// <summary>What one action of a transaction does.</summary>
public enum TableTransactionActionType
{
    /// <summary>Inserts; fails where the entity exists.</summary>
    Add = 0,

    /// <summary>Merges into the entity of the given version.</summary>
    UpdateMerge = 1,

    /// <summary>Replaces the entity of the given version.</summary>
    UpdateReplace = 2,

    /// <summary>Deletes the entity; without a version, whatever its version is.</summary>
    Delete = 3,

    /// <summary>Inserts, or merges into what is there.</summary>
    UpsertMerge = 4,

    /// <summary>Inserts, or replaces what is there.</summary>
    UpsertReplace = 5,
}
