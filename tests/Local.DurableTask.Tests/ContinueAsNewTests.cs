using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class ContinueAsNewInMemoryTests() : ContinueAsNewTests(keptInMemory: true);

public sealed class ContinueAsNewFromFileTests() : ContinueAsNewTests(keptInMemory: false);

public abstract class ContinueAsNewTests(bool keptInMemory) : Semantics(keptInMemory)
{
    [Fact]
    public async Task It_starts_afresh_with_the_new_input_under_the_same_id()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, string>("Count", async (context, round) =>
            {
                await context.CallActivityAsync("Nothing");
                if (round < 3)
                    context.ContinueAsNew(round + 1);
                return $"round {round}";
            })
            .AddActivityFunc("Nothing", _ => { }));

        var ended = await hub.RunAsync("Count", 0, new StartOrchestrationOptions("count"));

        Assert.Equal("count", ended.InstanceId);
        Assert.Equal("round 3", ended.ReadOutputAs<string>());
        Assert.Equal(3, ended.ReadInputAs<int>());
        Assert.Equal("3", Assert.Single(hub.History("count"), e => e.ExecutionStarted is not null).ExecutionStarted.Input);
        Assert.Single(hub.History("count"), e => e.TaskScheduled is not null);
    }

    [Fact]
    public async Task Each_round_is_an_execution_with_an_id_of_its_own()
    {
        var executions = new ConcurrentQueue<string>();
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc<int>("Count", async (context, round) =>
        {
            await context.WaitForExternalEvent<object>("Next");
            if (round < 2)
                context.ContinueAsNew(round + 1);
        }));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Count", 0, new StartOrchestrationOptions("count"));

        for (var round = 0; round < 3; round++)
        {
            await hub.IdleAsync();
            executions.Enqueue(Assert.Single(hub.History("count"), e => e.ExecutionStarted is not null).ExecutionStarted.OrchestrationInstance.ExecutionId);
            await hub.Client.RaiseEventAsync("count", "Next");
        }

        await hub.CompletionAsync("count");
        Assert.DoesNotContain(executions, string.IsNullOrEmpty);
        Assert.Equal(3, executions.Distinct().Count());
    }

    [Fact]
    public async Task Events_that_nobody_has_waited_for_are_carried_over_in_order()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc<List<int>, List<int>>("Collect", async (context, received) =>
        {
            received.Add(await context.WaitForExternalEvent<int>("Number"));
            if (received.Count < 50)
                context.ContinueAsNew(received);
            return received;
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Collect", new List<int>());

        for (var number = 0; number < 50; number++)
            await hub.Client.RaiseEventAsync(id, "Number", number);

        Assert.Equal(Enumerable.Range(0, 50), (await hub.CompletionAsync(id)).ReadOutputAs<List<int>>());
    }

    /// <summary>Microsoft's worker sends it to the instance anew, in every task hub: nobody may rely on the order of events around the change.</summary>
    [Fact]
    public async Task An_event_that_nobody_has_waited_for_comes_behind_those_that_came_while_its_execution_ended()
    {
        using var isEnding = new SemaphoreSlim(0);
        using var mayEnd = new SemaphoreSlim(0);
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, string>("Carry", async (context, round) =>
            {
                if (round == 1)
                    return string.Join(" ", await context.WaitForExternalEvent<string>("Word"), await context.WaitForExternalEvent<string>("Word"));
                await context.WaitForExternalEvent<object>("Next");
                isEnding.Release();
                mayEnd.Wait(TimeSpan.FromSeconds(30));
                context.ContinueAsNew(1);
                return string.Empty;
            }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Carry", 0);

        await hub.Client.RaiseEventAsync(id, "Word", "early");
        await hub.Client.RaiseEventAsync(id, "Next");
        await isEnding.WaitAsync();
        await hub.Client.RaiseEventAsync(id, "Word", "late");
        mayEnd.Release();

        Assert.Equal("late early", (await hub.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Carried_over_events_survive_a_crash()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc<int, string>("Carry", async (context, round) =>
        {
            if (round == 1)
                return string.Join(" ", await context.WaitForExternalEvent<string>("Number"), await context.WaitForExternalEvent<string>("Number"));
            await context.WaitForExternalEvent<object>("Next");
            context.ContinueAsNew(1);
            return string.Empty;
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Carry", 0);
        await hub.Client.RaiseEventAsync(id, "Number", "one");
        await hub.Client.RaiseEventAsync(id, "Next");
        await hub.IdleAsync();

        await hub.CrashAndRestartAsync();
        await hub.Client.RaiseEventAsync(id, "Number", "two");

        Assert.Equal("one two", (await hub.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task On_request_events_that_nobody_has_waited_for_are_dropped()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc<int, string>("Drop", async (context, round) =>
        {
            if (round == 1)
                return await context.WaitForExternalEvent<string>("Number");
            await context.WaitForExternalEvent<object>("Next");
            context.ContinueAsNew(1, preserveUnprocessedEvents: false);
            return string.Empty;
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Drop", 0);
        await hub.Client.RaiseEventAsync(id, "Number", "old");
        await hub.Client.RaiseEventAsync(id, "Next");
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "Number", "new");

        Assert.Equal("new", (await hub.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_timer_of_the_execution_before_wakes_nobody()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc<int, string>("Again", async (context, round) =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(round + 1), cancel.Token);
            if (round == 1)
            {
                await timer;
                return context.CurrentUtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);
            }

            await context.WaitForExternalEvent<object>("Next");
            cancel.Cancel();
            context.ContinueAsNew(1);
            return string.Empty;
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Again", 0);
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "Next");

        Assert.Equal("10:00", (await hub.RunToEndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_thousand_rounds_leave_no_more_behind_than_one()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Monitor", async (context, round) =>
            {
                await context.CallActivityAsync("Look");
                if (round < 1000)
                    context.ContinueAsNew(round + 1);
                return round;
            })
            .AddActivityFunc("Look", _ => { }));

        var ended = await hub.RunAsync("Monitor", 1);

        Assert.Equal(1000, ended.ReadOutputAs<int>());
        Assert.Equal(2, hub.HistoryKinds(ended.InstanceId).Count(kind => kind == P.HistoryEvent.EventTypeOneofCase.OrchestratorStarted));
        Assert.Equal(0, hub.Number("SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM activities) + (SELECT count(*) FROM timers)"));
    }

    [Fact]
    public async Task Fast_activities_around_the_restart_do_not_strand_the_instance()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Race", async (context, round) =>
            {
                var activities = Enumerable.Range(0, 5).Select(_ => context.CallActivityAsync("Nothing")).ToList();
                await Task.WhenAny(activities);
                if (round < 100)
                    context.ContinueAsNew(round + 1);
            })
            .AddActivityFunc("Nothing", _ => { }));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.RunAsync("Race", 1)).RuntimeStatus);
    }

    [Fact]
    public async Task A_new_version_leads_to_the_new_code()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc<int, string>("Work", (context, input) =>
        {
            if (context.Version == "1.0")
                context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 2, NewVersion = "2.0" });
            return $"{context.Version} {input}";
        }));

        var ended = await hub.RunAsync("Work", 1, new StartOrchestrationOptions { Version = "1.0" });

        Assert.Equal("2.0 2", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_raised_while_it_restarts_again_and_again_all_arrive()
    {
        var seen = new ConcurrentQueue<int>();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Queue", async (context, done) =>
            {
                var number = await context.WaitForExternalEvent<int>("Number");
                await context.CallActivityAsync("Note", number);
                if (done + 1 < 200)
                    context.ContinueAsNew(done + 1);
            })
            .AddActivityFunc<int>("Note", (_, number) => seen.Enqueue(number)));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Queue", 0);

        await Parallel.ForEachAsync(Enumerable.Range(0, 200), async (number, stop) => await hub.Client.RaiseEventAsync(id, "Number", number, stop));
        await hub.CompletionAsync(id);

        Assert.Equal(Enumerable.Range(0, 200), seen.Order());
    }

    [Fact]
    public async Task Suspended_it_stays_suspended_and_takes_up_where_it_was()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Count", async (context, round) =>
        {
            await context.WaitForExternalEvent<object>("Next");
            if (round < 2)
                context.ContinueAsNew(round + 1);
            return round;
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Count", 0);
        await hub.Client.RaiseEventAsync(id, "Next");
        await hub.IdleAsync();

        await hub.Client.SuspendInstanceAsync(id);
        await hub.Client.RaiseEventAsync(id, "Next");
        await hub.Client.RaiseEventAsync(id, "Next");
        await hub.IdleAsync();
        var suspended = await hub.StateAsync(id);
        await hub.Client.ResumeInstanceAsync(id);

        Assert.Equal((OrchestrationRuntimeStatus.Suspended, 1), (suspended.RuntimeStatus, suspended.ReadInputAs<int>()));
        Assert.Equal(2, (await hub.CompletionAsync(id)).ReadOutputAs<int>());
    }
}
