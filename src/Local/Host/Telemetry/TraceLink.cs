using System.Diagnostics;
using HubAutomation.Local.Host.Rpc;

namespace HubAutomation.Local.Host.Telemetry;

/// <summary>Tells the worker which trace a run belongs to.</summary>
internal static class TraceLink
{
    // The worker looks into it without asking whether it is there.
    private static readonly RpcTraceContext None = new();

    /// <summary>That of the current activity.</summary>
    public static RpcTraceContext Current => Activity.Current is { Id: { } id } current
        ? new RpcTraceContext { TraceParent = id, TraceState = current.TraceStateString ?? string.Empty }
        : None;
}
