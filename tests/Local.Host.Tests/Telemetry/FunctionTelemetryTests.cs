using System.Collections.Concurrent;
using System.Diagnostics;
using HubAutomation.Local.Host.Tests.Kit;
using HubAutomation.Testing;

namespace HubAutomation.Local.Host.Tests.Telemetry;

public sealed class FunctionTelemetryTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string HostSource = "HubAutomation.Local.Host";
    private const string WorkerSource = "Microsoft.Azure.Functions.Worker";

    [Fact]
    public async Task A_request_its_function_the_orchestration_and_its_activity_functions_are_one_trace()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = Listen(ended);
        await using var host = await Sample.StartAsync();

        await RunAsync(host, traceParent: $"00-{Trace}-b7ad6b7169203331-01");

        // What the host sees of a run has what the worker sees of it below.
        Activity Single(string name, ActivitySpanId parent) => Assert.Single(ended, span => span.OperationName == name && span.ParentSpanId == parent);
        Activity InWorker(Activity run) => Assert.Single(ended, span => span.Source.Name == WorkerSource && span.ParentSpanId == run.SpanId);
        var request = Single("Microsoft.AspNetCore.Hosting.HttpRequestIn", ActivitySpanId.CreateFromString("b7ad6b7169203331"));
        var start = Single("function StartObserved", request.SpanId);
        var creation = Single("create_orchestration:Observed", InWorker(start).SpanId);
        var orchestration = Single("orchestration:Observed", creation.SpanId);
        var work = Single("activity:Work", orchestration.SpanId);
        Assert.NotNull(InWorker(Single("function Work", work.SpanId)));
        Assert.Equal("StartObserved", start.GetTagItem("faas.name"));
        Assert.True(Guid.TryParse((string?)start.GetTagItem("faas.invocation_id"), out _));
        Assert.DoesNotContain(ended, span => span.Source.Name == HostSource && span.OperationName == "function Observed");
    }

    [Fact]
    public async Task The_span_of_a_failed_run_tells_the_type_of_the_exception_and_not_its_message()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = Listen(ended);
        await using var host = await Sample.StartAsync();

        await RunAsync(host, traceParent: $"00-{Trace}-b7ad6b7169203331-01");

        var failed = Assert.Single(ended, span => span.Source.Name == HostSource && span.OperationName == "function Break");
        Assert.Equal((ActivityStatusCode.Error, "System.FormatException"), (failed.Status, failed.StatusDescription));
        Assert.Equal("System.FormatException", failed.GetTagItem("error.type"));
        Assert.Empty(failed.Events);
    }

    private static async Task RunAsync(TestApp host, string? traceParent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/observed", UriKind.Relative));
        if (traceParent is not null)
        {
            request.Headers.Add("traceparent", traceParent);
        }

        // The client of a test must not put a trace of its own in the place of the one that is given.
        using var handler = new SocketsHttpHandler { ActivityHeadersPropagator = null };
        using var http = new HttpClient(handler) { BaseAddress = host.Http.BaseAddress };
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        await host.RunToEndAsync("one");
        await host.SettleAsync();
    }

    /// <summary>Sources are the whole process's; only the trace of this class is made and kept.</summary>
    private static ActivityListener Listen(ConcurrentQueue<Activity> ended)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is HostSource or "Microsoft.DurableTask" or WorkerSource or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId.ToHexString() == Trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.TraceId.ToHexString() == Trace)
                {
                    ended.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
