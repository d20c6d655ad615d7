using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class HubTests
{
    [Fact]
    public async Task The_workload_names_what_each_instance_waits_for_and_when_the_next_timer_is_due()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Approval", async context =>
            {
                using var cancel = new CancellationTokenSource();
                await Task.WhenAny(context.WaitForExternalEvent<string>("Approved"), context.CreateTimer(TimeSpan.FromHours(1), cancel.Token));
            })
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Approval", options: new TaskOptions().WithInstanceId("child")))
            .AddOrchestratorFunc("Short", _ => "done"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions("parent"));
        await hub.IdleAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Short", new StartOrchestrationOptions("later", hub.Clock.GetUtcNow().AddDays(1)));
        await hub.IdleAsync();

        var running = hub.Hub.GetWorkload();
        await hub.StopWorkerAsync(CancellationToken.None);
        var stopped = hub.Hub.GetWorkload();

        var due = new DateTimeOffset(2026, 9, 14, 9, 0, 0, TimeSpan.Zero);
        OpenWait[] waits =
        [
            new("parent", "Parent", "sub-orchestration 'Approval' (child)", null),
            new("child", "Approval", "event 'Approved' or timer due 2026-09-14 09:00:00 UTC", due),
            new("later", "Short", "its scheduled start", due.AddHours(23)),
        ];
        Assert.Equal((0, due), (running.Runnable, running.NextTimer));
        Assert.Equal(waits, running.OpenWaits);
        Assert.Equal((0, due), (stopped.Runnable, stopped.NextTimer));
        Assert.Equal(waits, stopped.OpenWaits);
    }

    [Fact]
    public async Task Without_a_worker_work_is_kept_and_counted()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks.AddOrchestratorFunc("Short", _ => "done"), startWorker: false);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Short");

        var waiting = hub.Hub.GetWorkload().Runnable;
        await hub.StartWorkerAsync();

        Assert.Equal(1, waiting);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.CompletionAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Line_85_a_second_hub_on_the_same_file_is_refused_at_once_naming_the_first()
    {
        await using var hub = await TestHub.StartAsync(_ => { });

        var refusal = Assert.Throws<TaskHubException>(() => SqliteTaskHub.Open(new SqliteTaskHubOptions { Path = hub.Path }));

        Assert.Contains(hub.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"in use by process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_worker_is_refused()
    {
        await using var hub = await TestHub.StartAsync(_ => { });

        await Assert.ThrowsAsync<InvalidOperationException>(hub.StartWorkerAsync);
    }

    [Theory]
    [InlineData("this is not a database, but somebody's notes about the autumn timetable")]
    [InlineData("SQLite format 3\0 and then nonsense that goes on for a while so that the header is full, and more, and more, and more, and more")]
    public void A_file_that_is_no_task_hub_is_refused_and_left_as_it_is(string content)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("hub-engine-tests").FullName, "hub.db");
        File.WriteAllText(path, content);

        var refusal = Assert.Throws<TaskHubException>(() => SqliteTaskHub.Open(new SqliteTaskHubOptions { Path = path }));

        Assert.Contains("It was left as it is. To start afresh, move it away", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(path));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void A_database_of_another_kind_is_refused()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("hub-engine-tests").FullName, "hub.db");
        using (var database = Engine.Storage.Database.Open(path))
            database.Execute("CREATE TABLE stock (book TEXT)");

        var refusal = Assert.Throws<TaskHubException>(() => SqliteTaskHub.Open(new SqliteTaskHubOptions { Path = path }));

        Assert.Contains("it is a database, but not a task hub", refusal.Message, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public async Task A_file_of_a_newer_release_is_refused()
    {
        await using var hub = await TestHub.StartAsync(_ => { });
        await hub.RestartWithAsync(path =>
        {
            using var database = Engine.Storage.Database.Open(path);
            database.Execute("PRAGMA user_version = 99");
        });

        var refusal = Assert.Throws<TaskHubException>(() => hub.Hub);

        Assert.Contains("format 99", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_file_of_an_earlier_format_goes_on_where_it_was_and_can_be_traced_from_then_on(int format)
    {
        using var spans = new Spans();
        var letThrough = new TaskCompletionSource();
        await using var hub = await TestHub.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Ask", context => context.WaitForExternalEvent<string>("Answer"))
            .AddOrchestratorFunc("Sleep", context => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None))
            .AddOrchestratorFunc("Work", context => context.CallActivityAsync<string>("Step"))
            .AddActivityFunc<string>("Step", async _ =>
            {
                await letThrough.Task;
                return "worked";
            })
            .AddOrchestratorFunc("Short", _ => "done"));
        foreach (var name in new[] { "Ask", "Sleep", "Work" })
            await hub.Client.ScheduleNewOrchestrationInstanceAsync(name, new StartOrchestrationOptions(name));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Ask", new StartOrchestrationOptions("Later", hub.Clock.GetUtcNow().AddHours(1)));
        await hub.Client.RaiseEventAsync("Later", "Answer", "early");
        await hub.UntilAsync(() => hub.Number("SELECT count(*) FROM activities") == 1 && hub.Number("SELECT count(*) FROM timers") == 2);
        await hub.StopWorkerAsync(new CancellationToken(canceled: true));
        await hub.RestartWithAsync(path => EarlierFormat.Rewrite(path, format));
        letThrough.SetResult();

        await hub.StartWorkerAsync();
        await hub.Client.RaiseEventAsync("Ask", "Answer", "yes");
        var asked = await hub.CompletionAsync("Ask");
        var worked = await hub.CompletionAsync("Work");
        hub.Clock.Advance(TimeSpan.FromHours(1));
        var slept = await hub.CompletionAsync("Sleep");
        var later = await hub.CompletionAsync("Later");
        using var caller = spans.Caller();
        await hub.RunAsync("Short");

        Assert.Equal(
            ("yes", "worked", "early", OrchestrationRuntimeStatus.Completed),
            (asked.ReadOutputAs<string>(), worked.ReadOutputAs<string>(), later.ReadOutputAs<string>(), slept.RuntimeStatus));
        Assert.Equal(spans.Single("create_orchestration:Short").SpanId, spans.Single("orchestration:Short").ParentSpanId);
        Assert.Equal(3, hub.Number("PRAGMA user_version"));
    }

    [Fact]
    public void Options_without_a_file_are_refused() =>
        Assert.Throws<InvalidOperationException>(() => SqliteTaskHub.Open(new SqliteTaskHubOptions()));

    [Fact]
    public async Task The_log_tells_of_instances_and_turns_without_their_payloads()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Greet", (context, name) => context.CallActivityAsync<string>("Hello", name))
            .AddActivityFunc<string, string>("Hello", (TaskActivityContext _, string name) => name == "Widnes" ? name : throw new InvalidOperationException($"{name} is not known")));

        await hub.RunAsync("Greet", "Agnieszka", new StartOrchestrationOptions("one"));

        Assert.Contains("Orchestration one (Greet) started", hub.Logs.All);
        Assert.Contains("Orchestration one took a turn: 1 received, 1 asked for, now Running", hub.Logs.All);
        Assert.Contains("Activity Hello of one threw System.InvalidOperationException", hub.Logs.All);
        Assert.Contains("Orchestration one (Greet) failed: Microsoft.DurableTask.TaskFailedException", hub.Logs.All);
        Assert.DoesNotContain(hub.Logs.All, line => line.Contains("Agnieszka", StringComparison.Ordinal));
    }
}
