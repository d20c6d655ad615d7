using System.Collections.Concurrent;
using Microsoft.DurableTask;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class PatternInMemoryTests() : PatternTests(keptInMemory: true);

public sealed class PatternReplayedTests() : PatternTests(keptInMemory: false);

/// <summary>The patterns that workflows are made of.</summary>
public abstract class PatternTests(bool keptInMemory) : Conformance(keptInMemory)
{
    [Fact]
    public async Task When_all_gives_every_result_in_the_order_of_the_calls_and_the_first_failure_fails_it_after_all_have_ended()
    {
        var ended = new ConcurrentQueue<int>();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, string>("Sum", async (context, broken) =>
            {
                try
                {
                    return string.Join(" ", await Task.WhenAll(
                        Enumerable.Range(0, 5).Select(number => context.CallActivityAsync<int>("Square", number == broken ? -1 : number))));
                }
                catch (TaskFailedException failed)
                {
                    return failed.FailureDetails.ErrorMessage;
                }
            })
            .AddActivityFunc<int, int>("Square", (_, number) =>
            {
                ended.Enqueue(number);
                return number < 0 ? throw new InvalidOperationException("There is no such number.") : number * number;
            }));

        Assert.Equal("0 1 4 9 16", (await hub.RunAsync("Sum", 5)).ReadOutputAs<string>());
        Assert.Equal("There is no such number.", (await hub.RunAsync("Sum", 0)).ReadOutputAs<string>());
        Assert.Equal(10, ended.Count);
    }

    [Theory]
    [InlineData(true, "done")]
    [InlineData(false, "gave up after 01:00:00")]
    public async Task When_any_races_work_with_a_timer_that_is_cancelled_once_the_work_has_won(bool works, string expected)
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Race", async context =>
            {
                var start = context.CurrentUtcDateTime;
                using var enough = new CancellationTokenSource();
                var work = context.CallSubOrchestratorAsync<string>("Work", options: new TaskOptions().WithInstanceId("work"));
                var limit = context.CreateTimer(TimeSpan.FromHours(1), enough.Token);
                if (await Task.WhenAny(work, limit) == limit)
                {
                    context.SendEvent("work", "Done", "too late");
                    await work;
                    return $"gave up after {context.CurrentUtcDateTime - start}";
                }

#pragma warning disable CA1849 // An orchestrator cancels in place.
                enough.Cancel();
#pragma warning restore CA1849
                return await work;
            })
            .AddOrchestratorFunc("Work", context => context.WaitForExternalEvent<string>("Done")));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Race");
        await hub.IdleAsync();
        if (works)
            await hub.Client.RaiseEventAsync("work", "Done", "done");

        var ended = works ? await hub.CompletionAsync(id) : await hub.RunToEndAsync(id);

        Assert.Equal(expected, ended.ReadOutputAs<string>());
        Assert.Null(hub.Hub.GetWorkload().NextTimer);
    }

    [Theory]
    [InlineData(1, "yes", "approved by manager", "14 ask manager")]
    [InlineData(4, "yes", "approved by manager", "14 ask manager, 17 remind manager")]
    [InlineData(4, "no", "refused by manager", "14 ask manager, 17 remind manager")]
    [InlineData(8, "yes", "approved by deputy", "14 ask manager, 17 remind manager, 21 ask deputy")]
    [InlineData(99, "", "timed out", "14 ask manager, 17 remind manager, 21 ask deputy, 24 remind deputy, 28 tell everybody")]
    public async Task A_person_is_asked_reminded_and_replaced_by_a_stand_in_until_time_is_out(int answerAfterDays, string answer, string expected, string letters)
    {
        var written = new ConcurrentQueue<string>();
        TestHub hub = null!;
        await using var started = hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<string[], string>("Approve", ApproveAsync)
            .AddActivityFunc<string>("Write", (_, letter) => written.Enqueue($"{hub.Clock.GetUtcNow():dd} {letter}")));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Approve", new[] { "manager", "deputy" });

        for (var day = 0; day < Math.Min(answerAfterDays, 20); day++)
        {
            await hub.IdleAsync();
            await hub.CrashAndRestartAsync();
            hub.Clock.Advance(TimeSpan.FromDays(1));
        }

        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "Answer", answer);
        var ended = await hub.CompletionAsync(id);

        Assert.Equal(expected, ended.ReadOutputAs<string>());
        Assert.Equal(letters, string.Join(", ", written));
        Assert.Null(hub.Hub.GetWorkload().NextTimer);
    }

    private static async Task<string> ApproveAsync(TaskOrchestrationContext context, string[] people)
    {
        var answer = context.WaitForExternalEvent<string>("Answer");
        foreach (var person in people)
        {
            await context.CallActivityAsync("Write", $"ask {person}");
            if (!await AnsweredWithinAsync(TimeSpan.FromDays(3)))
            {
                await context.CallActivityAsync("Write", $"remind {person}");
                if (!await AnsweredWithinAsync(TimeSpan.FromDays(4)))
                    continue;
            }

            return await answer == "yes" ? $"approved by {person}" : $"refused by {person}";
        }

        await context.CallActivityAsync("Write", "tell everybody");
        return "timed out";

        async Task<bool> AnsweredWithinAsync(TimeSpan limit)
        {
            using var answered = new CancellationTokenSource();
            var first = await Task.WhenAny(answer, context.CreateTimer(limit, answered.Token));
#pragma warning disable CA1849 // An orchestrator cancels in place.
            answered.Cancel();
#pragma warning restore CA1849
            return first == answer;
        }
    }
}

/// <summary>Alone in the process, whose memory it measures.</summary>
[CollectionDefinition(nameof(MonitorTests), DisableParallelization = true)]
public sealed class Alone;

/// <summary>A monitor looks, sleeps and begins anew, for more than a year.</summary>
[Collection(nameof(MonitorTests))]
public sealed class MonitorTests
{
    private const int Rounds = 10_000;

    [Fact]
    public async Task A_monitor_that_continues_as_new_10000_times_grows_neither_the_file_nor_memory()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Monitor", async (context, round) =>
            {
                await context.CallActivityAsync("Look", round);
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                context.ContinueAsNew(round + 1);
            })
            .AddActivityFunc<int>("Look", (_, _) => { }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Monitor", 0);
        await RunAsync(hub, 500);
        var (pages, memory) = Size(hub);

        await RunAsync(hub, Rounds);

        var (pagesAfter, memoryAfter) = Size(hub);
        Assert.Equal(Rounds + 500, (await hub.StateAsync(id)).ReadInputAs<int>());

        // A hundred bytes a round would be a megabyte: 244 pages.
        Assert.InRange(pagesAfter - pages, long.MinValue, 30);
        Assert.InRange(memoryAfter - memory, long.MinValue, 700_000);
    }

    private static async Task RunAsync(TestHub hub, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await hub.IdleAsync();
            Assert.True(hub.Clock.AdvanceToNextTimer());
        }

        await hub.IdleAsync();
    }

    private static (long Pages, long Memory) Size(TestHub hub)
    {
        // What is logged is the test's, not the engine's.
        hub.Logs.Clear();
        return (hub.Number("PRAGMA page_count"), GC.GetTotalMemory(forceFullCollection: true));
    }
}
