using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class RetryInMemoryTests() : RetryTests(keptInMemory: true);

public sealed class RetryFromFileTests() : RetryTests(keptInMemory: false);

/// <summary>When to try again the worker decides; the waits between are timers of the hub.</summary>
public abstract class RetryTests(bool keptInMemory) : Semantics(keptInMemory)
{
    [Fact]
    public async Task Each_try_of_a_child_waits_as_long_as_the_policy_says()
    {
        var tries = new ConcurrentQueue<double>();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Retry", context => context.CallSubOrchestratorAsync(
                "Break", context.CurrentUtcDateTime, new TaskOptions(new RetryPolicy(4, TimeSpan.FromSeconds(60), backoffCoefficient: 2))))
            .AddOrchestratorFunc<DateTime>("Break", (TaskOrchestrationContext context, DateTime start) =>
            {
                tries.Enqueue((context.CurrentUtcDateTime - start).TotalSeconds);
                throw new TimeoutException("busy");
            }));

        var ended = await hub.RunToEndAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Retry"));

        Assert.Equal("0 60 180 420", string.Join(" ", tries.Select(seconds => seconds.ToString(CultureInfo.InvariantCulture))));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
    }

    [Fact]
    public async Task An_activity_that_fails_is_tried_again_until_it_succeeds()
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
    public async Task A_crash_between_two_tries_neither_starts_the_count_anew_nor_shortens_the_wait()
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
}
