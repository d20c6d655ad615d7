using System.Globalization;
using HubAutomation.Local.Functions.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Functions.Tests.Timers;

public sealed class TimerTriggerTests
{
    private readonly Runs _runs = [];
    private string _schedule = "0 */5 * * * *";

    [Fact]
    public async Task A_timer_runs_when_it_is_due_and_is_told_last_and_next()
    {
        await using var app = await StartAsync<Ticking>();

        await app.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(["09:05 next 09:05", "09:10 last 09:05 next 09:10"], _runs);
    }

    [Fact]
    public async Task A_new_timer_owes_nothing()
    {
        await using var app = await StartAsync<Ticking>();

        await app.SettleAsync();

        Assert.Empty(_runs);
    }

    [Fact]
    public async Task Runs_missed_while_down_become_one_run_that_is_past_due()
    {
        await using var app = await StartAsync<Ticking>();
        await app.AdvanceAsync(TimeSpan.FromMinutes(5));
        await app.StopAsync();

        app.Clock.Advance(TimeSpan.FromMinutes(47));
        await app.StartAgainAsync();
        await app.SettleAsync();

        Assert.Equal(["09:05 next 09:05", "09:52 past due last 09:05 next 09:10"], _runs);
    }

    [Fact]
    public async Task A_run_that_the_host_died_in_is_made_again_at_the_next_start()
    {
        await using var app = await StartAsync<Ticking>();
        _runs.Gate = new TaskCompletionSource();
        await app.SettleAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        await app.DieAsync();
        _runs.Gate = null;
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.StartAgainAsync();
        await app.SettleAsync();

        Assert.Equal(["09:05 next 09:05", "09:06 past due next 09:05"], _runs);
    }

    [Fact]
    public async Task A_changed_schedule_owes_nothing_of_the_old_one()
    {
        await using var app = await StartAsync<Ticking>();
        await app.StopAsync();

        app.Clock.Advance(TimeSpan.FromHours(3));
        _schedule = "0 0 * * * *";
        await app.StartAgainAsync();
        await app.SettleAsync();

        Assert.Empty(_runs);
    }

    [Fact]
    public async Task RunOnStartup_runs_at_each_start()
    {
        await using var app = await StartAsync<AtStart>();
        await app.SettleAsync();
        await app.StopAsync();

        await app.StartAgainAsync();
        await app.SettleAsync();

        Assert.Equal(2, _runs.Count);
    }

    [Fact]
    public async Task A_run_that_fails_is_not_made_again_but_the_next_one_is_made()
    {
        await using var app = await StartAsync<Failing>();

        await app.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(["09:05 fails", "09:10 fails"], _runs);
    }

    [Fact]
    public async Task A_timer_is_run_by_hand_through_the_admin_address()
    {
        _schedule = "0 0 * * * *";
        await using var app = await StartAsync<Ticking>();

        using var body = new StringContent("""{"input":""}""");
        var answer = await app.Http.PostAsync(new Uri("admin/functions/Tick", UriKind.Relative), body);
        await app.SettleAsync();

        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(["09:00 next 10:00"], _runs);
    }

    private Task<TestApp> StartAsync<T>() => TestApp.StartAsync(
        [typeof(T)],
        options => options.Settings = new Dictionary<string, string?> { ["TickSchedule"] = _schedule },
        builder => builder.Services.AddSingleton(_runs));

    public sealed class Runs : List<string>
    {
        public TaskCompletionSource? Gate { get; set; }

        public void Add(TimeProvider clock, TimerInfo timer)
        {
            var status = timer.ScheduleStatus;
            Add(clock.GetUtcNow().ToString("HH:mm", CultureInfo.InvariantCulture)
                + (timer.IsPastDue ? " past due" : "")
                + (status is null || status.Last == default ? "" : $" last {status.Last:HH:mm}")
                + (status is null ? "" : $" next {status.Next:HH:mm}"));
        }
    }

    public sealed class Ticking(Runs runs, TimeProvider clock)
    {
        [Function("Tick")]
        public async Task Run([TimerTrigger("%TickSchedule%")] TimerInfo timer, CancellationToken cancellation)
        {
            runs.Add(clock, timer);
            if (runs.Gate is { } gate)
            {
                await gate.Task.WaitAsync(cancellation);
            }
        }
    }

    public sealed class AtStart(Runs runs, TimeProvider clock)
    {
        [Function("Tick")]
        public void Run([TimerTrigger("0 0 * * * *", RunOnStartup = true)] TimerInfo timer) => runs.Add(clock, timer);
    }

    public sealed class Failing(Runs runs, TimeProvider clock)
    {
        [Function("Tick")]
        public void Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer)
        {
            runs.Add($"{clock.GetUtcNow():HH:mm} fails");
            throw new InvalidOperationException($"Not today, {timer}.");
        }
    }
}
