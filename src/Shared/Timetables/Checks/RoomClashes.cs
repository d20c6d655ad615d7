using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Occurrences;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Checks;

/// <summary>Two sessions that are in the same room at the same time.</summary>
/// <param name="First">The one that starts earlier on the first of the dates.</param>
/// <param name="Second">The other.</param>
/// <param name="Dates">On which start dates of <paramref name="First"/>, ascending.</param>
public sealed record RoomClash<T>(T First, T Second, IReadOnlyList<LocalDate> Dates);

/// <summary>Finds rooms that are booked twice. Only named rooms are looked at: a hall without a room name may well hold two groups.</summary>
public static class RoomClashes
{
    // Of what is in a room at one time, those that stay longest are looked at: whoever comes then meets them. Bounds work and memory.
    private const int MostAtOnce = 10;

    /// <summary>
    /// Each pair of sessions once, with all its dates from <paramref name="from"/> to <paramref name="to"/>. One may start when the
    /// other ends. A session without an end is taken to hold the room at its start only. Where a room is booked many times over, a session is
    /// told with some of the others.
    /// </summary>
    /// <param name="bookings">Whatever has a session.</param>
    /// <param name="sessionOf">Its session.</param>
    /// <param name="calendar">Terms and bank holidays.</param>
    /// <param name="from">First date that is looked at.</param>
    /// <param name="to">Last date.</param>
    public static IReadOnlyList<RoomClash<T>> Find<T>(
        IReadOnlyList<T> bookings, Func<T, Session> sessionOf, AuthorityCalendar calendar, LocalDate from, LocalDate to) =>
        [.. bookings
            .Select(b => (Booking: b, Session: sessionOf(b)))
            .Where(b => !string.IsNullOrWhiteSpace(b.Session.Room))
            .GroupBy(b => (b.Session.PlaceId, Room: b.Session.Room!.Trim().ToUpperInvariant()))
            .Where(room => room.Count() > 1)
            .OrderBy(room => room.Key.PlaceId, StringComparer.Ordinal)
            .ThenBy(room => room.Key.Room, StringComparer.Ordinal)
            .SelectMany(room => InRoom(room, calendar, from, to))];

    private static IEnumerable<RoomClash<T>> InRoom<T>(
        IEnumerable<(T Booking, Session Session)> bookings, AuthorityCalendar calendar, LocalDate from, LocalDate to)
    {
        var clashes = new Dictionary<(string, string), (Use<T> First, Use<T> Second, List<LocalDate> Dates)>();
        var running = new List<Use<T>>();
        foreach (var use in bookings.SelectMany(b => Uses(b.Booking, b.Session, calendar, from, to)).OrderBy(u => u.Start).ThenBy(u => u.Id, StringComparer.Ordinal))
        {
            running.RemoveAll(r => r.End <= use.Start);
            foreach (var other in running.Where(r => r.Id != use.Id))
                Note(clashes, other, use);
            if (running.Count < MostAtOnce)
                running.Add(use);
            else if (running.MinBy(r => r.End) is { } first && first.End < use.End)
                running[running.IndexOf(first)] = use;
        }

        return clashes.Values.Select(c => new RoomClash<T>(c.First.Booking, c.Second.Booking, c.Dates));
    }

    private static void Note<T>(Dictionary<(string, string), (Use<T> First, Use<T> Second, List<LocalDate> Dates)> clashes, Use<T> first, Use<T> second)
    {
        var pair = string.CompareOrdinal(first.Id, second.Id) < 0 ? (first.Id, second.Id) : (second.Id, first.Id);
        if (!clashes.TryGetValue(pair, out var clash))
            clashes[pair] = clash = (first, second, []);
        if (clash.Dates.Count == 0 || clash.Dates[^1] != first.Start.Date)
            clash.Dates.Add(first.Start.Date);
    }

    private static IEnumerable<Use<T>> Uses<T>(T booking, Session session, AuthorityCalendar calendar, LocalDate from, LocalDate to)
    {
        foreach (var date in OccurrenceExpander.Dates(session.Schedule, calendar, from, to))
        {
            var start = session.StartOn(date);
            yield return new(booking, session.Id, start, session.EndOn(date) ?? start.PlusMinutes(1));
        }
    }

    private sealed record Use<T>(T Booking, string Id, LocalDateTime Start, LocalDateTime End);
}
