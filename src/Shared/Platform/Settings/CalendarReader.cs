using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Shared.Platform.Settings;

/// <summary>Reads <c>calendar.json</c> and notes every mistake in it.</summary>
internal static class CalendarReader
{
    /// <summary>Reads the whole file.</summary>
    public static AuthorityCalendar Read(JsonNode root)
    {
        root.AllowOnly("terms", "seasons", "bankHolidays");
        var terms = root.List("terms", t =>
        {
            t.AllowOnly("name", "from", "to");
            var (from, to) = Span(t);
            return new Term(t.Text("name"), from, to);
        });
        var seasons = root.List("seasons", s =>
        {
            s.AllowOnly("id", "name", "from", "to");
            var (from, to) = Span(s);
            return new Season(s.Id("id"), s.Text("name"), from, to);
        });
        root.NoteRepeats("seasons", seasons.Select(s => s.Id));
        var holidays = new Dictionary<LocalDate, string>();
        foreach (var (name, value) in root.Members("bankHolidays"))
        {
            if (LocalDatePattern.Iso.Parse(name) is { Success: true } date)
            {
                holidays[date.Value] = value.AsText();
            }
            else
            {
                value.Note($"\"{name}\" is not a date like 2026-12-25.");
            }
        }

        return new AuthorityCalendar(terms, seasons, holidays);
    }

    private static (LocalDate From, LocalDate To) Span(JsonNode span)
    {
        var (from, to) = (span.Date("from"), span.Date("to"));
        if (to < from)
        {
            span.Note("to", "must not be before \"from\".");
        }

        return (from, to);
    }
}
