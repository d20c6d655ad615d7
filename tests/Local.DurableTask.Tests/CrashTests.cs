using System.Collections.Concurrent;
using HubAutomation.Testing.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class CrashInMemoryTests() : CrashTests(keptInMemory: true);

public sealed class CrashFromFileTests() : CrashTests(keptInMemory: false);

public abstract class CrashTests(bool keptInMemory) : Semantics(keptInMemory)
{
    [Fact]
    public async Task Crashed_at_every_change_a_mixed_load_ends_as_if_undisturbed()
    {
        // Which of the activities are cut off, and how often, depends on how busy the machine is: none is to be given up for it.
        await using var hub = await StartAsync(tasks => MixedLoad.Add(tasks, _ => { }), options => options.MaxCrashesPerActivity = 1000);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Mixed", 6, new StartOrchestrationOptions("mixed"));

        var crashes = 0;
        while (!(await hub.StateAsync("mixed")).IsCompleted)
        {
            // A little further each time: one change, then two, then three…
            for (var change = 0; change <= crashes / 3 && hub.Hub.GetWorkload().Runnable > 0; change++)
                await hub.Hub.WaitForChangeAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMilliseconds(500)).ContinueWith(_ => { }, TaskScheduler.Default);
            if (hub.Hub.GetWorkload().Runnable == 0)
                hub.Clock.AdvanceToNextTimer();
            await hub.CrashAndRestartAsync();
            crashes++;
        }

        var ended = await hub.StateAsync("mixed");
        Assert.Equal((OrchestrationRuntimeStatus.Completed, null), (ended.RuntimeStatus, ended.FailureDetails?.ToString()));
        Assert.Equal(MixedLoad.Expected("Mixed", 6), ended.ReadOutputAs<string>());
        Assert.Equal(0, hub.Number("SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM activities) + (SELECT count(*) FROM timers)"));
        Assert.True(crashes > 5, $"Only {crashes} crashes.");
    }

    [Fact]
    public async Task A_result_for_a_purged_and_replaced_instance_is_dropped()
    {
        using var release = new SemaphoreSlim(0);
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Work", async (context, name) => await context.CallActivityAsync<string>("Slow") + name)
            .AddActivityFunc<string>("Slow", async _ =>
            {
                await release.WaitAsync();
                return "answer of ";
            }));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", "the first", new StartOrchestrationOptions("one"));
        await hub.UntilAsync(() => hub.Number("SELECT count(*) FROM activities") == 1);
        await hub.Client.TerminateInstanceAsync("one");
        await hub.CompletionAsync("one");
        await hub.Client.PurgeInstanceAsync("one");
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", "the second", new StartOrchestrationOptions("one"));
        await hub.UntilAsync(() => hub.Number("SELECT count(*) FROM activities") == 1);

        release.Release(2);
        var ended = await hub.CompletionAsync("one");
        await hub.IdleAsync();

        Assert.Equal("answer of the second", ended.ReadOutputAs<string>());
        Assert.Equal(0, hub.Number("SELECT count(*) FROM activities"));
    }

    [Fact]
    public async Task An_activity_that_dies_with_its_process_is_given_up_and_the_others_go_on()
    {
        var poison = 0;
        using var started = new SemaphoreSlim(0);
        using var never = new SemaphoreSlim(0);
        await using var hub = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Victim", context => context.CallActivityAsync("Poison"))
                .AddOrchestratorFunc("Other", context => context.CallActivityAsync<string>("Fine"))
                .AddActivityFunc("Poison", async _ =>
                {
                    Interlocked.Increment(ref poison);
                    started.Release();
                    await never.WaitAsync();
                })
                .AddActivityFunc("Fine", _ => "fine"));
        var victim = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Victim");

        var (completion, start) = (hub.CompletionAsync(victim), started.WaitAsync());
        while (await Task.WhenAny(completion, start) == start)
        {
            await hub.CrashAndRestartAsync();
            (completion, start) = (hub.CompletionAsync(victim), started.WaitAsync());
        }

        var ended = await completion;
        Assert.Equal(10, poison);
        Assert.Equal("PoisonedActivity", ended.FailureDetails!.InnerFailure!.ErrorType);
        Assert.Equal(
            "Activity 'Poison' was given up: the process died each of the 10 times it was tried.", ended.FailureDetails.InnerFailure.ErrorMessage);
        Assert.Equal("fine", (await hub.RunAsync("Other")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_activity_that_no_worker_was_there_for_is_not_held_guilty_of_the_ends_of_the_process()
    {
        await using var hub = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Work", context => context.CallActivityAsync<string>("Fine"))
                .AddActivityFunc("Fine", _ => "fine"),
            options => options.MaxCrashesPerActivity = 2,
            connects: false);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        var worker = await hub.ConnectAsync(tasks => tasks.AddOrchestratorFunc("Work", context => context.CallActivityAsync<string>("Fine")),
            worker => worker.UseWorkItemFilters());
        await hub.UntilAsync(() => hub.Number("SELECT count(*) FROM activities") == 1);
        await worker.DisposeAsync();

        for (var crash = 0; crash < 4; crash++)
        {
            // The hub has handed the activity on, to nobody.
            await hub.UntilAsync(() => hub.Hub.GetWorkload().Runnable == 1);
            await hub.CrashAndRestartAsync();
        }

        await hub.ConnectAsync();

        Assert.Equal("fine", (await hub.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_running_instance_is_not_run_a_second_time_beside_itself()
    {
        var running = new ConcurrentDictionary<string, int>();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Work", async context =>
            {
                for (var step = 0; step < 20; step++)
                    await context.CallActivityAsync("Step");
            })
            .AddActivityFunc("Step", context =>
            {
                Assert.Equal(1, running.AddOrUpdate(context.InstanceId, 1, (_, count) => count + 1));
                running[context.InstanceId] = 0;
            }));

        var ended = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => hub.RunAsync("Work")));

        Assert.All(ended, one => Assert.Equal(OrchestrationRuntimeStatus.Completed, one.RuntimeStatus));
    }

    [Fact]
    public async Task A_stop_in_good_order_takes_no_new_work_lets_what_runs_end_and_goes_on_at_the_next_start()
    {
        using var started = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        var steps = new ConcurrentQueue<int>();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Work", async context =>
            {
                for (var step = 0; step < 3; step++)
                    await context.CallActivityAsync("Step", step);
            })
            .AddActivityFunc<int>("Step", async (_, step) =>
            {
                steps.Enqueue(step);
                started.Release();
                if (step == 0)
                    await release.WaitAsync();
            }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        await started.WaitAsync(Patience.Long);

        var stopping = hub.StopHandingOutAsync(CancellationToken.None);
        var stoppedEarly = stopping.IsCompleted;
        release.Release();
        await stopping;
        var before = steps.ToList();
        await hub.HandOutAsync();
        await hub.CompletionAsync(id);

        Assert.False(stoppedEarly);
        Assert.Equal([0], before);
        Assert.Equal([0, 1, 2], steps);
    }

    [Fact]
    public async Task What_does_not_end_in_time_runs_again_at_the_next_start_and_is_not_held_against_it()
    {
        using var started = new SemaphoreSlim(0);
        using var never = new SemaphoreSlim(0);
        var tries = 0;
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Work", context => context.CallActivityAsync<string>("Slow"))
            .AddActivityFunc<string>("Slow", async _ =>
            {
                var attempt = Interlocked.Increment(ref tries);
                started.Release();
                if (attempt < 15)
                    await never.WaitAsync();
                return "done at last";
            }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work");

        for (var stop = 1; stop < 15; stop++)
        {
            await started.WaitAsync(Patience.Long);
            await hub.StopHandingOutAsync(new CancellationToken(canceled: true));
            await hub.HandOutAsync();
        }

        Assert.Equal("done at last", (await hub.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_turn_that_ends_after_the_hub_has_stopped_waiting_is_not_written_beside_that_of_the_next()
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        var turns = 0;
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Slow", async context =>
            {
                var turn = context.IsReplaying ? 0 : Interlocked.Increment(ref turns);
                if (turn == 1)
                {
                    entered.Release();
                    release.Wait();
                }

                await context.CallActivityAsync("Note");
                await context.WaitForExternalEvent<object>("Go");
            })
            .AddActivityFunc("Note", _ => { }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Slow");
        await entered.WaitAsync(Patience.Long);

        await hub.StopHandingOutAsync(new CancellationToken(canceled: true));
        await hub.HandOutAsync();
        await hub.IdleAsync();
        release.Release();
        await hub.Client.RaiseEventAsync(id, "Go");
        await hub.CompletionAsync(id);

        Assert.Equal(2, turns);
        Assert.Single(hub.History(id), e => e.ExecutionStarted is not null);
        Assert.Single(hub.History(id), e => e.TaskScheduled is not null);
    }

    [Fact]
    public async Task What_a_client_was_told_is_done_survives_a_crash_in_the_same_instant()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Collect", async context =>
            await context.WaitForExternalEvent<int>("Number") + await context.WaitForExternalEvent<int>("Number")));

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Collect", new StartOrchestrationOptions("one"));
        await hub.CrashAndRestartAsync();
        await hub.Client.RaiseEventAsync("one", "Number", 40);
        await hub.CrashAndRestartAsync();
        await hub.Client.RaiseEventAsync("one", "Number", 2);
        await hub.CrashAndRestartAsync();

        Assert.Equal(42, (await hub.CompletionAsync("one")).ReadOutputAs<int>());
    }
}
