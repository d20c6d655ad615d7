using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Publishing;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Publishing;

public class TimetablePageTests
{
    private static readonly Session BabyMassage = Widnes.Session(
        "babymassage", "Baby massage", SessionSchedule.Weekly(IsoDayOfWeek.Monday) with { TermTimeOnly = true }, "09:30", "11:00") with
    {
        Room = "Sensory Room",
        Description = "Bring a towel & a smile.",
        Ages = new(0, 7, false, "0 to 6 months"),
        Booking = new(BookingKind.Required, "https://book.example/massage?a=1&b=2"),
        Cost = new(0, 0, "Free"),
    };

    [Fact]
    public void A_page_in_full()
    {
        var page = Page("timetables/widnes/autumn-2026.html", Widnes.Published(BabyMassage) with { LinkedPartners = ["Widnes Library"] });
        var style = page[page.IndexOf("<style>", StringComparison.Ordinal)..(page.IndexOf("</style>", StringComparison.Ordinal) + "</style>".Length)];

        Assert.Equal(
            """
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Widnes autumn timetable – Halton Family Hubs</title>
            (style)
            </head>
            <body>
            <a class="skip" href="#main">Skip to main content</a>
            <header>
            <div class="bar"><div class="width">
            <p class="service">Halton Family Hubs</p>
            <p class="council">Halton Borough Council</p>
            </div></div>
            <div class="width"><p class="notice">Sample data – not published by the council</p></div>
            </header>
            <div class="width">
            <nav class="back" aria-label="Back"><a href="http://127.0.0.1:7071/api/halton/timetables">All timetables</a></nav>
            <main id="main">
            <h1>Widnes autumn timetable</h1>
            <p class="lead">Tuesday 1 September to Thursday 31 December 2026</p>
            <p>Last changed on 28 August 2026.</p>
            <nav aria-label="Days of the week"><ul class="days">
            <li><a href="#monday">Monday</a></li>
            <li><a href="#tuesday">Tuesday</a></li>
            <li><a href="#wednesday">Wednesday</a></li>
            <li><a href="#thursday">Thursday</a></li>
            <li><a href="#friday">Friday</a></li>
            <li><a href="#saturday">Saturday</a></li>
            <li><a href="#sunday">Sunday</a></li>
            </ul></nav>
            <section aria-labelledby="monday">
            <h2 id="monday">Monday</h2>
            <table><caption class="hidden">Activities on Mondays</caption>
            <thead><tr><th scope="col" class="w-time">Time</th><th scope="col" class="w-what">Activity</th><th scope="col" class="w-where">Where</th><th scope="col" class="w-ages">Ages</th><th scope="col" class="w-how">Booking and cost</th></tr></thead>
            <tbody>
            <tr><td class="time">9:30am to 11am</td>
            <th scope="row"><strong>Baby massage</strong>
            <p class="runs">Term time only. Not on 26 October, 21 and 28 December (school holiday).</p>
            <p>Bring a towel &amp; a smile.</p>
            <p>Run by Kingsway Family Hub, also listed by Widnes Library</p></th>
            <td data-label="Where">Kingsway Family Hub, Sensory Room</td>
            <td data-label="Ages">0 to 6 months</td>
            <td data-label="Booking and cost">
            <p>Booking needed</p>
            <p>Free</p>
            <p><a href="https://book.example/massage?a=1&amp;b=2">Book online<span class="hidden">: Baby massage</span></a></p>
            </td></tr>
            </tbody></table>
            </section>
            <section aria-labelledby="tuesday">
            <h2 id="tuesday">Tuesday</h2>
            <p>Nothing on Tuesdays.</p>
            </section>
            <section aria-labelledby="wednesday">
            <h2 id="wednesday">Wednesday</h2>
            <p>Nothing on Wednesdays.</p>
            </section>
            <section aria-labelledby="thursday">
            <h2 id="thursday">Thursday</h2>
            <p>Nothing on Thursdays.</p>
            </section>
            <section aria-labelledby="friday">
            <h2 id="friday">Friday</h2>
            <p>Nothing on Fridays.</p>
            </section>
            <section aria-labelledby="saturday">
            <h2 id="saturday">Saturday</h2>
            <p>Nothing on Saturdays.</p>
            </section>
            <section aria-labelledby="sunday">
            <h2 id="sunday">Sunday</h2>
            <p>Nothing on Sundays.</p>
            </section>
            <div class="key">
            <p>Term time means these school terms:</p>
            <ul>
            <li>2 September 2026 to 23 October 2026</li>
            <li>2 November 2026 to 18 December 2026</li>
            </ul></div>
            <section aria-labelledby="where">
            <h2 id="where">Where to find us</h2>
            <ul>
            <li><strong>Kingsway Family Hub</strong>, Kingsway, Widnes, WA8 7QE</li>
            </ul></section>
            <section aria-labelledby="calendar">
            <h2 id="calendar">In your calendar</h2>
            <p>Subscribe and changes come to your phone or computer by themselves:</p>
            <ul class="links">
            <li class="screen"><a href="webcal://127.0.0.1:7071/api/halton/timetables/widnes.ics">Subscribe to the Widnes calendar</a></li>
            <li>Calendar address: <span class="url">http://127.0.0.1:7071/api/halton/timetables/widnes.ics</span></li>
            <li class="screen"><a href="http://127.0.0.1:7071/api/halton/timetables/widnes/autumn-2026.ics">Download Autumn 2026 as a calendar file</a></li>
            </ul>
            <p>This page: <span class="url">http://127.0.0.1:7071/api/halton/timetables/widnes/autumn-2026</span></p>
            </section>
            </main>
            </div>
            <footer><div class="width"><p>Halton Family Hubs is a service of Halton Borough Council.</p></div></footer>
            </body>
            </html>

            """,
            page.Replace(style, "(style)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("stayandplay", "monday", "Not on 28 December (bank holiday).")]
    [InlineData("stayandplay", "wednesday", "")]
    [InlineData("babymassage", "monday", "Term time only. Not on 26 October, 21 and 28 December (school holiday).")]
    [InlineData("talk", "tuesday", "Every other Tuesday: 8 and 22 September, 6 and 20 October, 3 and 17 November, 1, 15 and 29 December.")]
    [InlineData("dads", "saturday", "First Saturday of the month: 5 September, 3 October, 7 November, 5 December.")]
    [InlineData("solids", "friday", "Runs on 18 September, 16 October, 20 November.")]
    [InlineData("bump", "friday", "Runs from 2 October to 6 November. Not on 30 October.")]
    public void A_row_says_when_it_does_not_simply_run_every_week(string id, string day, string note)
    {
        var title = FullWeek.Sessions.Single(s => s.Session.Id == id).Session.Title;
        var rows = Parse(Page("timetables/widnes/autumn-2026.html", [.. FullWeek.Sessions])).QuerySelectorAll($"section[aria-labelledby={day}] tbody tr");
        var row = Assert.Single(rows, r => r.QuerySelector("strong")!.TextContent == title);

        Assert.Equal(note, row.QuerySelector(".runs")?.TextContent ?? "");
    }

    [Fact]
    public void A_session_that_takes_place_once_in_the_season_says_so()
    {
        var session = BabyMassage with { Schedule = SessionSchedule.Weekly(IsoDayOfWeek.Monday) with { From = new(2026, 9, 14), Until = new(2026, 9, 18) } };
        Assert.Contains(">Only on 14 September.<", Page("timetables/widnes/autumn-2026.html", Widnes.Published(session)), StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_places_own_page_a_row_names_the_room_only()
    {
        Assert.Contains("<td data-label=\"Where\">Sensory Room</td>", Page("timetables/kingsway/autumn-2026.html", Widnes.Published(BabyMassage)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_area_without_sessions_still_has_a_page_that_says_so()
    {
        var page = Page("timetables/runcorn/autumn-2026.html", Widnes.Published(BabyMassage));
        Assert.Contains("<p>No activities have been listed for these dates yet.</p>", page, StringComparison.Ordinal);
        Assert.Contains("<p>Nothing on Mondays.</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proper_name_of_a_season_keeps_its_capital()
    {
        var easter = new Season("easter-2027", "Easter 2027", new(2027, 3, 26), new(2027, 4, 11));
        var settings = Widnes.Settings with { Calendar = Widnes.Calendar with { Seasons = [easter] } };
        var page = TimetableDocuments.Render(settings, [], Widnes.Today, Widnes.BaseUrl).Single(d => d.Path == "timetables/widnes/easter-2027.html");

        Assert.Contains("<h1>Widnes Easter timetable</h1>", Encoding.UTF8.GetString(page.ToBytes()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("book at the desk")]
    [InlineData("//book.example")]
    public void Only_web_addresses_become_links(string url)
    {
        var session = BabyMassage with { Booking = new(BookingKind.Required, url) };
        Assert.DoesNotContain("Book online", Page("timetables/widnes/autumn-2026.html", Widnes.Published(session)), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_a_partner_writes_is_read_back_as_text_and_never_as_markup() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), wild =>
        {
            var title = $"<b>{wild.Get}\"'&lt;</script></style>-->";
            var page = Parse(Page("timetables/widnes/autumn-2026.html", Widnes.Published(BabyMassage with { Title = title, Room = title })));
            var shown = page.QuerySelector("tbody strong")!;
            return shown.ChildElementCount == 0
                && page.QuerySelectorAll("tbody tr").Length == 1
                && shown.TextContent == new string([.. title.Where(c => !char.IsControl(c) || c is '\n' or '\t')]);
        }).Check(Properties.Repeatable.WithMaxTest(100));

    private static IDocument Parse(string page) => new HtmlParser().ParseDocument(page);

    private static string Page(string path, params PublishedSession[] sessions) => Encoding.UTF8.GetString(
        TimetableDocuments.Render(Widnes.Settings, sessions, Widnes.Today, Widnes.BaseUrl).Single(d => d.Path == path).ToBytes());
}
