using System.Text;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Publishing;
using HubAutomation.Shared.Timetables.Publishing.Documents;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Publishing;

public class TimetableDocumentsTests
{
    [Fact]
    public void There_is_an_index_and_for_each_area_and_place_a_page_calendar_and_json_a_season_and_a_calendar_of_all()
    {
        var settings = Widnes.Settings with
        {
            Authority = Widnes.Settings.Authority with { Areas = [new("widnes", "Widnes")] },
            Places = [Widnes.Kingsway],
            Calendar = Widnes.Calendar with { Seasons = [Widnes.Autumn] },
        };
        Assert.Equal(
            """
            timetables/index.html text/html; charset=utf-8
            timetables/widnes/autumn-2026.html text/html; charset=utf-8
            timetables/widnes/autumn-2026.ics text/calendar; charset=utf-8
            timetables/widnes/autumn-2026.json application/json
            timetables/widnes.ics text/calendar; charset=utf-8
            timetables/kingsway/autumn-2026.html text/html; charset=utf-8
            timetables/kingsway/autumn-2026.ics text/calendar; charset=utf-8
            timetables/kingsway/autumn-2026.json application/json
            timetables/kingsway.ics text/calendar; charset=utf-8
            timetables.ics text/calendar; charset=utf-8
            timetables.json application/json
            """,
            string.Join('\n', Render(settings, FullWeek.Sessions, Widnes.Today).Select(d => $"{d.Path} {d.ContentType}")));
    }

    [Fact]
    public void The_order_in_which_sessions_come_makes_no_difference()
    {
        Assert.Equal(
            Render(Widnes.Settings, FullWeek.Sessions, Widnes.Today).Select(Fingerprint),
            Render(Widnes.Settings, [.. FullWeek.Sessions.Reverse()], Widnes.Today).Select(Fingerprint));
    }

    [Fact]
    public void The_next_day_changes_no_byte_within_a_month()
    {
        Assert.Equal(
            Render(Widnes.Settings, FullWeek.Sessions, new(2026, 9, 10)).Select(Fingerprint),
            Render(Widnes.Settings, FullWeek.Sessions, new(2026, 9, 11)).Select(Fingerprint));
    }

    [Fact]
    public void Feeds_reach_at_least_31_days_back_and_400_days_ahead()
    {
        var daily = Widnes.Published(Widnes.Session("daily", "Open door", SessionSchedule.On(Enumerable.Range(0, 900).Select(d => new LocalDate(2026, 1, 1).PlusDays(d))), "09:00"));
        var json = Encoding.UTF8.GetString(Render(Widnes.Settings, [daily], Widnes.Today).Single(d => d.Path == "timetables.json").ToBytes());

        Assert.Contains("\"2026-08-10T", json, StringComparison.Ordinal);
        Assert.Contains("\"2027-10-15T", json, StringComparison.Ordinal);
        Assert.Contains("\"from\":\"2026-08-01\",\"to\":\"2027-10-31\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_listed_between_two_seasons_stand_on_the_page_of_the_earlier_one()
    {
        var settings = Widnes.Settings with { Calendar = Widnes.Calendar with { Seasons = [Widnes.Autumn with { To = new(2026, 12, 18) }, Widnes.Spring with { From = new(2027, 1, 4) }] } };
        var santa = Widnes.Published(Widnes.Session("santa", "Santa Special", SessionSchedule.On([new(2026, 12, 19), new(2026, 12, 22), new(2027, 1, 3)]), "10:00"));
        var yoga = Widnes.Published(Widnes.Session("yoga", "Yoga", SessionSchedule.Weekly(IsoDayOfWeek.Tuesday), "10:00"));
        string Document(string path) => Encoding.UTF8.GetString(Render(settings, [santa, yoga], Widnes.Today).Single(d => d.Path == path).ToBytes());

        Assert.Contains("Santa Special", Document("timetables/widnes/autumn-2026.html"), StringComparison.Ordinal);
        Assert.Contains("2026-12-22T10:00", Document("timetables/widnes/autumn-2026.json"), StringComparison.Ordinal);
        Assert.Contains("2027-01-03T10:00", Document("timetables/widnes/autumn-2026.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("Santa", Document("timetables/widnes/spring-2027.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_and_the_last_day_of_a_season_belong_to_it_and_the_days_around_do_not()
    {
        var session = Widnes.Session("edge", "Open door", SessionSchedule.On([new(2026, 8, 31), new(2026, 9, 1), new(2026, 12, 31), new(2027, 1, 1)]), "09:00");
        var json = Encoding.UTF8.GetString(Render(Widnes.Settings, [Widnes.Published(session)], Widnes.Today).Single(d => d.Path == "timetables/widnes/autumn-2026.json").ToBytes());

        Assert.EndsWith(
            """
            "occurrences":[{"uid":"edge-20260901@halton.familyhubs","start":"2026-09-01T09:00:00+01:00","end":null},{"uid":"edge-20261231@halton.familyhubs","start":"2026-12-31T09:00:00+00:00","end":null}]}]}
            """,
            json,
            StringComparison.Ordinal);
    }

    [Fact]
    public void One_UID_with_one_SEQUENCE_never_stands_for_two_different_events_whatever_somebody_subscribes_to_and_when()
    {
        var terms = Widnes.Settings with { Since = Instant.FromUtc(2026, 8, 1, 9, 0) };
        var moved = terms with { Places = [.. terms.Places.Select(p => p with { Address = "Moved" })], Since = Instant.FromUtc(2026, 11, 20, 9, 0) };
        (AuthoritySettings Settings, LocalDate Day)[] publications =
            [(terms, new(2026, 9, 1)), (terms, new(2026, 9, 2)), (terms, new(2026, 10, 5)), (terms, new(2026, 11, 19)), (moved, new(2026, 11, 20)), (moved, new(2026, 12, 2))];

        var events = publications
            .SelectMany(p => Render(p.Settings, FullWeek.Sessions, p.Day))
            .Where(d => d.Path.EndsWith(".ics", StringComparison.Ordinal))
            .SelectMany(d => Encoding.UTF8.GetString(d.ToBytes()).Split("BEGIN:VEVENT")[1..].Select(e => e.Split("END:VEVENT")[0]))
            .Distinct()
            .ToLookup(e => (Value(e, "UID"), Value(e, "SEQUENCE")));

        Assert.InRange(events.Count, 50, int.MaxValue);
        Assert.All(events, same => Assert.Single(same));

        static string Value(string lines, string name) => lines.Split("\r\n").Single(l => l.StartsWith(name + ":", StringComparison.Ordinal));
    }

    [Fact]
    public void A_season_that_is_over_is_not_printed_again()
    {
        var paths = Render(Widnes.Settings, FullWeek.Sessions, new(2027, 2, 20)).Select(d => d.Path).ToList();
        Assert.DoesNotContain("timetables/widnes/autumn-2026.html", paths);
        Assert.Contains("timetables/widnes/spring-2027.html", paths);
    }

    [Fact]
    public void A_session_at_a_place_that_left_the_configuration_stays_in_the_feeds_until_it_is_withdrawn()
    {
        var settings = Widnes.Settings with { Places = [Widnes.Kingsway] };
        var json = Encoding.UTF8.GetString(Render(settings, FullWeek.Sessions, Widnes.Today).Single(d => d.Path == "timetables.json").ToBytes());

        Assert.Contains("\"venue\":{\"id\":\"ditton\",\"name\":\"ditton\",\"address\":\"\",\"postcode\":\"\"}", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_index_leads_to_every_timetable_and_says_how_much_is_in_it()
    {
        var index = Encoding.UTF8.GetString(Render(Widnes.Settings, FullWeek.Sessions, Widnes.Today).First().ToBytes());

        Assert.Contains(
            """
            <h3>Widnes</h3>
            <ul class="links">
            <li><a href="http://127.0.0.1:7071/api/halton/timetables/widnes/autumn-2026">All of Widnes<span class="hidden">, Autumn 2026</span></a> (10 activities)</li>
            <li><a href="http://127.0.0.1:7071/api/halton/timetables/ditton/autumn-2026">Ditton Family Hub<span class="hidden">, Autumn 2026</span></a> (2 activities)</li>
            <li><a href="http://127.0.0.1:7071/api/halton/timetables/kingsway/autumn-2026">Kingsway Family Hub<span class="hidden">, Autumn 2026</span></a> (8 activities)</li>
            </ul>
            <h3>Runcorn</h3>
            <ul class="links">
            <li><a href="http://127.0.0.1:7071/api/halton/timetables/runcorn/autumn-2026">All of Runcorn<span class="hidden">, Autumn 2026</span></a> (nothing listed yet)</li>
            """,
            index,
            StringComparison.Ordinal);
    }

    private static IEnumerable<PublishedDocument> Render(AuthoritySettings settings, IReadOnlyList<PublishedSession> sessions, LocalDate today) =>
        TimetableDocuments.Render(settings, sessions, today, Widnes.BaseUrl);

    private static string Fingerprint(PublishedDocument document) =>
        $"{document.Path} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(document.ToBytes()))}";
}
