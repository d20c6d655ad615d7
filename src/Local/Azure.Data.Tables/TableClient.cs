#nullable disable

using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>One table of a storage account. Thread-safe; make one and keep it.</summary>
public partial class TableClient
{
    private readonly TableConnection service;
    private readonly EntityRequests entities;

    /// <param name="endpoint">Address of the table with a shared access signature as its query.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The address names no table.</exception>
    public TableClient(Uri endpoint, TableClientOptions options = null)
        : this(TableEndpoint.OfTable(endpoint), at => TableConnection.Anonymous(at, options))
    {
    }

    /// <param name="endpoint">Address of the table, without a query.</param>
    /// <param name="credential">A shared access signature.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The address names no table, or the signature would travel unprotected.</exception>
    public TableClient(Uri endpoint, AzureSasCredential credential, TableClientOptions options = null)
        : this(TableEndpoint.OfTable(endpoint), at => TableConnection.With(at, credential, options))
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions options = null)
        : this((new TableEndpoint(endpoint).WithoutTable(tableName), tableName), at => TableConnection.With(at, credential, options))
    {
    }

    /// <summary>Asks Microsoft Entra for tokens; the service must be reached over HTTPS.</summary>
    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions options = null)
        : this((new TableEndpoint(endpoint).WithoutTable(tableName), tableName), at => TableConnection.With(at, tokenCredential, options))
    {
    }

    /// <exception cref="InvalidOperationException">The connection string names no table service.</exception>
    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    /// <inheritdoc cref="TableClient(string, string)"/>
    public TableClient(string connectionString, string tableName, TableClientOptions options = null)
        : this(TableConnection.With(TableConnectionString.Parse(connectionString), options), tableName)
    {
    }

    /// <summary>For tests that stand in for the service.</summary>
    protected TableClient()
    {
    }

    internal TableClient(TableConnection service, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        this.service = service;
        Name = tableName;
        entities = new EntityRequests(service, tableName);
    }

    private TableClient((TableEndpoint Service, string Table) address, Func<TableEndpoint, TableConnection> connect)
        : this(connect(address.Service), address.Table)
    {
    }

    public virtual string AccountName => service.AccountName;

    /// <summary>The table's name.</summary>
    public virtual string Name { get; }

    public virtual Uri Uri => service.Endpoint.Of(Name);

    /// <inheritdoc cref="TableServiceClient.CreateTable"/>
    public virtual Response<TableItem> Create(CancellationToken cancellationToken = default) =>
        service.CreateTableAsync(Name, false, cancellationToken).Completed();

    /// <inheritdoc cref="TableServiceClient.CreateTable"/>
    public virtual async Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        await service.CreateTableAsync(Name, true, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc cref="TableServiceClient.CreateTableIfNotExists"/>
    public virtual Response<TableItem> CreateIfNotExists(CancellationToken cancellationToken = default) =>
        service.CreateTableIfNotExistsAsync(Name, false, cancellationToken).Completed();

    /// <inheritdoc cref="TableServiceClient.CreateTableIfNotExists"/>
    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        await service.CreateTableIfNotExistsAsync(Name, true, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc cref="TableServiceClient.DeleteTable"/>
    public virtual Response Delete(CancellationToken cancellationToken = default) =>
        service.DeleteTableAsync(Name, false, cancellationToken).Completed();

    /// <inheritdoc cref="TableServiceClient.DeleteTable"/>
    public virtual async Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        await service.DeleteTableAsync(Name, true, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Does up to 100 actions on entities of one partition, together 4 MiB at most, all or none. A try whose answer is lost is sent again;
    /// where the lost one had been done, an insert then fails as <c>EntityAlreadyExists</c>: the transaction is done, not half done.
    /// </summary>
    /// <returns>The answers to the actions, in their order.</returns>
    /// <exception cref="InvalidOperationException">There are no actions.</exception>
    /// <exception cref="TableTransactionFailedException">The service refused an action and did none.</exception>
    /// <exception cref="RequestFailedException">The service refused the transaction as a whole or could not be reached.</exception>
    public virtual Response<IReadOnlyList<Response>> SubmitTransaction(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        service.SubmitAsync(Name, transactionActions, false, cancellationToken).Completed();

    /// <inheritdoc cref="SubmitTransaction"/>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        await service.SubmitAsync(Name, transactionActions, true, cancellationToken).ConfigureAwait(false);
}
