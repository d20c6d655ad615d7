namespace HubAutomation.Local.DurableTask.Tests;

public sealed class ManualTimeProviderTests
{
    private static readonly DateTimeOffset Morning = new(2026, 9, 14, 9, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void It_shows_the_time_it_was_set_to_in_utc_and_stands_still()
    {
        var clock = new ManualTimeProvider(Morning);

        Assert.Equal(new DateTimeOffset(2026, 9, 14, 8, 0, 0, TimeSpan.Zero), clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, clock.GetUtcNow().Offset);
    }

    [Fact]
    public void Timers_fire_in_order_each_at_its_own_time()
    {
        var clock = new ManualTimeProvider(Morning);
        var fired = new List<string>();
        using var late = clock.CreateTimer(_ => fired.Add($"late {clock.GetUtcNow():HH:mm}"), null, TimeSpan.FromHours(2), Timeout.InfiniteTimeSpan);
        using var early = clock.CreateTimer(_ => fired.Add($"early {clock.GetUtcNow():HH:mm}"), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);

        clock.Advance(TimeSpan.FromHours(5));

        Assert.Equal(["early 09:00", "late 10:00"], fired);
        Assert.Equal(13, clock.GetUtcNow().Hour);
        Assert.Null(clock.NextTimer);
    }

    [Fact]
    public void A_periodic_timer_fires_again_and_again_until_disposed()
    {
        var clock = new ManualTimeProvider(Morning);
        var count = 0;
        var timer = clock.CreateTimer(_ => count++, null, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));

        clock.Advance(TimeSpan.FromHours(1));
        timer.Dispose();
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(6, count);
    }

    [Fact]
    public void It_moves_from_timer_to_timer_and_says_when_there_is_none()
    {
        var clock = new ManualTimeProvider(Morning);
        using var timer = clock.CreateTimer(_ => { }, null, TimeSpan.FromDays(100), Timeout.InfiniteTimeSpan);

        Assert.True(clock.AdvanceToNextTimer());
        Assert.Equal(Morning.AddDays(100), clock.GetUtcNow());
        Assert.False(clock.AdvanceToNextTimer());
    }

    [Fact]
    public void Time_does_not_run_backwards_by_advancing() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ManualTimeProvider(Morning).Advance(TimeSpan.FromSeconds(-1)));
}
