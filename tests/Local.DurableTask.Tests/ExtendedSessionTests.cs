using Microsoft.DurableTask;
using static HubAutomation.Local.DurableTask.Tests.Actions;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>A worker that keeps orchestrators between their turns is spared their histories.</summary>
public sealed class ExtendedSessionTests
{
    [Fact]
    public async Task Unless_asked_for_there_are_none_and_the_history_comes_with_every_turn()
    {
        var runner = new ScriptedRunner(_ => []);
        await using var hub = await StartAsync(runner, TimeSpan.Zero);

        await RaiseAsync(hub, 2);

        Assert.Equal([0, 3, 6], runner.Turns.Select(turn => turn.PastEvents.Count));
        Assert.All(runner.Turns, turn => Assert.Empty(turn.Properties));
    }

    [Fact]
    public async Task The_history_comes_with_the_first_turn_and_is_left_out_from_then_on()
    {
        var runner = new ScriptedRunner(_ => []);
        await using var hub = await StartAsync(runner, TimeSpan.FromSeconds(30));

        await RaiseAsync(hub, 2);

        Assert.Equal([(0, true), (0, false), (0, false)], Seen(runner));
        Assert.All(runner.Turns, turn => Assert.True(turn.Properties["IsExtendedSession"].BoolValue));
        Assert.All(runner.Turns, turn => Assert.Equal(30, turn.Properties["ExtendedSessionIdleTimeoutInSeconds"].NumberValue));
    }

    [Fact]
    public async Task A_worker_that_no_longer_has_it_is_sent_the_same_turn_with_the_history()
    {
        var runner = new ScriptedRunner((number, _) => new P.OrchestratorResponse { RequiresHistory = number == 3 });
        await using var hub = await StartAsync(runner, TimeSpan.FromSeconds(30));

        await RaiseAsync(hub, 3);

        Assert.Equal([(0, true), (0, false), (0, false), (6, true), (0, false)], Seen(runner));
        Assert.Equal(runner.Turns[2].NewEvents, runner.Turns[3].NewEvents);
        Assert.Equal(["1", "2", "3"], hub.History("one").Where(e => e.EventRaised is not null).Select(e => e.EventRaised.Input));
    }

    [Fact]
    public async Task A_worker_that_has_ended_has_kept_nothing()
    {
        var gone = false;
        var runner = new ScriptedRunner((_, _) => gone ? throw new WorkerGoneException() : new P.OrchestratorResponse());
        await using var hub = await StartAsync(runner, TimeSpan.FromSeconds(30));
        await RaiseAsync(hub, 1);
        gone = true;
        await hub.Client.RaiseEventAsync("one", "Number", 2);
        await hub.UntilAsync(() => runner.Turns.Count >= 3);
        gone = false;
        await hub.IdleAsync();

        Assert.Equal((3 + 3, true), Seen(runner).Last());
    }

    [Fact]
    public async Task After_a_crash_the_history_comes_again()
    {
        var runner = new ScriptedRunner(_ => []);
        await using var hub = await StartAsync(runner, TimeSpan.FromSeconds(30));
        await RaiseAsync(hub, 1);

        await hub.CrashAndRestartAsync(handsOut: false);
        await hub.HandOutToAsync(runner);
        await hub.Client.RaiseEventAsync("one", "Number", 2);
        await hub.IdleAsync();

        Assert.Equal((6, true), Seen(runner).Last());
    }

    [Fact]
    public async Task Continued_as_new_it_is_a_new_orchestrator_to_the_worker()
    {
        var runner = new ScriptedRunner(number => number == 2 ? [ContinueAsNew(0, "2")] : []);
        await using var hub = await StartAsync(runner, TimeSpan.FromSeconds(30));

        await RaiseAsync(hub, 2);

        Assert.Equal([(0, true), (0, false), (0, true), (0, false)], Seen(runner));
    }

    [Fact]
    public async Task Kept_by_Microsofts_own_runner_an_orchestrator_is_not_replayed()
    {
        var runs = 0;
        using var worker = new SessionWorker(async context =>
        {
            Interlocked.Increment(ref runs);
            return await context.WaitForExternalEvent<int>("Number") + await context.WaitForExternalEvent<int>("Number") + await context.WaitForExternalEvent<int>("Number");
        });
        await using var hub = await StartAsync(worker, TimeSpan.FromSeconds(30));

        await RaiseAsync(hub, 2);
        await hub.CrashAndRestartAsync(handsOut: false);
        await hub.HandOutToAsync(worker);
        await hub.Client.RaiseEventAsync("one", "Number", 3);

        Assert.Equal(6, (await hub.CompletionAsync("one")).ReadOutputAs<int>());
        Assert.Equal(2, runs);
    }

    private static async Task<TestHub> StartAsync(ITaskRunner runner, TimeSpan idleTimeout)
    {
        var hub = await TestHub.StartAsync(_ => { }, options => options.ExtendedSessionIdleTimeout = idleTimeout, handsOut: false, connects: false);
        await hub.HandOutToAsync(runner);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions("one"));
        await hub.IdleAsync();
        return hub;
    }

    private static async Task RaiseAsync(TestHub hub, int times)
    {
        for (var number = 1; number <= times; number++)
        {
            await hub.Client.RaiseEventAsync("one", "Number", number);
            await hub.IdleAsync();
        }
    }

    private static IEnumerable<(int Past, bool IncludesState)> Seen(ScriptedRunner runner) =>
        runner.Turns.Select(turn => (turn.PastEvents.Count, turn.Properties["IncludeState"].BoolValue));
}
