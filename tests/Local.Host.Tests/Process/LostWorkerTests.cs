namespace HubAutomation.Local.Host.Tests.Process;

/// <summary>A worker that goes in the middle of its work.</summary>
public sealed class LostWorkerTests : AppFolder
{
    [Fact]
    public async Task A_blob_run_that_its_worker_died_in_is_made_again_by_the_next_worker_and_is_no_failure()
    {
        Write("seed/drops/a.txt", Path("lives"));
        var environment = new Dictionary<string, string?> { ["Drops"] = "drops", ["AzureWebJobs.Fatal.Disabled"] = "false" };

        await using var app = AppProcess.Start(Folder, environment, "--port", "0", "--state", "hub", "--seed", "seed", "--until-idle");

        Assert.Equal(0, await app.EndsAsync());
        Assert.Equal(["a.txt", "a.txt"], await File.ReadAllLinesAsync(Path("lives")));
        Assert.Matches(@"Fatal +2 +0", app.Output);
    }
}
