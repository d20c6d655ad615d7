using System.Text;
using HubAutomation.Shared.Tests.Timetables.Publishing;
using HubAutomation.Shared.Timetables.Changes;
using HubAutomation.Shared.Timetables.Checks;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Tests.Timetables.Changes;

public class ChangesPageTests
{
    internal static readonly IReadOnlyList<TimetableChange> Changes =
    [
        new(new(2026, 9, 14, 7, 5, 0, TimeSpan.Zero), "Widnes Library", "whats on.csv", ChangeKind.Changed, "Rhyme time", "Kingsway Family Hub, Main Hall", "Thursdays, 10:30am to 11am", ["end 11am → 11:15am", "cost not stated → Free"]),
        new(new(2026, 9, 14, 7, 5, 0, TimeSpan.Zero), "Widnes Library", "whats on.csv", ChangeKind.Added, "Story <time>", "Kingsway Family Hub", "Fridays, 10am to 11am", []),
        new(new(2026, 9, 16, 23, 30, 0, TimeSpan.Zero), "Dads Together", "basic.ics", ChangeKind.Withdrawn, "Dads’ breakfast", "Ditton Family Hub", "first Saturday of the month, 9am to 11:30am", []),
    ];

    internal static readonly IReadOnlyList<RoomClash<PublishedSession>> Clashes =
    [
        new(FullWeek.Sessions[0], FullWeek.Sessions[3], [new(2026, 9, 14), new(2026, 9, 28)]),
    ];

    [Fact]
    public void The_newest_day_comes_first_and_a_day_is_a_day_in_London()
    {
        var page = Page(Changes, []);
        var newest = page.IndexOf("<h2>Thursday 17 September 2026</h2>", StringComparison.Ordinal);
        var older = page.IndexOf("<h2>Monday 14 September 2026</h2>", StringComparison.Ordinal);

        Assert.True(newest > 0 && newest < older);
        Assert.Contains("<p>File whats on.csv, taken in at 8:05am</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_says_what_differs()
    {
        Assert.Contains("<li>end 11am → 11:15am</li>\n<li>cost not stated → Free</li>", Page(Changes, []), StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_changes_are_open_and_what_would_make_the_page_long_is_folded_up_below_its_counts()
    {
        var many = Enumerable.Range(1, 30).Select(n => Changes[1] with { At = Changes[1].At.AddDays(-1), Title = $"Group {n}" });

        var page = Page([.. Changes, .. many], []);

        Assert.Contains("<details open>\n<summary><h3>Dads Together</h3> <span>1 withdrawn</span></summary>", page, StringComparison.Ordinal);
        Assert.Contains("<details open>\n<summary><h3>Widnes Library</h3> <span>1 added, 1 changed</span></summary>", page, StringComparison.Ordinal);
        Assert.Contains("<details>\n<summary><h3>Widnes Library</h3> <span>30 added</span></summary>", page, StringComparison.Ordinal);
        Assert.Contains("Listed are the last 50 files with changes, and of each file the first 200 changes.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_of_partners_are_never_markup()
    {
        Assert.Contains("<strong>Story &lt;time&gt;</strong>", Page(Changes, []), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_changes_it_says_so()
    {
        Assert.Contains("<p>Nothing has changed yet.</p>", Page([], []), StringComparison.Ordinal);
    }

    [Fact]
    public void Rooms_booked_twice_are_listed_with_both_sessions_and_their_dates()
    {
        Assert.Contains(
            "<li><strong>Kingsway Family Hub, Main Hall</strong>: “Stay and play” (Kingsway Family Hub, 9:30am to 11am) and “Little talkers” (Chatterbox Speech and Language, 10am to 11am) on 14 and 28 September</li>",
            Page([], Clashes),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Partners_whose_timetable_runs_out_are_listed_first()
    {
        var page = Page(Changes, Clashes, new TimetableEnd("library", "Widnes Library", new(2026, 9, 14)), new TimetableEnd("dads", "Dads & Co", null));
        var due = page.IndexOf(
            """
            <h2 id="ends">A new timetable is due</h2>
            <ul>
            <li><strong>Dads &amp; Co</strong>: none of its sessions takes place</li>
            <li><strong>Widnes Library</strong>: the last date is Monday 14 September 2026</li>
            </ul></section>
            """,
            StringComparison.Ordinal);
        Assert.InRange(due, 1, page.IndexOf("Rooms booked twice", StringComparison.Ordinal));
    }

    private static string Page(IReadOnlyList<TimetableChange> changes, IReadOnlyList<RoomClash<PublishedSession>> clashes, params TimetableEnd[] runningOut) =>
        Encoding.UTF8.GetString(ChangesPage.Render(Widnes.Settings, changes, clashes, Widnes.BaseUrl, runningOut).ToBytes());
}
