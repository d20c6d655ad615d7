using System.Globalization;
using System.Text;

namespace HubAutomation.Testing.Hub;

/// <summary>A seed folder with one authority, one partner and one large timetable file. Everything in it is invented.</summary>
internal static class InventedTimetable
{
    public const string Authority = "sampleton";
    public const string Partner = "groups";
    public const string FileName = "activities.csv";

    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
    private static readonly string[] Names = ["Stay and play", "Baby massage", "Rhyme time", "Peep", "Dads' group", "Messy play", "Sensory room"];
    private static readonly string[] Ages = ["0-6 months", "under 5s", "18 months - 3 years", "birth to walking", "0-5 years"];

    /// <summary>Writes the seed folder.</summary>
    /// <param name="folder">Where; <c>configuration</c> and <c>timetables</c> are made below it.</param>
    /// <param name="rows">Data rows.</param>
    /// <param name="badEvery">Every how manieth row has an impossible time; 0 for none.</param>
    public static void Write(string folder, int rows, int badEvery = 0)
    {
        WriteConfiguration(folder);
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "timetables", Authority, Partner)).FullName, FileName);
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), bufferSize: 1 << 16);
        file.WriteLine("Activity,Day,Start,End,Venue,Ages,Booking,Cost,Term time only");
        for (var i = 0; i < rows; i++)
        {
            var start = (i / 5 % 40 * 15) + (8 * 60);
            var isBad = badEvery > 0 && i % badEvery == badEvery - 1;
            file.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Names[i % 7]} {i + 1},{Days[i % 5]},{(isBad ? "25:61" : Clock(start))},{Clock(start + 60)},Hub {(i % 6) + 1},{Ages[i % 5]},{(i % 2 == 0 ? "Drop in" : "Booking essential")},{(i % 3 == 0 ? "Free" : "£1.50")},{(i % 4 == 0 ? "Yes" : "No")}"));
        }
    }

    private static string Clock(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:D2}:{minutes % 60:D2}");

    /// <summary>Writes the authority's configuration into a seed folder.</summary>
    public static void WriteConfiguration(string seed)
    {
        var folder = Directory.CreateDirectory(Path.Combine(seed, "configuration", Authority)).FullName;
        File.WriteAllText(Path.Combine(folder, "authority.json"), """
            { "id": "sampleton", "name": "Sampleton Council", "serviceName": "Sampleton Family Hubs", "notice": "Sample data – not published by the council",
              "areas": [ { "id": "town", "name": "Sampleton Town" } ] }
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
        File.WriteAllText(Path.Combine(folder, "partners.json"), """{ "partners": [ { "id": "groups", "name": "Sampleton groups" } ] }""");
    }
}
