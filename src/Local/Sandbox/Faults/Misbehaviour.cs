using Microsoft.AspNetCore.Http;

namespace HubAutomation.Local.Sandbox.Faults;

/// <summary>Leaves a request without an answer.</summary>
internal static class Misbehaviour
{
    /// <summary>Holds the request as long as the rule says, or until the client gives up, and drops its connection.</summary>
    public static async Task DropAsync(HttpContext http, FaultRule rule)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(rule.Seconds), http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client has given up, which is what it was held for.
        }

        http.Abort();
    }
}
