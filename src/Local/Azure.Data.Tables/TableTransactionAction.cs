#nullable disable

namespace Azure.Data.Tables;

/// <summary>One of up to 100 actions on entities of one partition that <see cref="TableClient.SubmitTransaction"/> does together or not at all.</summary>
public class TableTransactionAction
{
    /// <summary>An action without a condition.</summary>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default)
    {
    }

    /// <summary>An action on the given version of the entity.</summary>
    /// <param name="actionType">What to do.</param>
    /// <param name="entity">The entity to send; for a deletion only its keys are used.</param>
    /// <param name="etag">Condition of updates and deletions. An update without one overwrites or inserts, as the service does it.</param>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ActionType = actionType;
        Entity = entity;
        ETag = etag;
    }

    public TableTransactionActionType ActionType { get; }

    public ITableEntity Entity { get; }

    public ETag ETag { get; }
}
