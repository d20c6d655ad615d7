using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.State;
using HubAutomation.Local.Host.Tests.Functions;
using HubAutomation.Local.Host.Timers;

namespace HubAutomation.Local.Host.Tests.Timers;

public sealed class TimerListenersTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-timers-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_run_that_ends_five_workers_is_given_up_and_the_next_is_made()
    {
        var workers = new LostWorkers();
        var schedule = TimerSchedule.Parse("0 */5 * * * *", TimeZoneInfo.Utc);
        var catalog = workers.Catalog(new TimerTriggerDescription("timer", schedule, RunOnStartup: false, UseMonitor: true));
        var function = catalog.Find("Fatal")!;
        var clock = new ManualTimeProvider(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
        var meter = new WorkMeter();
        using var state = new HostState(_folder.FullName);
        using var timers = new TimerListeners(catalog, state, meter, TimeZoneInfo.Utc, clock, CancellationToken.None);
        await timers.StartAsync(CancellationToken.None);
        await meter.WhenStillAsync(CancellationToken.None);

        clock.AdvanceToNextTimer();
        await meter.WhenStillAsync(CancellationToken.None);
        Assert.Equal((5, 0, 1), (workers.Count, function.Failures, function.GivenUp));

        clock.AdvanceToNextTimer();
        await meter.WhenStillAsync(CancellationToken.None);
        Assert.Equal((10, 0, 2), (workers.Count, function.Failures, function.GivenUp));
        await timers.StopAsync(CancellationToken.None);
        Assert.Equal(clock.GetUtcNow(), new TimerMonitor(state).Read("Fatal")!.Last);
    }
}
