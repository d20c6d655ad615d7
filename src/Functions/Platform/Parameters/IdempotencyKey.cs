using Microsoft.AspNetCore.Http;

namespace HubAutomation.Functions.Platform.Parameters;

/// <summary>The header by which a start that is repeated is the same run.</summary>
public static class IdempotencyKey
{
    /// <summary>The header's name.</summary>
    public const string Header = "Idempotency-Key";

    private const int Longest = 255;

    /// <summary>Reads the header.</summary>
    /// <returns>The key, null when there is none; or what is wrong, as a sentence.</returns>
    public static (string? Key, string? Problem) Read(IHeaderDictionary headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (!headers.TryGetValue(Header, out var given) || given.Count == 0)
            return (null, null);
        return given is [{ Length: > 0 and <= Longest } key] && key.All(c => c is >= '!' and <= '~')
            ? (key, null)
            : (null, $"The header {Header} must be one text of 1 to {Longest} letters, digits and signs of ASCII without blanks, or be left out.");
    }
}
