using System.Text.Json;
using FsCheck.Fluent;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Publishing;
using HubAutomation.Shared.Timetables.Publishing.Json;
using HubAutomation.Testing.Browser;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Publishing;

/// <summary>Python's icalendar and dateutil read the calendars and must find the very instances that the JSON lists.</summary>
public sealed class CalendarsInAnIndependentReaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-calendars-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [PythonFact]
    public Task A_full_week_of_every_kind_of_schedule() => CompareAsync(FullWeek.Sessions, atLeast: 200);

    [PythonFact]
    public Task Nights_on_which_the_clocks_change() => CompareAsync(
        [
            Widnes.Published(Widnes.Session("night", "Night feeds", SessionSchedule.Weekly(IsoDayOfWeek.Saturday), "22:30", "03:00")),
            Widnes.Published(Widnes.Session("early", "Early birds", SessionSchedule.Weekly(IsoDayOfWeek.Sunday), "06:00", "07:00")),
        ],
        atLeast: 60);

    [PythonFact]
    public Task Two_hundred_arbitrary_schedules() => CompareAsync(
        [.. Schedules.Any.Sample(200, Properties.Seed, 200).Select((schedule, i) => Widnes.Published(Widnes.Session($"any{i}", $"Session {i}", schedule, "09:15", "10:45")))],
        atLeast: 1000);

    private async Task CompareAsync(IReadOnlyList<PublishedSession> sessions, int atLeast)
    {
        var documents = TimetableDocuments.Render(Widnes.Settings, sessions, Widnes.Today, Widnes.BaseUrl).ToDictionary(d => d.Path, d => d.ToBytes());
        foreach (var (calendar, json) in Pairs)
        {
            var file = Path.Combine(folder, "calendar.ics");
            await File.WriteAllBytesAsync(file, documents[calendar]);
            var read = await OutsideTools.RunAsync(OutsideTools.Python, Path.Combine(OutsideTools.Repository, "tests", "Recomputation", "published.py"), file);
            var listed = Instances(documents[json]);

            Assert.Equal(listed, read.TrimEnd('\n').Split('\n'));
            if (json == "timetables.json")
                Assert.InRange(listed.Length, atLeast, int.MaxValue);
        }
    }

    private static (string Calendar, string Json)[] Pairs =>
        [("timetables.ics", "timetables.json"), ("timetables/widnes/spring-2027.ics", "timetables/widnes/spring-2027.json")];

    internal static string[] Instances(byte[] document)
    {
        using var json = JsonDocument.Parse(TimetableJson.Filter(document, null, null));
        var lines = json.RootElement.GetProperty("instances").EnumerateArray()
            .Select(i => $"{i.GetProperty("uid").GetString()} {i.GetProperty("start").GetString()} {i.GetProperty("end").GetString() ?? "none"}")
            .ToArray();
        Array.Sort(lines, StringComparer.Ordinal);
        return lines;
    }
}
