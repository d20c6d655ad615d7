using HubAutomation.Testing.Engine;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>The engine in a process of its own, killed without warning. tests/Chaos does the same for longer.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("task-hub-tests").FullName;

    private string HubPath => Path.Combine(folder, "hub.db");

    private string Ledger => Path.Combine(folder, "ledger.txt");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Killed_again_and_again_every_instance_ends_once_with_the_right_output()
    {
        const int Cases = 60;
        var load = new Load(lanes: 12, Cases);
        for (var life = 1; life <= 4; life++)
        {
            using var engine = Start(life);
            var living = load.LiveAsync(engine);
            await engine.AnsweredAsync(8 * life);
            engine.Kill();
            await living;
        }

        var endedBefore = load.Endings.Count;
        using (var last = Start(5))
            await load.RunOutAsync(last).WaitAsync(TimeSpan.FromSeconds(60));

        var lines = LedgerLine.Read(Ledger).ToList();
        Assert.True(endedBefore < load.Endings.Count, "Every case had ended before the last life.");
        Assert.Empty(load.Refusals);
        Assert.All(load.Endings, ending => Assert.True(ending.Verdict == Verdict.Right, $"{ending.Case.Id}: {ending.Text} instead of {ending.Case.Expected}"));
        Assert.DoesNotContain(lines, line => line.IsEarly);
        Assert.DoesNotContain(lines.Where(line => !line.MayRepeat).CountBy(line => line), call => call.Value > 1);
    }

    [Fact]
    public async Task The_refusal_names_the_process_that_has_the_file()
    {
        using var engine = Start(1);
        await engine.Ready;

        var refusal = Assert.Throws<TaskHubException>(() => SqliteTaskHub.Open(new SqliteTaskHubOptions { Path = HubPath }));

        Assert.Contains($"in use by process {engine.Id}.", refusal.Message, StringComparison.Ordinal);
    }

    private EngineProcess Start(int life) => EngineProcess.Start(HubPath, Ledger, $"life-{life}");
}
