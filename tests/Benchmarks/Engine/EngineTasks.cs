using Microsoft.DurableTask;

namespace HubAutomation.Benchmarks.Engine;

/// <summary>The orchestrations that are measured.</summary>
internal static class EngineTasks
{
    public static void Add(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<int, int>("Sequence", async (context, steps) =>
        {
            var sum = 0;
            for (var step = 0; step < steps; step++)
            {
                sum = await context.CallActivityAsync<int>("Add", sum);
            }

            return sum;
        })
        .AddOrchestratorFunc<int, int>("FanOut", async (context, width) =>
            (await Task.WhenAll(Enumerable.Range(0, width).Select(_ => context.CallActivityAsync<int>("Add", 0)))).Sum())
        .AddOrchestratorFunc<int, int>("Children", async (context, width) =>
            (await Task.WhenAll(Enumerable.Range(0, width).Select(_ => context.CallSubOrchestratorAsync<int>("Child", 1)))).Sum())
        .AddOrchestratorFunc<int, int>("Child", (_, number) => Task.FromResult(number))
        .AddOrchestratorFunc<DateTime, int>("Sleep", async (context, until) =>
        {
            await context.CreateTimer(until, CancellationToken.None);
            return 1;
        })
        .AddOrchestratorFunc<int, int>("Ticks", async (context, count) =>
        {
            for (var tick = 0; tick < count; tick++)
            {
                await context.CreateTimer(context.CurrentUtcDateTime, CancellationToken.None);
            }

            return count;
        })
        .AddOrchestratorFunc<int, List<double>>("Long", LongAsync)
        .AddActivityFunc<int, int>("Add", (_, number) => number + 1)
        .AddActivityFunc<int, double>("Now", (_, _) => TimeProvider.System.GetTimestamp() / (double)TimeProvider.System.TimestampFrequency);

    /// <summary>Calls one activity after another, and gives the time of day in seconds after each thousand.</summary>
    private static async Task<List<double>> LongAsync(TaskOrchestrationContext context, int steps)
    {
        List<double> marks = [];
        for (var step = 0; step < steps; step++)
        {
            var now = await context.CallActivityAsync<double>("Now", step);
            if (step % 1000 == 0)
            {
                marks.Add(now);
            }
        }

        return marks;
    }
}
