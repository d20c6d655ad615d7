using System.Globalization;
using HubAutomation.Local.DurableTask.Engine.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class HubTests
{
    [Fact]
    public async Task The_workload_names_each_instance_that_waits_and_when_the_next_timer_is_due()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Approval", async context =>
            {
                using var cancel = new CancellationTokenSource();
                await Task.WhenAny(context.WaitForExternalEvent<string>("Approved"), context.CreateTimer(TimeSpan.FromHours(1), cancel.Token));
            })
            .AddOrchestratorFunc("Ask", context => context.WaitForExternalEvent<string>("Answer"))
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Approval", options: new TaskOptions().WithInstanceId("child")))
            .AddOrchestratorFunc("Short", _ => "done"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions("parent"));
        await hub.IdleAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Ask", new StartOrchestrationOptions("ask"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Ask", new StartOrchestrationOptions("paused"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Short", new StartOrchestrationOptions("later", hub.Clock.GetUtcNow().AddDays(1)));
        await hub.RunAsync("Short");
        await hub.IdleAsync();
        await hub.Client.SuspendInstanceAsync("paused");
        await hub.IdleAsync();

        var running = hub.Hub.GetWorkload();
        await hub.StopHandingOutAsync(CancellationToken.None);
        var stopped = hub.Hub.GetWorkload();

        var due = new DateTimeOffset(2026, 9, 14, 9, 0, 0, TimeSpan.Zero);
        OpenWait[] waits =
        [
            new("parent", "Parent", "a sub-orchestration", null),
            new("child", "Approval", "an event, or the timer due 2026-09-14 09:00:00 UTC", due),
            new("ask", "Ask", "an event", null),
            new("paused", "Ask", "somebody to resume it", null),
            new("later", "Short", "its scheduled start", due.AddHours(23)),
        ];
        Assert.Equal((0, due), (running.Runnable, running.NextTimer));
        Assert.Equal(waits, running.OpenWaits);
        Assert.Equal((0, due), (stopped.Runnable, stopped.NextTimer));
        Assert.Equal(waits, stopped.OpenWaits);
    }

    [Fact]
    public async Task While_no_work_is_handed_out_it_is_kept_and_counted()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks.AddOrchestratorFunc("Short", _ => "done"), handsOut: false);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Short");

        var waiting = hub.Hub.GetWorkload().Runnable;
        await hub.HandOutAsync();

        Assert.Equal(1, waiting);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.CompletionAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task A_second_hub_on_the_same_file_is_refused_at_once_naming_the_first()
    {
        await using var hub = await TestHub.StartAsync(_ => { });

        var refusal = Assert.Throws<TaskHubException>(() => SqliteTaskHub.Open(new SqliteTaskHubOptions { Path = hub.Path }));

        Assert.Contains(hub.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"in use by process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("this is not a database, but somebody's notes about the autumn timetable")]
    [InlineData("SQLite format 3\0 and then nonsense that goes on for a while so that the header is full, and more, and more, and more, and more")]
    public void A_file_that_is_no_task_hub_is_refused_and_left_as_it_is(string content)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("task-hub-tests").FullName, "hub.db");
        File.WriteAllText(path, content);

        var refusal = Assert.Throws<TaskHubException>(() => SqliteTaskHub.Open(new SqliteTaskHubOptions { Path = path }));

        Assert.Contains("It was left as it is. To start afresh, move it away", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(path));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void A_database_of_another_kind_is_refused()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("task-hub-tests").FullName, "hub.db");
        using (var database = Database.Open(path))
            database.Execute("CREATE TABLE stock (book TEXT)");

        var refusal = Assert.Throws<TaskHubException>(() => SqliteTaskHub.Open(new SqliteTaskHubOptions { Path = path }));

        Assert.Contains("it is a database, but not a task hub", refusal.Message, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        Assert.Throws<InvalidOperationException>(() => SqliteTaskHub.Open(new SqliteTaskHubOptions()));
        Assert.Throws<InvalidOperationException>(() => SqliteTaskHub.Open(new SqliteTaskHubOptions { Path = "hub.db", MaxConcurrentActivities = 0 }));
    }

    [Fact]
    public async Task A_hub_that_closes_lets_go_of_those_who_wait()
    {
        var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, OrchestrationRuntimeStatus.Running);
        var waiting = hub.Client.WaitForInstanceCompletionAsync("one");

        await hub.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => waiting.WaitAsync(Patience.Long));
    }
}
