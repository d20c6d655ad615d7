namespace Azure.Data.Tables;

/// <summary>What an update does with properties that the sent entity does not have.</summary>
public enum TableUpdateMode
{
    /// <summary>They stay as they were.</summary>
    Merge = 0,

    /// <summary>They are removed.</summary>
    Replace = 1,
}
