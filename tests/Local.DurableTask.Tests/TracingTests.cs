using System.Diagnostics;
using Microsoft.DurableTask;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class TracingInMemoryTests() : TracingTests(keptInMemory: true);

public sealed class TracingReplayedTests() : TracingTests(keptInMemory: false);

/// <summary>Names and tags are those of Microsoft's client and worker.</summary>
public abstract class TracingTests(bool keptInMemory) : Conformance(keptInMemory)
{
    [Fact]
    public async Task Line_94_the_trace_flows_from_the_client_to_the_orchestration_its_activities_and_its_children()
    {
        using var spans = new Spans();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Child", options: new TaskOptions().WithInstanceId("child")))
            .AddOrchestratorFunc("Child", context => context.CallActivityAsync("Work"))
            .AddActivityFunc("Work", _ => { }));

        using var caller = spans.Caller();
        await hub.RunAsync("Parent", options: new StartOrchestrationOptions("parent"));

        var (creation, parent, child, work) = (
            spans.Single("create_orchestration:Parent"), spans.Single("orchestration:Parent"), spans.Single("orchestration:Child"), spans.Single("activity:Work"));
        Assert.Equal(4, spans.All.Count);
        Assert.Equal(caller.Id, creation.ParentId);
        Assert.Equal(creation.Id, parent.ParentId);
        Assert.Equal(parent.Id, child.ParentId);
        Assert.Equal(child.Id, work.ParentId);
        Assert.Equal([ActivityKind.Producer, ActivityKind.Server, ActivityKind.Server, ActivityKind.Server], new[] { creation, parent, child, work }.Select(span => span.Kind));
        Assert.Equal("durabletask.type=orchestration, durabletask.task.name=Parent, durabletask.task.instance_id=parent", Tags(creation));
        Assert.Equal("durabletask.type=orchestration, durabletask.task.name=Child, durabletask.task.instance_id=child, durabletask.task.status=Completed", Tags(child));
        Assert.Equal("durabletask.type=activity, durabletask.task.name=Work, durabletask.task.instance_id=child, durabletask.task.task_id=0", Tags(work));
    }

    [Fact]
    public async Task Line_94_an_orchestration_of_many_turns_is_one_span_from_its_creation_to_its_last_turn()
    {
        using var spans = new Spans();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Steps", async context =>
            {
                for (var step = 0; step < 5; step++)
                    await context.CallActivityAsync("Step");
                await context.CreateTimer(TimeSpan.FromHours(2), CancellationToken.None);
            })
            .AddActivityFunc("Step", _ => { }));
        using (spans.Caller())
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Steps", new StartOrchestrationOptions("one"));

        await hub.RunToEndAsync("one");

        var orchestration = spans.Single("orchestration:Steps");
        Assert.Equal((new DateTime(2026, 9, 14, 8, 0, 0), TimeSpan.FromHours(2)), (orchestration.StartTimeUtc, orchestration.Duration));
        Assert.Equal(Enumerable.Repeat(orchestration.SpanId, 5), spans.Named("activity:Step").Select(span => span.ParentSpanId));
        Assert.Equal(Enumerable.Range(0, 5), spans.Named("activity:Step").Select(span => (int)span.GetTagItem("durabletask.task.task_id")!));
    }

    [Fact]
    public async Task Line_94_after_a_crash_the_orchestration_goes_on_as_the_same_span()
    {
        using var spans = new Spans();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Ask", async context =>
            {
                await context.CallActivityAsync("Before");
                await context.WaitForExternalEvent<string>("Go");
                await context.CallActivityAsync("After");
            })
            .AddActivityFunc("Before", _ => { })
            .AddActivityFunc("After", _ => { }));
        using (spans.Caller())
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Ask", new StartOrchestrationOptions("one"));
        await hub.IdleAsync();

        await hub.CrashAndRestartAsync();
        hub.Clock.Advance(TimeSpan.FromDays(1));
        await hub.Client.RaiseEventAsync("one", "Go", "now");
        await hub.CompletionAsync("one");

        var orchestration = spans.Single("orchestration:Ask");
        Assert.Equal(spans.Single("create_orchestration:Ask").SpanId, orchestration.ParentSpanId);
        Assert.Equal(orchestration.SpanId, spans.Single("activity:Before").ParentSpanId);
        Assert.Equal(orchestration.SpanId, spans.Single("activity:After").ParentSpanId);
        Assert.Equal(TimeSpan.FromDays(1), orchestration.Duration);
    }

    [Fact]
    public async Task Line_94_continued_as_new_the_orchestration_stays_the_same_span()
    {
        using var spans = new Spans();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Monitor", async (context, round) =>
            {
                await context.CallActivityAsync("Look");
                if (round < 9)
                    context.ContinueAsNew(round + 1);
            })
            .AddActivityFunc("Look", _ => { }));

        using var caller = spans.Caller();
        await hub.RunAsync("Monitor", 0);

        var orchestration = spans.Single("orchestration:Monitor");
        Assert.Equal(Enumerable.Repeat(orchestration.SpanId, 10), spans.Named("activity:Look").Select(span => span.ParentSpanId));
    }

    [Fact]
    public async Task Line_94_a_retried_activity_is_a_span_for_each_try_and_failures_tell_their_type_only()
    {
        using var spans = new Spans();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Persist", context => context.CallActivityAsync("Fail", new TaskOptions(new RetryPolicy(3, TimeSpan.FromMinutes(1)))))
            .AddActivityFunc("Fail", _ => throw new FormatException("Agnieszka is not a day")));
        using (spans.Caller())
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Persist", new StartOrchestrationOptions("one"));

        await hub.RunToEndAsync("one");

        Assert.Equal(Enumerable.Repeat((ActivityStatusCode.Error, (string?)"System.FormatException"), 3), spans.Named("activity:Fail").Select(Status));
        Assert.Equal((ActivityStatusCode.Error, "Microsoft.DurableTask.TaskFailedException"), Status(spans.Single("orchestration:Persist")));
        Assert.Equal(2, spans.Named("orchestration:Persist:timer").Count);
        Assert.DoesNotContain(spans.All, span => $"{Tags(span)} {span.StatusDescription}".Contains("Agnieszka", StringComparison.Ordinal));
        Assert.All(spans.All, span => Assert.Empty(span.Events));
    }

    [Fact]
    public async Task Line_94_timers_and_events_are_spans_too()
    {
        using var spans = new Spans();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Wait", async context =>
            {
                await context.CreateTimer(TimeSpan.FromHours(3), CancellationToken.None);
                context.SendEvent("other", "Done", "payload");
                await context.WaitForExternalEvent<string>("Go");
            }));
        using var caller = spans.Caller();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one"));
        await hub.IdleAsync();
        hub.Clock.AdvanceToNextTimer();
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync("one", "Go", "payload");
        await hub.CompletionAsync("one");

        var (orchestration, timer, sent, raised) = (
            spans.Single("orchestration:Wait"), spans.Single("orchestration:Wait:timer"), spans.Single("orchestration_event:Done"), spans.Single("orchestration_event:Go"));
        Assert.Equal((orchestration.SpanId, ActivityKind.Internal, TimeSpan.FromHours(3)), (timer.ParentSpanId, timer.Kind, timer.Duration));
        Assert.Equal(
            "durabletask.type=timer, durabletask.task.name=Wait, durabletask.task.instance_id=one, durabletask.fire_at=2026-09-14T11:00:00.0000000Z, durabletask.task.task_id=0",
            Tags(timer));
        Assert.Equal((orchestration.SpanId, ActivityKind.Producer), (sent.ParentSpanId, sent.Kind));
        Assert.Equal("durabletask.type=event, durabletask.task.name=Done, durabletask.task.instance_id=one, durabletask.event.target_instance_id=other", Tags(sent));
        Assert.Equal((caller.SpanId, ActivityKind.Producer), (raised.ParentSpanId, raised.Kind));
        Assert.Equal("durabletask.type=event, durabletask.task.name=Go, durabletask.event.target_instance_id=one", Tags(raised));
    }

    [Fact]
    public async Task Line_94_the_code_of_orchestrators_and_activities_runs_inside_their_spans()
    {
        using var spans = new Spans();
        var current = new Dictionary<string, string?>();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Steps", async context =>
            {
                current["first turn"] = Activity.Current?.Id;
                await context.CallActivityAsync("Step");
                current["second turn"] = Activity.Current?.Id;
            })
            .AddActivityFunc("Step", _ => current["activity"] = Activity.Current?.Id));

        using var caller = spans.Caller();
        await hub.RunAsync("Steps");

        var orchestration = spans.Single("orchestration:Steps").Id;
        Assert.Equal((orchestration, orchestration, spans.Single("activity:Step").Id), (current["first turn"], current["second turn"], current["activity"]));
    }

    [Fact]
    public async Task Line_94_the_version_of_an_orchestration_stands_in_the_name_of_its_span()
    {
        using var spans = new Spans();
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Short", _ => "done"));

        using var caller = spans.Caller();
        await hub.RunAsync("Short", options: new StartOrchestrationOptions("one") { Version = "1.2" });

        Assert.Equal("1.2", spans.Single("create_orchestration:Short@(1.2)").GetTagItem("durabletask.task.version"));
        Assert.Equal("1.2", spans.Single("orchestration:Short@(1.2)").GetTagItem("durabletask.task.version"));
    }

    [Fact]
    public async Task An_orchestration_that_nobody_traces_has_no_place_in_a_trace()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Short", _ => "done"));

        await hub.RunAsync("Short");

        Assert.Equal(0, hub.Number("SELECT count(trace_parent) + count(trace_state) + count(trace_span) FROM instances"));
    }

    private static string Tags(Activity span) => string.Join(", ", span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"));

    private static (ActivityStatusCode Code, string? Description) Status(Activity span) => (span.Status, span.StatusDescription);
}
