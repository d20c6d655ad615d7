using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.FundingReturns.Storage;

/// <summary>
/// Fingerprints of frozen returns. Each goes over the return's lines as they are kept and over the fingerprint of the return frozen before
/// it, so that a change of any line, ever, breaks every fingerprint from there on. The last one stands in workbook, report and mail.
/// Lines hold figures, never people, so that erasing a person leaves the chain whole.
/// </summary>
public static class FrozenChain
{
    /// <summary>A line as it is kept and hashed.</summary>
    public static string Text(ReturnLine line) => JsonSerializer.Serialize(line, HubJson.Options);

    /// <summary>The fingerprint of a return: SHA-256 in 64 hexadecimal digits.</summary>
    /// <param name="previous">The one before it; empty for the first.</param>
    /// <param name="name">Which return.</param>
    /// <param name="lines">Its lines as they are kept, in their order.</param>
    public static string Fingerprint(string previous, ReturnRef name, IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(name);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in lines.Prepend(name.Partition).Prepend(previous))
        {
            // The length first: no two lists of parts are the same bytes.
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.LongLength));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
