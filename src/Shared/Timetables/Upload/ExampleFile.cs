using System.Globalization;
using CsvHelper;
using HubAutomation.Shared.Platform.Settings;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Upload;

/// <summary>A timetable as partners may send it, with an authority's own places: to be opened, filled with the partner's own, and sent.</summary>
public static class ExampleFile
{
    /// <summary>What it is called when it is kept.</summary>
    public const string Name = "example timetable.csv";

    /// <summary>The headings.</summary>
    public static readonly IReadOnlyList<string> Headings = ["Activity", "Day", "Dates", "Start", "End", "Venue", "Room", "Ages", "Booking", "Cost", "Description"];

    /// <summary>The file, as Excel opens it.</summary>
    public static byte[] Write(AuthoritySettings council, LocalDate today)
    {
        using var content = new MemoryStream();
        using (var csv = CsvWriter.Create(content, new CsvWriterOptions { NewLine = "\r\n", WriteByteOrderMark = true }, leaveOpen: true))
        {
            csv.WriteRecord([.. Headings]);
            foreach (var row in Rows(council, today))
            {
                csv.WriteRecord([.. row]);
            }
        }

        return content.ToArray();
    }

    /// <summary>Its rows: one for each way to say when.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(AuthoritySettings council, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(council);
        if (council.Places.Count == 0)
        {
            return [];
        }

        var (first, last) = (council.Places[0], council.Places[^1]);
        var (day, other) = (OpenDay(first, IsoDayOfWeek.Monday), OpenDay(last, IsoDayOfWeek.Thursday));
        var dates = Enumerable.Range(1, 8).Select(week => today.With(DateAdjusters.Next(day)).PlusWeeks(week)).Where(date => !council.Calendar.BankHolidays.ContainsKey(date)).Take(3);
        var start = today.With(DateAdjusters.Next(other)).PlusWeeks(1);
        return
        [
            ["Stay and play", $"{day}s", "", "10am", "11:30am", first.Name, first.Rooms.Count > 0 ? first.Rooms[0] : "", "under 5s", "drop in", "free", "Toys, songs and a chat. Come for as long as you like."],
            ["Baby massage", "", string.Join(", ", dates.Select(Written)), "1pm", "2pm", first.Name, "", "0-6 months", "booking essential", "\u00a32", "Bring a towel."],
            ["Rhyme time", $"every other {other} from {Written(start)}", "", "10am", "10:30am", last.Name, "", "birth to walking", "drop in", "free", ""],
            ["Parents’ coffee morning", $"first {other} of the month", "", "10am", "11am", last.Name, "", "", "drop in", "free", "In term time and in the holidays."],
        ];
    }

    private static IsoDayOfWeek OpenDay(Place place, IsoDayOfWeek wanted) =>
        place.OpeningHours.Count == 0 || place.OpeningHours.ContainsKey(wanted) ? wanted : place.OpeningHours.Keys.Min();

    private static string Written(LocalDate date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
