using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HubAutomation.Local.Sandbox.Faults;
using Microsoft.AspNetCore.Http;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>Stands before every operation: tells who may ask, and misbehaves when it is told to.</summary>
internal sealed class GraphGuard(string token, FaultDice faults)
{
    /// <summary>The faults that Graph knows.</summary>
    public static readonly IReadOnlyCollection<FaultKind> KnownFaults =
    [
        FaultKind.TooManyRequests, FaultKind.ServerError, FaultKind.TimeoutBeforeAccepting, FaultKind.TimeoutAfterAccepting, FaultKind.Resync,
    ];

    /// <summary>Guards an operation that takes a bearer token.</summary>
    public RequestDelegate Signed(FaultArea area, Func<HttpContext, Task<IResult>> operation) =>
        http => AnswerAsync(http, area, HasToken(http), operation);

    /// <summary>
    /// Guards an address that itself says who may use it. Such an address belongs to another host, which is why a token that is sent
    /// to it is refused: it was let out of hand.
    /// </summary>
    public RequestDelegate Preauthenticated(FaultArea area, Func<HttpContext, Task<IResult>> operation) =>
        http => AnswerAsync(http, area, http.Request.Headers.Authorization.Count == 0, operation);

    /// <summary>Whether who asks for changes is sent to read all anew.</summary>
    public bool WantsResync() => faults.Throw(r => r.Fault == FaultKind.Resync) is not null;

    private async Task AnswerAsync(HttpContext http, FaultArea area, bool mayAsk, Func<HttpContext, Task<IResult>> operation)
    {
        http.Response.Headers[GraphError.RequestIdHeader] = Guid.NewGuid().ToString();
        if (!mayAsk)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await GraphError.Unauthorized().ExecuteAsync(http);
            return;
        }

        var fault = faults.Throw(r => r.Fault != FaultKind.Resync && (r.On is null || r.On == area));
        switch (fault?.Fault)
        {
            case FaultKind.TooManyRequests:
                http.Response.Headers.RetryAfter = Math.Ceiling(fault.Seconds).ToString(CultureInfo.InvariantCulture);
                await new GraphError(429, "activityLimitReached", "The sandbox was told to answer so.").ExecuteAsync(http);
                return;
            case FaultKind.ServerError:
                await new GraphError(fault.Status, "generalException", "The sandbox was told to answer so.").ExecuteAsync(http);
                return;
            case FaultKind.TimeoutBeforeAccepting:
                await Misbehaviour.DropAsync(http, fault);
                return;
            case FaultKind.TimeoutAfterAccepting:
                await operation(http);
                await Misbehaviour.DropAsync(http, fault);
                return;
            default:
                await (await operation(http)).ExecuteAsync(http);
                return;
        }
    }

    private bool HasToken(HttpContext http) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {token}"));
}
