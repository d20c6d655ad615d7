using Microsoft.AspNetCore.Http;

namespace HubAutomation.Local.Host.Durable;

/// <summary>The addresses by which an orchestration is managed, as they stand in the answer to a start.</summary>
/// <param name="Id">The instance id.</param>
/// <param name="StatusQueryGetUri">GET tells the status.</param>
/// <param name="SendEventPostUri">POST raises an event.</param>
/// <param name="TerminatePostUri">POST ends the orchestration.</param>
/// <param name="PurgeHistoryDeleteUri">DELETE removes the ended orchestration and its history.</param>
/// <param name="RestartPostUri">POST starts the orchestration again with the same input.</param>
/// <param name="SuspendPostUri">POST suspends the orchestration.</param>
/// <param name="ResumePostUri">POST lets a suspended orchestration go on.</param>
internal sealed record ManagementAddresses(
    string Id,
    string StatusQueryGetUri,
    string SendEventPostUri,
    string TerminatePostUri,
    string PurgeHistoryDeleteUri,
    string RestartPostUri,
    string SuspendPostUri,
    string ResumePostUri)
{
    /// <summary>Where the durable HTTP API begins.</summary>
    public const string Root = "runtime/webhooks/durabletask";

    /// <summary>The addresses of an orchestration.</summary>
    /// <param name="origin">Scheme and host, such as "http://127.0.0.1:7071".</param>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="key">The system key.</param>
    public static ManagementAddresses Of(string origin, string instanceId, string key)
    {
        var instance = $"{origin}/{Root}/instances/{Uri.EscapeDataString(instanceId)}";
        var code = $"code={Uri.EscapeDataString(key)}";
        string Plain(string path) => $"{instance}{path}?{code}";
        string WithReason(string path) => $"{instance}{path}?reason={{text}}&{code}";
        return new ManagementAddresses(
            instanceId,
            StatusQueryGetUri: Plain(""),
            SendEventPostUri: Plain("/raiseEvent/{eventName}"),
            TerminatePostUri: WithReason("/terminate"),
            PurgeHistoryDeleteUri: Plain(""),
            RestartPostUri: Plain("/restart"),
            SuspendPostUri: WithReason("/suspend"),
            ResumePostUri: WithReason("/resume"));
    }

    /// <summary>Where the caller sees the host: what a proxy says of itself goes before the address of the request.</summary>
    public static string Origin(HttpRequest request)
    {
        // RFC 7239: the first element is that of the proxy next to the caller.
        var pairs = request.Headers["Forwarded"].ToString().Split(',')[0].Split(';')
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0].Trim(), pair => pair[1].Trim().Trim('"'), StringComparer.OrdinalIgnoreCase);
        var scheme = pairs["proto"].FirstOrDefault() ?? (string?)request.Headers["X-Forwarded-Proto"] ?? request.Scheme;
        var host = pairs["host"].FirstOrDefault() ?? (string?)request.Headers["X-Forwarded-Host"] ?? request.Host.Value;
        return $"{scheme}://{host}";
    }
}
