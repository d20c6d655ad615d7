using System.Collections.Concurrent;
using System.Globalization;
using HubAutomation.Local.Functions.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Functions.Tests.Kit;

/// <summary>Everything goes by one clock, which only the test moves.</summary>
public sealed class TimeTests
{
    [Fact]
    public async Task A_week_of_ticks_and_six_months_of_a_pathway_happen_at_their_moments_and_twice_the_same()
    {
        var first = await DiaryAsync();
        var second = await DiaryAsync();

        Assert.Equal(first, second);
        Assert.Equal(7 * 24 * 12, first.Count(line => line.EndsWith(" tick", StringComparison.Ordinal)));
        Assert.Equal(
            ["2026-01-05 09:00 welcome", "2026-02-05 09:00 month 1", "2026-03-05 09:00 month 2", "2026-04-05 09:00 month 3", "2026-05-05 09:00 month 4", "2026-06-05 09:00 month 5", "2026-07-05 09:00 month 6"],
            first.Where(line => !line.EndsWith(" tick", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_apps_own_clock_is_the_hosts()
    {
        await using var app = await TestApp.StartAsync([typeof(Pathway)], build: builder => builder.Services.AddSingleton(new Diary()));

        Assert.Same(app.Clock, app.Services.GetRequiredService<TimeProvider>());
    }

    // The ticks stop with the first app; the pathway goes on in a second one, on the same state.
    private static async Task<List<string>> DiaryAsync()
    {
        var diary = new Diary();
        Type[] functions = [typeof(Pathway), typeof(Ticks)];
        await using var app = await TestApp.StartAsync(
            [typeof(Pathway), typeof(Ticks)],
            options => options.FunctionTypes = functions,
            builder => builder.Services.AddSingleton(diary));
        await app.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Pathway", null, new StartOrchestrationOptions("p1"));
        await app.AdvanceAsync(TimeSpan.FromDays(7));
        await app.StopAsync();
        functions = [typeof(Pathway)];
        await app.StartAgainAsync();
        await app.RunToEndAsync("p1");
        return [.. diary];
    }

    public sealed class Diary : ConcurrentQueue<string>
    {
        public void Note(TimeProvider time, string what)
            => Enqueue(time.GetUtcNow().ToString("yyyy-MM-dd HH:mm ", CultureInfo.InvariantCulture) + what);
    }

    public sealed class Ticks(Diary diary, TimeProvider time)
    {
        [Function("Tick")]
        public void Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer) => diary.Note(time, timer.IsPastDue ? "late tick" : "tick");
    }

    public sealed class Pathway(Diary diary, TimeProvider time)
    {
        [Function("Pathway")]
        public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var begun = context.CurrentUtcDateTime;
            await context.CallActivityAsync("Send", "welcome");
            for (var month = 1; month <= 6; month++)
            {
                await context.CreateTimer(begun.AddMonths(month), CancellationToken.None);
                await context.CallActivityAsync("Send", $"month {month}");
            }
        }

        [Function("Send")]
        public void Send([ActivityTrigger] string what) => diary.Note(time, what);
    }
}
