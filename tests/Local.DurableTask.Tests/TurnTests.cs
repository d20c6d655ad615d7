using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using static HubAutomation.Local.DurableTask.Tests.Actions;
using Kind = Microsoft.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class TurnInMemoryTests() : TurnTests(keptInMemory: true);

public sealed class TurnFromFileTests() : TurnTests(keptInMemory: false);

/// <summary>What is said between the hub and whatever takes its turns.</summary>
public abstract class TurnTests(bool keptInMemory) : Semantics(keptInMemory)
{
    [Fact]
    public async Task The_first_turn_is_told_all_that_the_instance_was_started_with()
    {
        var runner = new ScriptedRunner(_ => [Complete(0, "1")]);
        await using var hub = await StartAsync(runner);
        var startAt = hub.Clock.GetUtcNow().AddHours(1);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync(
            "Work", 5, new StartOrchestrationOptions("one", startAt) { Version = "1.2", Tags = new Dictionary<string, string> { ["team"] = "data" } });
        hub.Clock.Advance(TimeSpan.FromHours(2));
        await hub.CompletionAsync("one");

        var turn = Assert.Single(runner.Turns);
        var started = turn.NewEvents[1].ExecutionStarted;

        Assert.Equal("one", turn.InstanceId);
        Assert.Empty(turn.PastEvents);
        Assert.Equal([Kind.OrchestratorStarted, Kind.ExecutionStarted], turn.NewEvents.Select(e => e.EventTypeCase));
        Assert.All(turn.NewEvents, e => Assert.Equal((-1, startAt.AddHours(1)), (e.EventId, e.Timestamp.ToDateTimeOffset())));
        Assert.Equal(("Work", "5", "1.2"), (started.Name, started.Input, started.Version));
        Assert.Equal(("one", turn.ExecutionId), (started.OrchestrationInstance.InstanceId, started.OrchestrationInstance.ExecutionId));
        Assert.NotEmpty(turn.ExecutionId);
        Assert.Equal(startAt, started.ScheduledStartTimestamp.ToDateTimeOffset());
        Assert.Equal("data", started.Tags["team"]);
        Assert.Null(started.ParentInstance);
    }

    [Fact]
    public async Task Each_later_turn_is_told_what_was_asked_for_as_past_and_what_came_of_it_as_new()
    {
        var due = new DateTimeOffset(2026, 9, 14, 9, 0, 0, TimeSpan.Zero);
        var runner = new ScriptedRunner((number, request) => new P.OrchestratorResponse
        {
            Actions =
            {
                request.NewEvents.Any(e => e.ExecutionStarted?.Name == "Child") ? [Complete(0, "\"of the child\"")]
                : number == 1 ? [Call(0, "Step", "in"), Timer(1, due), Child(2, "Child", "child"), Send(3, "one", "Note", "7")]
                : request.PastEvents.Concat(request.NewEvents).Any(e => e.TimerFired is not null) ? [Complete(4)]
                : [],
            },
        })
        {
            Activity = _ => Task.FromResult(new P.ActivityResponse { Result = "\"of the step\"" }),
        };
        await using var hub = await StartAsync(runner);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions("one"));
        await hub.IdleAsync();
        hub.Clock.AdvanceToNextTimer();
        await hub.CompletionAsync("one");

        var last = runner.Turns[^1];
        var all = last.PastEvents.Concat(last.NewEvents).ToList();

        Assert.Equal(
            [Kind.OrchestratorStarted, Kind.ExecutionStarted, Kind.TaskScheduled, Kind.TimerCreated, Kind.SubOrchestrationInstanceCreated, Kind.EventSent, Kind.OrchestratorCompleted],
            last.PastEvents.Take(7).Select(e => e.EventTypeCase));
        Assert.Equal([0, 1, 2, 3], last.PastEvents.Skip(2).Take(4).Select(e => e.EventId));
        Assert.Equal(("Step", "in"), (last.PastEvents[2].TaskScheduled.Name, last.PastEvents[2].TaskScheduled.Input));
        Assert.Equal(due, last.PastEvents[3].TimerCreated.FireAt.ToDateTimeOffset());
        Assert.Equal(("Child", "child"), (last.PastEvents[4].SubOrchestrationInstanceCreated.Name, last.PastEvents[4].SubOrchestrationInstanceCreated.InstanceId));
        Assert.Equal(("one", "Note", "7"), (last.PastEvents[5].EventSent.InstanceId, last.PastEvents[5].EventSent.Name, last.PastEvents[5].EventSent.Input));
        Assert.Equal([Kind.OrchestratorStarted, Kind.TimerFired], last.NewEvents.Select(e => e.EventTypeCase));
        Assert.Equal((1, due), (last.NewEvents[1].TimerFired.TimerId, last.NewEvents[1].TimerFired.FireAt.ToDateTimeOffset()));
        Assert.Equal((0, "\"of the step\""), Assert.Single(all, e => e.TaskCompleted is not null) is { TaskCompleted: var task } ? (task.TaskScheduledId, task.Result) : default);
        Assert.Equal(
            (2, "\"of the child\""),
            Assert.Single(all, e => e.SubOrchestrationInstanceCompleted is not null) is { SubOrchestrationInstanceCompleted: var child } ? (child.TaskScheduledId, child.Result) : default);
        Assert.Equal(("Note", "7"), Assert.Single(all, e => e.EventRaised is not null) is { EventRaised: var raised } ? (raised.Name, raised.Input) : default);
        Assert.All(runner.Turns.Where(turn => turn.InstanceId == "one"), turn => Assert.Equal(last.ExecutionId, turn.ExecutionId));
    }

    [Fact]
    public async Task A_child_is_told_who_calls_it()
    {
        var runner = new ScriptedRunner((number, request) => new P.OrchestratorResponse
        {
            Actions = { number == 1 ? [Child(5, "Child", "child")] : [Complete(9)] },
        });
        await using var hub = await StartAsync(runner);
        await hub.RunAsync("Parent", null, new StartOrchestrationOptions("parent"));

        var parent = runner.Turns[1].NewEvents[1].ExecutionStarted.ParentInstance;

        Assert.Equal((5, "Parent", "parent"), (parent.TaskScheduledId, parent.Name, parent.OrchestrationInstance.InstanceId));
    }

    [Fact]
    public async Task An_activity_is_told_what_it_was_asked_for_and_by_whom()
    {
        var call = Call(3, "Step", "\"in\"");
        call.ScheduleTask.Version = "7";
        call.ScheduleTask.Tags["team"] = "data";
        var runner = new ScriptedRunner(number => number == 1 ? [call] : [Complete(4)]);
        await using var hub = await StartAsync(runner);
        await hub.RunAsync("Work", null, new StartOrchestrationOptions("one"));

        var step = Assert.Single(runner.Activities);

        Assert.Equal(("Step", "7", "\"in\"", 3), (step.Name, step.Version, step.Input, step.TaskId));
        Assert.Equal(("one", runner.Turns[0].ExecutionId), (step.OrchestrationInstance.InstanceId, step.OrchestrationInstance.ExecutionId));
        Assert.Equal("data", step.Tags["team"]);
    }

    [Fact]
    public async Task Continued_as_new_it_begins_with_its_new_input_what_was_carried_over_and_then_what_arrived_since()
    {
        var runner = new ScriptedRunner((number, request) => new P.OrchestratorResponse
        {
            Actions =
            {
                number switch
                {
                    1 => [],
                    2 => [ContinueAsNew(0, "2", request.NewEvents.Where(e => e.EventRaised is not null))],
                    _ => [Complete(0)],
                },
            },
        });
        await using var hub = await StartAsync(runner);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", 1, new StartOrchestrationOptions("one") { Tags = new Dictionary<string, string> { ["team"] = "data" } });
        await hub.IdleAsync();
        await hub.StopHandingOutAsync(CancellationToken.None);
        foreach (var number in new[] { 1, 2, 3 })
            await hub.Client.RaiseEventAsync("one", "Number", number);
        await hub.HandOutToAsync(runner);
        await hub.CompletionAsync("one");

        var last = runner.Turns[^1];

        Assert.Equal(3, runner.Turns.Count);
        Assert.Empty(last.PastEvents);
        Assert.Equal([Kind.OrchestratorStarted, Kind.ExecutionStarted, Kind.EventRaised, Kind.EventRaised, Kind.EventRaised], last.NewEvents.Select(e => e.EventTypeCase));
        Assert.Equal(("Work", "2", "data"), (last.NewEvents[1].ExecutionStarted.Name, last.NewEvents[1].ExecutionStarted.Input, last.NewEvents[1].ExecutionStarted.Tags["team"]));
        Assert.Equal(["1", "2", "3"], last.NewEvents.Skip(2).Select(e => e.EventRaised.Input));
        Assert.NotEqual(runner.Turns[0].ExecutionId, last.ExecutionId);
        Assert.Equal(last.ExecutionId, last.NewEvents[1].ExecutionStarted.OrchestrationInstance.ExecutionId);
    }

    [Fact]
    public async Task What_was_asked_for_in_the_turn_of_a_restart_is_done_and_its_answer_not_taken_for_one_of_the_next_execution()
    {
        var release = new TaskCompletionSource();
        var runner = new ScriptedRunner(number => number switch
        {
            1 => [Call(0, "Step", "old"), ContinueAsNew(1, "2")],
            2 => [Call(0, "Step", "new")],
            _ => [Complete(1)],
        })
        {
            Activity = async request =>
            {
                if (request.Input == "new")
                    await release.Task;
                return new P.ActivityResponse { Result = request.Input };
            },
        };
        await using var hub = await StartAsync(runner);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions("one"));
        await hub.UntilAsync(() => runner.Turns.Count == 2 && hub.Number("SELECT count(*) FROM activities") == 1);
        release.SetResult();
        await hub.CompletionAsync("one");

        Assert.Equal(["new", "old"], runner.Activities.Select(activity => activity.Input).Order());
        Assert.Equal("new", Assert.Single(runner.Turns[^1].NewEvents, e => e.TaskCompleted is not null).TaskCompleted.Result);
    }

    [Fact]
    public async Task Nothing_that_has_reached_an_instance_already_reaches_it_again_after_a_crash()
    {
        var runner = new ScriptedRunner(number => number == 4 ? [Complete(0)] : []);
        await using var hub = await StartAsync(runner);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions("one"));
        await hub.IdleAsync();
        foreach (var number in new[] { 1, 2, 3 })
        {
            await hub.Client.RaiseEventAsync("one", "Number", number);
            await hub.IdleAsync();
            await hub.CrashAndRestartAsync(handsOut: false);
            await hub.HandOutToAsync(runner);
            await hub.IdleAsync();
        }

        Assert.Equal(4, runner.Turns.Count);
        Assert.Equal(["1", "2", "3"], runner.Turns[^1].PastEvents.Concat(runner.Turns[^1].NewEvents).Where(e => e.EventRaised is not null).Select(e => e.EventRaised.Input));
    }

    [Fact]
    public async Task One_orchestration_may_end_another()
    {
        var runner = new ScriptedRunner((_, request) => new P.OrchestratorResponse
        {
            Actions =
            {
                request.InstanceId == "one"
                    ? [new P.OrchestratorAction { Id = 0, TerminateOrchestration = new P.TerminateOrchestrationAction { InstanceId = "other", Reason = "\"enough\"" } }, Complete(1)]
                    : [],
            },
        });
        await using var hub = await StartAsync(runner);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("other"));
        await hub.IdleAsync();

        await hub.RunAsync("End", null, new StartOrchestrationOptions("one"));
        var ended = await hub.CompletionAsync("other");

        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "enough"), (ended.RuntimeStatus, ended.ReadOutputAs<string>()));
    }

    [Fact]
    public async Task What_the_hub_does_not_do_fails_the_orchestration_that_asks_for_it()
    {
        var runner = new ScriptedRunner(_ => [new P.OrchestratorAction { Id = 0, SendEntityMessage = new P.SendEntityMessageAction() }]);
        await using var hub = await StartAsync(runner);

        var ended = await hub.RunAsync("Work");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("SendEntityMessage", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_turn_whose_worker_ends_in_the_middle_is_taken_again_with_the_same_messages()
    {
        var ends = 2;
        var runner = new ScriptedRunner((_, _) => ends-- > 0 ? throw new WorkerGoneException() : new P.OrchestratorResponse { Actions = { Complete(0, "1") } });
        await using var hub = await StartAsync(runner);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions("one"));
        await hub.CompletionAsync("one");

        Assert.Equal(3, runner.Turns.Count);
        Assert.All(runner.Turns, turn => Assert.Equal([Kind.OrchestratorStarted, Kind.ExecutionStarted], turn.NewEvents.Select(e => e.EventTypeCase)));
        Assert.Single(hub.History("one"), e => e.ExecutionStarted is not null);
    }

    [Fact]
    public async Task An_orchestration_that_takes_its_worker_along_every_time_is_set_aside_until_the_next_start_and_the_others_go_on()
    {
        var isWell = false;
        var runner = new ScriptedRunner((_, request) => request.InstanceId == "poison" && !isWell
            ? throw new WorkerGoneException()
            : new P.OrchestratorResponse { Actions = { Complete(0, "1") } });
        await using var hub = await StartAsync(runner);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions("poison"));

        await hub.IdleAsync();
        var tries = runner.Turns.Count;
        var other = await hub.RunAsync("Work");
        var meanwhile = await hub.StateAsync("poison");
        isWell = true;
        await hub.CrashAndRestartAsync(handsOut: false);
        await hub.HandOutToAsync(runner);

        Assert.Equal(10, tries);
        Assert.Equal((OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Pending), (other.RuntimeStatus, meanwhile.RuntimeStatus));
        Assert.Contains(hub.Logs.All, line => line.Contains("Orchestration poison could not take its turn; it is set aside until the next start", StringComparison.Ordinal));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.CompletionAsync("poison")).RuntimeStatus);
    }

    [Fact]
    public async Task An_activity_that_could_not_be_run_is_tried_again_and_is_no_failure_to_its_orchestration()
    {
        var faults = 2;
        var runner = new ScriptedRunner(number => number == 1 ? [Call(0, "Step")] : [Complete(1)])
        {
            Activity = _ => faults-- > 0 ? throw new InvalidOperationException("no such thing as a pipe") : Task.FromResult(new P.ActivityResponse { Result = "1" }),
        };
        await using var hub = await StartAsync(runner);

        var ended = await hub.RunAsync("Work");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(3, runner.Activities.Count);
        Assert.Contains(hub.Logs.All, line => line.Contains("Activity Step of", StringComparison.Ordinal) && line.Contains("no such thing as a pipe", StringComparison.Ordinal));
    }

    private async Task<TestHub> StartAsync(ScriptedRunner runner)
    {
        var hub = await StartAsync(_ => { }, handsOut: false, connects: false);
        await hub.HandOutToAsync(runner);
        return hub;
    }
}
