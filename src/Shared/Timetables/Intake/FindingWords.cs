using System.Globalization;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Words;
using NodaTime.Text;

namespace HubAutomation.Shared.Timetables.Intake;

/// <summary>
/// What a finding is about, in words that its partner can find it by. A row of a table has a number; an event of a calendar has none that
/// any calendar program shows, nor do people know the names of its properties.
/// </summary>
internal static class FindingWords
{
    private static readonly LocalDatePattern CalendarDate = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    /// <summary>"“Baby massage”, row 3", "“Yoga”", "Monday's sheet, row 3, column C".</summary>
    public static string Who(RowPlace place, string? activity)
    {
        if (place.Row == 0)
            return place.Part ?? "The whole file";
        string?[] parts =
        [
            activity is { Length: > 0 } ? $"“{activity}”" : place.IsEvent ? "an event without a title" : null,
            place.Part,
            place.IsEvent ? null : string.Create(CultureInfo.InvariantCulture, $"row {place.Row}"),
            place.Column is { } column ? $"column {column}" : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    /// <summary>Where in the row it is, and what stands there; "" for what says nothing to a partner.</summary>
    public static (string Column, string Value) Cell(Reject reject) =>
        reject.Place.IsEvent ? (Property(reject.Column), EventValue(reject)) : (reject.Column, reject.Value);

    private static string Property(string name) => name switch
    {
        "SUMMARY" => "Title",
        "DTSTART" => "Start",
        "DTEND" or "DURATION" => "End",
        "RRULE" or "EXRULE" or "RDATE" => "Repeats",
        "EXDATE" => "Not on",
        "RECURRENCE-ID" => "Changed date",
        "END" => "",
        _ => name,
    };

    // "20270215T100000Z" is Monday 15 February 2027; a rule in the calendar's own language is left out.
    private static string EventValue(Reject reject)
    {
        if (reject.Value == reject.Activity || reject.Value.Contains('=', StringComparison.Ordinal))
        {
            return "";
        }

        return reject.Value.Length >= 8 && CalendarDate.Parse(reject.Value[..8]) is { Success: true, Value: var date } ? DateWords.FullWithDay(date) : reject.Value;
    }
}
