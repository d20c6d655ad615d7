#nullable disable

using Azure.Data.Tables.Sas;

namespace Azure.Data.Tables;

/// <content>Shared access signatures for the table.</content>
public partial class TableClient
{
    public virtual TableSasBuilder GetSasBuilder(TableSasPermissions permissions, DateTimeOffset expiresOn) =>
        new(Name, permissions, expiresOn);

    /// <inheritdoc cref="TableSasBuilder(string, string, DateTimeOffset)"/>
    public virtual TableSasBuilder GetSasBuilder(string rawPermissions, DateTimeOffset expiresOn) =>
        new(Name, rawPermissions, expiresOn);

    /// <summary>Address of the table with a signature as its query. Only for clients made with the account's key.</summary>
    /// <exception cref="ArgumentNullException">The client has no key.</exception>
    public virtual Uri GenerateSasUri(TableSasPermissions permissions, DateTimeOffset expiresOn) =>
        GenerateSasUri(GetSasBuilder(permissions, expiresOn));

    /// <inheritdoc cref="GenerateSasUri(TableSasPermissions, DateTimeOffset)"/>
    /// <exception cref="ArgumentException">The builder is for another table.</exception>
    public virtual Uri GenerateSasUri(TableSasBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.TableName != Name)
            throw new ArgumentException($"The {nameof(builder.TableName)} must match the table of the client.", nameof(builder));
        return new UriBuilder(Uri) { Query = builder.Sign(service.Key) }.Uri;
    }
}
