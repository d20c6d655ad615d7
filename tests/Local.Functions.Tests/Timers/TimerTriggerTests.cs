using System.Globalization;
using System.Threading.Channels;
using HubAutomation.Local.DurableTask;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Functions.Tests.Timers;

public sealed class TimerTriggerTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("hub-timer-");
    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2026, 9, 14, 10, 1, 0, TimeSpan.Zero));
    private readonly Runs _runs = new();

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task A_timer_runs_when_it_is_due_and_is_told_last_and_next()
    {
        await using var host = await StartAsync<EveryFiveMinutes>();

        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("10:05 next 10:05", await _runs.NextAsync());
        await host.Running.WaitUntilIdleAsync();
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("10:10 last 10:05 next 10:10", await _runs.NextAsync());
    }

    [Fact]
    public async Task A_new_timer_owes_nothing()
    {
        await using var host = await StartAsync<EveryFiveMinutes>();

        await host.Running.WaitUntilIdleAsync();

        Assert.True(_runs.IsEmpty);
    }

    [Fact]
    public async Task Runs_missed_while_down_become_one_run_that_is_past_due()
    {
        await using (var host = await StartAsync<EveryFiveMinutes>())
        {
            _clock.Advance(TimeSpan.FromMinutes(4));
            Assert.Equal("10:05 next 10:05", await _runs.NextAsync());
            await host.Running.WaitUntilIdleAsync();
        }

        _clock.Advance(TimeSpan.FromMinutes(47));
        await using (var host = await StartAsync<EveryFiveMinutes>())
        {
            Assert.Equal("10:52 past due last 10:05 next 10:10", await _runs.NextAsync());
            await host.Running.WaitUntilIdleAsync();
            Assert.True(_runs.IsEmpty);
        }
    }

    [Fact]
    public async Task A_changed_schedule_owes_nothing_of_the_old_one()
    {
        await using (await StartAsync<EveryFiveMinutes>())
        {
        }

        _clock.Advance(TimeSpan.FromHours(3));
        await using var host = await StartAsync<EveryHour>();
        await host.Running.WaitUntilIdleAsync();

        Assert.True(_runs.IsEmpty);
    }

    [Fact]
    public async Task RunOnStartup_runs_at_each_start()
    {
        for (var start = 0; start < 2; start++)
        {
            await using var host = await StartAsync<AtStart>();
            Assert.StartsWith("10:01", await _runs.NextAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_run_that_fails_is_not_made_again_but_the_next_one_is_made()
    {
        await using var host = await StartAsync<Failing>();

        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("10:05 fails", await _runs.NextAsync());
        await host.Running.WaitUntilIdleAsync();
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("10:10 fails", await _runs.NextAsync());
    }

    [Fact]
    public async Task A_timer_is_run_by_hand_through_the_admin_address()
    {
        await using var host = await StartAsync<EveryHour>();

        using var body = new StringContent("""{"input":""}""");
        var answer = await host.Http.PostAsync(new Uri("admin/functions/Tick", UriKind.Relative), body);

        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("10:01 next 11:00", await _runs.NextAsync());
    }

    private Task<TestHost> StartAsync<T>() => TestHost.StartAsync(
        [typeof(T)],
        options =>
        {
            options.StateFolder = _state.FullName;
            options.TimeProvider = _clock;
            options.Settings = new Dictionary<string, string?> { ["TickSchedule"] = "0 */5 * * * *" };
        },
        builder => builder.Services.AddSingleton(_runs).AddSingleton<TimeProvider>(_clock));

    public sealed class Runs
    {
        private readonly Channel<string> _runs = Channel.CreateUnbounded<string>();

        public bool IsEmpty => _runs.Reader.Count == 0;

        public void Add(TimeProvider clock, TimerInfo timer)
        {
            var status = timer.ScheduleStatus;
            var text = clock.GetUtcNow().ToString("HH:mm", CultureInfo.InvariantCulture)
                + (timer.IsPastDue ? " past due" : "")
                + (status is null || status.Last == default ? "" : $" last {status.Last:HH:mm}")
                + (status is null ? "" : $" next {status.Next:HH:mm}");
            _runs.Writer.TryWrite(text);
        }

        public void Add(string text) => _runs.Writer.TryWrite(text);

        public async Task<string> NextAsync()
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            return await _runs.Reader.ReadAsync(limit.Token);
        }
    }

    public sealed class EveryFiveMinutes(Runs runs, TimeProvider clock)
    {
        [Function("Tick")]
        public void Run([TimerTrigger("%TickSchedule%")] TimerInfo timer) => runs.Add(clock, timer);
    }

    public sealed class EveryHour(Runs runs, TimeProvider clock)
    {
        [Function("Tick")]
        public void Run([TimerTrigger("0 0 * * * *")] TimerInfo timer) => runs.Add(clock, timer);
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
