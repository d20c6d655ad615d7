using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class LifecycleInMemoryTests() : LifecycleTests(keptInMemory: true);

public sealed class LifecycleFromFileTests() : LifecycleTests(keptInMemory: false);

public abstract class LifecycleTests(bool keptInMemory) : Semantics(keptInMemory)
{
    [Theory]
    [InlineData("running")]
    [InlineData("pending")]
    [InlineData("scheduled")]
    [InlineData("suspended")]
    public async Task An_instance_is_terminated_in_whatever_state_it_is(string state)
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo, handsOut: state != "pending");
        DateTimeOffset? startAt = state == "scheduled" ? hub.Clock.GetUtcNow().AddDays(1) : null;
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one", startAt));
        await hub.IdleAsync();
        if (state == "suspended")
        {
            await hub.Client.SuspendInstanceAsync("one");
            await hub.IdleAsync();
        }

        await hub.Client.TerminateInstanceAsync("one", "not needed");
        if (state == "pending")
            await hub.HandOutAsync();
        var ended = await hub.CompletionAsync("one");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("not needed", ended.ReadOutputAs<string>());
        Assert.Null(hub.Hub.GetWorkload().NextTimer);
    }

    [Fact]
    public async Task One_that_waits_for_an_activity_is_terminated_at_once_and_the_answer_dropped()
    {
        using var release = new SemaphoreSlim(0);
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Work", context => context.CallActivityAsync<string>("Slow"))
            .AddActivityFunc<string>("Slow", async _ =>
            {
                await release.WaitAsync();
                return "late";
            }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        await hub.UntilAsync(() => hub.Number("SELECT count(*) FROM activities") == 1);

        await hub.Client.TerminateInstanceAsync(id, "enough");
        var ended = await hub.CompletionAsync(id);
        release.Release();
        await hub.IdleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("enough", (await hub.StateAsync(id)).ReadOutputAs<string>());
        Assert.Equal(0, hub.Number("SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM activities)"));
    }

    [Fact]
    public async Task Suspend_stops_progress_and_resume_goes_on_with_what_has_arrived_in_order()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Collect", async context =>
        {
            var received = new List<int>();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            while (received.Count < 3)
                received.Add(await context.WaitForExternalEvent<int>("Number"));
            await timer;
            return string.Join(" ", received);
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Collect");
        await hub.IdleAsync();

        await hub.Client.SuspendInstanceAsync(id, "a question");
        foreach (var number in new[] { 1, 2, 3 })
            await hub.Client.RaiseEventAsync(id, "Number", number);
        await hub.IdleAsync();
        hub.Clock.Advance(TimeSpan.FromHours(2));
        await hub.IdleAsync();
        await hub.CrashAndRestartAsync();
        await hub.IdleAsync();
        var suspended = await hub.StateAsync(id);
        await hub.Client.ResumeInstanceAsync(id, "answered");

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, suspended.RuntimeStatus);
        Assert.Equal("1 2 3", (await hub.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_resume_that_follows_a_suspend_at_once_is_not_lost_on_it()
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, OrchestrationRuntimeStatus.Running);
        await hub.StopHandingOutAsync(CancellationToken.None);

        await hub.Client.SuspendInstanceAsync("one");
        await hub.Client.ResumeInstanceAsync("one");
        await hub.Client.RaiseEventAsync("one", "Go", "on");
        await hub.HandOutAsync();

        Assert.Equal("on", (await hub.CompletionAsync("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task What_an_orchestration_asks_for_in_the_turn_of_its_suspend_starts_only_after_the_resume()
    {
        await using var hub = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Work", async context =>
                {
                    await context.WaitForExternalEvent<object>("Go");
                    await context.CallActivityAsync("Note");
                })
                .AddActivityFunc("Note", _ => { }),
            handsOut: false);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work");

        // All three are there before work is handed out, so that one turn takes them.
        await hub.Client.RaiseEventAsync(id, "Go");
        await hub.Client.SuspendInstanceAsync(id);
        await hub.HandOutAsync();
        await hub.IdleAsync();
        var before = hub.HistoryKinds(id).ToList();
        await hub.Client.ResumeInstanceAsync(id);
        var ended = await hub.CompletionAsync(id);

        Assert.DoesNotContain(P.HistoryEvent.EventTypeOneofCase.TaskScheduled, before);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
    }

    [Fact]
    public async Task Suspended_in_the_very_turn_in_which_it_continues_as_new_it_is_suspended()
    {
        await using var hub = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<int, int>("Count", async (context, round) =>
            {
                await context.WaitForExternalEvent<object>("Next");
                if (round < 2)
                    context.ContinueAsNew(round + 1);
                return round;
            }),
            handsOut: false);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Count", 0);
        await hub.Client.RaiseEventAsync(id, "Next");
        await hub.Client.SuspendInstanceAsync(id);
        await hub.Client.RaiseEventAsync(id, "Next");
        await hub.Client.RaiseEventAsync(id, "Next");
        await hub.HandOutAsync();
        await hub.IdleAsync();

        var suspended = await hub.StateAsync(id);
        await hub.CrashAndRestartAsync();
        await hub.IdleAsync();
        var after = await hub.StateAsync(id);
        await hub.Client.ResumeInstanceAsync(id);

        Assert.Equal((OrchestrationRuntimeStatus.Suspended, OrchestrationRuntimeStatus.Suspended), (suspended.RuntimeStatus, after.RuntimeStatus));
        Assert.Equal(2, (await hub.CompletionAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_custom_status_outlives_the_end()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc<bool>("Work", async (context, waits) =>
        {
            context.SetCustomStatus("half done");
            if (waits)
                await context.WaitForExternalEvent<object>("Never");
        }));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", true, new StartOrchestrationOptions("terminated"));
        await hub.IdleAsync();
        await hub.Client.TerminateInstanceAsync("terminated");

        Assert.Equal("half done", (await hub.CompletionAsync("terminated")).ReadCustomStatusAs<string>());
        Assert.Equal("half done", (await hub.RunAsync("Work", false)).ReadCustomStatusAs<string>());
    }

    [Fact]
    public async Task A_finished_instance_starts_again_with_its_input_under_its_own_or_a_new_id()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Echo", (_, input) => input));
        await hub.RunAsync("Echo", "again", new StartOrchestrationOptions("one") { Tags = new Dictionary<string, string> { ["team"] = "data" } });

        var same = await hub.Client.RestartAsync("one");
        var sameEnded = await hub.CompletionAsync(same);
        var other = await hub.Client.RestartAsync("one", restartWithNewInstanceId: true);
        var otherEnded = await hub.CompletionAsync(other);

        Assert.Equal("one", same);
        Assert.NotEqual("one", other);
        Assert.Equal("again", sameEnded.ReadOutputAs<string>());
        Assert.Equal("again", otherEnded.ReadOutputAs<string>());
        Assert.Equal("data", sameEnded.Tags["team"]);
        Assert.Equal("data", otherEnded.Tags["team"]);
    }

    [Fact]
    public async Task One_that_still_runs_starts_again_under_a_new_id_beside_itself()
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, OrchestrationRuntimeStatus.Running);

        var other = await hub.Client.RestartAsync("one", restartWithNewInstanceId: true);
        await hub.Client.RaiseEventAsync(other, "Go", "on");

        Assert.Equal("on", (await hub.CompletionAsync(other)).ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.StateAsync("one")).RuntimeStatus);
    }

    [Fact]
    public async Task Waiting_for_start_and_end_begins_before_there_is_an_instance_and_wakes_when_it_is_time()
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);
        var start = hub.Client.WaitForInstanceStartAsync("one");
        var end = hub.Client.WaitForInstanceCompletionAsync("one");

        await WaitingInstance.BringToAsync(hub, OrchestrationRuntimeStatus.Running);
        var started = await start.WaitAsync(Patience.Long);
        var early = end.IsCompleted;
        await hub.Client.RaiseEventAsync("one", "Go", "on");
        var ended = await end.WaitAsync(Patience.Long);

        Assert.Equal(OrchestrationRuntimeStatus.Running, started.RuntimeStatus);
        Assert.False(early);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.CompletionAsync("one")).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.Client.WaitForInstanceStartAsync("one").WaitAsync(Patience.Long)).RuntimeStatus);
    }

    [Fact]
    public async Task Waiting_is_given_up_on_request()
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);
        using var cancel = new CancellationTokenSource();
        var waiting = hub.Client.WaitForInstanceCompletionAsync("nobody", cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
