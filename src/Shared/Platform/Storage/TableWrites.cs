using Azure;
using Azure.Data.Tables;

namespace HubAutomation.Shared.Platform.Storage;

/// <summary>Writes that may be repeated.</summary>
public static class TableWrites
{
    /// <summary>Adds a row; false when it is already there, which for a repeated step is as good.</summary>
    public static async Task<bool> AddOnceAsync<T>(this TableClient table, T row, CancellationToken cancellation)
        where T : ITableEntity
    {
        try
        {
            await table.AddEntityAsync(row, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }
}
