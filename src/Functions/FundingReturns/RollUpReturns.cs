using System.Globalization;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.FundingReturns.Model;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.Functions.FundingReturns;

/// <summary>
/// The procedure for a quarter's or a year's figures: read every source with the whole period for a window, put that together with what leads have said in
/// the frozen months, and make the documents. Nobody is asked and nothing is frozen; done again, it takes the place of what was there.
/// </summary>
public static class RollUpReturns
{
    /// <summary>Which period.</summary>
    /// <param name="Period">The quarter or the year.</param>
    /// <param name="DryRun">Only say what would happen.</param>
    public sealed record Input(PeriodRef Period, bool DryRun = false);

    /// <summary>The orchestration.</summary>
    [Function(nameof(RollUpReturns))]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Input input)
    {
        return await RunGuard.RunAsync(context, () => new Run(context, input.Period).RollUpAsync(input.DryRun));
    }

    private sealed class Run(TaskOrchestrationContext context, PeriodRef period)
    {
        public async Task<string> RollUpAsync(bool dryRun)
        {
            if (dryRun)
                return await EndAsync("DryRun", await CallAsync<string>(nameof(RollUpActivities.PlanRollUp), period), 1);
            var opening = await CallAsync<ReturnOpening>(nameof(RollUpActivities.OpenRollUp), period);
            if (opening.Refusal is { } refusal)
                return await EndAsync("Refused", refusal, 1);
            for (var i = 0; i < opening.Sources; i++)
            {
                context.SetCustomStatus(new RunProgress(string.Create(CultureInfo.InvariantCulture, $"Computing, source {i + 1} of {opening.Sources}"), i, opening.Sources + 1));
                await CallAsync<string>(nameof(RollUpActivities.ReadRollUpSource), new RollUpActivities.SourceInput(period, i));
            }

            context.SetCustomStatus(new RunProgress("Putting the months together", opening.Sources, opening.Sources + 1));
            return await EndAsync("RolledUp", await CallAsync<string>(nameof(RollUpActivities.CompileRollUp), period), opening.Sources + 1);
        }

        private Task<T> CallAsync<T>(string activity, object argument) => context.CallActivityAsync<T>(activity, argument, Retries.Storage);

        private async Task<string> EndAsync(string outcome, string summary, int steps)
        {
            await context.CallActivityAsync(nameof(PlatformActivities.RecordEnd), new PlatformActivities.Ending(context.InstanceId, outcome, summary), Retries.Storage);
            context.SetCustomStatus(new RunProgress("Done", steps, steps));
            return summary;
        }
    }
}
