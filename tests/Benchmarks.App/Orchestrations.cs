using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.Benchmarks.App;

/// <summary>The orchestrations that are measured, and what they call.</summary>
public static class Orchestrations
{
    private const int StepsBetweenMarks = 100;

    /// <summary>Calls one activity after another.</summary>
    [Function("Sequence")]
    public static async Task<int> Sequence([OrchestrationTrigger] TaskOrchestrationContext context, int steps)
    {
        ArgumentNullException.ThrowIfNull(context);
        var sum = 0;
        for (var step = 0; step < steps; step++)
        {
            sum = await context.CallActivityAsync<int>("Add", sum);
        }

        return sum;
    }

    /// <summary>Calls so many activities at once.</summary>
    [Function("FanOut")]
    public static async Task<int> FanOut([OrchestrationTrigger] TaskOrchestrationContext context, int width)
    {
        ArgumentNullException.ThrowIfNull(context);
        var sums = await Task.WhenAll(Enumerable.Range(0, width).Select(_ => context.CallActivityAsync<int>("Add", 0)));
        return sums.Sum();
    }

    /// <summary>Calls so many sub-orchestrations at once.</summary>
    [Function("Children")]
    public static async Task<int> Children([OrchestrationTrigger] TaskOrchestrationContext context, int width)
    {
        ArgumentNullException.ThrowIfNull(context);
        var numbers = await Task.WhenAll(Enumerable.Range(0, width).Select(_ => context.CallSubOrchestratorAsync<int>("Child", 1)));
        return numbers.Sum();
    }

    /// <summary>Ends at once.</summary>
    [Function("Child")]
    public static Task<int> Child([OrchestrationTrigger] TaskOrchestrationContext context, int number) =>
        context is null ? throw new ArgumentNullException(nameof(context)) : Task.FromResult(number);

    /// <summary>Waits for a moment.</summary>
    [Function("Sleep")]
    public static async Task<int> Sleep([OrchestrationTrigger] TaskOrchestrationContext context, DateTime until)
    {
        ArgumentNullException.ThrowIfNull(context);
        await context.CreateTimer(until, CancellationToken.None);
        return 1;
    }

    /// <summary>Waits for so many timers that are due at once.</summary>
    [Function("Ticks")]
    public static async Task<int> Ticks([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        for (var tick = 0; tick < count; tick++)
        {
            await context.CreateTimer(context.CurrentUtcDateTime, CancellationToken.None);
        }

        return count;
    }

    /// <summary>Calls one activity after another, and gives the machine's time in microseconds at the first and after each hundred.</summary>
    [Function("Long")]
    public static async Task<List<long>> CallManyTimes([OrchestrationTrigger] TaskOrchestrationContext context, int steps)
    {
        ArgumentNullException.ThrowIfNull(context);
        List<long> marks = [];
        for (var step = 0; step <= steps; step++)
        {
            var now = await context.CallActivityAsync<long>("Now", step);
            if (step % StepsBetweenMarks == 0)
            {
                marks.Add(now);
            }
        }

        return marks;
    }

    /// <summary>One more.</summary>
    [Function("Add")]
    public static int Add([ActivityTrigger] int number) => number + 1;

    /// <summary>The machine's time in microseconds.</summary>
    [Function("Now")]
    public static long Now([ActivityTrigger] int number) => number < 0 ? 0 : Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);
}
