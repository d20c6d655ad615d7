using System.Security.Cryptography;
using HubAutomation.Local.DurableTask.Engine.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>Files that earlier releases, and later ones, leave behind.</summary>
public sealed class FileFormatTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_file_of_an_earlier_release_in_which_all_has_ended_is_brought_up_in_place(int format)
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Echo", (_, input) => input));
        await hub.RestartWithAsync(path => EarlierFile.Write(path, format));
        await hub.HandOutAsync();

        var completed = await hub.StateAsync("completed");
        var failed = await hub.StateAsync("failed");
        var terminated = await hub.StateAsync("terminated");
        var all = await hub.Client.GetAllInstancesAsync().Select(one => one.InstanceId).ToListAsync();
        var again = await hub.CompletionAsync(await hub.Client.RestartAsync("completed"));
        var purged = await hub.Client.PurgeInstanceAsync("failed");
        var added = await hub.RunAsync("Echo", "new", new StartOrchestrationOptions("terminated"));

        Assert.Equal(["completed", "failed", "terminated"], all);
        Assert.Equal((OrchestrationRuntimeStatus.Completed, "\"in\"", "\"out\"", "\"done\""), (completed.RuntimeStatus, completed.SerializedInput, completed.SerializedOutput, completed.SerializedCustomStatus));
        Assert.Equal((EarlierFile.Created, EarlierFile.Ended), (completed.CreatedAt, completed.LastUpdatedAt));
        Assert.Equal("data", completed.Tags["team"]);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException: Task 'Read' (#0) failed with an unhandled exception: no \"inner\": day", failed.FailureDetails!.ToString());
        Assert.Equal("System.FormatException: row 7", failed.FailureDetails.InnerFailure!.ToString());
        Assert.Equal(7.0, failed.FailureDetails.InnerFailure.Properties!["row"]);
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "\"enough\""), (terminated.RuntimeStatus, terminated.SerializedOutput));
        Assert.Equal("in", again.ReadOutputAs<string>());
        Assert.Equal(1, purged.PurgedInstanceCount);
        Assert.Equal("new", added.ReadOutputAs<string>());
        Assert.Equal(4, hub.Number("PRAGMA user_version"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    public async Task A_file_of_an_earlier_release_with_something_under_way_is_refused_in_a_sentence_and_left_as_it_is(int format, int underWay)
    {
        await using var hub = await TestHub.StartAsync(_ => { });
        await hub.CloseAsync();
        EarlierFile.Write(hub.Path, format, underWay);
        var before = SHA256.HashData(File.ReadAllBytes(hub.Path));

        var refusal = Assert.Throws<TaskHubException>(() => SqliteTaskHub.Open(new SqliteTaskHubOptions { Path = hub.Path }));

        Assert.Contains($"it has {(underWay == 1 ? "1 orchestration" : $"{underWay} orchestrations")} under way that an earlier release began (format {format})", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("start that release once more and let them end", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, SHA256.HashData(File.ReadAllBytes(hub.Path)));
    }

    [Fact]
    public async Task A_file_of_a_later_release_is_refused()
    {
        await using var hub = await TestHub.StartAsync(_ => { });
        await hub.CloseAsync();
        using (var database = Database.Open(hub.Path))
            database.Execute("PRAGMA user_version = 99");

        var refusal = Assert.Throws<TaskHubException>(() => SqliteTaskHub.Open(new SqliteTaskHubOptions { Path = hub.Path }));

        Assert.Contains("format 99", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Brought_up_step_by_step_a_file_has_the_tables_of_a_new_one()
    {
        await using var hub = await TestHub.StartAsync(_ => { });
        const string Columns = "SELECT group_concat(m.name || '.' || c.name || ' ' || c.type || ' ' || c.pk, ', ') FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c ORDER BY 1";
        var made = Text(hub, Columns);

        await hub.RestartWithAsync(path => EarlierFile.Write(path, format: 1));

        Assert.Equal(made, Text(hub, Columns));
    }

    [Fact]
    public async Task What_is_under_way_in_a_file_of_this_format_is_gone_on_with_by_the_next_start()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Ask", context => context.WaitForExternalEvent<string>("Answer"))
            .AddOrchestratorFunc("Sleep", async context =>
            {
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                return "slept";
            })
            .AddOrchestratorFunc("Work", context => context.CallActivityAsync<string>("Step"))
            .AddActivityFunc("Step", _ => "worked"));
        foreach (var name in new[] { "Ask", "Sleep" })
            await hub.Client.ScheduleNewOrchestrationInstanceAsync(name, new StartOrchestrationOptions(name));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Ask", new StartOrchestrationOptions("Later", hub.Clock.GetUtcNow().AddHours(1)));
        await hub.Client.RaiseEventAsync("Later", "Answer", "early");
        await hub.IdleAsync();
        await hub.StopHandingOutAsync(CancellationToken.None);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions("Work"));

        await hub.RestartAsync();
        await hub.Client.RaiseEventAsync("Ask", "Answer", "yes");
        hub.Clock.Advance(TimeSpan.FromHours(1));

        var ended = await Task.WhenAll(new[] { "Ask", "Sleep", "Later", "Work" }.Select(hub.CompletionAsync));
        Assert.Equal(["\"yes\"", "\"slept\"", "\"early\"", "\"worked\""], ended.Select(one => one.SerializedOutput));
    }

    private static string Text(TestHub hub, string sql) => hub.Hub.Reader.Read(connection =>
    {
        using var statement = connection.Database.PrepareOnce(sql);
        using var rows = statement.Query();
        rows.Next();
        return rows.Text(0);
    });
}
