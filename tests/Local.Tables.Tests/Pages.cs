using Azure;

namespace HubAutomation.Local.Tables.Tests;

internal static class Pages
{
    public static async Task<T[]> ToArrayAsync<T>(this AsyncPageable<T> results)
        where T : notnull
    {
        var all = new List<T>();
        await foreach (var result in results)
            all.Add(result);
        return [.. all];
    }

    public static async Task<Page<T>[]> ToPagesAsync<T>(this AsyncPageable<T> results, string? continuationToken = null)
        where T : notnull
    {
        var all = new List<Page<T>>();
        await foreach (var page in results.AsPages(continuationToken))
            all.Add(page);
        return [.. all];
    }
}
