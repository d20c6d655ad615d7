using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Functions.Tests.Determinism;

/// <summary>Orchestrators that do what they may.</summary>
internal static class Innocents
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly IReadOnlyList<string> Steps = ["Read", "Merge"];

    public static async Task<string> TheTimeOfTheContext(TaskOrchestrationContext context)
    {
        await context.CreateTimer(context.CurrentUtcDateTime + Day, CancellationToken.None);
        return context.CurrentUtcDateTime.ToString("u", CultureInfo.InvariantCulture) + Environment.NewLine + context.NewGuid();
    }

    public static async Task<int> ActivitiesTogether(TaskOrchestrationContext context)
    {
        var results = await Task.WhenAll(Steps.Select(step => context.CallActivityAsync<int>(step)));
        return results.Order().Sum();
    }

    public static async Task<bool> AnEventOrATimer(TaskOrchestrationContext context)
    {
        using var stop = new CancellationTokenSource();
        var answer = context.WaitForExternalEvent<bool>("Answer");
        var timer = context.CreateTimer(Day, stop.Token);
        if (await Task.WhenAny(answer, timer) != answer)
            return false;
#pragma warning disable CA1849 // CancelAsync leaves the orchestrator's thread.
        stop.Cancel();
#pragma warning restore CA1849
        return await answer;
    }

    public static void ALogger(TaskOrchestrationContext context)
    {
#pragma warning disable CA1848, CA1873 // A line of a test.
        context.CreateReplaySafeLogger("Steps").LogInformation("Step {Step}", Steps[0]);
#pragma warning restore CA1848, CA1873
    }
}
