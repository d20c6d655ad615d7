using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Understanding;

/// <summary>An authority of three places on the first Monday of the autumn term of 2026, for which the phrase tables are written.</summary>
internal static class Widnes
{
    public static readonly LocalDate Today = new(2026, 9, 7);

    public static readonly AuthorityCalendar Calendar = new(
        [
            new("Autumn 2026, first half", new(2026, 9, 2), new(2026, 10, 23)),
            new("Autumn 2026, second half", new(2026, 11, 2), new(2026, 12, 18)),
            new("Spring 2027, first half", new(2027, 1, 4), new(2027, 2, 12)),
            new("Spring 2027, second half", new(2027, 2, 22), new(2027, 3, 25)),
            new("Summer 2027, first half", new(2027, 4, 12), new(2027, 5, 28)),
            new("Summer 2027, second half", new(2027, 6, 7), new(2027, 7, 21)),
        ],
        [new("autumn-2026", "Autumn 2026", new(2026, 9, 1), new(2026, 12, 18)), new("spring-2027", "Spring 2027", new(2027, 1, 4), new(2027, 4, 9))],
        new Dictionary<LocalDate, string>
        {
            [new(2026, 12, 25)] = "Christmas Day",
            [new(2026, 12, 28)] = "Boxing Day (substitute day)",
            [new(2027, 3, 26)] = "Good Friday",
            [new(2027, 3, 29)] = "Easter Monday",
        });

    public static readonly Place Kingsway = new(
        "kingsway", "Kingsway Family Hub", PlaceKind.Hub, "widnes", "1 Sample Street, Widnes", "WA8 7ZX",
        ["Kingsway", "Kingsway CC", "Kingsway Children's Centre"], ["Main Hall", "Sensory Room", "Family Room"],
        Enumerable.Range(1, 5).ToDictionary(d => (IsoDayOfWeek)d, _ => new OpenHours(new(8, 30), new(17, 0))));

    public static readonly Place Ditton = new(
        "ditton", "Ditton Family Hub", PlaceKind.Hub, "widnes", "5 Specimen Road, Widnes", "WA8 8ZX", ["Ditton"], [], new Dictionary<IsoDayOfWeek, OpenHours>());

    public static readonly Place Library = new(
        "widnes-library", "Widnes Library", PlaceKind.Network, "widnes", "30 Pattern Lane, Widnes", "WA8 6ZX", ["Library (Widnes)"], ["Children's Library"],
        new Dictionary<IsoDayOfWeek, OpenHours>());

    public static readonly Partner Partner = new("health-visitors", "Health visitors", new Dictionary<string, string>(), null, null);

    public static readonly AuthoritySettings Settings = new AuthoritySettings(
        new("halton", "Halton Borough Council", "Halton Family Hubs", null, [new("widnes", "Widnes")]), [Kingsway, Ditton, Library], Calendar, "1").With(Partner.File, new[] { Partner });

    public static RowInterpreter Interpreter(Partner? partner = null) => new(Settings, partner ?? Partner, Today);

    public static TextRow Row(params (TimetableField Field, string Text)[] cells) => new(new(2), cells.ToDictionary(c => c.Field, c => c.Text));
}
