using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Occurrences;
using HubAutomation.Shared.Timetables.Publishing.Documents;
using HubAutomation.Shared.Timetables.Words;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Shared.Timetables.Publishing.Json;

/// <summary>
/// A timetable for programs. It is kept as sessions with their occurrences, which is small, and served as a list of instances
/// (<see cref="Filter(ReadOnlyMemory{byte}, LocalDate?, LocalDate?)"/>), which is easy to use.
/// </summary>
public static partial class TimetableJson
{
    // The relaxed encoder keeps "£", "–" and "+01:00" readable. It is safe because the answer is never read as HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write(Stream output, Timetable timetable)
    {
        using var json = new Utf8JsonWriter(output, Options);
        var authority = timetable.Settings.Authority;
        json.WriteStartObject();
        json.WriteString("title", timetable.Title);
        json.WriteString("authority", authority.Name);
        json.WriteString("service", authority.ServiceName);
        json.WriteString("notice", authority.Notice);
        json.WriteString("timeZone", LondonTime.ZoneId);
        json.WriteString("from", LocalDatePattern.Iso.Format(timetable.From));
        json.WriteString("to", LocalDatePattern.Iso.Format(timetable.To));
        json.WriteString("lastModified", timetable.LastModified is { } modified ? InstantPattern.General.Format(modified) : null);
        json.WriteStartArray("sessions");
        foreach (var entry in timetable.Entries)
        {
            WriteSession(json, timetable, entry);

            // The writer keeps all that has not been flushed.
            json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    private static void WriteSession(Utf8JsonWriter json, Timetable timetable, TimetableEntry entry)
    {
        var (session, published) = (entry.Session, entry.Published);
        json.WriteStartObject();
        json.WriteString("sessionId", session.Id);
        json.WriteString("title", session.Title);
        json.WriteString("description", session.Description);
        WriteVenue(json, entry.Place);
        json.WriteString("room", session.Room);
        WriteAges(json, session.Ages);
        WriteBooking(json, session.Booking);
        WriteCost(json, session.Cost);
        json.WriteString("partner", published.PartnerName);
        json.WriteStartArray("alsoListedBy");
        foreach (var partner in published.LinkedPartners)
            json.WriteStringValue(partner);
        json.WriteEndArray();
        json.WriteNumber("sequence", published.Sequence);
        json.WriteString("lastModified", InstantPattern.General.Format(published.LastModified));
        json.WriteStartArray("occurrences");
        foreach (var date in entry.Dates)
            WriteOccurrence(json, CalendarUid.Of(timetable.Settings.Authority.Id, session, date, timetable.Season), session, date);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteOccurrence(Utf8JsonWriter json, string uid, Session session, LocalDate date)
    {
        json.WriteStartObject();
        json.WriteString("uid", uid);
        WriteTime(json, "start", session.StartOn(date));
        if (session.EndOn(date) is { } end)
            WriteTime(json, "end", end);
        else
            json.WriteNull("end");
        json.WriteEndObject();
    }

    /// <summary>ISO 8601 with offset. By hand, because it is most of what a document is made of.</summary>
    private static void WriteTime(Utf8JsonWriter json, string name, LocalDateTime wallClock)
    {
        var zoned = wallClock.InLondon();
        var (time, hours) = (zoned.LocalDateTime, zoned.Offset.Seconds / NodaConstants.SecondsPerHour);
        Span<char> text = stackalloc char[25];
        text.TryWrite(CultureInfo.InvariantCulture, $"{time.Year:D4}-{time.Month:D2}-{time.Day:D2}T{time.Hour:D2}:{time.Minute:D2}:{time.Second:D2}+{hours:D2}:00", out var length);
        json.WriteString(name, text[..length]);
    }

    private static void WriteVenue(Utf8JsonWriter json, Place place)
    {
        json.WriteStartObject("venue");
        json.WriteString("id", place.Id);
        json.WriteString("name", place.Name);
        json.WriteString("address", place.Address);
        json.WriteString("postcode", place.Postcode);
        json.WriteEndObject();
    }

    private static void WriteAges(Utf8JsonWriter json, AgeRange? ages)
    {
        if (ages is null)
        {
            json.WriteNull("ages");
            return;
        }

        json.WriteStartObject("ages");
        json.WriteString("text", ages.Text);
        json.WriteNumber("fromMonths", ages.FromMonths);
        if (ages.ToMonths is { } to)
            json.WriteNumber("toMonths", to);
        else
            json.WriteNull("toMonths");
        json.WriteBoolean("pregnancy", ages.Pregnancy);
        json.WriteEndObject();
    }

    private static void WriteBooking(Utf8JsonWriter json, Booking booking)
    {
        if (booking.Kind == BookingKind.NotStated && booking.Url is null)
        {
            json.WriteNull("booking");
            return;
        }

        json.WriteStartObject("booking");
        json.WriteString("text", SessionWords.Booking(booking));
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(booking.Kind.ToString()));
        json.WriteString("url", SafeLink.Of(booking.Url));
        json.WriteEndObject();
    }

    private static void WriteCost(Utf8JsonWriter json, Cost? cost)
    {
        if (cost is null)
        {
            json.WriteNull("cost");
            return;
        }

        json.WriteStartObject("cost");
        json.WriteString("text", cost.Text);
        json.WriteNumber("minPence", cost.MinPence);
        json.WriteNumber("maxPence", cost.MaxPence);
        json.WriteEndObject();
    }
}
