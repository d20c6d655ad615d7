#nullable disable

using System.Linq.Expressions;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <content>Entities: one by one, and by query.</content>
public partial class TableClient
{
    /// <summary>A filter from an interpolated string: the values are quoted and escaped.</summary>
    /// <exception cref="ArgumentException">A value has a type that the service cannot compare with.</exception>
    public static string CreateQueryFilter(FormattableString filter) => FilterText.Of(filter);

    /// <summary>A filter from an expression.</summary>
    /// <exception cref="NotSupportedException">The service cannot answer the expression.</exception>
    public static string CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => FilterExpression.Translate(filter);

    /// <param name="partitionKey">Key of the partition.</param>
    /// <param name="rowKey">Key in the partition.</param>
    /// <param name="select">Names of the properties to read; null for all.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">There is no such entity (404), or the service refused.</exception>
    public virtual Response<T> GetEntity<T>(string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        (Response<T>)entities.GetAsync<T>(partitionKey, rowKey, select, false, false, cancellationToken).Completed();

    /// <inheritdoc cref="GetEntity"/>
    public virtual async Task<Response<T>> GetEntityAsync<T>(string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        (Response<T>)await entities.GetAsync<T>(partitionKey, rowKey, select, false, true, cancellationToken).ConfigureAwait(false);

    /// <summary>Like <see cref="GetEntity"/>, but the answer says whether there is such an entity.</summary>
    public virtual NullableResponse<T> GetEntityIfExists<T>(string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        entities.GetAsync<T>(partitionKey, rowKey, select, true, false, cancellationToken).Completed();

    /// <inheritdoc cref="GetEntityIfExists"/>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        await entities.GetAsync<T>(partitionKey, rowKey, select, true, true, cancellationToken).ConfigureAwait(false);

    /// <exception cref="RequestFailedException">There is such an entity already (409), or the service refused.</exception>
    public virtual Response AddEntity<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        entities.AddAsync(entity, false, cancellationToken).Completed();

    /// <inheritdoc cref="AddEntity"/>
    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await entities.AddAsync(entity, true, cancellationToken).ConfigureAwait(false);

    /// <summary>Inserts the entity, or writes over what is there whatever its version.</summary>
    public virtual Response UpsertEntity<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        entities.WriteAsync(entity, mode, null, false, cancellationToken).Completed();

    /// <inheritdoc cref="UpsertEntity"/>
    public virtual async Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await entities.WriteAsync(entity, mode, null, true, cancellationToken).ConfigureAwait(false);

    /// <param name="entity">What to write.</param>
    /// <param name="ifMatch">The version to write over; <see cref="ETag.All"/> for any.</param>
    /// <param name="mode">What becomes of properties that the entity does not have.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ArgumentException">There is no version.</exception>
    /// <exception cref="RequestFailedException">There is no such entity (404), it has another version (412), or the service refused.</exception>
    public virtual Response UpdateEntity<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        entities.WriteAsync(entity, mode, Demanded(ifMatch), false, cancellationToken).Completed();

    /// <inheritdoc cref="UpdateEntity"/>
    public virtual async Task<Response> UpdateEntityAsync<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        await entities.WriteAsync(entity, mode, Demanded(ifMatch), true, cancellationToken).ConfigureAwait(false);

    /// <summary>Deletes an entity; answers 404 where there is none.</summary>
    /// <param name="partitionKey">Key of the partition.</param>
    /// <param name="rowKey">Key in the partition.</param>
    /// <param name="ifMatch">The version to delete; by default any.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">The entity has another version (412), or the service refused.</exception>
    public virtual Response DeleteEntity(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        entities.DeleteAsync(partitionKey, rowKey, ifMatch, false, cancellationToken).Completed();

    /// <inheritdoc cref="DeleteEntity(string, string, ETag, CancellationToken)"/>
    public virtual async Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        await entities.DeleteAsync(partitionKey, rowKey, ifMatch, true, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc cref="DeleteEntity(string, string, ETag, CancellationToken)"/>
    public virtual Response DeleteEntity(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        entities.DeleteAsync(entity?.PartitionKey, entity?.RowKey, ifMatch, false, cancellationToken).Completed();

    /// <inheritdoc cref="DeleteEntity(string, string, ETag, CancellationToken)"/>
    public virtual async Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        await entities.DeleteAsync(entity?.PartitionKey, entity?.RowKey, ifMatch, true, cancellationToken).ConfigureAwait(false);

    /// <summary>Entities in the order of their keys, a page per request as they are enumerated.</summary>
    /// <param name="filter">Which entities; null for all.</param>
    /// <param name="maxPerPage">At most so many a request; the service gives 1,000 at most.</param>
    /// <param name="select">Names of the properties to read; null for all.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public virtual Pageable<T> Query<T>(string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new TablePageable<T>(entities.Query<T>(filter, select), maxPerPage, cancellationToken);

    /// <inheritdoc cref="Query{T}(string, int?, IEnumerable{string}, CancellationToken)"/>
    public virtual Pageable<T> Query<T>(Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        Query<T>(FilterExpression.Translate(filter), maxPerPage, select, cancellationToken);

    /// <inheritdoc cref="Query{T}(string, int?, IEnumerable{string}, CancellationToken)"/>
    public virtual AsyncPageable<T> QueryAsync<T>(string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new AsyncTablePageable<T>(entities.Query<T>(filter, select), maxPerPage, cancellationToken);

    /// <inheritdoc cref="Query{T}(string, int?, IEnumerable{string}, CancellationToken)"/>
    public virtual AsyncPageable<T> QueryAsync<T>(Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        QueryAsync<T>(FilterExpression.Translate(filter), maxPerPage, select, cancellationToken);

    private static ETag Demanded(ETag ifMatch) => ifMatch != default
        ? ifMatch
        : throw new ArgumentException("Value cannot be default: give the version to write over, or ETag.All.", nameof(ifMatch));
}
