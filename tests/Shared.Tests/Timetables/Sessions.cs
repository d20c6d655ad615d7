using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables;

/// <summary>Invented sessions for tests.</summary>
internal static class Sessions
{
    public static SessionInFile Staged(string title, int row = 2, string place = "kingsway", string? description = null)
    {
        var schedule = SessionSchedule.Weekly(IsoDayOfWeek.Monday);
        var start = new LocalTime(9, 30);
        var session = new Session
        {
            Id = SessionKey.IdOf("halton", "library", title, place, null, schedule, start),
            Title = title,
            Description = description,
            Schedule = schedule,
            Start = start,
            PlaceId = place,
        };
        return new SessionInFile(session, SessionKey.LinkKeyOf("halton", title, place, schedule, start), new RowPlace(row));
    }

    /// <summary>Ordered as a merge expects them.</summary>
    public static List<SessionInFile> Ordered(params SessionInFile[] sessions) =>
        [.. sessions.OrderBy(s => s.Session.Id, StringComparer.Ordinal)];
}
