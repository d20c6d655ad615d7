using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class FailureInMemoryTests() : FailureTests(keptInMemory: true);

public sealed class FailureFromFileTests() : FailureTests(keptInMemory: false);

public abstract class FailureTests(bool keptInMemory) : Semantics(keptInMemory)
{
    [Fact]
    public async Task A_failed_activity_fails_the_orchestration_with_everything_that_is_known_of_it()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Import", context => context.CallActivityAsync("Read"))
            .AddActivityFunc("Read", _ => throw new InvalidDataException("row 7 has no day")));

        var ended = await hub.RunAsync("Import");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", ended.FailureDetails!.ErrorType);
        Assert.Equal("Task 'Read' (#0) failed with an unhandled exception: row 7 has no day", ended.FailureDetails.ErrorMessage);
        Assert.Equal("System.IO.InvalidDataException", ended.FailureDetails.InnerFailure!.ErrorType);
        Assert.Contains(nameof(FailureTests), ended.FailureDetails.InnerFailure.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_orchestrator_that_throws_fails_likewise()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Break", _ => throw new InvalidOperationException("no settings")));

        var ended = await hub.RunAsync("Break");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal("System.InvalidOperationException: no settings", ended.FailureDetails!.ToString());
    }

    [Fact]
    public async Task Inner_exceptions_and_the_applications_own_facts_are_kept_across_a_crash()
    {
        await using var hub = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Import", async context =>
                {
                    try
                    {
                        await context.CallActivityAsync("Read");
                    }
                    catch (TaskFailedException)
                    {
                        await context.WaitForExternalEvent<object>("Go");
                        throw;
                    }
                })
                .AddActivityFunc("Read", _ => throw new InvalidDataException("outer", new FormatException("middle", new RefusedException("inner")))),
            worker: worker => worker.Services.AddSingleton<IExceptionPropertiesProvider, MessageFacts>());
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Import");
        await hub.IdleAsync();

        await hub.CrashAndRestartAsync();
        await hub.Client.RaiseEventAsync(id, "Go");
        var read = (await hub.CompletionAsync(id)).FailureDetails!.InnerFailure!;

        Assert.Equal("System.IO.InvalidDataException", read.ErrorType);
        Assert.Equal("System.FormatException", read.InnerFailure!.ErrorType);
        Assert.Equal(typeof(RefusedException).FullName, read.InnerFailure.InnerFailure!.ErrorType);
        Assert.Equal(5.0, read.Properties!["length"]);
        Assert.Equal("inner", read.InnerFailure.InnerFailure.Properties!["text"]);
        Assert.Null(read.Properties["nothing"]);
    }

    [Fact]
    public async Task An_unknown_orchestrator_fails_at_once_as_an_instance_and_as_a_child_whatever_the_policy()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Call", context =>
            context.CallSubOrchestratorAsync("NoSuchThing", options: new TaskOptions(new RetryPolicy(5, TimeSpan.FromDays(1))))));

        var alone = await hub.RunAsync("NoSuchThing");
        var called = await hub.RunAsync("Call");

        Assert.Equal("No orchestrator task named 'NoSuchThing' was found.", alone.FailureDetails!.ErrorMessage);
        Assert.Equal("OrchestratorTaskNotFound", called.FailureDetails!.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task An_unknown_activity_fails_at_once_whatever_the_policy()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Call", context =>
            context.CallActivityAsync("NoSuchThing", options: new TaskOptions(new RetryPolicy(5, TimeSpan.FromDays(1))))));

        var ended = await hub.RunAsync("Call");

        Assert.Equal("ActivityTaskNotFound", ended.FailureDetails!.InnerFailure!.ErrorType);
        Assert.Equal("No activity task named 'NoSuchThing' was found.", ended.FailureDetails.InnerFailure.ErrorMessage);
    }

    [Fact]
    public async Task An_exception_text_of_a_megabyte_is_kept_whole()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Import", context => context.CallActivityAsync("Read"))
            .AddActivityFunc("Read", _ => throw new InvalidDataException(new string('x', 1 << 20))));

        Assert.Equal(1 << 20, (await hub.RunAsync("Import")).FailureDetails!.InnerFailure!.ErrorMessage.Length);
    }

    [Theory]
    [InlineData("another activity")]
    [InlineData("a timer")]
    [InlineData("nothing")]
    public async Task Code_that_no_longer_fits_what_an_orchestration_has_gone_through_fails_it(string instead)
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Ingest", async context =>
            {
                await context.CallActivityAsync("Read");
                await context.WaitForExternalEvent<object>("Go");
            })
            .AddActivityFunc("Read", _ => { }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Ingest");
        await hub.IdleAsync();

        await hub.RestartAsync(tasks => tasks.AddOrchestratorFunc("Ingest", async context =>
        {
            if (instead == "another activity")
                await context.CallActivityAsync("Fetch");
            else if (instead == "a timer")
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            await context.WaitForExternalEvent<object>("Go");
        }));
        await hub.Client.RaiseEventAsync(id, "Go");
        var ended = await hub.CompletionAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("Non-Deterministic workflow detected", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    private sealed class RefusedException(string message) : InvalidOperationException(message);

    private sealed class MessageFacts : IExceptionPropertiesProvider
    {
        public IDictionary<string, object?> GetExceptionProperties(Exception exception) =>
            new Dictionary<string, object?> { ["length"] = exception.Message.Length, ["text"] = exception.Message, ["nothing"] = null };
    }
}
