using HubAutomation.Local.Host.SampleApp;
using HubAutomation.Testing;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Tests.Kit;

public sealed class TestAppTests
{
    private readonly Ledger ledger = [];

    [Fact]
    public async Task A_workflow_is_started_over_http_and_awaited_with_its_output_typed()
    {
        await using var app = await StartAsync();

        var id = await app.Http.GetStringAsync(new Uri("api/gather/3", UriKind.Relative));
        var ended = await app.RunToEndAsync(id);

        Assert.Equal(new Gathered(3, 3), ended.ReadOutputAs<Gathered>());
        Assert.Contains(new LogLine(LogLevel.Information, typeof(Gathering).FullName!, "Fetched part 2", null), app.Log);
    }

    [Fact]
    public async Task A_workflow_that_waits_for_what_no_timer_brings_is_told_of_and_not_waited_for()
    {
        await using var app = await StartAsync();
        var id = await app.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Wait", null, new StartOrchestrationOptions("w1"));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.RunToEndAsync(id, TimeSpan.FromDays(2)));

        Assert.Equal("'w1' has not ended by 2026-01-07 09:00:00Z: it waits for an event.", error.Message);
    }

    [Fact]
    public async Task A_workflow_that_fails_says_why()
    {
        await using var app = await StartAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.RunAsync<Gathered>("Gather", -1));

        Assert.Contains("There is no such number.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dying_in_every_step_repeats_activities_but_not_their_results()
    {
        await using var app = await StartAsync();
        app.DiesInEveryStep = true;

        Assert.Equal(new Gathered(4, 4), await app.RunAsync<Gathered>("Gather", 4));

        Assert.Equal(8, app.Deaths);
        Assert.Equal([0, 1, 2, 3], ledger.Distinct().Order());
        Assert.All(ledger.GroupBy(part => part), part => Assert.True(part.Count() > 1));
    }

    [Fact]
    public async Task What_an_app_that_dies_had_not_recorded_is_done_again()
    {
        await using var app = await StartAsync();
        ledger.Gate = new TaskCompletionSource();
        var id = await app.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Gather", 1);
        await ledger.Entered.Task;

        await app.DieAsync();
        Assert.Throws<InvalidOperationException>(() => app.Http);
        ledger.Gate = null;
        await app.StartAgainAsync();

        Assert.Equal(new Gathered(1, 1), (await app.RunToEndAsync(id)).ReadOutputAs<Gathered>());
        Assert.Equal([0, 0], ledger);
    }

    [Fact]
    public async Task What_is_due_while_the_app_is_down_happens_at_its_next_start()
    {
        await using var app = await StartAsync();
        var id = await app.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Gather", 1);
        await app.SettleAsync();
        await app.StopAsync();

        app.Clock.Advance(TimeSpan.FromDays(10));
        await app.StartAgainAsync();
        await app.SettleAsync();

        Assert.True((await app.DurableTaskClient.GetInstanceAsync(id))!.IsCompleted);
    }

    [Fact]
    public async Task An_app_with_mistakes_does_not_start_and_says_why()
    {
        var error = await Assert.ThrowsAsync<HostStartException>(() => Sample.StartAsync(options => options.Arguments = ["--nonsense"]));

        Assert.Contains("--nonsense", error.Message, StringComparison.Ordinal);
    }

    private Task<TestApp> StartAsync() => Sample.StartAsync(build: services => services.AddSingleton(ledger));
}
