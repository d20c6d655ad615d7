using System.Security.Cryptography;
using System.Text;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Text;

namespace HubAutomation.Shared.Platform.Mail;

/// <summary>
/// Stands for an address where the address itself must not stand: HMAC-SHA256 with one of the hub's own keys. Whoever gets hold of other
/// tables only cannot find out whose address it is by trying.
/// </summary>
public sealed class AddressHash(HubKeys keys)
{
    /// <summary>The hash of an address: 32 hexadecimal digits, the same for every way to write the address.</summary>
    public async Task<string> OfAsync(string address, CancellationToken cancellation)
    {
        var key = await keys.OfAsync(HubKeys.MailAddresses, cancellation);
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Addresses.Normalise(address)));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    /// <summary>What tells the hashes of one key from those of another: 8 hexadecimal digits, from which the key cannot be found.</summary>
    public async Task<string> MarkAsync(CancellationToken cancellation)
    {
        var key = await keys.OfAsync(HubKeys.MailAddresses, cancellation);
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, "mark"u8).AsSpan(0, 4));
    }
}
