using HubAutomation.Shared.Timetables.Merging;
using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Merging;

/// <summary>What a new version goes on with is a change of the same activity, not a loss and an addition.</summary>
public class ContinuationTests
{
    private static readonly DateTimeOffset Monday = new(2026, 9, 14, 8, 0, 0, TimeSpan.Zero);

    private static SessionInFile At(string title, IsoDayOfWeek day, int hour, int minute = 0, string? room = null, string place = "kingsway")
    {
        var (schedule, start) = (SessionSchedule.Weekly(day), new LocalTime(hour, minute));
        return new(new Session { Id = SessionKey.IdOf("halton", "library", title, place, room, schedule, start), Title = title, Schedule = schedule, Start = start, PlaceId = place, Room = room }, "link", new RowPlace(2));
    }

    private static string[] Ids(params SessionInFile[] staged) => [.. staged.Select(s => s.Session.Id)];

    private static IReadOnlyList<SessionInFile> Continued(SessionInFile[] staged, params SessionInFile[] standing) => Continuation.Of(staged, [.. standing.Select(s => s.Session)]);

    [Fact]
    public void A_moved_start_is_a_change_and_keeps_the_id()
    {
        var (before, after) = (At("Peep", IsoDayOfWeek.Monday, 9), At("Peep", IsoDayOfWeek.Monday, 9, 15));
        Assert.NotEqual(before.Session.Id, after.Session.Id);

        var staged = Continued([after], before);

        Assert.Equal(before.Session.Id, Assert.Single(staged).Session.Id);
        var standing = SliceMerge.Plan([before], [], "v1", Monday).Select(s => s.Row).ToList();
        var step = Assert.Single(SliceMerge.Plan(staged, standing, "v2", Monday.AddDays(1)));
        Assert.Equal((ChangeKind.Changed, new LocalTime(9, 15), new LocalTime(9, 0), 1), (step.Change, step.Row.Session.Start, step.Row.Previous!.Start, step.Row.Sequence));

        var again = Continued([after], staged[0]);
        Assert.Null(Assert.Single(SliceMerge.Plan(again, [step.Row], "v3", Monday.AddDays(2))).Change);
    }

    [Fact]
    public void So_is_another_room_or_day()
    {
        var before = At("Peep", IsoDayOfWeek.Monday, 9);

        Assert.Equal(Ids(before), Continued([At("Peep", IsoDayOfWeek.Monday, 9, room: "Hall")], before).Select(s => s.Session.Id));
        Assert.Equal(Ids(before), Continued([At("Peep", IsoDayOfWeek.Tuesday, 9)], before).Select(s => s.Session.Id));
    }

    [Fact]
    public void Two_that_move_alike_keep_their_order()
    {
        SessionInFile[] before = [At("Peep", IsoDayOfWeek.Monday, 9), At("Peep", IsoDayOfWeek.Monday, 11)];

        var after = Continued([At("Peep", IsoDayOfWeek.Monday, 11, 15), At("Peep", IsoDayOfWeek.Monday, 9, 15)], before);

        Assert.Equal(Ids(before), after.OrderBy(s => s.Session.Start).Select(s => s.Session.Id));
    }

    [Fact]
    public void What_nobody_can_tell_apart_is_left()
    {
        var after = At("Peep", IsoDayOfWeek.Monday, 10);

        Assert.Equal(Ids(after), Continued([after], At("Peep", IsoDayOfWeek.Monday, 9), At("Peep", IsoDayOfWeek.Monday, 11)).Select(s => s.Session.Id));
        Assert.Equal(Ids(after), Continued([after], At("Yoga", IsoDayOfWeek.Monday, 9)).Select(s => s.Session.Id));
        Assert.Equal(Ids(after), Continued([after], At("Peep", IsoDayOfWeek.Monday, 9, place: "ditton")).Select(s => s.Session.Id));
    }

    private static SessionInFile[] List(string suffix, int hour, int days, string place) =>
        [.. new[] { "Peep", "Yoga", "Songs" }.Select((title, i) => At(title + suffix, IsoDayOfWeek.Monday + i + days, hour, place: place))];

    [Theory]
    [InlineData("", 9, 0, "ditton")]
    [InlineData(" Club", 9, 0, "kingsway")]
    [InlineData("", 14, 1, "ditton")]
    [InlineData(" Club", 9, 0, "ditton")]
    public void A_whole_list_at_another_place_or_under_other_names_is_a_change(string suffix, int hour, int days, string place)
    {
        var before = List("", 9, 0, "kingsway");

        var after = Continued(List(suffix, hour, days, place), before);

        Assert.Equal(Ids(before).Order(StringComparer.Ordinal), after.Select(s => s.Session.Id));
        Assert.All(after, s => Assert.StartsWith(before.Single(b => b.Session.Id == s.Session.Id).Session.Title, s.Session.Title, StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_of_which_a_part_stays_or_nobody_can_tell_the_rest_is_no_whole_list()
    {
        var before = List("", 9, 0, "kingsway");
        SessionInFile[] other = [At("Chess", IsoDayOfWeek.Friday, 9), At("Art", IsoDayOfWeek.Friday, 11), At("Drama", IsoDayOfWeek.Friday, 13)];

        Assert.Equal(Ids(other), Continued(other, before).Select(s => s.Session.Id));
        Assert.Equal(Ids([.. other[..1]]), Continued([.. other[..1]], before).Select(s => s.Session.Id));
    }

    [Fact]
    public void A_row_that_was_given_back_keeps_what_the_version_before_had()
    {
        var (peep, yoga) = (At("Peep", IsoDayOfWeek.Monday, 9), At("Yoga", IsoDayOfWeek.Monday, 9));

        var kept = Continuation.KeptFor([peep.Session, yoga.Session], ["PEEP "]);

        Assert.Equal(Ids(peep), kept);
        var standing = SliceMerge.Plan(new[] { peep, yoga }.OrderBy(s => s.Session.Id, StringComparer.Ordinal), [], "v1", Monday).Select(s => s.Row).ToList();
        var steps = SliceMerge.Plan([], standing, "v2", Monday, keepsOthers: false, kept).ToList();
        Assert.Equal(("Yoga", ChangeKind.Withdrawn), Assert.Single(steps.Where(s => s.Change is not null).Select(s => (s.Row.Session.Title, s.Change!.Value))));
        Assert.DoesNotContain(steps, s => s.IsKept);
    }
}
