using HubAutomation.Local.Host.SampleApp.Timers;
using HubAutomation.Local.Host.Tests.Kit;
using HubAutomation.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Host.Tests.Timers;

public sealed class TimerTriggerTests
{
    private readonly Ticks _ticks = [];
    private string _schedule = "0 */5 * * * *";

    [Fact]
    public async Task A_timer_ticks_when_it_is_due_and_is_told_last_and_next()
    {
        await using var app = await StartAsync("BySchedule");

        await app.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(["09:05 next 09:05", "09:10 last 09:05 next 09:10"], _ticks);
    }

    [Fact]
    public async Task A_new_timer_owes_nothing()
    {
        await using var app = await StartAsync("BySchedule");

        await app.SettleAsync();

        Assert.Empty(_ticks);
    }

    [Fact]
    public async Task Runs_missed_while_down_become_one_run_that_is_past_due()
    {
        await using var app = await StartAsync("BySchedule");
        await app.AdvanceAsync(TimeSpan.FromMinutes(5));
        await app.StopAsync();

        app.Clock.Advance(TimeSpan.FromMinutes(47));
        await app.StartAgainAsync();
        await app.SettleAsync();

        Assert.Equal(["09:05 next 09:05", "09:52 past due last 09:05 next 09:10"], _ticks);
    }

    [Fact]
    public async Task A_run_that_the_host_died_in_is_made_again_at_the_next_start()
    {
        await using var app = await StartAsync("BySchedule");
        _ticks.Gate = new TaskCompletionSource();
        await app.SettleAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        await app.DieAsync();
        _ticks.Gate = null;
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.StartAgainAsync();
        await app.SettleAsync();

        Assert.Equal(["09:05 next 09:05", "09:06 past due next 09:05"], _ticks);
    }

    [Fact]
    public async Task A_changed_schedule_owes_nothing_of_the_old_one()
    {
        await using var app = await StartAsync("BySchedule");
        await app.StopAsync();

        app.Clock.Advance(TimeSpan.FromHours(3));
        _schedule = "0 0 * * * *";
        await app.StartAgainAsync();
        await app.SettleAsync();

        Assert.Empty(_ticks);
    }

    [Fact]
    public async Task RunOnStartup_ticks_at_each_start()
    {
        await using var app = await StartAsync("AtStart");
        await app.SettleAsync();
        await app.StopAsync();

        await app.StartAgainAsync();
        await app.SettleAsync();

        Assert.Equal(2, _ticks.Count);
    }

    [Fact]
    public async Task A_run_that_fails_is_not_made_again_but_the_next_one_is_made()
    {
        await using var app = await StartAsync("InVain");

        await app.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(["09:05 fails", "09:10 fails"], _ticks);
    }

    [Fact]
    public async Task A_timer_is_run_by_hand_through_the_admin_address()
    {
        _schedule = "0 0 * * * *";
        await using var app = await StartAsync("BySchedule");

        using var body = new StringContent("""{"input":""}""");
        var answer = await app.Http.PostAsync(new Uri("admin/functions/BySchedule", UriKind.Relative), body);
        await app.SettleAsync();

        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(["09:00 next 10:00"], _ticks);
    }

    [Fact]
    public async Task A_host_that_drains_runs_what_it_has_missed_when_it_goes_on()
    {
        await using var app = await StartAsync("BySchedule");
        await app.SettleAsync();

        await app.Http.PostAsync(new Uri("admin/host/drain", UriKind.Relative), null);
        while (!(await app.Http.GetStringAsync(new Uri("admin/host/drain/status", UriKind.Relative))).Contains("Completed", StringComparison.Ordinal))
            await app.SettleAsync();
        await app.AdvanceAsync(TimeSpan.FromMinutes(12));
        Assert.Empty(_ticks);

        await app.Http.PostAsync(new Uri("admin/host/resume", UriKind.Relative), null);
        await app.SettleAsync();
        Assert.Equal(["09:12 past due next 09:05"], _ticks);
    }

    private Task<TestApp> StartAsync(string function) => Sample.StartAsync(
        options => options.Settings = new Dictionary<string, string?> { ["TickSchedule"] = _schedule },
        services => services.AddSingleton(_ticks),
        with: function);
}
