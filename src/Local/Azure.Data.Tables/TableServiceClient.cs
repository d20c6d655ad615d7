#nullable disable

using System.Linq.Expressions;
using Azure.Core;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Sas;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>The table service of one storage account. Thread-safe; make one and keep it.</summary>
public class TableServiceClient
{
    private readonly TableConnection service;

    /// <param name="endpoint">Address of the service with a shared access signature as its query.</param>
    /// <param name="options">Null for the defaults.</param>
    public TableServiceClient(Uri endpoint, TableClientOptions options = null)
        : this(TableConnection.Anonymous(new TableEndpoint(endpoint), options))
    {
    }

    /// <exception cref="InvalidOperationException">The connection string names no table service.</exception>
    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    /// <inheritdoc cref="TableServiceClient(string)"/>
    public TableServiceClient(string connectionString, TableClientOptions options = null)
        : this(TableConnection.With(TableConnectionString.Parse(connectionString), options))
    {
    }

    /// <exception cref="ArgumentException">The signature would travel unprotected.</exception>
    public TableServiceClient(Uri endpoint, AzureSasCredential credential)
        : this(endpoint, credential, null)
    {
    }

    /// <inheritdoc cref="TableServiceClient(Uri, AzureSasCredential)"/>
    public TableServiceClient(Uri endpoint, AzureSasCredential credential, TableClientOptions options = null)
        : this(TableConnection.With(new TableEndpoint(endpoint), credential, options))
    {
    }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null)
    {
    }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options)
        : this(TableConnection.With(new TableEndpoint(endpoint), credential, options))
    {
    }

    /// <summary>Asks Microsoft Entra for tokens; the service must be reached over HTTPS.</summary>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(TableConnection.With(new TableEndpoint(endpoint), tokenCredential, options))
    {
    }

    /// <summary>For tests that stand in for the service.</summary>
    protected TableServiceClient()
    {
    }

    private TableServiceClient(TableConnection service) => this.service = service;

    public virtual string AccountName => service.AccountName;

    public virtual Uri Uri => service.Endpoint.Uri;

    /// <summary>A filter from an interpolated string: the values are quoted and escaped.</summary>
    /// <exception cref="ArgumentException">A value has a type that the service cannot compare with.</exception>
    public static string CreateQueryFilter(FormattableString filter) => FilterText.Of(filter);

    /// <summary>A filter from an expression.</summary>
    /// <exception cref="NotSupportedException">The service cannot answer the expression.</exception>
    public static string CreateQueryFilter(Expression<Func<TableItem, bool>> filter) => FilterExpression.Translate(filter);

    /// <summary>A client for one table, over this client's connections.</summary>
    public virtual TableClient GetTableClient(string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return new TableClient(service, tableName);
    }

    /// <exception cref="RequestFailedException">The table exists, its name is not allowed, or the service refused.</exception>
    public virtual Response<TableItem> CreateTable(string tableName, CancellationToken cancellationToken = default) =>
        service.CreateTableAsync(tableName, false, cancellationToken).Completed();

    /// <inheritdoc cref="CreateTable"/>
    public virtual async Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        await service.CreateTableAsync(tableName, true, cancellationToken).ConfigureAwait(false);

    /// <exception cref="RequestFailedException">The table is being deleted, its name is not allowed, or the service refused.</exception>
    public virtual Response<TableItem> CreateTableIfNotExists(string tableName, CancellationToken cancellationToken = default) =>
        service.CreateTableIfNotExistsAsync(tableName, false, cancellationToken).Completed();

    /// <inheritdoc cref="CreateTableIfNotExists"/>
    public virtual async Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        await service.CreateTableIfNotExistsAsync(tableName, true, cancellationToken).ConfigureAwait(false);

    /// <summary>Deletes the table; answers 404 where there is none.</summary>
    public virtual Response DeleteTable(string tableName, CancellationToken cancellationToken = default) =>
        service.DeleteTableAsync(tableName, false, cancellationToken).Completed();

    /// <inheritdoc cref="DeleteTable"/>
    public virtual async Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        await service.DeleteTableAsync(tableName, true, cancellationToken).ConfigureAwait(false);

    /// <summary>The account's tables that the filter lets through, by name.</summary>
    public virtual Pageable<TableItem> Query(string filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new TablePageable<TableItem>(service.QueryTables(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="Query(string, int?, CancellationToken)"/>
    public virtual Pageable<TableItem> Query(FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        Query(FilterText.Of(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="Query(string, int?, CancellationToken)"/>
    public virtual Pageable<TableItem> Query(Expression<Func<TableItem, bool>> filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        Query(FilterExpression.Translate(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="Query(string, int?, CancellationToken)"/>
    public virtual AsyncPageable<TableItem> QueryAsync(string filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new AsyncTablePageable<TableItem>(service.QueryTables(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="Query(string, int?, CancellationToken)"/>
    public virtual AsyncPageable<TableItem> QueryAsync(FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(FilterText.Of(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="Query(string, int?, CancellationToken)"/>
    public virtual AsyncPageable<TableItem> QueryAsync(Expression<Func<TableItem, bool>> filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(FilterExpression.Translate(filter), maxPerPage, cancellationToken);

    public virtual TableAccountSasBuilder GetSasBuilder(TableAccountSasPermissions permissions, TableAccountSasResourceTypes resourceTypes, DateTimeOffset expiresOn) =>
        new(permissions, resourceTypes, expiresOn);

    /// <inheritdoc cref="TableAccountSasBuilder(string, TableAccountSasResourceTypes, DateTimeOffset)"/>
    public virtual TableAccountSasBuilder GetSasBuilder(string rawPermissions, TableAccountSasResourceTypes resourceTypes, DateTimeOffset expiresOn) =>
        new(rawPermissions, resourceTypes, expiresOn);

    /// <summary>Address of the service with a signature as its query. Only for clients made with the account's key.</summary>
    /// <exception cref="ArgumentNullException">The client has no key.</exception>
    public virtual Uri GenerateSasUri(TableAccountSasPermissions permissions, TableAccountSasResourceTypes resourceTypes, DateTimeOffset expiresOn) =>
        GenerateSasUri(GetSasBuilder(permissions, resourceTypes, expiresOn));

    /// <inheritdoc cref="GenerateSasUri(TableAccountSasPermissions, TableAccountSasResourceTypes, DateTimeOffset)"/>
    public virtual Uri GenerateSasUri(TableAccountSasBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return new UriBuilder(Uri) { Query = builder.Sign(service.Key) }.Uri;
    }
}
