using Azure.Data.Tables;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.FundingReturns.Storage;

/// <summary>Something of a return that waits for somebody.</summary>
/// <param name="Return">The return.</param>
/// <param name="What">"figures" or "approval".</param>
/// <param name="Until">When it is due, UTC.</param>
public sealed record WaitingItem(ReturnRef Return, string What, DateTimeOffset Until);

/// <summary>What waits for whom. Table <c>Waiting</c>: everything that awaits a person is one partition.</summary>
public sealed class WaitingList(HubStorage storage)
{
    /// <summary>Figures of strands that a lead has still to send.</summary>
    public const string Figures = "figures";

    /// <summary>A return that a manager has still to decide about.</summary>
    public const string Approval = "approval";

    /// <summary>Notes that something waits for a person.</summary>
    public Task AddAsync(string person, WaitingItem item, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(item);
        var row = new TableEntity($"{item.Return.Authority}.{person}", $"{item.Return.Key}.{item.What}") { ["Until"] = item.Until };
        return storage.Waiting.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    /// <summary>Notes that it no longer does.</summary>
    public Task RemoveAsync(string person, ReturnRef name, string what, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        return storage.Waiting.DeleteEntityAsync($"{name.Authority}.{person}", $"{name.Key}.{what}", cancellationToken: cancellation);
    }

    /// <summary>Notes that nothing of a kind, or nothing at all, waits for anybody any more.</summary>
    /// <param name="name">The return.</param>
    /// <param name="what">The kind; null for all.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task ClearAsync(ReturnRef name, string? what, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        string[] kinds = what is null ? [Figures, Approval] : [what];

        // Of everybody, also of somebody who has left the settings since.
        await foreach (var row in storage.Waiting.QueryAsync<TableEntity>(Names.PartitionsUnder(name.Authority + "."), cancellationToken: cancellation))
        {
            if (kinds.Any(kind => row.RowKey == $"{name.Key}.{kind}"))
                await storage.Waiting.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellation);
        }
    }

    /// <summary>Everything that awaits a person, oldest month first.</summary>
    public async Task<IReadOnlyList<WaitingItem>> OfAsync(string authority, string person, CancellationToken cancellation)
    {
        var partition = $"{authority}.{person}";
        var items = new List<WaitingItem>();
        await foreach (var row in storage.Waiting.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellation))
        {
            var at = row.RowKey.LastIndexOf('.');
            items.Add(new WaitingItem(ReturnRef.Parse(authority, row.RowKey[..at])!, row.RowKey[(at + 1)..], row.GetDateTimeOffset("Until")!.Value));
        }

        return items;
    }
}
