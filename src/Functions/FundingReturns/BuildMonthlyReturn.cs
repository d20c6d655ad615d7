using System.Globalization;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Steps;
using HubAutomation.Shared.Platform.Mail;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.Functions.FundingReturns;

/// <summary>
/// The procedure for a monthly return: open it, ask the strands' leads for what only they know, compute the rest, check it, give it to the
/// programme manager until it is approved, freeze it, make its documents, and mail it. It may wait for weeks at several points; what it waits
/// for stands in tables, and an event only says that it is worth a look.
/// </summary>
public static class BuildMonthlyReturn
{
    /// <summary>The event that says that something about the return has changed.</summary>
    public const string Nudge = "Changed";

    // Reminders to decide go on for about three months; then the run waits without a word.
    private const int MostReminders = 12;

    /// <summary>Which return.</summary>
    /// <param name="Authority">The authority.</param>
    /// <param name="Month">"2026-10".</param>
    /// <param name="Version">1 for the first.</param>
    /// <param name="Reason">Why there is another version; null for the first.</param>
    /// <param name="AskAgain">Ids of strands that are to be sent again, with commas between them; null for none.</param>
    /// <param name="DryRun">Only say what would happen.</param>
    public sealed record Input(string Authority, string Month, int Version, string? Reason, string? AskAgain, bool DryRun = false);

    /// <summary>The orchestration.</summary>
    [Function(nameof(BuildMonthlyReturn))]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Input input)
    {
        return await RunGuard.RunAsync(context, () => new Run(context, input).BuildAsync());
    }

    private sealed class Run(TaskOrchestrationContext context, Input input)
    {
        private readonly ReturnRef name = new(input.Authority, input.Month, input.Version);
        // Any content will do: one that did not fit a type that is asked for would fail the orchestration.
        private Task<object?> nudge = context.WaitForExternalEvent<object?>(Nudge);

        private DateTimeOffset Now => new(context.CurrentUtcDateTime, TimeSpan.Zero);

        public async Task<string> BuildAsync()
        {
            if (input.DryRun)
                return await EndAsync("DryRun", await CallAsync<string>(nameof(ReturnActivities.PlanReturn), new ReturnActivities.AskInput(name, Now)));
            Show("Opening the return", 0);
            var opening = await CallAsync<ReturnOpening>(nameof(ReturnActivities.OpenReturn), new ReturnActivities.OpenInput(name, context.InstanceId, input.Reason, input.AskAgain, Now));
            if (opening.Refusal is { } refusal)
                return await EndAsync("Refused", refusal);
            var sight = await CollectAsync();
            while (!sight.IsOver && sight.Decision != nameof(ReturnDecision.Approve))
            {
                await ComputeAsync(opening.Sources);
                sight = await ApproveAsync();
                if (sight.Decision == nameof(ReturnDecision.SendBack))
                    sight = await CollectAsync();
            }

            if (sight.IsOver)
                return await EndUnfinishedAsync(sight);

            Show("Freezing and publishing", 4);
            var summary = await CallAsync<string>(nameof(ReturnActivities.FreezeReturn), name);
            await CallAsync<int>(nameof(ReturnActivities.PublishReturn), name);
            Show("Mailing the return", 5);
            await MailAsync(await CallAsync<MailingRef>(nameof(ReturnActivities.PrepareReturnFinal), name), "Mailing the return");
            return await EndAsync("Frozen", summary);
        }

        /// <summary>Asks the leads, reminds them, tells the manager who is late, and in the end goes on without them, and tells them so.</summary>
        private async Task<ReturnSight> CollectAsync()
        {
            Show("Asking the strands' leads", 1);
            var asked = await CallAsync<FiguresAsked>(nameof(ReturnActivities.AskFigures), new ReturnActivities.AskInput(name, Now));
            if (asked.Missing == 0)
                return await LookAsync();
            await MailAsync(await PrepareAsync(nameof(ReturnActivities.PrepareReturnRequest), asked.Until), "Asking the strands' leads");
            Show("Waiting for the strands' leads", 1);
            var sight = await WatchAsync(asked.RemindAt ?? asked.Until, AllIsSent);
            if (!AllIsSent(sight) && asked.RemindAt is not null)
            {
                await MailAsync(await PrepareAsync(nameof(ReturnActivities.PrepareReturnReminder), asked.Until), "Reminding the strands' leads");
                Show("Waiting for the strands' leads, reminded", 1);
                sight = await WatchAsync(asked.Until, AllIsSent);
            }

            if (!AllIsSent(sight) && asked.LateUntil > asked.Until)
            {
                await MailAsync(await PrepareAsync(nameof(ReturnActivities.PrepareReturnLate), asked.LateUntil), "Telling the manager who is late");
                Show("Waiting for late leads", 1);
                sight = await WatchAsync(asked.LateUntil, AllIsSent);
            }

            if (!AllIsSent(sight) && asked.TellsLateLeads)
                await MailAsync(await PrepareAsync(nameof(ReturnActivities.PrepareReturnWentOn), asked.LateUntil), "Telling late leads");
            return sight;
        }

        private async Task ComputeAsync(int sources)
        {
            for (var i = 0; i < sources; i++)
            {
                Show(string.Create(CultureInfo.InvariantCulture, $"Computing, source {i + 1} of {sources}"), 2);
                await CallAsync<string>(nameof(ReturnActivities.ReadReturnSource), new ReturnActivities.SourceInput(name, i));
            }

            await CallAsync<string>(nameof(ReturnActivities.CompileReturn), name);
        }

        /// <summary>Gives the draft to the manager, then to the stand-in too, until somebody has decided.</summary>
        private async Task<ReturnSight> ApproveAsync()
        {
            var asked = await CallAsync<ApprovalAsked>(nameof(ReturnActivities.AskApproval), new ReturnActivities.AskInput(name, Now));
            await MailAsync(await PrepareAsync(nameof(ReturnActivities.PrepareReturnDraft), asked.Until), "Asking for approval");
            Show("Waiting for approval", 3);
            var sight = await WatchAsync(asked.Until, IsDecided);
            for (var reminder = 1; !IsDecided(sight) && reminder <= MostReminders; reminder++)
            {
                var until = Now.AddDays(7);
                await MailAsync(await PrepareAsync(nameof(ReturnActivities.PrepareReturnDraft), until, reminder), "Asking for approval once more");
                Show("Waiting for approval, overdue", 3);
                sight = await WatchAsync(until, IsDecided);
            }

            return IsDecided(sight) ? sight : await WatchAsync(null, IsDecided);
        }

        /// <summary>Looks whenever something has changed, until it is over, or a moment has come.</summary>
        private async Task<ReturnSight> WatchAsync(DateTimeOffset? until, Func<ReturnSight, bool> isDone)
        {
            while (true)
            {
                var sight = await LookAsync();
                if (isDone(sight) || until <= Now)
                    return sight;
                if (until is { } moment)
                {
                    using var cancelled = new CancellationTokenSource();
                    await Task.WhenAny(nudge, context.CreateTimer(moment.UtcDateTime, cancelled.Token));
#pragma warning disable CA1849 // CancelAsync ends on another thread, which an orchestration must not wait for.
                    cancelled.Cancel();
#pragma warning restore CA1849
                }
                else
                {
                    await nudge;
                }

                if (nudge.IsCompleted)
                    nudge = context.WaitForExternalEvent<object?>(Nudge);
            }
        }

        private static bool AllIsSent(ReturnSight sight) => sight.IsOver || sight.Missing == 0;

        private static bool IsDecided(ReturnSight sight) => sight.IsOver || sight.Decision is not null;

        private Task<ReturnSight> LookAsync() => CallAsync<ReturnSight>(nameof(ReturnActivities.LookAtReturn), new ReturnActivities.LookInput(name, context.InstanceId));

        private Task<MailingRef> PrepareAsync(string activity, DateTimeOffset until, int reminder = 0) =>
            CallAsync<MailingRef>(activity, new ReturnActivities.MailInput(name, reminder, until));

        private Task<MailingProgress> MailAsync(MailingRef mailing, string step) => MailSending.SendAsync(context, mailing, step);

        private Task<T> CallAsync<T>(string activity, object argument) => context.CallActivityAsync<T>(activity, argument, Retries.Storage);

        private void Show(string step, int done) => context.SetCustomStatus(new RunProgress(step, done, 6));

        private Task<string> EndUnfinishedAsync(ReturnSight sight) => sight.IsTakenOver
            ? EndAsync("TakenOver", $"Another run has taken over the return for {name.Words}.")
            : EndAsync("Cancelled", $"The return for {name.Words} was cancelled.");

        private async Task<string> EndAsync(string outcome, string summary)
        {
            await context.CallActivityAsync(nameof(PlatformActivities.RecordEnd), new PlatformActivities.Ending(context.InstanceId, outcome, summary), Retries.Storage);
            Show("Done", 6);
            return summary;
        }
    }
}
