using System.Collections.Concurrent;
using HubAutomation.Local.DurableTask.Engine;
using HubAutomation.Local.DurableTask.Engine.Storage;
using HubAutomation.Local.DurableTask.Engine.Writes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class ContinueAsNewInMemoryTests() : ContinueAsNewTests(keptInMemory: true);

public sealed class ContinueAsNewReplayedTests() : ContinueAsNewTests(keptInMemory: false);

public abstract class ContinueAsNewTests(bool keptInMemory) : Conformance(keptInMemory)
{
    [Fact]
    public async Task Line_41_it_starts_afresh_with_the_new_input_under_the_same_id()
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
        Assert.Equal(1, hub.Number("SELECT count(*) FROM history WHERE turn LIKE '%ExecutionStarted%'"));
    }

    [Fact]
    public async Task Line_42_events_that_nobody_has_waited_for_are_carried_over_in_order()
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

    [Fact]
    public async Task Line_42_carried_over_events_survive_a_crash()
    {
        Action<DurableTaskRegistry> tasks = tasks => tasks.AddOrchestratorFunc<int, string>("Carry", async (context, round) =>
        {
            if (round == 1)
                return string.Join(" ", await context.WaitForExternalEvent<string>("Number"), await context.WaitForExternalEvent<string>("Number"));
            await context.WaitForExternalEvent<object>("Next");
            context.ContinueAsNew(1);
            return string.Empty;
        });
        await using var hub = await StartAsync(tasks);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Carry", 0);
        await hub.Client.RaiseEventAsync(id, "Number", "one");
        await hub.Client.RaiseEventAsync(id, "Next");
        await hub.IdleAsync();

        await hub.CrashAndRestartAsync();
        await hub.Client.RaiseEventAsync(id, "Number", "two");

        Assert.Equal("one two", (await hub.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Line_43_on_request_they_are_dropped()
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
    public async Task Line_44_what_belongs_to_the_execution_before_is_ignored()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc<int, string>("Again", async (context, round) =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(round + 1), cancel.Token);
            if (round == 1)
            {
                await timer;
                return context.CurrentUtcDateTime.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
            }

#pragma warning disable CA1849 // An orchestrator cancels in place.
            cancel.Cancel();
#pragma warning restore CA1849
            context.ContinueAsNew(1);
            return string.Empty;
        }));

        var ended = await hub.RunToEndAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Again", 0));

        Assert.Equal("10:00", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Line_44_an_answer_meant_for_the_execution_before_is_not_taken_for_one_of_this()
    {
        using var release = new SemaphoreSlim(0);
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, string>("Again", async (context, round) =>
            {
                if (round == 1)
                    return await context.CallActivityAsync<string>("Slow");
                context.ContinueAsNew(1);
                return string.Empty;
            })
            .AddActivityFunc<string>("Slow", async _ =>
            {
                await release.WaitAsync();
                return "of this execution";
            }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Again", 0);
        await hub.UntilAsync(() => hub.Number("SELECT count(*) FROM activities WHERE execution = 1") == 1);

        var stale = new Injected(id, 0, new TaskCompleted(0, "\"of the one before\""), hub.Hub);
        hub.Hub.Enqueue(stale);
        await stale.Done;
        await hub.UntilAsync(() => hub.Number("SELECT count(*) FROM inbox") == 0);
        release.Release();

        Assert.Equal("of this execution", (await hub.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Line_45_a_thousand_rounds_leave_no_more_behind_than_one()
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
        Assert.Equal(2, hub.Number("SELECT count(*) FROM history"));
        Assert.Equal(0, hub.Number("SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM activities) + (SELECT count(*) FROM timers)"));
    }

    [Fact]
    public async Task Line_46_a_fast_activity_around_the_restart_does_not_strand_the_instance()
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
    public async Task Line_47_a_new_version_leads_to_the_new_code()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, string>("Work", "1.0", (context, _) =>
            {
                context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 2, NewVersion = "2.0" });
                return Task.FromResult("old");
            })
            .AddOrchestratorFunc<int, string>("Work", "2.0", (context, input) => Task.FromResult($"new {context.Version} {input}")));

        var ended = await hub.RunAsync("Work", 1, new StartOrchestrationOptions { Version = "1.0" });

        Assert.Equal("new 2.0 2", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Line_48_to_fail_after_asking_for_a_restart_is_to_fail()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Fail", context =>
        {
            context.ContinueAsNew();
            throw new InvalidOperationException("after all");
        }));

        var ended = await hub.RunAsync("Fail");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal("after all", ended.FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task Line_49_events_raised_while_it_restarts_again_and_again_all_arrive()
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

    /// <summary>Puts a message for one execution into an instance's inbox.</summary>
    private sealed class Injected(string instanceId, int execution, HistoryEvent message, SqliteTaskHub hub) : ClientWrite<bool>(hub)
    {
        protected override Func<bool> Write(HubTables tables)
        {
            tables.AddMessage(tables.FindInstance(instanceId)!.Value.Key, execution, message, Effects);
            return () => true;
        }
    }
}
