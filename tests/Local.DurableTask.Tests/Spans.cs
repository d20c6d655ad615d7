using System.Collections.Concurrent;
using System.Diagnostics;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>
/// Keeps the spans of one trace, which begins with a span of the test's own. Sources are the whole process's: spans of other traces
/// belong to tests that run beside this one.
/// </summary>
internal sealed class Spans : IDisposable
{
    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivityListener listener;
    private readonly ActivityTraceId trace = ActivityTraceId.CreateRandom();

    public Spans(string source = "Microsoft.DurableTask")
    {
        listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace)
                    ended.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IReadOnlyList<Activity> All => [.. ended];

    /// <summary>What the test does is done within a span of this trace; disposed, it no longer is.</summary>
    public Activity Caller() => new Activity("caller")
        .SetParentId(trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded)
        .Start();

    public Activity Single(string name) => Assert.Single(ended, span => span.OperationName == name);

    public IReadOnlyList<Activity> Named(string name) => [.. ended.Where(span => span.OperationName == name)];

    public void Dispose() => listener.Dispose();
}
