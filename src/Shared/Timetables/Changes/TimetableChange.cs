using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Changes;

/// <summary>One line of "what changed".</summary>
/// <param name="At">When the hub took it in.</param>
/// <param name="PartnerName">Whose timetable.</param>
/// <param name="FileName">The file that brought it.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Title">The session's title.</param>
/// <param name="Where">"Kingsway Family Hub, Sensory Room".</param>
/// <param name="When">"Mondays, 9:30am to 11am".</param>
/// <param name="Differences">For a change what differs, from <see cref="SessionDifference.Describe"/>; otherwise empty.</param>
public sealed record TimetableChange(
    DateTimeOffset At, string PartnerName, string FileName, ChangeKind Kind, string Title, string Where, string When,
    IReadOnlyList<string> Differences);
