using System.Collections.Concurrent;
using Microsoft.DurableTask;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class PatternInMemoryTests() : PatternTests(keptInMemory: true);

public sealed class PatternFromFileTests() : PatternTests(keptInMemory: false);

/// <summary>The patterns that workflows are made of.</summary>
public abstract class PatternTests(bool keptInMemory) : Semantics(keptInMemory)
{
    [Theory]
    [InlineData(true, "done")]
    [InlineData(false, "gave up after 01:00:00")]
    public async Task A_child_raced_by_a_timer_goes_on_beside_the_winner(bool works, string expected)
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

                enough.Cancel();
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
    [InlineData(4, "no", "refused by manager", "14 ask manager, 17 remind manager")]
    [InlineData(8, "yes", "approved by deputy", "14 ask manager, 17 remind manager, 21 ask deputy")]
    [InlineData(99, "", "timed out", "14 ask manager, 17 remind manager, 21 ask deputy, 24 remind deputy, 28 tell everybody")]
    public async Task A_person_is_asked_reminded_and_replaced_by_a_stand_in_with_a_crash_every_day(int answerAfterDays, string answer, string expected, string letters)
    {
        var written = new ConcurrentQueue<string>();
        TestHub hub = null!;
        await using var started = hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<string[], string>("Approve", ApproveAsync)
            .AddActivityFunc<string>("Write", (_, letter) => written.Enqueue($"{hub.Clock.GetUtcNow():dd} {letter}")));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Approve", new[] { "manager", "deputy" });

        for (var day = 0; day < Math.Min(answerAfterDays, 15); day++)
        {
            await hub.IdleAsync();
            await hub.CrashAndRestartAsync();
            hub.Clock.Advance(TimeSpan.FromDays(1));
        }

        await hub.IdleAsync();
        if (answerAfterDays < 99)
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
            answered.Cancel();
            return first == answer;
        }
    }
}
