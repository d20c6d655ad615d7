using System.Security.Cryptography;
using HubAutomation.Local.DurableTask.Engine.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>A damaged file is refused before anything is changed in it. tests/Chaos does the same to a hub with a mixed load.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("task-hub-tests").FullName;

    private string HubPath => Path.Combine(folder, "hub.db");

    private string LogPath => HubPath + "-wal";

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_log_damaged_in_the_middle_is_refused_and_left_as_it_is()
    {
        await FillAsync();
        Overwrite(LogPath, new FileInfo(LogPath).Length / 2);
        var before = Hashes();

        var refusal = Assert.Throws<TaskHubException>(() => Open(CommitDurability.PowerCut));

        Assert.Matches("its log .* is damaged, with [0-9]+ commits behind the damage. It was left as it is.", refusal.Message);
        Assert.Equal(before, Hashes());
    }

    [Fact]
    public async Task A_log_damaged_at_its_beginning_is_refused_and_left_as_it_is()
    {
        await FillAsync();
        Overwrite(LogPath, 16);
        var before = Hashes();

        var refusal = Assert.Throws<TaskHubException>(() => Open(CommitDurability.PowerCut));

        Assert.Contains("damaged at the beginning", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, Hashes());
    }

    [Fact]
    public async Task A_last_commit_that_a_power_cut_has_torn_is_dropped_as_if_it_had_never_been()
    {
        await FillAsync();
        using (var log = File.OpenWrite(LogPath))
            log.SetLength(log.Length - 100);

        using var hub = Open(CommitDurability.PowerCut);

        Assert.True(hub.Reader.Read(connection => connection.Database.Number("SELECT count(*) FROM instances")) > 0);
    }

    [Fact]
    public async Task Without_a_flush_at_each_commit_a_log_proves_nothing_and_is_read_as_far_as_it_goes()
    {
        await FillAsync();
        Overwrite(LogPath, new FileInfo(LogPath).Length / 2);

        using var hub = Open(CommitDurability.ProcessCrash);

        Assert.True(hub.Reader.Read(connection => connection.Database.Number("SELECT count(*) FROM instances")) > 0);
    }

    [Fact]
    public async Task A_log_without_its_file_is_refused_and_kept()
    {
        await FillAsync();
        File.WriteAllBytes(HubPath, []);
        var before = Hashes();

        var refusal = Assert.Throws<TaskHubException>(() => Open(CommitDurability.PowerCut));

        Assert.Contains("it is missing or empty, while its log (the file ending in -wal) is there", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, Hashes());
    }

    [Fact]
    public async Task A_damaged_page_is_refused_and_left_as_it_is()
    {
        await FillAsync();
        Open(CommitDurability.PowerCut).Dispose();
        Overwrite(HubPath, 4096);
        var before = Hashes();

        var refusal = Assert.Throws<TaskHubException>(() => Open(CommitDurability.PowerCut));

        Assert.Contains("cannot be opened: it is damaged (", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, Hashes());
    }

    [Fact]
    public async Task A_file_that_was_recovered_or_copied_by_tools_works_like_any_other()
    {
        await using var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "first", new StartOrchestrationOptions("one"));
        await hub.IdleAsync();
        await hub.RestartWithAsync(path =>
        {
            using var database = Database.Open(path);
            database.Execute("PRAGMA journal_mode = DELETE");
        });

        await hub.HandOutAsync();
        await hub.Client.RaiseEventAsync("one", "Go", "on");

        Assert.Equal("on", (await hub.CompletionAsync("one")).ReadOutputAs<string>());
        Assert.True(File.Exists(hub.Path + "-wal"));
    }

    [Fact]
    public async Task An_instance_that_contradicts_itself_after_a_recovery_is_set_aside_and_the_worker_still_stops()
    {
        await using var hub = await TestHub.StartAsync(tasks =>
        {
            WaitingInstance.WaitForGo(tasks);
            tasks.AddOrchestratorFunc("Sleep", context => context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None));
        });
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "first", new StartOrchestrationOptions("whole"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", "till tomorrow", new StartOrchestrationOptions("in parts"));
        await hub.IdleAsync();
        await hub.RestartWithAsync(path =>
        {
            using var database = Database.Open(path);
            database.Execute("DELETE FROM history WHERE instance = (SELECT key FROM instances WHERE id = 'in parts')");
        });

        await hub.HandOutAsync();
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync("whole", "Go", "on");

        Assert.Equal("on", (await hub.CompletionAsync("whole")).ReadOutputAs<string>());
        Assert.Contains(hub.Logs.All, line => line.Contains("Orchestration in parts could not take its turn; it is set aside", StringComparison.Ordinal));
        await hub.StopHandingOutAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Closed_in_good_order_the_file_alone_holds_everything()
    {
        await using var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "first", new StartOrchestrationOptions("one"));
        await hub.IdleAsync();
        await hub.StateAsync("one");

        await hub.RestartWithAsync(path => Assert.False(File.Exists(path + "-wal")));

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.StateAsync("one")).RuntimeStatus);
    }

    [Fact]
    public async Task What_is_under_way_and_cannot_be_read_is_told_with_the_file_and_the_way_out()
    {
        await using var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo, handsOut: false);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "first", new StartOrchestrationOptions("one"));
        await hub.Client.RaiseEventAsync("one", "Go", "on");
        await hub.RestartWithAsync(path =>
        {
            using var database = Database.Open(path);
            database.Execute("UPDATE inbox SET message = '{ half of'");
        });

        var refusal = await Assert.ThrowsAsync<TaskHubException>(hub.HandOutAsync);

        Assert.Contains($"The task hub {hub.Path} cannot be used: what is under way in it cannot be read", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_is_told_with_the_reason()
    {
        File.WriteAllText(Path.Combine(folder, "file"), "in the way");

        var refusal = Assert.Throws<TaskHubException>(
            () => SqliteTaskHub.Open(new SqliteTaskHubOptions { Path = Path.Combine(folder, "file", "hub.db") }));

        Assert.Contains("its folder cannot be written to (", refusal.Message, StringComparison.Ordinal);
    }

    private SqliteTaskHub Open(CommitDurability durability) => SqliteTaskHub.Open(new SqliteTaskHubOptions { Path = HubPath, Durability = durability });

    /// <summary>Leaves a hub behind as a killed process does: its commits are in the log.</summary>
    private async Task FillAsync()
    {
        await using var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo);
        for (var number = 0; number < 20; number++)
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", $"number {number}");
        await hub.IdleAsync();
        foreach (var file in new[] { hub.Path, hub.Path + "-wal" })
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    private static void Overwrite(string path, long at)
    {
        using var file = File.OpenWrite(path);
        file.Position = at;
        file.Write(Enumerable.Repeat((byte)0xA5, 64).ToArray());
    }

    private string Hashes() =>
        string.Join(' ', new[] { HubPath, LogPath }.Where(path => new FileInfo(path) is { Exists: true, Length: > 0 }).Select(path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))));
}
