using HubAutomation.Shared.Tests.Timetables.Publishing;
using HubAutomation.Shared.Timetables.Checks;
using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Checks;

public class RoomClashesTests
{
    [Fact]
    public void Two_sessions_in_one_room_at_one_time_are_found_with_all_their_dates()
    {
        var massage = Use("massage", "Main Hall", "09:30", "11:00", IsoDayOfWeek.Monday);
        var fortnightly = Use("talk", "main hall ", "10:45", "12:00", IsoDayOfWeek.Monday, s => s with { EveryWeeks = 2, From = new(2026, 9, 7) });

        Assert.Equal(["massage and talk on 7, 21"], Find(fortnightly, massage));
    }

    [Fact]
    public void One_may_start_when_the_other_ends()
    {
        Assert.Empty(Find(Use("a", "Main Hall", "09:30", "11:00", IsoDayOfWeek.Monday), Use("b", "Main Hall", "11:00", "12:00", IsoDayOfWeek.Monday)));
    }

    [Fact]
    public void Another_room_place_or_day_is_no_clash()
    {
        var session = Use("a", "Main Hall", "09:30", "11:00", IsoDayOfWeek.Monday);
        Assert.Empty(Find(session, Use("b", "Sensory Room", "09:30", "11:00", IsoDayOfWeek.Monday)));
        Assert.Empty(Find(session, Use("b", "Main Hall", "09:30", "11:00", IsoDayOfWeek.Tuesday)));
        Assert.Empty(Find(session, Use("b", "Main Hall", "09:30", "11:00", IsoDayOfWeek.Monday, place: "ditton")));
    }

    [Fact]
    public void Without_a_room_nothing_can_be_said()
    {
        Assert.Empty(Find(Use("a", null, "09:30", "11:00", IsoDayOfWeek.Monday), Use("b", null, "09:30", "11:00", IsoDayOfWeek.Monday)));
    }

    [Fact]
    public void A_session_without_an_end_holds_the_room_at_its_start()
    {
        Assert.Equal(["a and b on 7, 14, 21, 28"], Find(Use("a", "Main Hall", "09:30", "11:00", IsoDayOfWeek.Monday), Use("b", "Main Hall", "10:00", null, IsoDayOfWeek.Monday)));
        Assert.Empty(Find(Use("a", "Main Hall", "09:30", "11:00", IsoDayOfWeek.Monday), Use("b", "Main Hall", "09:00", null, IsoDayOfWeek.Monday)));
    }

    [Fact]
    public void Of_three_at_once_each_pair_is_told()
    {
        Assert.Equal(
            ["a and b on 7, 14, 21, 28", "a and c on 7, 14, 21, 28", "b and c on 7, 14, 21, 28"],
            Find(
                Use("a", "Main Hall", "09:00", "12:00", IsoDayOfWeek.Monday),
                Use("b", "Main Hall", "09:30", "12:00", IsoDayOfWeek.Monday),
                Use("c", "Main Hall", "10:00", "12:00", IsoDayOfWeek.Monday)));
    }

    [Fact]
    public void A_session_over_midnight_meets_one_on_the_next_morning()
    {
        Assert.Equal(["night and early on 6, 13, 20, 27"], Find(Use("night", "Main Hall", "22:00", "07:00", IsoDayOfWeek.Sunday), Use("early", "Main Hall", "06:30", "08:00", IsoDayOfWeek.Monday)));
    }

    [Fact]
    public void However_many_are_in_a_room_at_once_each_is_told_with_some_of_the_others()
    {
        var sessions = Enumerable.Range(0, 400).Select(i => Use($"s{i:000}", "Main Hall", "09:00", i == 0 ? "12:00" : "10:00", IsoDayOfWeek.Monday)).Append(Use("late", "Main Hall", "11:00", "12:00", IsoDayOfWeek.Monday)).ToArray();

        var clashes = RoomClashes.Find(sessions, s => s.Session, Widnes.Calendar, new(2026, 9, 1), new(2026, 9, 30));

        Assert.Equal(401, clashes.SelectMany(c => new[] { c.First.Session.Id, c.Second.Session.Id }).Distinct().Count());
        Assert.InRange(clashes.Count, 400, 400 * 10);
    }

    private static IEnumerable<string> Find(params PublishedSession[] sessions) =>
        RoomClashes.Find(sessions, s => s.Session, Widnes.Calendar, new(2026, 9, 1), new(2026, 9, 30))
            .Select(c => $"{c.First.Session.Id} and {c.Second.Session.Id} on {string.Join(", ", c.Dates.Select(d => d.Day))}");

    private static PublishedSession Use(
        string id, string? room, string start, string? end, IsoDayOfWeek day, Func<SessionSchedule, SessionSchedule>? adapt = null, string place = "kingsway")
    {
        var schedule = SessionSchedule.Weekly(day);
        return Widnes.Published(Widnes.Session(id, id, adapt is null ? schedule : adapt(schedule), start, end, place) with { Room = room });
    }
}
