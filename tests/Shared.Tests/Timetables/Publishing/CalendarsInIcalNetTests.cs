using System.Globalization;
using System.Text;
using HubAutomation.Shared.Timetables.Publishing;

namespace HubAutomation.Shared.Tests.Timetables.Publishing;

/// <summary>Ical.Net, which the hub does not read with, finds the very instances in the calendars that the JSON lists.</summary>
public sealed class CalendarsInIcalNetTests
{
    [Theory]
    [InlineData("timetables.ics", "timetables.json")]
    [InlineData("timetables/widnes/autumn-2026.ics", "timetables/widnes/autumn-2026.json")]
    [InlineData("timetables/widnes/spring-2027.ics", "timetables/widnes/spring-2027.json")]
    public void A_full_week_of_every_kind_of_schedule(string calendar, string json)
    {
        var documents = TimetableDocuments.Render(Widnes.Settings, FullWeek.Sessions, Widnes.Today, Widnes.BaseUrl).ToDictionary(d => d.Path, d => d.ToBytes());

        var listed = CalendarsInAnIndependentReaderTests.Instances(documents[json]);

        Assert.NotEmpty(listed);
        Assert.Equal(listed, InstancesOf(Encoding.UTF8.GetString(documents[calendar])));
    }

    private static string[] InstancesOf(string calendar)
    {
        var lines = Ical.Net.Calendar.Load(calendar)!.Events
            .SelectMany(e => e.GetOccurrences().Select(o => $"{e.Uid} {Iso(o.Period.StartTime)} {(e.DtEnd is null ? "none" : Iso(o.Period.EffectiveEndTime!))}"))
            .ToArray();
        Array.Sort(lines, StringComparer.Ordinal);
        return lines;
    }

    private static string Iso(Ical.Net.DataTypes.CalDateTime time)
    {
        var offset = time.Value - time.AsUtc;
        return string.Create(CultureInfo.InvariantCulture, $"{time.Value:yyyy-MM-ddTHH:mm:ss}+{offset.Hours:D2}:00");
    }
}
