using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure.Data.Tables;

namespace HubAutomation.Shared.Platform.Storage;

/// <summary>
/// Keys of 256 bits that the hub makes up once for itself and keeps in table <c>HubKeys</c>, one for each purpose. Removing a row makes a
/// new key after the next start: whatever the old one had signed is then worth nothing.
/// </summary>
public sealed class HubKeys(HubStorage storage)
{
    /// <summary>Stands for mail addresses.</summary>
    public const string MailAddresses = "mail-addresses";

    /// <summary>Signs personal links that run out, and the forms behind all links.</summary>
    public const string PersonalLinks = "personal-links";

    /// <summary>Signs links that never run out: making the others worthless must keep nobody from stopping mails.</summary>
    public const string LastingLinks = "lasting-links";

    /// <summary>Stands for rows of source files that somebody has answered for.</summary>
    public const string LeftOutRows = "left-out-rows";

    private const int KeyLength = 32;

    private readonly ConcurrentDictionary<string, byte[]> known = new();

    /// <summary>The key for a purpose.</summary>
    public async Task<byte[]> OfAsync(string purpose, CancellationToken cancellation)
    {
        if (known.TryGetValue(purpose, out var key))
        {
            return key;
        }

        // Whoever comes first decides; everybody reads what was decided.
        await storage.HubKeys.AddOnceAsync(
            new TableEntity(purpose, purpose) { ["Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyLength)) }, cancellation);
        var row = await storage.HubKeys.GetEntityAsync<TableEntity>(purpose, purpose, cancellationToken: cancellation);
        return known[purpose] = KeyIn(row.Value) ?? throw new InvalidDataException(
            $"The row \"{purpose}\" of the table HubKeys holds no key. Put the row back as it was (docs/deploy.md, \"The keys\"); without it all that the key has signed is worth nothing.");
    }

    private static byte[]? KeyIn(TableEntity row)
    {
        var key = new byte[KeyLength];
        return row.TryGetValue("Key", out var kept) && kept is string text && Convert.TryFromBase64String(text, key, out var length) && length == KeyLength ? key : null;
    }
}
