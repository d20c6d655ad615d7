using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using HubAutomation.EndToEnd.Backups;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Testing;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.EndToEnd.Golden;

/// <summary>
/// Everything that a hub has made so far: all blobs, all rows, all mails. What is left out is left out here, by name and with its reason;
/// a container or a table that comes new is compared.
/// </summary>
internal static class HubOutput
{
    // Nobody reads these but the hub itself or those who look for the cause of a fault.
    private static readonly Dictionary<string, string> TablesLeftOut = new()
    {
        ["HubKeys"] = "the test has put them there",
        ["RunEvents"] = "a row for every try of every step, by the invocation's random id",
        ["PublishTickets"] = "counts publications: how many timetables are published together depends on which are taken in at the same time",
        ["MailQuota"] = "counts mails by the minute, for the throttle",
    };

    private static readonly Dictionary<string, string> ContainersLeftOut = new()
    {
        ["backups"] = "the same rows once more, with those that are left out",
    };

    public static async Task<IReadOnlyList<Made>> OfAsync(Hub hub)
    {
        var storage = hub.Service<IConfiguration>()["AzureWebJobsStorage"]!;
        var incidental = await Incidental.OfAsync(hub.Storage);
        var all = (await BlobsAsync(new BlobServiceClient(storage))).Concat(await RowsAsync(new TableServiceClient(storage))).Concat(await Outbox.MailsAsync(hub.Sandbox));
        return [.. all.Select(made => new Made(incidental.Without(made.Path), incidental.Without(made.Content)))];
    }

    private static async Task<IReadOnlyList<Made>> BlobsAsync(BlobServiceClient storage)
    {
        var found = new List<Made>();
        await foreach (var container in storage.GetBlobContainersAsync())
        {
            // Functions hosts keep their locks and keys in containers of such names.
            if (ContainersLeftOut.ContainsKey(container.Name) || container.Name.StartsWith("azure-webjobs-", StringComparison.Ordinal))
                continue;
            var blobs = storage.GetBlobContainerClient(container.Name);
            await foreach (var blob in blobs.GetBlobsAsync())
                found.Add(new Made($"{container.Name}/{blob.Name}", (await blobs.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray()));
        }

        return [.. found.Where(blob => !IsSeed(blob) && !IsPublication(blob)).Select(Opened), .. found.SelectMany(blob => Published(blob, found))];
    }

    // What partners sent is what it was; that includes what they sent damaged.
    private static Made Opened(Made blob) => blob.Path.StartsWith("quarantine/", StringComparison.Ordinal) ? blob : blob with { Content = Packed.Open(blob.Path, blob.Content) };

    private static bool IsSeed(Made blob)
    {
        var file = Repository.PathOf($"samples/{blob.Path}");
        return File.Exists(file) && File.ReadAllBytes(file).AsSpan().SequenceEqual(blob.Content);
    }

    private static bool IsPublication(Made blob) => blob.Path.Split('/') is ["published", _, "manifest.json"] or ["published", _, "content", _];

    /// <summary>
    /// What an authority's manifest says, and the documents it names. The other contents in the container are those of earlier
    /// publications, which families no longer see: like the ticket, they depend on which timetables were taken in at the same time.
    /// </summary>
    private static IEnumerable<Made> Published(Made blob, List<Made> all)
    {
        if (blob.Path.Split('/') is not ["published", var authority, "manifest.json"])
            return [];
        var manifest = JsonNode.Parse(blob.Content)!.AsObject();
        manifest.Remove("ticket");
        manifest.Remove("replaced");
        return manifest["documents"]!.AsObject()
            .Select(document => new Made(
                $"published/{authority}/{document.Key}", all.Single(content => content.Path == $"published/{authority}/content/{document.Value!["hash"]}").Content))
            .Append(blob with { Content = BinaryData.FromString(manifest.ToJsonString(HubJson.Options)).ToArray() });
    }

    private static async Task<IReadOnlyList<Made>> RowsAsync(TableServiceClient storage)
    {
        var rows = new List<Made>();
        await foreach (var table in storage.QueryAsync())
            if (!TablesLeftOut.ContainsKey(table.Name))
                rows.AddRange((await TableContent.ReadAsync(storage.GetTableClient(table.Name))).Select(line => line.Split('|', 3)).GroupBy(
                    parts => $"tables/{table.Name}/{parts[0]}/{parts[1]}",
                    (path, properties) => new Made(path, BinaryData.FromString(string.Join('\n', properties.Select(parts => parts[2]))).ToArray())));
        return rows;
    }
}
