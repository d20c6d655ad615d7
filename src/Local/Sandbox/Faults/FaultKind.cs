using System.Text.Json.Serialization;

namespace HubAutomation.Local.Sandbox.Faults;

/// <summary>A way to misbehave.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
internal enum FaultKind
{
    /// <summary>429 with Retry-After.</summary>
    TooManyRequests,

    /// <summary>500, or the status that the rule gives.</summary>
    ServerError,

    /// <summary>Mail: 401, whoever calls may not use the service.</summary>
    Denied,

    /// <summary>No answer, and nothing was accepted.</summary>
    TimeoutBeforeAccepting,

    /// <summary>No answer, though what was asked for was done.</summary>
    TimeoutAfterAccepting,

    /// <summary>Mail: the recipient's server refuses the mail.</summary>
    Bounce,

    /// <summary>Mail: the service no longer writes to the recipients.</summary>
    Suppress,

    /// <summary>Graph: 410 to who asks for changes since a token; the list has to be read anew.</summary>
    Resync,
}
