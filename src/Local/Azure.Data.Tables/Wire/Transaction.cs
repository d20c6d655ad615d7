using Azure.Core;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables.Wire;

/// <summary>Sends the actions of a transaction as one message and reads the answers to each.</summary>
internal static class Transaction
{
    private const ushort Accepted = 202;

    /// <exception cref="InvalidOperationException">There are no actions.</exception>
    /// <exception cref="TableTransactionFailedException">The service refused an action and did none of them.</exception>
    public static async ValueTask<Response<IReadOnlyList<Response>>> SubmitAsync(
        this TableConnection service, string table, IEnumerable<TableTransactionAction> actions, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actions);
        var changeset = ChangesetOf(service, table, actions);
        using var message = service.Message(RequestMethod.Post, "$batch", Accepted);
        message.Request.Headers.Add("Content-Type", changeset.ContentType);
        message.Request.Content = changeset.End();
        var response = await service.SendAsync(message, async, cancellationToken).ConfigureAwait(false);
        var responses = ChangesetResponse.ReadAll(response);
        if (responses is [{ IsError: true } refused])
            throw new TableTransactionFailedException(new RequestFailedException(refused, null, TableErrorParser.Shared));
        return Response.FromValue(responses, response);
    }

    private static Changeset ChangesetOf(TableConnection service, string table, IEnumerable<TableTransactionAction> actions)
    {
        var changeset = new Changeset();
        var count = 0;
        foreach (var action in actions)
        {
            EntityRequests.DemandKeys(action.Entity);
            Add(changeset, service, table, action);
            count++;
        }
        return count > 0 ? changeset : throw new InvalidOperationException("Transaction has no actions: at least one is needed.");
    }

    private static void Add(Changeset changeset, TableConnection service, string table, TableTransactionAction action)
    {
        var method = action.ActionType switch
        {
            TableTransactionActionType.Add => RequestMethod.Post,
            TableTransactionActionType.Delete => RequestMethod.Delete,
            TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => RequestMethod.Patch,
            TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => RequestMethod.Put,
            _ => throw new InvalidOperationException($"Unknown transaction action {action.ActionType}."),
        };
        var path = method == RequestMethod.Post ? table : EntityRequests.Path(table, action.Entity.PartitionKey, action.Entity.RowKey);
        var content = method == RequestMethod.Delete ? default : EntityWriter.Write(action.Entity);
        changeset.Add(method, service.Endpoint.Of(path), Headers(service, action), content);
    }

    private static IEnumerable<(string Name, string Value)> Headers(TableConnection service, TableTransactionAction action)
    {
        yield return ("x-ms-version", service.Version);
        yield return ("DataServiceVersion", "3.0");
        yield return ("Accept", "application/json;odata=minimalmetadata");
        if (action.ActionType != TableTransactionActionType.Delete)
            yield return ("Content-Type", "application/json");
        if (action.ActionType == TableTransactionActionType.Add)
            yield return ("Prefer", "return-no-content");
        if (Condition(action) is { } version)
            yield return ("If-Match", version.ToString());
    }

    private static ETag? Condition(TableTransactionAction action) => action.ActionType switch
    {
        TableTransactionActionType.Delete => action.ETag == default ? ETag.All : action.ETag,
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace when action.ETag != default => action.ETag,
        _ => null,
    };
}
