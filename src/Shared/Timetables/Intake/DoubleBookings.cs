using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Checks;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Words;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Intake;

/// <summary>
/// Warns of rooms that a file books twice. Rooms booked twice by different partners are on the "what changed" page.
/// </summary>
internal sealed class DoubleBookings(AuthorityCalendar calendar, LocalDate today)
{
    /// <summary>Files with more sessions in named rooms than this are not looked at: no partner writes them by hand.</summary>
    public const int MostSessions = 2_000;

    private const int DaysAhead = 200;
    private const int MostToldOfARow = 3;
    private readonly List<SessionInFile> inRooms = [];

    /// <summary>Notes a session.</summary>
    public void Add(SessionInFile row)
    {
        if (row.Session.Room is not null && inRooms.Count <= MostSessions)
        {
            inRooms.Add(row);
        }
    }

    /// <summary>A warning for the later row of each pair; for a row that meets many, of the first few.</summary>
    public IEnumerable<Warning> Find()
    {
        if (inRooms.Count > MostSessions)
        {
            return [];
        }

        var bookings = inRooms.DistinctBy(r => r.Session.Id).ToList();
        var told = new Dictionary<string, int>(StringComparer.Ordinal);
        return RoomClashes.Find(bookings, r => r.Session, calendar, today, today.PlusDays(DaysAhead)).Select(clash =>
        {
            var (earlier, later) = clash.First.Place.Row <= clash.Second.Place.Row ? (clash.First, clash.Second) : (clash.Second, clash.First);
            var session = later.Session;
            told[session.Id] = told.GetValueOrDefault(session.Id) + 1;
            return told[session.Id] > MostToldOfARow ? null : new Warning(
                later.Place, "room-double-booked",
                $"\"{session.Title}\" and {FindingWords.Who(earlier.Place, earlier.Session.Title)}, are both in {session.Room} on {DateWords.List([.. clash.Dates.Take(3)])}{(clash.Dates.Count > 3 ? " and later" : "")}.")
            {
                Activity = session.Title,
            };
        }).OfType<Warning>();
    }
}
