using System.Security.Cryptography;
using System.Text;

namespace HubAutomation.Shared.Platform.Storage;

/// <summary>Names that are safe in table keys, blob paths, instance ids and addresses.</summary>
public static class Names
{
    /// <summary>True for an id of an authority, partner or place: 1 to 40 lower-case letters, digits and single hyphens.</summary>
    public static bool IsId(string? text) =>
        text is { Length: > 0 and <= 40 }
        && text[0] != '-' && text[^1] != '-' && !text.Contains("--", StringComparison.Ordinal)
        && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    /// <summary>
    /// A short key for anything that may hold awkward characters or a person's name: 16 hexadecimal digits of SHA-256.
    /// </summary>
    public static string Key(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts!))).AsSpan(0, 8));

    /// <summary>Sorts newest first as text: the time counted down from the end of year 9999.</summary>
    public static string NewestFirst(DateTimeOffset moment) =>
        (DateTimeOffset.MaxValue.UtcTicks - moment.UtcTicks).ToString("D19", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A table filter for every partition that starts with a prefix which ends in a full stop.</summary>
    public static string PartitionsUnder(string prefixWithDot) =>
        Azure.Data.Tables.TableClient.CreateQueryFilter($"PartitionKey ge {prefixWithDot} and PartitionKey lt {prefixWithDot[..^1] + "/"}");
}
