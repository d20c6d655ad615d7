using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Publishing;

/// <summary>A council with two towns and its autumn of 2026, for the tests of publishing.</summary>
internal static class Widnes
{
    public static readonly LocalDate Today = new(2026, 9, 10);

    public static readonly Uri BaseUrl = new("http://127.0.0.1:7071");

    public static readonly Season Autumn = new("autumn-2026", "Autumn 2026", new(2026, 9, 1), new(2026, 12, 31));

    public static readonly Season Spring = new("spring-2027", "Spring 2027", new(2027, 1, 1), new(2027, 4, 9));

    public static readonly AuthorityCalendar Calendar = new(
        [
            new("Autumn, first half", new(2026, 9, 2), new(2026, 10, 23)),
            new("Autumn, second half", new(2026, 11, 2), new(2026, 12, 18)),
            new("Spring, first half", new(2027, 1, 4), new(2027, 2, 12)),
            new("Spring, second half", new(2027, 2, 22), new(2027, 3, 25)),
        ],
        [Autumn, Spring],
        new Dictionary<LocalDate, string>
        {
            [new(2026, 12, 25)] = "Christmas Day",
            [new(2026, 12, 28)] = "Boxing Day (substitute day)",
            [new(2027, 1, 1)] = "New Year’s Day",
            [new(2027, 3, 26)] = "Good Friday",
            [new(2027, 3, 29)] = "Easter Monday",
        });

    public static readonly Place Kingsway = Hub("kingsway", "Kingsway Family Hub", "widnes", "Kingsway, Widnes", "WA8 7QE");

    public static readonly Place Ditton = Hub("ditton", "Ditton Family Hub", "widnes", "Dundalk Road, Widnes", "WA8 8DF");

    public static readonly Place Brookvale = Hub("brookvale", "Brookvale Family Hub", "runcorn", "Northwich Road, Runcorn", "WA7 6PE");

    public static readonly AuthoritySettings Settings = new(
        new("halton", "Halton Borough Council", "Halton Family Hubs", "Sample data – not published by the council", [new("widnes", "Widnes"), new("runcorn", "Runcorn")]),
        [Kingsway, Ditton, Brookvale],
        Calendar,
        "1");

    public static Session Session(string id, string title, SessionSchedule schedule, string start, string? end = null, string place = "kingsway") => new()
    {
        Id = id,
        Title = title,
        Schedule = schedule,
        Start = Time(start),
        End = end is null ? null : Time(end),
        PlaceId = place,
    };

    public static PublishedSession Published(Session session, string partner = "kingsway-hub", string name = "Kingsway Family Hub", int sequence = 0) =>
        new(session, partner, name, sequence, Instant.FromUtc(2026, 8, 28, 9, 15, 30), []);

    public static LocalTime Time(string text) => LocalTime.FromTimeOnly(TimeOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture));

    private static Place Hub(string id, string name, string area, string address, string postcode) =>
        new(id, name, PlaceKind.Hub, area, address, postcode, [], ["Sensory Room", "Main Hall"], new Dictionary<IsoDayOfWeek, OpenHours>());
}
