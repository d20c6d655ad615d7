using HubAutomation.Local.DurableTask.Engine;
using HubAutomation.Local.DurableTask.Engine.Replay;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>One execution without a file: what it does with messages that should not come.</summary>
public sealed class ExecutionTests
{
    private static readonly DateTime Now = new(2026, 9, 14, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Line_81_a_second_result_start_or_timer_is_ignored()
    {
        var execution = Make(async context =>
        {
            var first = await context.CallActivityAsync<int>("First");
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return first + await context.CallActivityAsync<int>("Second");
        });

        execution.Take(Now, [new ExecutionStarted(), new ExecutionStarted()]);
        execution.Take(Now, [new TaskCompleted(0, "1"), new TaskCompleted(0, "50"), new TaskFailed(0, Failure.Terminated())]);
        var waiting = execution.Take(Now.AddHours(1), [new TimerFired(1), new TimerFired(1)]);
        var last = execution.Take(Now.AddHours(1), [new TaskCompleted(2, "2")]);

        Assert.Equal(["activity 'Second'"], waiting.Requests.Select(request => request.Event.Describe()));
        Assert.Equal(new Ending.Completed("3"), last.Ending);
    }

    [Fact]
    public void Line_21_and_82_a_timer_or_result_that_was_never_asked_for_is_dropped()
    {
        var execution = Make(context => context.WaitForExternalEvent<int>("Number"));

        execution.Take(Now, [new ExecutionStarted()]);
        var result = execution.Take(Now, [new TimerFired(7), new TaskCompleted(8, "1"), new SubOrchestrationInstanceCompleted(9, "2")]);

        Assert.Null(result.Ending);
        Assert.Equal("event 'Number'", execution.DescribeWait());
    }

    [Fact]
    public void A_replayed_execution_stands_where_the_one_that_was_kept_stands()
    {
        Func<TaskOrchestrationContext, Task<int>> code = async context =>
        {
            var sum = await context.WaitForExternalEvent<int>("Number");
            for (var round = 0; round < 3; round++)
            {
                var both = await Task.WhenAll(context.CallActivityAsync<int>("A"), context.CallSubOrchestratorAsync<int>("B"));
                sum += both.Sum() + context.NewGuid().ToByteArray()[0];
                context.SetCustomStatus(sum);
            }

            return sum;
        };
        var kept = Make(code);
        var turns = new List<Turn>();
        IReadOnlyList<HistoryEvent>[] messages =
        [
            [new ExecutionStarted()],
            [new EventRaised("Other", "5"), new EventRaised("number", "7")],
            [new TaskCompleted(0, "1")],
            [new ExecutionSuspended(null), new SubOrchestrationInstanceCompleted(1, "2")],
            [new ExecutionResumed(null)],
            [new SubOrchestrationInstanceCompleted(3, "2"), new TaskCompleted(2, "1")],
        ];

        foreach (var received in messages)
        {
            // Through the written form and back, as the file would.
            turns.Add(Turn.FromUtf8(kept.Take(Now, received).Turn.ToUtf8()));
            var replayed = Make(code);
            turns.ForEach(replayed.Replay);

            Assert.Equal(kept.CustomStatus, replayed.CustomStatus);
            Assert.Equal(kept.DescribeWait(), replayed.DescribeWait());
            Assert.Equal(kept.IsSuspended, replayed.IsSuspended);
            Assert.Equal(kept.Events.Unclaimed, replayed.Events.Unclaimed);
        }
    }

    private static Execution Make<T>(Func<TaskOrchestrationContext, Task<T>> code)
    {
        var settings = new ExecutionSettings(
            "one", "Test", string.Empty, null, null, JsonDataConverter.Default, TimeSpan.FromDays(3), string.Empty, null, NullLoggerFactory.Instance);
        return new Execution(settings, FuncTaskOrchestrator.Create<object?, T>((context, _) => code(context)), () => Assert.Fail("strayed"));
    }
}
