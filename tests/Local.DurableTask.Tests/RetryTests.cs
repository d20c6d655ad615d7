using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class RetryInMemoryTests() : RetryTests(keptInMemory: true);

public sealed class RetryReplayedTests() : RetryTests(keptInMemory: false);

public abstract class RetryTests(bool keptInMemory) : Conformance(keptInMemory)
{
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
}
