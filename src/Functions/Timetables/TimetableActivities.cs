using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Merging;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Published;
using HubAutomation.Shared.Timetables.Publishing;
using HubAutomation.Shared.Timetables.Receipts;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Functions.Timetables;

/// <summary>The steps of the timetable workflows; what they do is in HubAutomation.Shared.</summary>
public sealed class TimetableActivities(
    TimetableIntake intake, FileClaims claims, SessionMerge merge, PublishTickets tickets, TimetablePublisher publisher,
    TimetableConclusion conclusion)
{
    /// <summary>Input of <see cref="ReadTimetable"/>.</summary>
    public sealed record ReadInput(InputFile File, string RunId, IngestPurpose Purpose);

    /// <summary>Reads, checks and stages a file.</summary>
    [Function(nameof(ReadTimetable))]
    public async Task<IntakeReport> ReadTimetable([ActivityTrigger] ReadInput input, FunctionContext context)
    {
        if (input.Purpose == IngestPurpose.Withdraw)
        {
            return await intake.WithdrawAsync(input.File, input.RunId, context.CancellationToken);
        }

        var report = await intake.ReadAsync(input.File, input.RunId, input.Purpose != IngestPurpose.TakeIn, context.CancellationToken);
        return input.Purpose == IngestPurpose.TakeInForAll ? report with { KeepsOthers = false } : report;
    }

    /// <summary>Input of <see cref="ClaimTimetable"/>.</summary>
    public sealed record ClaimInput(InputFile File, string RunId, ReadContent Unchanged);

    /// <summary>Counts a file as answered when what the run has read still is what was taken in last; else claims it.</summary>
    [Function(nameof(ClaimTimetable))]
    public Task<Claim> ClaimTimetable([ActivityTrigger] ClaimInput input, FunctionContext context) =>
        claims.ClaimAsync(input.File, input.RunId, input.Unchanged, context.CancellationToken);

    /// <summary>Input of <see cref="MergeSlice"/>.</summary>
    public sealed record MergeInput(InputFile File, string RunId, SliceToMerge Slice, DateTimeOffset At);

    /// <summary>Claims the file, or prolongs the claim, and merges one slice. Nothing is written without a claim.</summary>
    [Function(nameof(MergeSlice))]
    public Task<MergedSlice> MergeSlice([ActivityTrigger] MergeInput input, FunctionContext context) =>
        merge.MergeSliceAsync(input.File, input.RunId, input.Slice, input.At, context.CancellationToken);

    /// <summary>Takes a number that a publication must cover.</summary>
    [Function(nameof(TakePublishTicket))]
    public Task<long> TakePublishTicket([ActivityTrigger] string authority, FunctionContext context) =>
        tickets.TakeAsync(authority, context.CancellationToken);

    /// <summary>Input of <see cref="PublishTimetables"/>.</summary>
    public sealed record PublishInput(string Authority, long Ticket);

    /// <summary>Publishes unless somebody else has done it for us.</summary>
    [Function(nameof(PublishTimetables))]
    public Task<PublicationReport> PublishTimetables([ActivityTrigger] PublishInput input, FunctionContext context) =>
        publisher.PublishAsync(input.Authority, input.Ticket, context.CancellationToken);

    /// <summary>Input of <see cref="ConcludeTimetable"/>.</summary>
    public sealed record ConcludeInput(InputFile File, string RunId, IntakeReport Report, MergeCounts Counts, DateTimeOffset At);

    /// <summary>Gives back bad rows, writes the outcome down and tells the partner.</summary>
    [Function(nameof(ConcludeTimetable))]
    public Task<Conclusion> ConcludeTimetable([ActivityTrigger] ConcludeInput input, FunctionContext context) =>
        conclusion.ConcludeAsync(input.File, input.RunId, input.Report, input.Counts, input.At, context.CancellationToken);
}
