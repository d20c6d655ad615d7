using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class DeterminismInMemoryTests() : DeterminismTests(keptInMemory: true);

public sealed class DeterminismReplayedTests() : DeterminismTests(keptInMemory: false);

public abstract class DeterminismTests(bool keptInMemory) : Conformance(keptInMemory)
{
    [Theory]
    [InlineData("renamed", "as its call #0 the history has activity 'Read', but the code now asks for activity 'Fetch' there.")]
    [InlineData("removed", "as its call #0 the history has activity 'Read', but the code now asks for nothing there.")]
    [InlineData("reordered", "as its call #0 the history has activity 'Read', but the code now asks for activity 'Merge' there.")]
    [InlineData("other kind", "as its call #0 the history has activity 'Read', but the code now asks for a timer there.")]
    [InlineData("child", "as its call #0 the history has activity 'Read', but the code now asks for sub-orchestration 'Read' there.")]
    public async Task Line_59_code_that_no_longer_fits_its_history_fails_naming_both_sides(string change, string expected)
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Ingest", async context =>
            {
                await context.CallActivityAsync("Read");
                await context.CallActivityAsync("Merge");
                await context.WaitForExternalEvent<object>("Go");
            })
            .AddActivityFunc("Read", _ => { })
            .AddActivityFunc("Merge", _ => { }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Ingest");
        await hub.IdleAsync();

        await hub.RestartAsync(tasks => tasks.AddOrchestratorFunc("Ingest", async context =>
        {
            switch (change)
            {
                case "renamed":
                    await context.CallActivityAsync("Fetch");
                    break;
                case "reordered":
                    await context.CallActivityAsync("Merge");
                    await context.CallActivityAsync("Read");
                    break;
                case "other kind":
                    await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                    break;
                case "child":
                    await context.CallSubOrchestratorAsync("Read");
                    break;
            }

            await context.WaitForExternalEvent<object>("Go");
        }));
        await hub.Client.RaiseEventAsync(id, "Go");
        var ended = await hub.CompletionAsync(id);

        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", ended.FailureDetails!.ErrorType);
        Assert.Contains(expected, ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Task.Delay")]
    [InlineData("Task.Delay after an activity")]
    [InlineData("ConfigureAwait(false)")]
    [InlineData("Task.Run")]
    [InlineData("Task.Yield without context")]
    [InlineData("a context used from another thread")]
    [InlineData("a task that never ends")]
    [InlineData("Task.Delay while an activity is open")]
    public async Task Line_60_an_illegal_await_is_an_invalid_operation_and_not_a_hang(string kind)
    {
        // What has ended by the time that it is awaited is no await at all: the work takes long enough, also on a busy machine.
        const int Long = 200;
        using var release = new SemaphoreSlim(0);
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Illegal", async context =>
            {
                switch (kind)
                {
                    case "Task.Delay":
                        await Task.Delay(Long);
                        break;
                    case "Task.Delay after an activity":
                        await context.CallActivityAsync("Nothing");
                        await Task.Delay(Long);
                        break;
                    case "ConfigureAwait(false)":
                        await context.CallActivityAsync("Nothing").ConfigureAwait(false);
                        await context.CallActivityAsync("Nothing");
                        break;
                    case "Task.Run":
                        await Task.Run(() => release.Wait(Long));
                        break;
                    case "Task.Yield without context":
                        await Task.Run(async () =>
                        {
                            await Task.Yield();
                            release.Wait(Long);
                        });
                        break;
                    case "a context used from another thread":
                        await Task.Run(() => context.CallActivityAsync("Nothing"));
                        break;
                    case "a task that never ends":
                        await new TaskCompletionSource().Task;
                        break;
                    case "Task.Delay while an activity is open":
                        var open = context.CallActivityAsync("Block");
                        await Task.Delay(Long);
                        await open;
                        break;
                }
            })
            .AddActivityFunc("Nothing", _ => { })
            .AddActivityFunc("Block", async _ => await release.WaitAsync()));

        var ended = await hub.RunAsync("Illegal");
        release.Release(2);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal("System.InvalidOperationException", ended.FailureDetails!.ErrorType);
        Assert.StartsWith("The orchestrator awaited something that is not durable", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_looks_asynchronous_but_is_not_is_allowed()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Legal", async context =>
            {
                await Task.CompletedTask.ConfigureAwait(false);
                await Task.Yield();
                var both = await Task.WhenAll(Twice(context, 1), Twice(context, 2));
                var continued = await context.CallActivityAsync<int>("Same", 5).ContinueWith(
                    task => task.Result + 1, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
                return both.Sum() + continued;
            })
            .AddActivityFunc<int, int>("Same", (_, number) => number));

        Assert.Equal(12, (await hub.RunAsync("Legal")).ReadOutputAs<int>());

        static async Task<int> Twice(TaskOrchestrationContext context, int number) =>
            await context.CallActivityAsync<int>("Same", number) + await context.CallActivityAsync<int>("Same", number);
    }
}
