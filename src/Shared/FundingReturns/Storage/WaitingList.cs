using Azure.Data.Tables;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.FundingReturns.Storage;

/// <summary>What waits for whom. Table <c>Waiting</c>: everything that awaits a person is one partition.</summary>
public sealed class WaitingList(HubStorage storage)
{
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

    /// <summary>Notes who is waited for after something has happened to a return.</summary>
    public async Task WriteAsync(ReturnState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        var name = state.Row.Name();
        if (state.NoLonger.Count > 0)
            await ClearAsync(name, state.NoLonger, cancellation);
        foreach (var awaited in state.Awaited)
            await AddAsync(awaited.Person, new WaitingItem(name, awaited.What, awaited.Until), cancellation);
    }

    // Of everybody, also of somebody who has left the settings since.
    private async Task ClearAsync(ReturnRef name, IReadOnlyList<string> kinds, CancellationToken cancellation)
    {
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
