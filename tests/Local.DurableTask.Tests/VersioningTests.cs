using Microsoft.DurableTask;
using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using static Microsoft.DurableTask.Worker.DurableTaskWorkerOptions;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class VersioningInMemoryTests() : VersioningTests(keptInMemory: true);

public sealed class VersioningReplayedTests() : VersioningTests(keptInMemory: false);

public abstract class VersioningTests(bool keptInMemory) : Conformance(keptInMemory)
{
    [Fact]
    public async Task Line_73_an_instance_has_the_version_it_was_started_in_or_the_clients_default()
    {
        await using var hub = await StartAsync(
            tasks => tasks.AddOrchestratorFunc("Which", context => $"'{context.Version}' {context.CompareVersionTo("1.9")}"),
            services: services => services.AddDurableTaskClient(client => client.UseDefaultVersion("1.10")));

        Assert.Equal("'1.10' 1", (await hub.RunAsync("Which")).ReadOutputAs<string>());
        Assert.Equal("'1.2' -1", (await hub.RunAsync("Which", null, new StartOrchestrationOptions { Version = "1.2" })).ReadOutputAs<string>());
        Assert.Equal("'' -1", (await hub.RunAsync("Which", null, new StartOrchestrationOptions { Version = TaskVersion.Unversioned })).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(VersionMatchStrategy.None, "3.0", true)]
    [InlineData(VersionMatchStrategy.Strict, "2.0", true)]
    [InlineData(VersionMatchStrategy.Strict, "1.0", false)]
    [InlineData(VersionMatchStrategy.Strict, "", false)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "1.0", true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "", true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "2.0", true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "2.1", false)]
    public async Task Line_74_a_worker_runs_the_versions_that_match_and_fails_the_others_when_told_to(VersionMatchStrategy match, string version, bool runs)
    {
        await using var hub = await StartAsync(
            tasks => tasks.AddOrchestratorFunc("Work", _ => "done"),
            worker: worker => worker.UseVersioning(new VersioningOptions { Version = "2.0", MatchStrategy = match, FailureStrategy = VersionFailureStrategy.Fail }));

        var ended = await hub.RunAsync("Work", null, new StartOrchestrationOptions { Version = version });

        Assert.Equal(runs ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(runs ? null : "VersionMismatch", ended.FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task Line_75_rejected_work_is_neither_lost_nor_tried_again_and_again_and_a_newer_worker_takes_it_up()
    {
        var workerVersion = "1.0";
        await using var hub = await StartAsync(
            tasks => tasks.AddOrchestratorFunc("Work", context => context.WaitForExternalEvent<string>("Go")),
            worker: worker => worker.UseVersioning(new VersioningOptions { Version = workerVersion, MatchStrategy = VersionMatchStrategy.CurrentOrOlder }));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions("new") { Version = "2.0" });
        await hub.Client.RaiseEventAsync("new", "Go", "kept");

        await hub.IdleAsync();
        var rejected = await hub.StateAsync("new");
        var notes = hub.Logs.All.Count(line => line.Contains("which this worker", StringComparison.Ordinal));
        workerVersion = "2.0";
        await hub.RestartAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Pending, rejected.RuntimeStatus);
        Assert.Equal(1, notes);
        Assert.Equal("kept", (await hub.CompletionAsync("new")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("", "1", -1)]
    [InlineData("1", "", 1)]
    [InlineData("", "", 0)]
    [InlineData("1.10", "1.9", 1)]
    [InlineData("1.0", "1.0.0", -1)]
    [InlineData("beta", "ALPHA", 1)]
    [InlineData("beta", "BETA", 0)]
    public void Line_76_versions_compare_as_numbers_where_they_are_and_as_text_where_not(string left, string right, int expected) =>
        Assert.Equal(expected, Math.Sign(TaskOrchestrationVersioningUtils.CompareVersions(left, right)));

    [Fact]
    public async Task Line_77_activities_have_their_orchestrations_version_and_children_the_workers_default()
    {
        await using var hub = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Parent", async context => string.Join(
                    " ",
                    await context.CallActivityAsync<string>("Version"),
                    await context.CallActivityAsync<string>("Version", options: new TaskOptions { Version = "7" }),
                    await context.CallSubOrchestratorAsync<string>("Child"),
                    await context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions { Version = "8" })))
                .AddOrchestratorFunc("Child", context => context.Version)
                .AddActivityFunc("Version", context => context.Version),
            worker: worker => worker.UseVersioning(new VersioningOptions { DefaultVersion = "5" }));

        var ended = await hub.RunAsync("Parent", null, new StartOrchestrationOptions { Version = "3" });

        Assert.Equal("3 7 5 8", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_name_registered_with_versions_answers_to_these_only()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?, string>("Work", "1", (_, _) => Task.FromResult("one"))
            .AddOrchestratorFunc<string?, string>("Work", "2", (_, _) => Task.FromResult("two")));

        Assert.Equal("two", (await hub.RunAsync("Work", null, new StartOrchestrationOptions { Version = "2" })).ReadOutputAs<string>());
        Assert.Equal("OrchestratorTaskNotFound", (await hub.RunAsync("Work", null, new StartOrchestrationOptions { Version = "3" })).FailureDetails!.ErrorType);
    }
}
