namespace HubAutomation.Local.DurableTask.Tests;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Line_92_the_limit_of_activities_at_once_holds_also_after_a_crash()
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

        await hub.CrashAndRestartAsync(startWorker: false);
        crowd = afterCrash;
        await hub.StartWorkerAsync();
        afterCrash.Open();
        await hub.CompletionAsync(id);

        Assert.InRange(beforeCrash.Most, 0, 3);
        Assert.InRange(afterCrash.Most, 1, 3);
    }

    /// <summary>Counts how many are inside at once.</summary>
    private sealed class Crowd : IDisposable
    {
        private readonly Lock gate = new();
        private readonly SemaphoreSlim exit = new(0);
        private int inside;

        public int Most { get; private set; }

        public void Open() => exit.Release(50);

        public async Task EnterAsync()
        {
            lock (gate)
                Most = Math.Max(Most, ++inside);
            await exit.WaitAsync();
            lock (gate)
                inside--;
        }

        public void Dispose() => exit.Dispose();
    }
}
