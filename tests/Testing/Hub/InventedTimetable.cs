using System.Globalization;
using System.Text;

namespace HubAutomation.Testing.Hub;

/// <summary>A seed folder with one authority, one partner and one large timetable file. Everything in it is invented.</summary>
internal static class InventedTimetable
{
    public const string Authority = "sampleton";
    public const string Partner = "groups";
    public const string FileName = "activities.csv";

    private static readonly DateOnly FirstMonday = new(2026, 10, 5);
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
    private static readonly string[] Names = ["Stay and play", "Baby massage", "Rhyme time", "Peep", "Dads' group", "Messy play", "Sensory room"];
    private static readonly string[] Ages = ["0-6 months", "under 5s", "18 months - 3 years", "birth to walking", "0-5 years"];

    /// <summary>Writes a seed folder in which every row is a weekly session of its own.</summary>
    /// <param name="folder">Where; <c>configuration</c> and <c>timetables</c> are made below it.</param>
    /// <param name="rows">Data rows.</param>
    /// <param name="badEvery">Every how manieth row has an impossible time; 0 for none.</param>
    /// <param name="mostSessions">For authority.json; null for what the hub takes by itself.</param>
    public static void Write(string folder, int rows, int badEvery = 0, int? mostSessions = null)
    {
        WriteConfiguration(folder, mostSessions);
        using var file = Create(folder);
        file.WriteLine("Activity,Day,Start,End,Venue,Ages,Booking,Cost,Term time only");
        for (var i = 0; i < rows; i++)
        {
            var isBad = badEvery > 0 && i % badEvery == badEvery - 1;
            file.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{Names[i % 7]} {i + 1},{Days[i % 5]},{(isBad ? "25:61" : Clock(Start(i)))},{Offer(i)},{(i % 4 == 0 ? "Yes" : "No")}"));
        }
    }

    /// <summary>
    /// Writes a seed folder with what booking systems export: a line for every date on which a session takes place, in the
    /// order of the dates.
    /// </summary>
    /// <param name="folder">Where; <c>configuration</c> and <c>timetables</c> are made below it.</param>
    /// <param name="sessions">Sessions.</param>
    /// <param name="dates">Dates of each, a week apart.</param>
    /// <param name="mostSessions">For authority.json; null for what the hub takes by itself.</param>
    public static void WriteDates(string folder, int sessions, int dates, int? mostSessions = null)
    {
        WriteConfiguration(folder, mostSessions);
        using var file = Create(folder);
        file.WriteLine("Activity,Date,Start,End,Venue,Ages,Booking,Cost");
        for (var date = 0; date < dates; date++)
        {
            for (var i = 0; i < sessions; i++)
            {
                var day = FirstMonday.AddDays((7 * date) + (i % 5));
                file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Names[i % 7]} {i + 1},{day:dd'/'MM'/'yyyy},{Clock(Start(i))},{Offer(i)}"));
            }
        }
    }

    private static StreamWriter Create(string folder)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "timetables", Authority, Partner)).FullName, FileName);
        return new StreamWriter(path, append: false, new UTF8Encoding(false), bufferSize: 1 << 16);
    }

    private static int Start(int i) => (i / 5 % 40 * 15) + (8 * 60);

    private static string Offer(int i) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Clock(Start(i) + 60)},Hub {(i % 6) + 1},{Ages[i % 5]},{(i % 2 == 0 ? "Drop in" : "Booking essential")},{(i % 3 == 0 ? "Free" : "£1.50")}");

    private static string Clock(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:D2}:{minutes % 60:D2}");

    /// <summary>Writes the authority's configuration into a seed folder.</summary>
    /// <param name="seed">The seed folder.</param>
    /// <param name="mostSessions">The authority's limit of sessions; its usual one when not given.</param>
    /// <param name="furtherPartners">Partners beside the one who sends timetables; all have mail addresses.</param>
    public static void WriteConfiguration(string seed, int? mostSessions = null, int furtherPartners = 0)
    {
        var folder = Directory.CreateDirectory(Path.Combine(seed, "configuration", Authority)).FullName;
        File.WriteAllText(Path.Combine(folder, "authority.json"), $$"""
            { "id": "sampleton", "name": "Sampleton Council", "serviceName": "Sampleton Family Hubs", "notice": "Sample data – not published by the council",
              "areas": [ { "id": "town", "name": "Sampleton Town" } ],
              "mail": { "sender": "hub@example.org", "replyTo": "team@example.org" }{{(mostSessions is { } most ? $", \"mostSessions\": {most}" : "")}} }
            """);
        var places = Enumerable.Range(1, 6).Select(i => $$"""
            { "id": "hub-{{i}}", "name": "Hub {{i}}", "kind": "hub", "area": "town", "address": "{{i}} Sample Street, Sampleton", "postcode": "ZZ1 {{i}}AA" }
            """);
        File.WriteAllText(Path.Combine(folder, "places.json"), $$"""{ "places": [ {{string.Join(", ", places)}} ] }""");
        File.WriteAllText(Path.Combine(folder, "calendar.json"), """
            { "terms": [ { "name": "Autumn 2026", "from": "2026-09-02", "to": "2026-12-18" }, { "name": "Spring 2027", "from": "2027-01-04", "to": "2027-03-26" } ],
              "seasons": [ { "id": "autumn-2026", "name": "Autumn 2026", "from": "2026-09-01", "to": "2026-12-18" } ],
              "bankHolidays": { "2026-12-25": "Christmas Day", "2027-01-01": "New Year's Day" } }
            """);
        var more = Enumerable.Range(1, furtherPartners).Select(i => $$""", { "id": "partner-{{i}}", "name": "Partner {{i}}", "email": "partner-{{i}}@example.org" }""");
        File.WriteAllText(
            Path.Combine(folder, "partners.json"),
            $$"""{ "partners": [ { "id": "groups", "name": "Sampleton groups", "email": "groups@example.org" }{{string.Concat(more)}} ] }""");
    }
}
