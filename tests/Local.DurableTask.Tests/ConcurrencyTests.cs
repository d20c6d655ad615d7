using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task The_limit_of_activities_at_once_holds_also_after_a_crash()
    {
        using var beforeCrash = new Crowd();
        using var afterCrash = new Crowd();
        var crowd = beforeCrash;
        await using var hub = await TestHub.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("FanOut", context => Task.WhenAll(Enumerable.Range(0, 50).Select(_ => context.CallActivityAsync("Enter"))))
                .AddActivityFunc("Enter", _ => crowd.EnterAsync()),
            options => options.MaxConcurrentActivities = 3);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("FanOut");
        await hub.UntilAsync(() => hub.Number("SELECT count(*) FROM activities") == 50);

        await hub.CrashAndRestartAsync(handsOut: false);
        crowd = afterCrash;
        await hub.HandOutAsync();
        afterCrash.Open();
        await hub.CompletionAsync(id);

        Assert.InRange(beforeCrash.Most, 0, 3);
        Assert.InRange(afterCrash.Most, 1, 3);
    }

    [Fact]
    public async Task The_limit_of_turns_at_once_holds()
    {
        using var crowd = new Crowd();
        await using var hub = await TestHub.StartAsync(
            tasks => tasks.AddOrchestratorFunc("Enter", _ => crowd.Enter()),
            options => options.MaxConcurrentOrchestrations = 2);

        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => hub.Client.ScheduleNewOrchestrationInstanceAsync("Enter")));
        crowd.Open();
        await Task.WhenAll(ids.Select(hub.CompletionAsync));

        Assert.InRange(crowd.Most, 1, 2);
    }

    [Fact]
    public async Task A_worker_gets_no_more_at_once_than_it_asks_for()
    {
        using var crowd = new Crowd();
        await using var hub = await TestHub.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("FanOut", context => Task.WhenAll(Enumerable.Range(0, 20).Select(_ => context.CallActivityAsync("Enter"))))
                .AddActivityFunc("Enter", _ => crowd.EnterAsync()),
            options => options.MaxConcurrentActivities = 20,
            worker => worker.Configure(options => options.Concurrency.MaximumConcurrentActivityWorkItems = 2));

        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("FanOut");
        await hub.UntilAsync(() => hub.Number("SELECT count(*) FROM activities") == 20);
        crowd.Open();
        await hub.CompletionAsync(id);

        Assert.InRange(crowd.Most, 1, 2);
    }

    /// <summary>Counts how many are inside at once.</summary>
    private sealed class Crowd : IDisposable
    {
        private readonly Lock gate = new();
        private readonly SemaphoreSlim exit = new(0);
        private int inside;

        public int Most { get; private set; }

        public void Open() => exit.Release(50);

        public void Enter()
        {
            Note(1);
            exit.Wait();
            Note(-1);
        }

        public async Task EnterAsync()
        {
            Note(1);
            await exit.WaitAsync();
            Note(-1);
        }

        public void Dispose() => exit.Dispose();

        private void Note(int change)
        {
            lock (gate)
                Most = Math.Max(Most, inside += change);
        }
    }
}
