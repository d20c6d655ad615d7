using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Merging;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Publishing;
using HubAutomation.Shared.Timetables.Receipts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.Functions.Timetables;

/// <summary>
/// The procedure for a partner's file: read and check it, merge it slice by slice once it is our turn with this file, publish,
/// and tell the partner. Every step may be repeated.
/// </summary>
public static class IngestTimetable
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(5);

    /// <summary>What to ingest.</summary>
    /// <param name="File">The version of the file.</param>
    /// <param name="Purpose">What to do with it.</param>
    public sealed record Input(InputFile File, IngestPurpose Purpose = IngestPurpose.TakeIn);

    /// <summary>The orchestration.</summary>
    [Function(nameof(IngestTimetable))]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Input input)
    {
        return await RunGuard.RunAsync(context, () => IngestAsync(context, input));
    }

    private static async Task<string> IngestAsync(TaskOrchestrationContext context, Input input)
    {
        var (file, run) = (input.File, context.InstanceId);
        context.SetCustomStatus(new RunProgress("Reading", 0, 1));
        var report = await ReadAsync(context, file, input.Purpose);
        if (report.Outcome == TimetableOutcome.Unchanged
            && await ClaimUnchangedAsync(context, file, new ReadContent(report.ContentHash!, report.SettingsVersion!)) != Claim.Unchanged)
        {
            // Another version was taken in while we read: what seemed unchanged no longer is.
            report = await ReadAsync(context, file, IngestPurpose.TakeInAgain);
        }

        var counts = MergeCounts.None;
        if (report.Outcome == TimetableOutcome.Accepted && input.Purpose == IngestPurpose.Try)
        {
            report = report with { Outcome = TimetableOutcome.DryRun };
        }
        else if (report.Outcome == TimetableOutcome.Accepted)
        {
            var merged = await MergeAsync(context, file, report);
            counts = merged?.Counts ?? MergeCounts.None;
            report = merged is null
                ? report with { Outcome = TimetableOutcome.Superseded, Reason = "A newer version of the file has been taken in." }
                : report with { Reason = await PublishAsync(context, file.Authority, merged.Ticket!.Value) };
        }

        context.SetCustomStatus(new RunProgress("Telling the partner", 0, 1));
        var conclusion = await context.CallActivityAsync<Conclusion>(
            nameof(TimetableActivities.ConcludeTimetable),
            new TimetableActivities.ConcludeInput(file, run, report, counts, new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero)), Retries.Storage);
        if (conclusion.Receipt is { } receipt)
        {
            await MailSending.SendAsync(context, receipt, "Mailing the receipt");
        }

        context.SetCustomStatus(new RunProgress("Done", 1, 1));
        return conclusion.Summary;
    }

    private static Task<IntakeReport> ReadAsync(TaskOrchestrationContext context, InputFile file, IngestPurpose purpose) =>
        context.CallActivityAsync<IntakeReport>(
            nameof(TimetableActivities.ReadTimetable), new TimetableActivities.ReadInput(file, context.InstanceId, purpose), Retries.Storage);

    // Null when another run has taken the file over in between.
    private static async Task<MergedSlice?> MergeAsync(TaskOrchestrationContext context, InputFile file, IntakeReport report)
    {
        var merged = MergedSlice.Nothing;
        var at = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero);
        for (var number = 0; number < report.Slices; number++)
        {
            context.SetCustomStatus(new RunProgress("Merging", number, report.Slices));
            var slice = new SliceToMerge(number, report.Slices, IsFirstRun: merged.Claim == Claim.GrantedFirst)
            {
                KeepsOthers = number == 0 ? report.KeepsOthers : merged.KeepsOthers,
            };
            var next = await OnceFreeAsync(context, () => context.CallActivityAsync<MergedSlice>(
                nameof(TimetableActivities.MergeSlice), new TimetableActivities.MergeInput(file, context.InstanceId, slice, at), Retries.Storage), m => m.Claim);
            if (next.Claim == Claim.Superseded)
            {
                return null;
            }

            merged = next with { Counts = merged.Counts + next.Counts };
        }

        return merged;
    }

    private static Task<Claim> ClaimUnchangedAsync(TaskOrchestrationContext context, InputFile file, ReadContent content) =>
        OnceFreeAsync(context, () => context.CallActivityAsync<Claim>(
            nameof(TimetableActivities.ClaimTimetable), new TimetableActivities.ClaimInput(file, context.InstanceId, content), Retries.Storage), c => c);

    // Asks again while another run is merging the same file.
    private static async Task<T> OnceFreeAsync<T>(TaskOrchestrationContext context, Func<Task<T>> ask, Func<T, Claim> claimOf)
    {
        while (true)
        {
            var answer = await ask();
            if (claimOf(answer) != Claim.Busy)
            {
                return answer;
            }

            context.SetCustomStatus(new RunProgress("Waiting for another version of the file", 0, 1));
            await context.CreateTimer(AskAgain, CancellationToken.None);
        }
    }

    private static async Task<string?> PublishAsync(TaskOrchestrationContext context, string authority, long ticket)
    {
        context.SetCustomStatus(new RunProgress("Publishing", 0, 1));
        var publication = await context.CallActivityAsync<PublicationReport>(
            nameof(TimetableActivities.PublishTimetables), new TimetableActivities.PublishInput(authority, ticket), Retries.Storage);
        return publication.Refusal;
    }
}

/// <summary>What a run does with a file.</summary>
public enum IngestPurpose
{
    /// <summary>Take it in, unless its content was taken in before.</summary>
    TakeIn,

    /// <summary>Take it in again, e.g. after a change of configuration.</summary>
    TakeInAgain,

    /// <summary>Only say what would happen.</summary>
    Try,

    /// <summary>Withdraw everything that came from it.</summary>
    Withdraw,

    /// <summary>Take it in again, and withdraw what it does not have, however much that is.</summary>
    TakeInForAll,
}
