using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Local.Functions.Http;

/// <summary>Lets callers in who show a key that opens what they ask for.</summary>
/// <param name="keys">The keys.</param>
/// <param name="isEnforced">False on a loopback address: then everybody comes in, as with the Core Tools.</param>
internal sealed class AccessGate(FunctionKeys keys, bool isEnforced)
{
    /// <summary>Whether the caller may; the header x-functions-key goes before ?code=.</summary>
    public bool Admits(HttpContext http, AuthorizationLevel needed, string? function)
    {
        if (!isEnforced || needed == AuthorizationLevel.Anonymous)
        {
            return true;
        }

        var key = (string?)http.Request.Headers["x-functions-key"] ?? http.Request.Query["code"];
        if (string.IsNullOrEmpty(key))
        {
            return false;
        }

        var level = keys.LevelOf(key, function);
        return level == AuthorizationLevel.Admin || level == needed;
    }
}
