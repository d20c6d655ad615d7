using System.Security.Cryptography;

namespace HubAutomation.EndToEnd.Golden;

/// <summary>Things made, a line each: path, SHA-256 and length, in the order of the paths.</summary>
internal static class Manifest
{
    public static IReadOnlyList<string> Of(IEnumerable<Made> all) =>
        [.. all.Select(made => $"{made.Path} {Convert.ToHexStringLower(SHA256.HashData(made.Content))} {made.Content.Length}").Order(StringComparer.Ordinal)];

    /// <summary>What is there and was not so before, and after it the paths of what is there no more.</summary>
    public static IReadOnlyList<string> Changes(IReadOnlyList<Made> before, IReadOnlyList<Made> after) =>
        [.. Of(after).Except(Of(before)), .. before.Select(made => made.Path).Except(after.Select(made => made.Path)).Order(StringComparer.Ordinal).Select(path => "gone: " + path)];
}
