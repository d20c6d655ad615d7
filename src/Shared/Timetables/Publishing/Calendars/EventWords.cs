using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Words;

namespace HubAutomation.Shared.Timetables.Publishing.Calendars;

/// <summary>The texts of a calendar event.</summary>
internal static class EventWords
{
    /// <summary>"Kingsway Family Hub, Sensory Room, Kingsway, Widnes, WA8 7QE": what a map finds.</summary>
    public static string Location(Session session, Place place) =>
        string.Join(", ", new[] { SessionWords.Where(session, place), place.Address, place.Postcode }.Where(p => p.Length > 0));

    /// <summary>What the session is, for whom, how to come and who runs it, a line each.</summary>
    public static string Description(PublishedSession published, string? notice)
    {
        var session = published.Session;
        string?[] lines =
        [
            session.Description,
            session.Ages is { } ages ? $"Ages: {ages.Text}" : null,
            SessionWords.Booking(session.Booking) is { } booking ? $"Booking: {booking}" : null,
            session.Cost is { } cost ? $"Cost: {cost.Text}" : null,
            session.Schedule.TermTimeOnly ? "Term time only" : null,
            $"Run by {published.PartnerName}",
            notice,
        ];
        return string.Join('\n', lines.Where(l => l is not null));
    }
}
