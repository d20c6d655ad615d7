using System.Diagnostics;
using Microsoft.DurableTask;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class TracingInMemoryTests() : TracingTests(keptInMemory: true);

public sealed class TracingFromFileTests() : TracingTests(keptInMemory: false);

/// <summary>Client and standalone workers write the spans; what hangs below what, and which turns are one span, the hub has to tell them.</summary>
public abstract class TracingTests(bool keptInMemory) : Semantics(keptInMemory)
{
    [Fact]
    public async Task The_trace_flows_from_the_client_to_the_orchestration_its_activities_and_its_children()
    {
        using var spans = new Spans();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Child", options: new TaskOptions().WithInstanceId("child")))
            .AddOrchestratorFunc("Child", context => context.CallActivityAsync("Work"))
            .AddActivityFunc("Work", _ => { }));

        using var caller = spans.Caller();
        await hub.RunAsync("Parent", options: new StartOrchestrationOptions("parent"));
        await hub.IdleAsync();

        Activity[] line =
        [
            caller,
            spans.Single("create_orchestration:Parent"),
            Of("orchestration:Parent", ActivityKind.Server),
            Of("orchestration:Child", ActivityKind.Client),
            Of("orchestration:Child", ActivityKind.Server),
            Of("activity:Work", ActivityKind.Client),
            Of("activity:Work", ActivityKind.Server),
        ];
        Assert.Equal(line[..^1].Select(span => span.SpanId), line[1..].Select(span => span.ParentSpanId));

        Activity Of(string name, ActivityKind kind) => Assert.Single(spans.Named(name), span => span.Kind == kind);
    }

    [Fact]
    public async Task An_orchestration_of_many_turns_is_one_span_and_its_activities_hang_below_it()
    {
        using var spans = new Spans();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Steps", async context =>
            {
                for (var step = 0; step < 5; step++)
                    await context.CallActivityAsync("Step");
            })
            .AddActivityFunc("Step", _ => { }));

        using (spans.Caller())
            await hub.RunAsync("Steps");
        await hub.IdleAsync();

        AssertAllHangBelow(spans, "orchestration:Steps", "activity:Step", 5);
    }

    [Fact]
    public async Task After_a_crash_the_orchestration_goes_on_as_the_same_span()
    {
        using var spans = new Spans();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Ask", async context =>
            {
                await context.CallActivityAsync("Step");
                await context.WaitForExternalEvent<object>("Go");
                await context.CallActivityAsync("Step");
            })
            .AddActivityFunc("Step", _ => { }));
        using (spans.Caller())
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Ask", new StartOrchestrationOptions("one"));
        await hub.IdleAsync();

        await hub.CrashAndRestartAsync();
        await hub.Client.RaiseEventAsync("one", "Go");
        await hub.CompletionAsync("one");
        await hub.IdleAsync();

        AssertAllHangBelow(spans, "orchestration:Ask", "activity:Step", 2);
    }

    [Fact]
    public async Task An_event_raised_within_a_trace_does_not_take_the_orchestration_out_of_its_own()
    {
        using var spans = new Spans();
        using var others = new Spans();
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);
        using (spans.Caller())
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one"));
        await hub.IdleAsync();
        using (others.Caller())
            await hub.Client.RaiseEventAsync("one", "Go", "on");
        await hub.CompletionAsync("one");
        await hub.IdleAsync();

        Assert.Equal(spans.Single("create_orchestration:Wait").SpanId, spans.Single("orchestration:Wait").ParentSpanId);
        Assert.Empty(others.Named("orchestration:Wait"));
    }

    [Fact]
    public async Task An_orchestration_that_nobody_traces_has_no_place_in_a_trace()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Short", _ => "done"));

        await hub.RunAsync("Short");

        Assert.Equal(0, hub.Number("SELECT count(trace_parent) + count(trace_state) + count(trace_span) FROM instances"));
    }

    private static void AssertAllHangBelow(Spans spans, string orchestration, string activity, int count)
    {
        var server = Assert.Single(spans.Named(orchestration), span => span.Kind == ActivityKind.Server);
        var calls = spans.Named(activity).Where(span => span.Kind == ActivityKind.Client).ToList();
        Assert.Equal(Enumerable.Repeat(server.SpanId, count), calls.Select(span => span.ParentSpanId));
        Assert.Equal(
            calls.Select(span => span.SpanId.ToHexString()).Order(),
            spans.Named(activity).Where(span => span.Kind == ActivityKind.Server).Select(span => span.ParentSpanId.ToHexString()).Order());
    }
}
