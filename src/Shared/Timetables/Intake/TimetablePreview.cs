using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Intake;

/// <summary>What taking in a file would do, found out without any effect.</summary>
/// <param name="Report">The counts; Outcome "Accepted" when it can be read.</param>
/// <param name="Sessions">The first rows that would be taken in, in the order of the file.</param>
/// <param name="All">All that would be taken in, by id.</param>
/// <param name="Findings">The rows that would be given back, and what is worth a look.</param>
public sealed record TimetablePreview(IntakeReport Report, IReadOnlyList<SessionInFile> Sessions, IReadOnlyList<SessionInFile> All, StagedFile Findings);
