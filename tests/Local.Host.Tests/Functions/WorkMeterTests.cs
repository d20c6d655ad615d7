using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Functions;

namespace HubAutomation.Local.Host.Tests.Functions;

public class WorkMeterTests
{
    private readonly WorkMeter _meter = new();

    [Fact]
    public async Task It_is_still_when_all_that_has_begun_has_ended()
    {
        var first = _meter.Begin();
        var second = _meter.Begin();
        var still = _meter.WhenStillAsync(CancellationToken.None);

        first.Dispose();
        Assert.False(still.IsCompleted);
        second.Dispose();

        await still;
        Assert.Equal((0, 2), (_meter.UnderWay, _meter.Begun));
    }

    [Fact]
    public async Task What_waits_for_the_clock_is_not_under_way_and_is_again_at_the_moment_the_clock_is_moved()
    {
        var clock = new ManualTimeProvider(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
        using var underWay = _meter.Begin();
        var pause = _meter.PauseAsync(TimeSpan.FromMinutes(5), clock, CancellationToken.None);
        await _meter.WhenStillAsync(CancellationToken.None);

        clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(1, _meter.UnderWay);
        await pause;
    }

    [Fact]
    public async Task What_is_told_to_stop_does_not_wait_on()
    {
        using var underWay = _meter.Begin();
        using var stop = new CancellationTokenSource();
        var pause = _meter.PauseAsync(TimeSpan.FromDays(1), new ManualTimeProvider(DateTimeOffset.UnixEpoch), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pause);
    }
}
