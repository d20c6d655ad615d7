using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using static Microsoft.DurableTask.Worker.DurableTaskWorkerOptions;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class VersioningInMemoryTests() : VersioningTests(keptInMemory: true);

public sealed class VersioningFromFileTests() : VersioningTests(keptInMemory: false);

public abstract class VersioningTests(bool keptInMemory) : Semantics(keptInMemory)
{
    [Fact]
    public async Task An_instance_has_the_version_it_was_started_in_or_the_hubs_default()
    {
        await using var hub = await StartAsync(
            tasks => tasks.AddOrchestratorFunc("Which", context => $"'{context.Version}'"),
            options => options.Versioning = new VersionPolicy("1.10", VersionMatch.None, VersionFailure.Reject));

        Assert.Equal("'1.10'", (await hub.RunAsync("Which")).ReadOutputAs<string>());
        Assert.Equal("'1.2'", (await hub.RunAsync("Which", null, new StartOrchestrationOptions { Version = "1.2" })).ReadOutputAs<string>());
        Assert.Equal("''", (await hub.RunAsync("Which", null, new StartOrchestrationOptions { Version = TaskVersion.Unversioned })).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Without_a_policy_an_instance_has_no_version_but_its_own()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Which", context => $"'{context.Version}'"));

        Assert.Equal("''", (await hub.RunAsync("Which")).ReadOutputAs<string>());
        Assert.Equal("'7'", (await hub.RunAsync("Which", null, new StartOrchestrationOptions { Version = "7" })).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(VersionMatch.None, "2.0", "3.0", true)]
    [InlineData(VersionMatch.Strict, "2.0", "2.0", true)]
    [InlineData(VersionMatch.Strict, "2.0", "1.0", false)]
    [InlineData(VersionMatch.Strict, "2.0", "", false)]
    [InlineData(VersionMatch.Strict, "beta", "BETA", true)]
    [InlineData(VersionMatch.CurrentOrOlder, "2.0", "1.0", true)]
    [InlineData(VersionMatch.CurrentOrOlder, "2.0", "", true)]
    [InlineData(VersionMatch.CurrentOrOlder, "2.0", "2.0", true)]
    [InlineData(VersionMatch.CurrentOrOlder, "2.0", "2.1", false)]
    [InlineData(VersionMatch.CurrentOrOlder, "1.10", "1.9", true)]
    [InlineData(VersionMatch.CurrentOrOlder, "1.9", "1.10", false)]
    [InlineData(VersionMatch.CurrentOrOlder, "beta", "ALPHA", true)]
    [InlineData(VersionMatch.CurrentOrOlder, "alpha", "beta", false)]
    public async Task The_hub_runs_the_versions_that_match_and_fails_the_others_when_told_to(VersionMatch match, string current, string version, bool runs)
    {
        await using var hub = await StartAsync(
            tasks => tasks.AddOrchestratorFunc("Work", _ => "done"),
            options => options.Versioning = new VersionPolicy(current, match, VersionFailure.Fail));

        var ended = await hub.RunAsync("Work", null, new StartOrchestrationOptions { Version = version });

        Assert.Equal(runs ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(runs ? null : "VersionMismatch", ended.FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task What_the_hub_rejects_is_neither_lost_nor_tried_again_and_again_and_a_newer_hub_takes_it_up()
    {
        var current = "1.0";
        await using var hub = await StartAsync(
            tasks => tasks.AddOrchestratorFunc("Work", context => context.WaitForExternalEvent<string>("Go")),
            options => options.Versioning = new VersionPolicy(current, VersionMatch.CurrentOrOlder, VersionFailure.Reject));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions("new") { Version = "2.0" });
        await hub.Client.RaiseEventAsync("new", "Go", "kept");

        await hub.IdleAsync();
        var rejected = await hub.StateAsync("new");
        var notes = hub.Logs.All.Count(line => line.Contains("new", StringComparison.Ordinal) && line.Contains("2.0", StringComparison.Ordinal));
        current = "2.0";
        await hub.RestartAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Pending, rejected.RuntimeStatus);
        Assert.Equal(1, notes);
        Assert.Equal("kept", (await hub.CompletionAsync("new")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task What_the_hub_rejects_can_still_be_terminated()
    {
        await using var hub = await StartAsync(
            WaitingInstance.WaitForGo,
            options => options.Versioning = new VersionPolicy("1.0", VersionMatch.CurrentOrOlder, VersionFailure.Reject));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("new") { Version = "2.0" });
        await hub.IdleAsync();

        await hub.Client.TerminateInstanceAsync("new", "not here");

        Assert.Equal("not here", (await hub.CompletionAsync("new")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task What_a_worker_gives_back_waits_for_one_that_takes_it()
    {
        await using var hub = await StartAsync(
            tasks => tasks.AddOrchestratorFunc("Work", context => context.WaitForExternalEvent<string>("Go")),
            worker: worker => worker.UseVersioning(
                new VersioningOptions { Version = "1.0", MatchStrategy = VersionMatchStrategy.CurrentOrOlder, FailureStrategy = VersionFailureStrategy.Reject }));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions("new") { Version = "2.0" });
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions("old") { Version = "1.0" });
        await hub.Client.RaiseEventAsync("new", "Go", "kept");
        await hub.Client.RaiseEventAsync("old", "Go", "on");
        await hub.CompletionAsync("old");
        var rejected = await hub.StateAsync("new");

        await hub.Worker.DisposeAsync();
        await hub.ConnectAsync(configure: _ => { });

        Assert.Equal(OrchestrationRuntimeStatus.Pending, rejected.RuntimeStatus);
        Assert.Equal("kept", (await hub.CompletionAsync("new")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_activity_is_asked_for_in_the_version_of_its_call()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Call", context => context.CallActivityAsync<string>("Which", options: new TaskOptions { Version = "7" }))
            .AddActivityFunc<string?, string>("Which", "7", (_, _) => Task.FromResult("seven"))
            .AddActivityFunc<string?, string>("Which", "8", (_, _) => Task.FromResult("eight")));

        Assert.Equal("seven", (await hub.RunAsync("Call")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_child_has_the_version_it_was_called_in()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions { Version = "8" }))
            .AddOrchestratorFunc("Child", context => context.Version));

        Assert.Equal("8", (await hub.RunAsync("Parent", null, new StartOrchestrationOptions { Version = "3" })).ReadOutputAs<string>());
    }
}
