#nullable disable

namespace Azure.Data.Tables.Sas;

/// <summary>Makes signatures for one table. Source: "Create a service SAS", section on the Table service.</summary>
public class TableSasBuilder
{
    /// <summary>For a stored access policy: table and identifier are set afterwards.</summary>
    public TableSasBuilder()
    {
    }

    public TableSasBuilder(string tableName, TableSasPermissions permissions, DateTimeOffset expiresOn)
        : this(tableName, SasText.Of(permissions), expiresOn)
    {
    }

    /// <param name="tableName">Name of the table.</param>
    /// <param name="rawPermissions">Letters in the service's order: <c>raud</c>.</param>
    /// <param name="expiresOn">Until when, to the second.</param>
    public TableSasBuilder(string tableName, string rawPermissions, DateTimeOffset expiresOn)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        ArgumentException.ThrowIfNullOrEmpty(rawPermissions);
        TableName = tableName;
        Permissions = rawPermissions;
        ExpiresOn = expiresOn;
    }

    public string TableName { get; set; }

    /// <summary>Letters.</summary>
    public string Permissions { get; private set; }

    /// <summary>Not before this time; default for at once.</summary>
    public DateTimeOffset StartsOn { get; set; }

    public DateTimeOffset ExpiresOn { get; set; }

    public TableSasProtocol Protocol { get; set; }

    public TableSasIPRange IPRange { get; set; }

    /// <summary>Name of a stored access policy, which may then say permissions and times.</summary>
    public string Identifier { get; set; }

    /// <summary>First partition that the signature reaches.</summary>
    public string PartitionKeyStart { get; set; }

    /// <summary>First row, of the first partition, that the signature reaches.</summary>
    public string RowKeyStart { get; set; }

    /// <summary>Last partition that the signature reaches.</summary>
    public string PartitionKeyEnd { get; set; }

    /// <summary>Last row, of the last partition, that the signature reaches.</summary>
    public string RowKeyEnd { get; set; }

    public void SetPermissions(TableSasPermissions permissions) => Permissions = SasText.Of(permissions);

    public void SetPermissions(string rawPermissions) => Permissions = rawPermissions;

    /// <summary>The signature as a query without question mark.</summary>
    /// <inheritdoc cref="ToSasQueryParameters"/>
    public string Sign(TableSharedKeyCredential sharedKeyCredential) => ToSasQueryParameters(sharedKeyCredential).ToString();

    /// <exception cref="InvalidOperationException">Permissions or expiry are missing, and no stored access policy says them.</exception>
    public TableSasQueryParameters ToSasQueryParameters(TableSharedKeyCredential sharedKeyCredential)
    {
        ArgumentNullException.ThrowIfNull(sharedKeyCredential);
        DemandCompleteness();
        return new TableSasQueryParameters
        {
            Resource = TableName,
            Permissions = Permissions,
            StartsOn = StartsOn,
            ExpiresOn = ExpiresOn,
            Protocol = Protocol,
            IPRange = IPRange,
            Identifier = Identifier,
            StartPartitionKey = PartitionKeyStart,
            StartRowKey = RowKeyStart,
            EndPartitionKey = PartitionKeyEnd,
            EndRowKey = RowKeyEnd,
            Signature = sharedKeyCredential.Sign(StringToSign(sharedKeyCredential.AccountName)),
        };
    }

    private string StringToSign(string account) => string.Join('\n',
        Permissions,
        SasText.Of(StartsOn),
        SasText.Of(ExpiresOn),
        $"/table/{account}/{LowerCaseName}",
        Identifier,
        IPRange.ToString(),
        SasText.Of(Protocol),
        SasText.Version,
        PartitionKeyStart,
        RowKeyStart,
        PartitionKeyEnd,
        RowKeyEnd);

#pragma warning disable CA1308 // The service signs the lower-case name.
    private string LowerCaseName => TableName.ToLowerInvariant();
#pragma warning restore CA1308

    private void DemandCompleteness()
    {
        if (string.IsNullOrEmpty(TableName))
            throw new InvalidOperationException($"SAS is missing required parameter: {nameof(TableName)}");
        if (!string.IsNullOrEmpty(Identifier))
            return;
        if (ExpiresOn == default)
            throw new InvalidOperationException($"SAS is missing required parameter: {nameof(ExpiresOn)}");
        if (string.IsNullOrEmpty(Permissions))
            throw new InvalidOperationException($"SAS is missing required parameter: {nameof(Permissions)}");
    }
}
