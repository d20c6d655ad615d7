using HubAutomation.Local.Host.SampleApp;
using HubAutomation.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Host.Tests.Kit;

/// <summary>Figures are released when their owner says so; after three days she is reminded, after a week they go back.</summary>
public sealed class ExampleTests
{
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly Letters letters = [];

    [Fact]
    public async Task Figures_are_released_once_their_owner_agrees()
    {
        await using var app = await StartAsync();
        var id = await app.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Release", "September");

        await app.AdvanceAsync(TimeSpan.FromDays(4));
        await app.DurableTaskClient.RaiseEventAsync(id, "Answer", "yes");
        var ended = await app.RunToEndAsync(id);

        Assert.Equal("September is released", ended.ReadOutputAs<string>());
        Assert.Equal(["05 Jan: Please look at September.", "08 Jan: September still waits for you."], letters);
    }

    [Fact]
    public async Task Figures_go_back_after_a_week_without_an_answer()
    {
        await using var app = await StartAsync();

        Assert.Equal("September goes back", await app.RunAsync<string>("Release", "September"));

        Assert.Equal(TimeSpan.FromDays(7), app.Clock.GetUtcNow() - Monday);
    }

    [Fact]
    public async Task Whenever_the_app_dies_the_outcome_is_the_same()
    {
        await using var app = await StartAsync();
        app.DiesInEveryStep = true;

        Assert.Equal("September goes back", await app.RunAsync<string>("Release", "September"));

        Assert.Equal(4, app.Deaths);
    }

    private Task<TestApp> StartAsync() => Sample.StartAsync(build: services => services.AddSingleton(letters), now: Monday);
}
