using HubAutomation.Local.Host.Functions;
using Microsoft.AspNetCore.Http;

namespace HubAutomation.Local.Host.Http;

/// <summary>Lets callers in who show a key that opens what they ask for.</summary>
/// <param name="keys">The keys.</param>
/// <param name="wrong">What becomes of those who show one that is not right.</param>
/// <param name="isEnforced">False on a loopback address: then everybody comes in, as with the Core Tools.</param>
internal sealed class AccessGate(FunctionKeys keys, WrongKeys wrong, bool isEnforced)
{
    /// <summary>Whether anybody is asked for a key.</summary>
    public bool IsEnforced => isEnforced;

    /// <summary>Whether the caller may; the header x-functions-key goes before ?code=. Who shows a wrong key is kept waiting.</summary>
    public async ValueTask<bool> AdmitsAsync(HttpContext http, AccessLevel needed, string? function)
    {
        if (!isEnforced || needed == AccessLevel.Anonymous)
        {
            return true;
        }

        var key = (string?)http.Request.Headers["x-functions-key"] ?? http.Request.Query["code"];
        if (string.IsNullOrEmpty(key))
        {
            return false;
        }

        var level = keys.LevelOf(key, function);
        if (level == AccessLevel.Admin || level == needed)
        {
            return true;
        }

        await wrong.SlowDownAsync(http.RequestAborted);
        return false;
    }
}
