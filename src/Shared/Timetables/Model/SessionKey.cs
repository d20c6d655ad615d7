using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Model;

/// <summary>
/// What makes a session "the same" from one upload to the next: partner, title, place, room, weekdays and start time.
/// Dates, ages, price and description may change without making it another session, and so may a calendar's own UIDs:
/// some programs make new ones each time a calendar is exported.
/// </summary>
internal static class SessionKey
{
    // In the order of the characters, so that sorting by id is sorting by row key.
    private const string Base32 = "234567abcdefghijklmnopqrstuvwxyz";

    /// <summary>The id of a session: the first 130 bits of SHA-256 over its natural key, as 26 base-32 characters.</summary>
    /// <remarks>The file's name is left out: a partner who renames a file keeps the ids, and so the calendar UIDs.</remarks>
    public static string IdOf(
        string authority, string partner, string title, string placeId, string? room,
        SessionSchedule schedule, LocalTime start) =>
        Hash(authority, partner, Tidy(title), placeId, Tidy(room ?? ""), DaysOf(schedule), WeeksOf(schedule), TimeOf(start), "");

    /// <summary>
    /// The id of a session that shares its natural key with another one of the same file and differs in its first date, its
    /// end or its ages.
    /// </summary>
    public static string Variant(Session session) => Hash(
        session.Id,
        (session.Schedule.From ?? (session.Schedule.Dates.Count > 0 ? session.Schedule.Dates[0] : (LocalDate?)null))?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) ?? "",
        session.End is { } end ? TimeOf(end) : "",
        session.Ages?.Text ?? "");

    /// <summary>
    /// Equal for sessions that are the same event told by two partners: title, place, weekdays and start, whoever sent it.
    /// </summary>
    public static string LinkKeyOf(string authority, string title, string placeId, SessionSchedule schedule, LocalTime start) =>
        Hash(authority, Tidy(title), placeId, DaysOf(schedule), WeeksOf(schedule), TimeOf(start));

    private static string DaysOf(SessionSchedule schedule) => schedule.Kind == ScheduleKind.Dates
        ? string.Join('+', schedule.Dates.Select(d => d.DayOfWeek).Distinct().Order())
        : string.Join('+', schedule.Days);

    private static string WeeksOf(SessionSchedule schedule) =>
        string.Join('+', schedule.WeeksOfMonth.Select(w => w.ToString(CultureInfo.InvariantCulture)));

    private static string TimeOf(LocalTime start) => start.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Tidy(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();

    private static string Hash(params string[] parts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts)));
        var text = new char[26];
        for (var i = 0; i < text.Length; i++)
        {
            var bit = i * 5;
            var pair = (hash[bit / 8] << 8) | hash[(bit / 8) + 1];
            text[i] = Base32[(pair >> (11 - (bit % 8))) & 31];
        }

        return new string(text);
    }
}
