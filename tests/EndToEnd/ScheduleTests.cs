using System.Globalization;
using HubAutomation.Functions.Timetables;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Testing.Hub;

namespace HubAutomation.EndToEnd;

/// <summary>What the hub starts by itself as time goes by; it begins on Monday, 14 September at 08:02.</summary>
public sealed class ScheduleTests(OneTimetable timetable) : IClassFixture<OneTimetable>
{
    private readonly Hub hub = timetable.Hub;

    [Fact]
    public async Task Each_hour_the_inbox_is_swept_each_morning_all_is_published_and_what_was_missed_is_caught_up_once()
    {
        await hub.App.AdvanceAsync(TimeSpan.FromHours(2));
        await hub.App.StopAsync();
        hub.App.Clock.Advance(TimeSpan.FromHours(20));
        await hub.App.StartAgainAsync();
        await hub.App.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(
            [
                "14 08:05 publish-timetables", "14 08:05 sweep-inbox", "14 09:00 sweep-inbox", "14 10:00 sweep-inbox",
                "15 06:02 publish-timetables", "15 06:02 sweep-inbox", "15 07:00 sweep-inbox",
            ],
            await StartedAsync());
    }

    private async Task<List<string>> StartedAsync()
    {
        var runs = new List<string>();
        await foreach (var run in hub.Storage.Runs.QueryAsync<RunRecord>(run => run.PartitionKey == InventedTimetable.Authority))
        {
            runs.Add($"{run.StartedAt.ToString("dd HH:mm", CultureInfo.InvariantCulture)} {run.Workflow}");
        }

        return [.. runs.Where(run => !run.EndsWith(TimetableWorkflows.IngestName, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
