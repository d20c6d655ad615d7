using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine.Observing;

/// <summary>
/// Where an orchestration stands in a trace. It is kept in the file, so that every turn in whichever process belongs to the same
/// span, and what the orchestration starts hangs below it.
/// </summary>
/// <param name="Parent">The W3C traceparent of what started it.</param>
/// <param name="State">The W3C tracestate that goes along.</param>
/// <param name="Span">The id of the orchestration's own span, 16 hexadecimal digits.</param>
internal sealed record TraceLink(string Parent, string? State, string Span)
{
    // A traceparent is version-traceid-spanid-flags: 2, 32, 16 and 2 hexadecimal digits.
    private static readonly Range SpanOfParent = 36..52;

    /// <summary>The W3C traceparent of the orchestration itself.</summary>
    public string Own => string.Concat(Parent.AsSpan(0, SpanOfParent.Start.Value), Span, Parent.AsSpan(SpanOfParent.End.Value));

    /// <summary>What started it, as the protocol says it.</summary>
    public P.TraceContext ParentContext => Context(Parent, State);

    /// <summary>The orchestration itself, as the protocol says it.</summary>
    public P.TraceContext OwnContext => Context(Own, State);

    /// <summary>A place below what a client or an orchestrator says; null when it is not traced.</summary>
    public static TraceLink? Below(P.TraceContext? context) =>
        context is not null && ActivityContext.TryParse(context.TraceParent, context.TraceState, out _)
            ? new TraceLink(context.TraceParent, context.TraceState, NewSpan())
            : null;

    /// <summary>The orchestration's own span, for a worker that writes it.</summary>
    public P.OrchestrationTraceContext OrchestrationContext(DateTime start) => new() { SpanID = Span, SpanStartTime = Timestamp.FromDateTime(start) };

    /// <summary>A place below a span of this process.</summary>
    public static TraceLink Below(Activity span) => new(span.Id!, span.TraceStateString, NewSpan());

    /// <summary>A place below this one.</summary>
    public TraceLink Below() => new(Own, State, NewSpan());

    private static P.TraceContext Context(string traceParent, string? state) =>
        new() { TraceParent = traceParent, TraceState = state };

    private static string NewSpan() => ActivitySpanId.CreateRandom().ToHexString();
}
