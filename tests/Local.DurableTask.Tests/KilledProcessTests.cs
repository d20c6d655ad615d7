using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>The engine in a process of its own, killed without warning.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-engine-tests").FullName;

    private string HubPath => Path.Combine(folder, "hub.db");

    private string Ledger => Path.Combine(folder, "ledger.txt");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Line_79_killed_again_and_again_every_instance_ends_once_with_the_right_output()
    {
        var kills = 0;
        for (var killAfter = 4; ; killAfter += 9)
        {
            using var engine = ChildEngine.Start(HubPath, Ledger);
            if (await engine.RunAsync(killAfter) == ChildEngine.Ended.ByItself)
                break;
            kills++;
        }

        var marks = (await File.ReadAllLinesAsync(Ledger)).ToHashSet();
        Assert.True(kills >= 3, $"Only {kills} kills.");
        Assert.Equal(MixedLoad.Effects(ChildEngine.Size).Order(StringComparer.Ordinal), marks.Order(StringComparer.Ordinal));
        foreach (var id in ChildEngine.InstanceIds)
            Assert.Equal($"\"{MixedLoad.Expected(ChildEngine.Size)}\"", OutputOf(id));
    }

    [Fact]
    public async Task Line_85_the_refusal_names_the_process_that_has_the_file()
    {
        using var engine = ChildEngine.Start(HubPath, Ledger);
        await engine.MarkAsync();

        var refusal = Assert.Throws<InvalidOperationException>(() => SqliteTaskHub.Open(new SqliteTaskHubOptions { Path = HubPath }));

        Assert.Contains($"in use by process {engine.ProcessId}.", refusal.Message, StringComparison.Ordinal);
    }

    private string? OutputOf(string instanceId)
    {
        using var reader = new Engine.Storage.HubReader(HubPath);
        return reader.Read(connection =>
        {
            var row = connection.FindInstance(instanceId)!;
            Assert.Equal(OrchestrationRuntimeStatus.Completed, row.Status);
            return connection.ReadPayload(row.Key).Output;
        });
    }
}
