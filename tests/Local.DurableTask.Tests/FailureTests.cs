using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class FailureInMemoryTests() : FailureTests(keptInMemory: true);

public sealed class FailureReplayedTests() : FailureTests(keptInMemory: false);

public abstract class FailureTests(bool keptInMemory) : Conformance(keptInMemory)
{
    [Fact]
    public async Task Line_50_an_unhandled_activity_exception_fails_the_orchestration_with_details()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Import", context => context.CallActivityAsync("Read"))
            .AddActivityFunc("Read", _ => throw new InvalidDataException("row 7 has no day")));

        var ended = await hub.RunAsync("Import");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Null(ended.SerializedOutput);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", ended.FailureDetails!.ErrorType);
        Assert.Equal("Task 'Read' (#0) failed with an unhandled exception: row 7 has no day", ended.FailureDetails.ErrorMessage);
        Assert.Equal("System.IO.InvalidDataException", ended.FailureDetails.InnerFailure!.ErrorType);
        Assert.Contains(nameof(FailureTests), ended.FailureDetails.InnerFailure.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_51_an_unhandled_orchestrator_exception_likewise()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Break", _ => throw new InvalidOperationException("no settings")));

        var ended = await hub.RunAsync("Break");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal("System.InvalidOperationException: no settings", ended.FailureDetails!.ToString());
    }

    [Fact]
    public async Task Line_52_a_caught_failure_lets_it_go_on_and_is_known_by_its_base_types()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Catch", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Break");
                    return "no failure";
                }
                catch (TaskFailedException failed)
                {
                    var details = failed.FailureDetails;
                    return string.Join(
                        " ",
                        details.IsCausedBy<RefusedException>(),
                        details.IsCausedBy<InvalidOperationException>(),
                        details.IsCausedBy<Exception>(),
                        details.IsCausedBy<ArgumentException>());
                }
            })
            .AddActivityFunc("Break", _ => throw new RefusedException("by the service")));

        Assert.Equal("True True True False", (await hub.RunAsync("Catch")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Line_53_inner_exceptions_and_the_applications_own_facts_are_kept()
    {
        await using var hub = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Import", context => context.CallActivityAsync("Read"))
                .AddActivityFunc("Read", _ => throw new InvalidDataException("outer", new FormatException("middle", new RefusedException("inner")))),
            services: services => services.AddSingleton<IExceptionPropertiesProvider, MessageLengths>());

        var read = (await hub.RunAsync("Import")).FailureDetails!.InnerFailure!;

        Assert.Equal("System.IO.InvalidDataException", read.ErrorType);
        Assert.Equal("System.FormatException", read.InnerFailure!.ErrorType);
        Assert.Equal(typeof(RefusedException).FullName, read.InnerFailure.InnerFailure!.ErrorType);
        Assert.Equal(5.0, read.Properties!["length"]);
        Assert.Equal("inner", read.InnerFailure.InnerFailure.Properties!["text"]);
    }

    [Fact]
    public async Task Line_57_an_unknown_orchestrator_fails_at_once_as_an_instance_and_as_a_child()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Call", context =>
            context.CallSubOrchestratorAsync("NoSuchThing", options: TaskOptions.FromRetryHandler((RetryContext _) => true))));

        var alone = await hub.RunAsync("NoSuchThing");
        var called = await hub.RunAsync("Call");

        Assert.Equal("No orchestrator task named 'NoSuchThing' was found.", alone.FailureDetails!.ErrorMessage);
        Assert.Equal("OrchestratorTaskNotFound", called.FailureDetails!.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task Line_58_an_exception_text_of_a_megabyte_is_kept_whole()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Import", context => context.CallActivityAsync("Read"))
            .AddActivityFunc("Read", _ => throw new InvalidDataException(new string('x', 1 << 20))));

        Assert.Equal(1 << 20, (await hub.RunAsync("Import")).FailureDetails!.InnerFailure!.ErrorMessage.Length);
    }

    [Fact]
    public async Task An_orchestration_that_fails_while_an_activity_runs_waits_for_it()
    {
        using var release = new SemaphoreSlim(0);
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Fail", async context =>
            {
                var open = context.CallActivityAsync("Block");
                await context.CallActivityAsync("Break");
                await open;
            })
            .AddActivityFunc("Block", async _ => await release.WaitAsync())
            .AddActivityFunc("Break", _ => throw new TimeoutException("busy")));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Fail");

        await hub.Logs.UntilAsync("TimeoutException");
        var before = await hub.StateAsync(id);
        release.Release();

        Assert.Equal(OrchestrationRuntimeStatus.Running, before.RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.CompletionAsync(id)).RuntimeStatus);
    }

    private sealed class RefusedException(string message) : InvalidOperationException(message);

    private sealed class MessageLengths : IExceptionPropertiesProvider
    {
        public IDictionary<string, object?> GetExceptionProperties(Exception exception) =>
            new Dictionary<string, object?> { ["length"] = exception.Message.Length, ["text"] = exception.Message };
    }
}
