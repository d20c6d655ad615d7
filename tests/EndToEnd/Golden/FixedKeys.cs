using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.EndToEnd.Golden;

/// <summary>
/// Keys that stand in storage before a hub comes up for the first time, which would otherwise draw its own: signed links, forms and
/// stand-ins for mail addresses are then the same in every run, and need not be left out of a comparison.
/// </summary>
internal static class FixedKeys
{
    public static async Task WriteAsync(string storage)
    {
        var table = new TableClient(storage, "HubKeys");
        await table.CreateAsync();
        foreach (var purpose in new[] { HubKeys.MailAddresses, HubKeys.PersonalLinks, HubKeys.LastingLinks, HubKeys.LeftOutRows })
            await table.AddEntityAsync(new TableEntity(purpose, purpose) { ["Key"] = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(purpose))) });
    }
}
