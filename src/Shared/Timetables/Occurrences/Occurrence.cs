using NodaTime;

namespace HubAutomation.Shared.Timetables.Occurrences;

/// <summary>One date on which a session takes place.</summary>
/// <param name="Uid">UID of the iCalendar event that holds it, see <see cref="CalendarUid"/>.</param>
/// <param name="SessionId">The session.</param>
/// <param name="Date">The date on which it starts.</param>
/// <param name="Start">Start in Europe/London.</param>
/// <param name="End">End in Europe/London, perhaps on the next day; null when the partner gave none.</param>
/// <param name="PlaceId">Where.</param>
/// <param name="Room">Room within the place, or null.</param>
internal sealed record Occurrence(
    string Uid, string SessionId, LocalDate Date, ZonedDateTime Start, ZonedDateTime? End, string PlaceId, string? Room);
