using System.Text;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Publishing;
using HubAutomation.Shared.Timetables.Publishing.Documents;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Publishing;

public class TimetableCalendarTests
{
    private static readonly Session BabyMassage = Widnes.Session(
        "babymassage", "Baby massage", SessionSchedule.Weekly(IsoDayOfWeek.Monday, IsoDayOfWeek.Wednesday) with { TermTimeOnly = true, From = new(2026, 10, 12), Until = new(2026, 11, 4) },
        "09:30", "11:00") with
    {
        Room = "Sensory Room",
        Description = "Calm, gentle; bring a towel.",
        Ages = new(0, 7, false, "0 to 6 months"),
        Booking = new(BookingKind.Required, "https://book.example/massage?x=1,2"),
        Cost = new(0, 0, "Free"),
    };

    private static readonly Session Weaning = Widnes.Session(
        "weaning", "Starting solids – first tastes", SessionSchedule.On([new(2026, 9, 15), new(2026, 10, 6)]), "13:00", place: "ditton");

    [Fact]
    public void A_season_of_an_area_is_a_calendar_with_a_rule_for_each_weekly_pattern_and_an_event_for_each_other_date()
    {
        Assert.Equal(
            """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Halton Borough Council//Halton Family Hubs//EN
            CALSCALE:GREGORIAN
            METHOD:PUBLISH
            NAME:Widnes autumn timetable
            X-WR-CALNAME:Widnes autumn timetable
            DESCRIPTION:Sample data – not published by the council
            X-WR-CALDESC:Sample data – not published by the council
            X-WR-TIMEZONE:Europe/London
            SOURCE;VALUE=URI:http://127.0.0.1:7071/api/halton/timetables/widnes/autumn-
             2026.ics
            LAST-MODIFIED:20260828T091530Z
            REFRESH-INTERVAL;VALUE=DURATION:PT12H
            X-PUBLISHED-TTL:PT12H
            BEGIN:VTIMEZONE
            TZID:Europe/London
            X-LIC-LOCATION:Europe/London
            BEGIN:DAYLIGHT
            TZNAME:BST
            TZOFFSETFROM:+0000
            TZOFFSETTO:+0100
            DTSTART:19960331T010000
            RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
            END:DAYLIGHT
            BEGIN:STANDARD
            TZNAME:GMT
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0000
            DTSTART:19961027T020000
            RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
            END:STANDARD
            END:VTIMEZONE
            BEGIN:VEVENT
            UID:babymassage-autumn-2026@halton.familyhubs
            DTSTAMP:20260828T091530Z
            LAST-MODIFIED:20260828T091530Z
            SEQUENCE:3
            DTSTART;TZID=Europe/London:20261012T093000
            DTEND;TZID=Europe/London:20261012T110000
            RRULE:FREQ=WEEKLY;UNTIL=20261104T093000Z;WKST=MO;BYDAY=MO,WE
            EXDATE;TZID=Europe/London:20261026T093000,20261028T093000
            SUMMARY:Baby massage
            LOCATION:Kingsway Family Hub\, Sensory Room\, Kingsway\, Widnes\, WA8 7QE
            DESCRIPTION:Calm\, gentle\; bring a towel.\nAges: 0 to 6 months\nBooking: B
             ooking needed\nCost: Free\nTerm time only\nRun by Kingsway Family Hub\nSam
             ple data – not published by the council
            URL:https://book.example/massage?x=1,2
            STATUS:CONFIRMED
            TRANSP:TRANSPARENT
            END:VEVENT
            BEGIN:VEVENT
            UID:weaning-20260915@halton.familyhubs
            DTSTAMP:20260828T091530Z
            LAST-MODIFIED:20260828T091530Z
            SEQUENCE:0
            DTSTART;TZID=Europe/London:20260915T130000
            SUMMARY:Starting solids – first tastes
            LOCATION:Ditton Family Hub\, Dundalk Road\, Widnes\, WA8 8DF
            DESCRIPTION:Run by Kingsway Family Hub\nSample data – not published by th
             e council
            STATUS:CONFIRMED
            TRANSP:TRANSPARENT
            END:VEVENT
            BEGIN:VEVENT
            UID:weaning-20261006@halton.familyhubs
            DTSTAMP:20260828T091530Z
            LAST-MODIFIED:20260828T091530Z
            SEQUENCE:0
            DTSTART;TZID=Europe/London:20261006T130000
            SUMMARY:Starting solids – first tastes
            LOCATION:Ditton Family Hub\, Dundalk Road\, Widnes\, WA8 8DF
            DESCRIPTION:Run by Kingsway Family Hub\nSample data – not published by th
             e council
            STATUS:CONFIRMED
            TRANSP:TRANSPARENT
            END:VEVENT
            END:VCALENDAR

            """,
            Calendar("timetables/widnes/autumn-2026.ics", Widnes.Published(BabyMassage, sequence: 3), Widnes.Published(Weaning)).Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_other_week_is_a_rule_with_an_interval_that_starts_on_its_first_date_in_the_calendar()
    {
        var session = Widnes.Session("rhyme", "Rhyme time", SessionSchedule.Weekly(IsoDayOfWeek.Thursday) with { EveryWeeks = 2, From = new(2026, 9, 3), Until = new(2027, 3, 31) }, "10:00", "10:30");
        var text = Calendar("timetables/widnes/spring-2027.ics", Widnes.Published(session));

        Assert.Contains("DTSTART;TZID=Europe/London:20270107T100000\r\n", text, StringComparison.Ordinal);
        Assert.Contains("RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20270318T100000Z;WKST=MO;BYDAY=TH\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_at_most_75_octets_and_a_fold_never_splits_a_character()
    {
        var session = BabyMassage with { Description = string.Concat(Enumerable.Repeat("Bébé – 👶🏽 “ça va”, ", 40)) };
        var bytes = Document("timetables.ics", Widnes.Published(session)).ToBytes();
        var lines = Encoding.UTF8.GetString(bytes).Split("\r\n");

        Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(bytes));
        var unfolded = Encoding.UTF8.GetString(bytes).Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Contains(@"Bébé – 👶🏽 “ça va”\, Bébé – 👶🏽 “ça va”\, Bébé", unfolded, StringComparison.Ordinal);
    }

    [Fact]
    public void A_calendar_of_nothing_is_still_a_valid_calendar()
    {
        var text = Calendar("timetables/runcorn.ics");
        Assert.Contains("BEGIN:VTIMEZONE", text, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN:VEVENT", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_break_or_control_character_in_a_title_cannot_end_a_line()
    {
        var session = BabyMassage with { Title = "Baby\r\nEND:VEVENT\u0007 massage" };
        Assert.Contains("SUMMARY:Baby\\nEND:VEVENT massage\r\n", Calendar("timetables.ics", Widnes.Published(session)), StringComparison.Ordinal);
    }

    private static string Calendar(string path, params PublishedSession[] sessions) =>
        Encoding.UTF8.GetString(Document(path, sessions).ToBytes());

    private static PublishedDocument Document(string path, params PublishedSession[] sessions) =>
        TimetableDocuments.Render(Widnes.Settings, sessions, Widnes.Today, Widnes.BaseUrl).Single(d => d.Path == path);
}
