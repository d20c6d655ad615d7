using HubAutomation.Local.Host.SampleApp;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Host.Tests.Kit;

/// <summary>Everything goes by one clock, which only the test moves.</summary>
public sealed class TimeTests
{
    private const string TickIsDisabled = "AzureWebJobs.Tick.Disabled";

    [Fact]
    public async Task Days_of_ticks_and_six_months_of_a_pathway_happen_at_their_moments_and_twice_the_same()
    {
        var first = await DiaryAsync();
        var second = await DiaryAsync();

        Assert.Equal(first, second);
        Assert.Equal(2 * 24 * 12, first.Count(line => line.EndsWith(" tick", StringComparison.Ordinal)));
        Assert.Equal(
            ["2026-01-05 09:00 welcome", "2026-02-05 09:00 month 1", "2026-03-05 09:00 month 2", "2026-04-05 09:00 month 3", "2026-05-05 09:00 month 4", "2026-06-05 09:00 month 5", "2026-07-05 09:00 month 6"],
            first.Where(line => !line.EndsWith(" tick", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_apps_own_clock_is_the_hosts()
    {
        await using var app = await Sample.StartAsync();

        Assert.Same(app.Clock, app.Services.GetRequiredService<TimeProvider>());
    }

    // The ticks stop with the first app; the pathway goes on in a second one, on the same state.
    private static async Task<List<string>> DiaryAsync()
    {
        var diary = new Diary();
        var isTicking = true;
        await using var app = await Sample.StartAsync(
            options => options.Settings = new Dictionary<string, string?> { [TickIsDisabled] = isTicking ? "false" : "true" },
            services => services.AddSingleton(diary));
        await app.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Pathway", null, new StartOrchestrationOptions("p1"));
        await app.AdvanceAsync(TimeSpan.FromDays(2));
        await app.StopAsync();
        isTicking = false;
        await app.StartAgainAsync();
        await app.RunToEndAsync("p1");
        return [.. diary];
    }
}
