
namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>Alone in the process, whose memory it measures.</summary>
[CollectionDefinition(nameof(MonitorTests), DisableParallelization = true)]
public sealed class Alone;

/// <summary>A monitor looks, sleeps and begins anew, for months.</summary>
[Collection(nameof(MonitorTests))]
public sealed class MonitorTests
{
    private const int Rounds = 3000;

    [Fact]
    public async Task A_monitor_that_continues_as_new_3000_times_grows_neither_the_file_nor_memory()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Monitor", async (context, round) =>
            {
                await context.CallActivityAsync("Look", round);
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                context.ContinueAsNew(round + 1);
            })
            .AddActivityFunc<int>("Look", (_, _) => { }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Monitor", 0);
        await RunAsync(hub, 500);
        var (pages, memory) = Size(hub);

        await RunAsync(hub, Rounds);

        var (pagesAfter, memoryAfter) = Size(hub);
        Assert.Equal(Rounds + 500, (await hub.StateAsync(id)).ReadInputAs<int>());

        // A hundred bytes a round would be 73 pages.
        Assert.InRange(pagesAfter - pages, long.MinValue, 30);

        // A kilobyte a round would be three megabytes; what server and channels keep for themselves varies by less than one.
        Assert.InRange(memoryAfter - memory, long.MinValue, 1_500_000);
    }

    private static async Task RunAsync(TestHub hub, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await hub.IdleAsync();
            Assert.True(hub.Clock.AdvanceToNextTimer());
        }

        await hub.IdleAsync();
    }

    private static (long Pages, long Memory) Size(TestHub hub)
    {
        // What is logged is the test's, not the engine's.
        hub.Logs.Clear();
        return (hub.Number("PRAGMA page_count"), GC.GetTotalMemory(forceFullCollection: true));
    }
}
