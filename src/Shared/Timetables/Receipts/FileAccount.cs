using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Merging;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Receipts;

/// <summary>All that there is to tell of what became of a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Report">What was read.</param>
/// <param name="Counts">What it changed.</param>
/// <param name="Staged">What was found in its rows.</param>
/// <param name="Loss">What stood of it before and is not in it.</param>
/// <param name="CopyOf">Another file of the partner that this one seems to be a copy of and that counts as well; null when there is none.</param>
public sealed record FileAccount(InputFile File, IntakeReport Report, MergeCounts Counts, StagedFile Staged, Loss Loss, string? CopyOf)
{
    /// <summary>True when sessions stay that the file does not have, because nobody has said yet whether they should go.</summary>
    public bool IsHeld => Report.KeepsOthers is null && Loss.Gone > 0 && (Counts.Kept > 0 || Report.Outcome == TimetableOutcome.Unchanged);

    /// <summary>True when families see nothing of it, because every date has passed.</summary>
    public bool IsPast => Report.Accepted > 0 && Report.Past == Report.Accepted;

    /// <summary>True when all is well: everything was taken in, is seen by families, and nothing waits for an answer.</summary>
    public bool IsGood => Report is { Outcome: TimetableOutcome.Accepted, IsWithdrawal: false, Rejected: 0, Accepted: > 0, Reason: null } && !IsPast && !IsHeld;
}
