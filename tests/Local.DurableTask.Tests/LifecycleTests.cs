using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class LifecycleInMemoryTests() : LifecycleTests(keptInMemory: true);

public sealed class LifecycleReplayedTests() : LifecycleTests(keptInMemory: false);

public abstract class LifecycleTests(bool keptInMemory) : Conformance(keptInMemory)
{
    [Theory]
    [InlineData("running")]
    [InlineData("pending")]
    [InlineData("scheduled")]
    [InlineData("suspended")]
    public async Task Line_61_an_instance_is_terminated_in_whatever_state_it_is(string state)
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo, startWorker: state != "pending");
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
            await hub.StartWorkerAsync();
        var ended = await hub.CompletionAsync("one");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("not needed", ended.ReadOutputAs<string>());
        Assert.Null(hub.Hub.GetWorkload().NextTimer);
    }

    [Fact]
    public async Task Line_62_suspend_stops_progress_and_resume_goes_on_with_what_has_arrived_in_order()
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
    public async Task Line_62_what_an_orchestration_asked_for_before_the_suspend_starts_only_after_the_resume()
    {
        await using var hub = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Work", async context =>
                {
                    await context.WaitForExternalEvent<object>("Go");
                    await context.CallActivityAsync("Note");
                })
                .AddActivityFunc("Note", _ => { }),
            startWorker: false);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work");

        // All three are there before the worker is, so that one turn takes them.
        await hub.Client.RaiseEventAsync(id, "Go");
        await hub.Client.SuspendInstanceAsync(id);
        await hub.StartWorkerAsync();
        await hub.IdleAsync();
        var scheduled = hub.Number("SELECT count(*) FROM history WHERE turn LIKE '%TaskScheduled%'");
        await hub.Client.ResumeInstanceAsync(id);
        var ended = await hub.CompletionAsync(id);

        Assert.Equal(0, scheduled);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
    }

    [Fact]
    public async Task Line_63_suspend_and_resume_where_there_is_nothing_to_do_are_no_errors()
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one"));

        await hub.Client.ResumeInstanceAsync("one");
        await hub.Client.RaiseEventAsync("one", "Go", "on");
        var ended = await hub.CompletionAsync("one");
        await hub.Client.SuspendInstanceAsync("one");
        await hub.Client.ResumeInstanceAsync("one");
        await hub.Client.SuspendInstanceAsync("unknown");
        await hub.IdleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.StateAsync("one")).RuntimeStatus);
    }

    [Fact]
    public async Task Line_64_a_finished_instance_starts_again_with_its_input_under_its_own_or_a_new_id()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Echo", (_, input) => input));
        await hub.RunAsync("Echo", "again", new StartOrchestrationOptions("one"));

        var same = await hub.Client.RestartAsync("one");
        var sameEnded = await hub.CompletionAsync(same);
        var other = await hub.Client.RestartAsync("one", restartWithNewInstanceId: true);
        var otherEnded = await hub.CompletionAsync(other);

        Assert.Equal("one", same);
        Assert.NotEqual("one", other);
        Assert.Equal("again", sameEnded.ReadOutputAs<string>());
        Assert.Equal("again", otherEnded.ReadOutputAs<string>());
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.RestartAsync("unknown"));
    }

    [Fact]
    public async Task Line_64_one_that_still_runs_cannot_be_restarted_under_its_own_id()
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.RestartAsync("one"));
    }

    [Fact]
    public async Task Line_71_waiting_for_start_and_end_wakes_at_once_is_cancelled_and_returns_for_what_is_over()
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);
        var early = hub.Client.WaitForInstanceStartAsync("one");
        using var cancel = new CancellationTokenSource();
        var cancelled = hub.Client.WaitForInstanceCompletionAsync("one", cancel.Token);

        await WaitingInstance.BringToAsync(hub, OrchestrationRuntimeStatus.Running);
        var started = await early.WaitAsync(TimeSpan.FromSeconds(10));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        var waiting = hub.Client.WaitForInstanceCompletionAsync("one");
        await hub.Client.RaiseEventAsync("one", "Go", "on");

        Assert.Equal(OrchestrationRuntimeStatus.Running, started.RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await waiting.WaitAsync(TimeSpan.FromSeconds(10))).RuntimeStatus);
        Assert.True(hub.Client.WaitForInstanceCompletionAsync("one").IsCompletedSuccessfully);
    }
}
