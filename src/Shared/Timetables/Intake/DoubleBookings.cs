using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Checks;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Words;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Intake;

/// <summary>
/// Warns of rooms that a file books twice. Rooms booked twice by different partners are on the "what changed" page.
/// </summary>
public sealed class DoubleBookings(AuthoritySettings settings, Partner partner, LocalDate today)
{
    /// <summary>Files with more sessions in named rooms than this are not looked at: no partner writes them by hand.</summary>
    public const int MostSessions = 2_000;

    private const int DaysAhead = 200;
    private const int MostToldOfARow = 3;
    private readonly List<SessionInFile> inRooms = [];

    /// <summary>The authority's terms and bank holidays.</summary>
    public AuthorityCalendar Calendar => settings.Calendar;

    /// <summary>The date of the upload, Europe/London.</summary>
    public LocalDate Today => today;

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

        var places = inRooms.GroupBy(r => r.Session.Id).ToDictionary(g => g.Key, g => g.First().Place);
        var sessions = inRooms.DistinctBy(r => r.Session.Id)
            .Select(r => new PublishedSession(r.Session, partner.Id, partner.Name, 0, default, [])).ToList();
        var told = new Dictionary<string, int>(StringComparer.Ordinal);
        return RoomClashes.Find(sessions, settings.Calendar, today, today.PlusDays(DaysAhead)).Select(clash =>
        {
            var (first, second) = (clash.First.Session, clash.Second.Session);
            var (earlier, later) = places[first.Id].Row <= places[second.Id].Row ? (first, second) : (second, first);
            told[later.Id] = told.GetValueOrDefault(later.Id) + 1;
            return told[later.Id] > MostToldOfARow ? null : new Warning(
                places[later.Id], "room-double-booked",
                $"\"{later.Title}\" and {FindingWords.Who(places[earlier.Id], earlier.Title)}, are both in {later.Room} on {DateWords.List([.. clash.Dates.Take(3)])}{(clash.Dates.Count > 3 ? " and later" : "")}.")
            {
                Activity = later.Title,
            };
        }).OfType<Warning>();
    }
}
