using System.Collections.Concurrent;
using System.Globalization;
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

    [Theory]
    [InlineData(1.0, null, null, "0 60 120 180")]
    [InlineData(2.0, null, null, "0 60 180 420")]
    [InlineData(2.0, 90, null, "0 60 150 240")]
    [InlineData(1.0, null, 100, "0 60 120")]
    public async Task Line_54_a_policy_sets_attempts_growth_longest_wait_and_total_time(double growth, int? longest, int? total, string expected)
    {
        var tries = new ConcurrentQueue<double>();
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Retry", async context =>
        {
            var start = context.CurrentUtcDateTime;
            var policy = new RetryPolicy(
                4, TimeSpan.FromSeconds(60), growth, Seconds(longest), Seconds(total));
            await context.CallSubOrchestratorAsync("Break", start, new TaskOptions(policy));
        }).AddOrchestratorFunc<DateTime>("Break", (TaskOrchestrationContext context, DateTime start) =>
        {
            tries.Enqueue((context.CurrentUtcDateTime - start).TotalSeconds);
            throw new TimeoutException("busy");
        }));

        var ended = await hub.RunToEndAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Retry"));

        Assert.Equal(expected, string.Join(" ", tries.Select(seconds => seconds.ToString(CultureInfo.InvariantCulture))));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public async Task Line_54_a_predicate_says_which_failures_are_tried_again(bool handled, int expected)
    {
        var tries = 0;
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Retry", context => context.CallActivityAsync("Break", options: new TaskOptions(
                new RetryPolicy(3, TimeSpan.FromSeconds(1)) { HandleFailure = details => details.IsCausedBy<TimeoutException>() == handled })))
            .AddActivityFunc("Break", _ =>
            {
                Interlocked.Increment(ref tries);
                throw new TimeoutException("busy");
            }));

        await hub.RunToEndAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Retry"));

        Assert.Equal(expected, tries);
    }

    [Fact]
    public async Task Line_55_a_handler_decides_by_attempt_failure_and_time_and_may_wait_durably()
    {
        var seen = new ConcurrentQueue<string>();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Retry", context => context.CallActivityAsync<string>("Break", options: TaskOptions.FromRetryHandler(async retry =>
            {
                if (!retry.OrchestrationContext.IsReplaying)
                    seen.Enqueue($"{retry.LastAttemptNumber} {retry.LastFailure.ErrorMessage} {retry.TotalRetryTime.TotalHours}");
                await retry.OrchestrationContext.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                return retry.LastAttemptNumber < 3;
            })))
            .AddActivityFunc("Break", _ => throw new TimeoutException("busy")));

        var ended = await hub.RunToEndAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Retry"));

        Assert.Equal(["1 busy 0", "2 busy 1", "3 busy 2"], seen);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
    }

    [Fact]
    public async Task Line_55_a_plain_handler_decides_at_once()
    {
        var tries = 0;
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Retry", context => context.CallActivityAsync<string>(
                "Break", options: TaskOptions.FromRetryHandler((RetryContext retry) => retry.LastAttemptNumber < 5)))
            .AddActivityFunc("Break", _ => Interlocked.Increment(ref tries) < 4 ? throw new TimeoutException("busy") : "done"));

        Assert.Equal("done", (await hub.RunAsync("Retry")).ReadOutputAs<string>());
        Assert.Equal(4, tries);
    }

    [Fact]
    public async Task Line_56_a_crash_between_two_tries_neither_starts_the_count_anew_nor_shortens_the_wait()
    {
        var tries = new ConcurrentQueue<DateTimeOffset>();
        TestHub hub = null!;
        await using var started = hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Retry", context => context.CallActivityAsync("Break", options: new TaskOptions(new RetryPolicy(3, TimeSpan.FromHours(1)))))
            .AddActivityFunc("Break", _ =>
            {
                tries.Enqueue(hub.Clock.GetUtcNow());
                throw new TimeoutException("busy");
            }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Retry");

        for (var crash = 0; crash < 3; crash++)
        {
            await hub.IdleAsync();
            await hub.CrashAndRestartAsync();
            hub.Clock.Advance(TimeSpan.FromMinutes(30));
            await hub.IdleAsync();
        }

        await hub.RunToEndAsync(id);

        Assert.Equal([0.0, 60.0, 120.0], tries.Select(at => (at - tries.First()).TotalMinutes));
    }

    [Fact]
    public async Task Line_57_an_unknown_activity_fails_at_once_whatever_the_policy()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Call", context =>
            context.CallActivityAsync("NoSuchThing", options: new TaskOptions(new RetryPolicy(5, TimeSpan.FromDays(1))))));

        var ended = await hub.RunAsync("Call");

        Assert.Equal("ActivityTaskNotFound", ended.FailureDetails!.InnerFailure!.ErrorType);
        Assert.Equal("No activity task named 'NoSuchThing' was found.", ended.FailureDetails.InnerFailure.ErrorMessage);
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
        using var release = new SemaphoreSlim(0);
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Illegal", async context =>
            {
                switch (kind)
                {
                    case "Task.Delay":
                        await Task.Delay(1);
                        break;
                    case "Task.Delay after an activity":
                        await context.CallActivityAsync("Nothing");
                        await Task.Delay(1);
                        break;
                    case "ConfigureAwait(false)":
                        await context.CallActivityAsync("Nothing").ConfigureAwait(false);
                        await context.CallActivityAsync("Nothing");
                        break;
                    case "Task.Run":
                        await Task.Run(() => release.Wait(1));
                        break;
                    case "Task.Yield without context":
                        await Task.Run(async () => await Task.Yield());
                        break;
                    case "a context used from another thread":
                        await Task.Run(() => context.CallActivityAsync("Nothing"));
                        break;
                    case "a task that never ends":
                        await new TaskCompletionSource().Task;
                        break;
                    case "Task.Delay while an activity is open":
                        var open = context.CallActivityAsync("Block");
                        await Task.Delay(1);
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

    [Fact]
    public void A_policy_with_impossible_values_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(0, TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.FromSeconds(1), 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.FromSeconds(2), 1, TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.FromSeconds(2), 1, null, TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromHours(1), new RetryPolicy(1, TimeSpan.FromSeconds(2)).MaxRetryInterval);
    }

    private static TimeSpan? Seconds(int? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;

    private sealed class RefusedException(string message) : InvalidOperationException(message);

    private sealed class MessageLengths : IExceptionPropertiesProvider
    {
        public IDictionary<string, object?> GetExceptionProperties(Exception exception) =>
            new Dictionary<string, object?> { ["length"] = exception.Message.Length, ["text"] = exception.Message };
    }
}
