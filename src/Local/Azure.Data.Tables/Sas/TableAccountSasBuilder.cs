#nullable disable

namespace Azure.Data.Tables.Sas;

/// <summary>Makes signatures for the table service of an account. Source: "Create an account SAS".</summary>
public class TableAccountSasBuilder
{
    public TableAccountSasBuilder(TableAccountSasPermissions permissions, TableAccountSasResourceTypes resourceTypes, DateTimeOffset expiresOn)
        : this(SasText.Of(permissions), resourceTypes, expiresOn)
    {
    }

    /// <param name="rawPermissions">Letters in the service's order: <c>rwdlau</c>.</param>
    /// <param name="resourceTypes">What the signature reaches.</param>
    /// <param name="expiresOn">Until when, to the second.</param>
    public TableAccountSasBuilder(string rawPermissions, TableAccountSasResourceTypes resourceTypes, DateTimeOffset expiresOn)
    {
        ArgumentException.ThrowIfNullOrEmpty(rawPermissions);
        Permissions = rawPermissions;
        ResourceTypes = resourceTypes;
        ExpiresOn = expiresOn;
    }

    /// <summary>Letters.</summary>
    public string Permissions { get; private set; }

    public TableAccountSasResourceTypes ResourceTypes { get; set; }

    /// <summary>Not before this time; default for at once.</summary>
    public DateTimeOffset StartsOn { get; set; }

    public DateTimeOffset ExpiresOn { get; set; }

    public TableSasProtocol Protocol { get; set; }

    public TableSasIPRange IPRange { get; set; }

    public void SetPermissions(TableAccountSasPermissions permissions) => Permissions = SasText.Of(permissions);

    public void SetPermissions(string rawPermissions) => Permissions = rawPermissions;

    /// <summary>The signature as a query without question mark.</summary>
    /// <inheritdoc cref="ToSasQueryParameters"/>
    public string Sign(TableSharedKeyCredential sharedKeyCredential) => ToSasQueryParameters(sharedKeyCredential).ToString();

    /// <exception cref="InvalidOperationException">Permissions, resource types or expiry are missing.</exception>
    public TableAccountSasQueryParameters ToSasQueryParameters(TableSharedKeyCredential sharedKeyCredential)
    {
        ArgumentNullException.ThrowIfNull(sharedKeyCredential);
        if (ExpiresOn == default || string.IsNullOrEmpty(Permissions) || ResourceTypes == default)
            throw new InvalidOperationException(
                $"Account SAS is missing at least one of these: {nameof(ExpiresOn)}, {nameof(Permissions)}, {nameof(ResourceTypes)}");
        return new TableAccountSasQueryParameters
        {
            ResourceTypes = ResourceTypes,
            Permissions = Permissions,
            StartsOn = StartsOn,
            ExpiresOn = ExpiresOn,
            Protocol = Protocol,
            IPRange = IPRange,
            Signature = sharedKeyCredential.Sign(StringToSign(sharedKeyCredential.AccountName)),
        };
    }

    // Each part ends with a line feed, the last one too.
    private string StringToSign(string account) => string.Join('\n',
        account,
        Permissions,
        "t",
        SasText.Of(ResourceTypes),
        SasText.Of(StartsOn),
        SasText.Of(ExpiresOn),
        IPRange.ToString(),
        SasText.Of(Protocol),
        SasText.Version,
        "");
}
