using System.Text.Json;
using HubAutomation.Local.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Functions.Durable;

/// <summary>Makes the addresses of the durable HTTP API.</summary>
internal static class ManagementAddresses
{
    public const string Root = "runtime/webhooks/durabletask";

    /// <summary>The addresses of an orchestration.</summary>
    /// <param name="origin">Scheme and host, such as "http://127.0.0.1:7071".</param>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="key">The system key; null when none is needed.</param>
    public static HttpManagementPayload Of(string origin, string instanceId, string? key)
    {
        var instance = $"{origin}/{Root}/instances/{Uri.EscapeDataString(instanceId)}";
        var code = key is null ? string.Empty : $"code={Uri.EscapeDataString(key)}";
        string Plain(string path) => code.Length == 0 ? instance + path : $"{instance}{path}?{code}";
        string WithReason(string path) => code.Length == 0 ? $"{instance}{path}?reason={{text}}" : $"{instance}{path}?reason={{text}}&{code}";
        return new HttpManagementPayload
        {
            Id = instanceId,
            StatusQueryGetUri = Plain(""),
            PurgeHistoryDeleteUri = Plain(""),
            SendEventPostUri = Plain("/raiseEvent/{eventName}"),
            RestartPostUri = Plain("/restart"),
            TerminatePostUri = WithReason("/terminate"),
            SuspendPostUri = WithReason("/suspend"),
            ResumePostUri = WithReason("/resume"),
        };
    }

    /// <summary>The body that start and restart answer with.</summary>
    public static byte[] ToJson(HttpManagementPayload payload) => JsonSerializer.SerializeToUtf8Bytes(payload, JsonSerializerOptions.Web);

    /// <summary>Where the caller sees the host: what a proxy says of itself goes before the address of the request.</summary>
    public static string Origin(HttpRequestData request)
    {
        string? Header(string name) => request.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
        return Origin(Header("Forwarded"), Header("X-Forwarded-Proto"), Header("X-Forwarded-Host"), request.Url.Scheme, request.Url.Authority);
    }

    /// <inheritdoc cref="Origin(HttpRequestData)" />
    public static string Origin(HttpRequest request) => Origin(
        request.Headers["Forwarded"], request.Headers["X-Forwarded-Proto"], request.Headers["X-Forwarded-Host"], request.Scheme, request.Host.Value!);

    /// <summary>The key that a caller of the durable API needs.</summary>
    public static string? Key(HttpRequestData request) => request.FunctionContext.InstanceServices.GetService<FunctionKeys>()?.DurableTaskKey;

    private static string Origin(string? forwarded, string? proto, string? host, string scheme, string authority)
    {
        // RFC 7239: the first element is that of the proxy next to the caller.
        var pairs = (forwarded ?? string.Empty).Split(',')[0].Split(';')
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0].Trim(), pair => pair[1].Trim().Trim('"'), StringComparer.OrdinalIgnoreCase);
        return $"{pairs["proto"].FirstOrDefault() ?? proto ?? scheme}://{pairs["host"].FirstOrDefault() ?? host ?? authority}";
    }
}
