using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Occurrences;

namespace HubAutomation.Shared.Timetables.Intake;

/// <summary>
/// Rows of one file with the same activity, place, days and start. Many partners write a line for each date, or one line
/// for each run of a course: these belong together. Only a row that says nothing new is given back.
/// </summary>
internal static class RepeatedRows
{
    private static readonly SessionSchedule NoDates = SessionSchedule.On([]);

    /// <summary>What the rows stand for: sessions with ids of their own.</summary>
    /// <param name="rows">Rows with the same id, in the order of the file.</param>
    /// <param name="calendar">Resolves weekly rows that are united into dates.</param>
    /// <param name="onRepeat">Called for a row that says the same as an earlier one, with that one first.</param>
    public static IReadOnlyList<SessionInFile> Resolve(
        IReadOnlyList<SessionInFile> rows, AuthorityCalendar calendar, Action<SessionInFile, SessionInFile> onRepeat)
    {
        var together = new List<List<SessionInFile>>();
        var distinct = rows.ToLookup(row => row.Hash).Select(same =>
        {
            foreach (var repeat in same.Skip(1))
            {
                onRepeat(same.First(), repeat);
            }

            return same.First();
        });
        var bounded = new Dictionary<Session, List<SessionInFile>>();
        foreach (var row in distinct)
        {
            if (IsBounded(row.Session.Schedule) && bounded.TryGetValue(ButForDates(row.Session), out var match))
            {
                match.Add(row);
                continue;
            }

            together.Add([together.Count == 0 ? row : row with { Session = row.Session with { Id = SessionKey.Variant(row.Session) } }]);
            if (IsBounded(row.Session.Schedule))
            {
                bounded.Add(ButForDates(row.Session), together[^1]);
            }
        }

        var sessions = together.ConvertAll(t => t.Count == 1 ? t[0] : Unite(t, calendar));
        foreach (var clash in sessions.GroupBy(s => s.Session.Id).SelectMany(g => g.Skip(1).Select(repeat => (First: g.First(), Repeat: repeat))).ToList())
        {
            onRepeat(clash.First, clash.Repeat);
        }

        return [.. sessions.DistinctBy(s => s.Session.Id)];
    }

    /// <summary>What a partner is told of a row that says nothing new.</summary>
    public static Reject Reject(SessionInFile first, SessionInFile repeat)
    {
        var earlier = first.Place.IsEvent ? "an earlier event" : $"row {first.Place.Row}{(first.Place.Part is { } part ? $" of {part}" : "")}";
        return new Reject(
            repeat.Place, "Title", repeat.Session.Title, "repeated-row",
            $"This {(repeat.Place.IsEvent ? "event" : "row")} says the same as {earlier}: same activity, place, days and start. The first one was taken. Delete one of them.")
        {
            Activity = repeat.Session.Title,
        };
    }

    // Of rows that are equal in this and end, each tells some of the dates.
    private static Session ButForDates(Session session) => session with { Schedule = NoDates, Id = "" };

    private static bool IsBounded(SessionSchedule schedule) =>
        schedule.Kind == ScheduleKind.Dates || (schedule.From is not null && schedule.Until is not null);

    private static SessionInFile Unite(List<SessionInFile> rows, AuthorityCalendar calendar) => rows[0] with
    {
        Session = rows[0].Session with { Schedule = SessionSchedule.On(rows.SelectMany(row => DatesOf(row.Session.Schedule, calendar))) },
    };

    private static IEnumerable<NodaTime.LocalDate> DatesOf(SessionSchedule schedule, AuthorityCalendar calendar) =>
        schedule.Kind == ScheduleKind.Dates
            ? schedule.Dates
            : OccurrenceExpander.Dates(schedule, calendar, schedule.From!.Value, schedule.Until!.Value);
}
