using System.Diagnostics;
using Microsoft.DurableTask;
using static HubAutomation.Local.DurableTask.Tests.Actions;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>Where workers write no spans, the hub writes them: those that the Durable Functions extension would, by its names.</summary>
public sealed class HubSpanTests
{
    [Fact]
    public async Task An_orchestration_is_one_span_from_its_creation_to_its_last_turn_by_the_hubs_clock()
    {
        using var spans = new Spans();
        await using var hub = await StartAsync(new ScriptedRunner((number, request) => new P.OrchestratorResponse
        {
            Actions = { number switch { 1 => [Call(0, "Step")], 2 => [Timer(1, new DateTimeOffset(2026, 9, 14, 10, 0, 0, TimeSpan.Zero))], _ => [Complete(2)] } },
        }));
        using (spans.Caller())
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Steps", new StartOrchestrationOptions("one"));

        await hub.RunToEndAsync("one");

        var (orchestration, step, timer) = (spans.Single("orchestration:Steps"), spans.Single("activity:Step"), spans.Single("orchestration:Steps:timer"));
        Assert.Equal(spans.Single("create_orchestration:Steps").SpanId, orchestration.ParentSpanId);
        Assert.Equal((new DateTime(2026, 9, 14, 8, 0, 0), TimeSpan.FromHours(2)), (orchestration.StartTimeUtc, orchestration.Duration));
        Assert.Equal((orchestration.SpanId, ActivityKind.Server), (step.ParentSpanId, step.Kind));
        Assert.Equal((orchestration.SpanId, ActivityKind.Internal, TimeSpan.FromHours(2)), (timer.ParentSpanId, timer.Kind, timer.Duration));
        Assert.Equal("durabletask.type=orchestration, durabletask.task.name=Steps, durabletask.task.instance_id=one, durabletask.task.status=Completed", Tags(orchestration));
        Assert.Equal("durabletask.type=activity, durabletask.task.name=Step, durabletask.task.instance_id=one, durabletask.task.task_id=0", Tags(step));
        Assert.Equal(
            "durabletask.type=timer, durabletask.task.name=Steps, durabletask.task.instance_id=one, durabletask.fire_at=2026-09-14T10:00:00.0000000Z, durabletask.task.task_id=1",
            Tags(timer));
    }

    [Fact]
    public async Task After_a_crash_and_continued_as_new_it_stays_the_same_span()
    {
        using var spans = new Spans();
        var runner = new ScriptedRunner(number => number switch { 1 or 4 => [Call(0, "Step")], 3 => [ContinueAsNew(1, "2")], 5 => [Complete(1)], _ => [] });
        await using var hub = await StartAsync(runner);
        using (spans.Caller())
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Steps", new StartOrchestrationOptions("one"));
        await hub.IdleAsync();

        await hub.CrashAndRestartAsync(handsOut: false);
        await hub.HandOutToAsync(runner);
        hub.Clock.Advance(TimeSpan.FromDays(1));
        await hub.Client.RaiseEventAsync("one", "Go", "now");
        await hub.CompletionAsync("one");

        var orchestration = spans.Single("orchestration:Steps");
        Assert.Equal(TimeSpan.FromDays(1), orchestration.Duration);
        Assert.Equal(Enumerable.Repeat(orchestration.SpanId, 2), spans.Named("activity:Step").Select(span => span.ParentSpanId));
    }

    [Fact]
    public async Task A_child_hangs_below_its_parent()
    {
        using var spans = new Spans();
        await using var hub = await StartAsync(new ScriptedRunner(number => number == 1 ? [Child(0, "Child", "child")] : [Complete(1)]));
        using (spans.Caller())
            await hub.RunAsync("Parent");

        Assert.Equal(spans.Single("orchestration:Parent").SpanId, spans.Single("orchestration:Child").ParentSpanId);
    }

    [Fact]
    public async Task Each_try_of_an_activity_is_a_span_and_failures_tell_their_type_only()
    {
        using var spans = new Spans();
        var failure = new P.TaskFailureDetails { ErrorType = "System.FormatException", ErrorMessage = "Agnieszka is not a day" };
        var runner = new ScriptedRunner((number, _) => new P.OrchestratorResponse
        {
            Actions =
            {
                number < 3
                    ? Call(number - 1, "Fail")
                    : new P.OrchestratorAction
                    {
                        Id = 2,
                        CompleteOrchestration = new P.CompleteOrchestrationAction { OrchestrationStatus = P.OrchestrationStatus.Failed, FailureDetails = failure },
                    },
            },
        })
        {
            Activity = _ => Task.FromResult(new P.ActivityResponse { FailureDetails = failure }),
        };
        await using var hub = await StartAsync(runner);
        using (spans.Caller())
            await hub.RunAsync("Persist");

        Assert.Equal(Enumerable.Repeat((ActivityStatusCode.Error, (string?)"System.FormatException"), 2), spans.Named("activity:Fail").Select(Status));
        Assert.Equal((ActivityStatusCode.Error, "System.FormatException"), Status(spans.Single("orchestration:Persist")));
        Assert.DoesNotContain(spans.All, span => $"{Tags(span)} {span.StatusDescription}".Contains("Agnieszka", StringComparison.Ordinal));
        Assert.All(spans.All, span => Assert.Empty(span.Events));
    }

    [Fact]
    public async Task An_event_that_is_sent_is_a_span()
    {
        using var spans = new Spans();
        await using var hub = await StartAsync(new ScriptedRunner(_ => [Send(0, "other", "Done", "payload"), Complete(1)]));
        using (spans.Caller())
            await hub.RunAsync("Tell", null, new StartOrchestrationOptions("one"));

        var sent = spans.Single("orchestration_event:Done");
        Assert.Equal((spans.Single("orchestration:Tell").SpanId, ActivityKind.Producer), (sent.ParentSpanId, sent.Kind));
        Assert.Equal("durabletask.type=event, durabletask.task.name=Done, durabletask.task.instance_id=one, durabletask.event.target_instance_id=other", Tags(sent));
    }

    [Fact]
    public async Task Turns_and_activities_are_run_inside_their_spans()
    {
        using var spans = new Spans();
        var current = new List<string?>();
        var runner = new ScriptedRunner(number =>
        {
            current.Add(Activity.Current?.Id);
            return number == 1 ? [Call(0, "Step")] : [Complete(1)];
        })
        {
            Activity = _ =>
            {
                current.Add(Activity.Current?.Id);
                return Task.FromResult(new P.ActivityResponse());
            },
        };
        await using var hub = await StartAsync(runner);
        using (spans.Caller())
            await hub.RunAsync("Steps");

        var orchestration = spans.Single("orchestration:Steps").Id;
        Assert.Equal([orchestration, spans.Single("activity:Step").Id, orchestration], current);
    }

    [Fact]
    public async Task The_version_stands_in_the_name()
    {
        using var spans = new Spans();
        await using var hub = await StartAsync(new ScriptedRunner(_ => [Complete(0)]));
        using (spans.Caller())
            await hub.RunAsync("Short", null, new StartOrchestrationOptions("one") { Version = "1.2" });

        Assert.Equal("1.2", spans.Single("orchestration:Short@(1.2)").GetTagItem("durabletask.task.version"));
    }

    [Fact]
    public async Task Unless_told_to_the_hub_writes_none()
    {
        using var spans = new Spans();
        await using var hub = await StartAsync(new ScriptedRunner(number => number == 1 ? [Call(0, "Step")] : [Complete(1)]), writesSpans: false);
        using (spans.Caller())
            await hub.RunAsync("Steps");

        Assert.Equal(["create_orchestration:Steps"], spans.All.Select(span => span.OperationName));
    }

    private static async Task<TestHub> StartAsync(ScriptedRunner runner, bool writesSpans = true)
    {
        var hub = await TestHub.StartAsync(_ => { }, options => options.WritesSpans = writesSpans, handsOut: false, connects: false);
        await hub.HandOutToAsync(runner);
        return hub;
    }

    private static string Tags(Activity span) => string.Join(", ", span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"));

    private static (ActivityStatusCode Code, string? Description) Status(Activity span) => (span.Status, span.StatusDescription);
}
