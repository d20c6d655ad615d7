using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.Host.Durable;

/// <summary>Reads what callers of the durable HTTP API ask for by query and header.</summary>
internal static class DurableQuery
{
    /// <summary>Says in both directions where a list goes on.</summary>
    public const string ContinuationHeader = "x-ms-continuation-token";

    /// <summary>Yes or no; what is neither is as if it was not said.</summary>
    public static bool Flag(HttpRequest request, string name, bool otherwise) => bool.TryParse(request.Query[name], out var said) ? said : otherwise;

    /// <summary>How long to wait for an end; null when that was not asked for.</summary>
    /// <exception cref="ArgumentException">It would not be asked for even once.</exception>
    public static TimeSpan? Patience(HttpRequest request)
    {
        if (Seconds(request, "timeout") is not { } timeout || Seconds(request, "pollingInterval") is not { } interval)
        {
            return null;
        }

        return interval <= timeout
            ? timeout
            : throw new ArgumentException($"The timeout of {timeout.TotalSeconds} s is shorter than the polling interval of {interval.TotalSeconds} s.");
    }

    /// <summary>Which orchestrations to list.</summary>
    /// <exception cref="FormatException">A number or a time cannot be read.</exception>
    /// <exception cref="ArgumentException">There is no such status.</exception>
    public static P.InstanceQuery Instances(HttpRequest request, int pageSize)
    {
        var query = request.Query;
        var token = (string?)request.Headers[ContinuationHeader];
        return new P.InstanceQuery
        {
            CreatedTimeFrom = Instant(query["createdTimeFrom"]),
            CreatedTimeTo = Instant(query["createdTimeTo"]),
            RuntimeStatus = { Statuses(query["runtimeStatus"]) },
            InstanceIdPrefix = (string?)query["instanceIdPrefix"],
            MaxInstanceCount = query["top"] is [{ } top] ? int.Parse(top, CultureInfo.InvariantCulture) : pageSize,
            ContinuationToken = string.IsNullOrEmpty(token) ? null : token,
            FetchInputsAndOutputs = true,
        };
    }

    /// <summary>Which orchestrations to purge.</summary>
    /// <exception cref="FormatException">A time cannot be read.</exception>
    /// <exception cref="ArgumentException">It is not said from when on, or there is no such status.</exception>
    public static P.PurgeInstanceFilter Purge(HttpRequest request) => new()
    {
        CreatedTimeFrom = Instant(request.Query["createdTimeFrom"]) ?? throw new ArgumentException("Please provide value for 'createdTimeFrom' parameter."),
        CreatedTimeTo = Instant(request.Query["createdTimeTo"]),
        RuntimeStatus = { Statuses(request.Query["runtimeStatus"]) },
    };

    private static Timestamp? Instant(string? text) => string.IsNullOrEmpty(text)
        ? null
        : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToTimestamp();

    private static TimeSpan? Seconds(HttpRequest request, string name) =>
        request.Query[name] is [{ } text] ? TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture)) : null;

    private static IEnumerable<P.OrchestrationStatus> Statuses(IEnumerable<string?> texts) => texts
        .SelectMany(text => (text ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Select(text => System.Enum.Parse<P.OrchestrationStatus>(text, ignoreCase: true));
}
