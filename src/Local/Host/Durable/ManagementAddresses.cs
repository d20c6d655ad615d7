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
    /// <param name="key">The system key; null where none is needed, so that nobody gets it who was asked for nothing.</param>
    public static ManagementAddresses Of(string origin, string instanceId, string? key)
    {
        var instance = $"{origin}/{Root}/instances/{Uri.EscapeDataString(instanceId)}";
        var code = key is null ? "" : $"code={Uri.EscapeDataString(key)}";
        string Plain(string path) => $"{instance}{path}{(code.Length > 0 ? "?" : "")}{code}";
        string WithReason(string path) => $"{instance}{path}?reason={{text}}{(code.Length > 0 ? "&" : "")}{code}";
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

    /// <summary>
    /// Where the caller sees the host. The name is that of the request, which the host's door has let in; what a header says of another
    /// would lead callers away. Only whether a proxy speaks https is taken from it.
    /// </summary>
    public static string Origin(HttpRequest request)
    {
        var proto = request.Headers["X-Forwarded-Proto"].ToString();
        return $"{(proto is "http" or "https" ? proto : request.Scheme)}://{request.Host.Value}";
    }
}
