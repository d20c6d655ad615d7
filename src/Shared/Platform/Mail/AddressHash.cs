using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Platform.Mail;

/// <summary>
/// Stands for an address where the address itself must not stand: HMAC-SHA256 with a key that is made up once and kept in table
/// <c>HubKeys</c>. Whoever gets hold of other tables only cannot find out whose address it is by trying.
/// </summary>
public sealed class AddressHash(HubStorage storage)
{
    private const string Row = "mail-addresses";

    private byte[]? key;

    /// <summary>The hash of an address: 32 hexadecimal digits, the same for every way to write the address.</summary>
    public async Task<string> OfAsync(string address, CancellationToken cancellation)
    {
        key ??= await LoadKeyAsync(cancellation);
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Addresses.Normalise(address)));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    private async Task<byte[]> LoadKeyAsync(CancellationToken cancellation)
    {
        // Whoever comes first decides; everybody reads what was decided.
        await storage.HubKeys.AddOnceAsync(
            new TableEntity(Row, Row) { ["Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) }, cancellation);
        var row = await storage.HubKeys.GetEntityAsync<TableEntity>(Row, Row, cancellationToken: cancellation);
        return Convert.FromBase64String(row.Value.GetString("Key"));
    }
}
