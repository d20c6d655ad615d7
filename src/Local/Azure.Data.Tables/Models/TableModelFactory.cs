#nullable disable

namespace Azure.Data.Tables.Models;

/// <summary>Makes results of the clients for tests that stand in for the service.</summary>
public static class TableModelFactory
{
    /// <summary>A table; only the name is kept.</summary>
    public static TableItem TableItem(string name = null, string odataType = null, string odataId = null, string odataEditLink = null) =>
        new(name);
}
