using System.Text;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Tests.FundingReturns.Settings;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Testing;
using NodaTime;

namespace HubAutomation.Shared.Tests.Platform;

public class SettingsReaderTests
{
    private static readonly LocalDate Today = new(2026, 11, 22);

    [Fact]
    public void A_valid_configuration_is_read_whole()
    {
        var (settings, problems) = EveryCapability.Settings.Read("halton", Files(), Today);

        Assert.Empty(problems);
        Assert.Equal("Halton Family Hubs", settings!.Authority.ServiceName);
        Assert.Equal(new OpenHours(new LocalTime(8, 30), new LocalTime(17, 0)), settings.Places[0].OpeningHours[IsoDayOfWeek.Monday]);
        Assert.True(settings.Calendar.IsTermTime(new LocalDate(2026, 9, 10)));
        Assert.Equal("Title", settings.Partners[0].Columns["what's ON"]);
    }

    [Fact]
    public void Every_mistake_is_named_with_file_key_and_what_is_allowed()
    {
        var files = Files();
        files["places.json"] = """
            { "places": [ { "id": "Kingsway!", "name": "", "kind": "children's centre", "area": "widness", "address": "1 Sample Road", "postcode": "WA8 1AA",
              "openingHours": { "mon": "08:30-17:00", "friday": "17:00-08:30" }, "phone": "" } ] }
            """;

        var (settings, problems) = EveryCapability.Settings.Read("halton", files, Today);

        Assert.Null(settings);
        Assert.Equal(
            [
                "places.json, places[0].phone: is not known here. Allowed: id, name, kind, area, address, postcode, aliases, rooms, openingHours.",
                "places.json, places[0].area: \"widness\" is not an area of authority.json. Allowed: runcorn, widnes.",
                "places.json, places[0].id: \"Kingsway!\" is not an id. Use 1 to 40 lower-case letters, digits and single hyphens.",
                "places.json, places[0].name: must be a text that is not empty.",
                "places.json, places[0].kind: \"children's centre\" is not allowed. Allowed: hub, network.",
                "places.json, places[0].openingHours.mon: \"mon\" is not a day. Allowed: monday to sunday.",
                "places.json, places[0].openingHours.friday: \"17:00-08:30\" is not opening hours. Write them like 08:30-17:00.",
                "partners.json, partners[0].defaultPlace: \"kingsway\" is not a place of places.json.",
            ],
            problems.Select(p => p.ToString()));
    }

    [Fact]
    public void The_id_that_stands_for_the_whole_hub_is_no_authoritys()
    {
        var files = Files();
        files["authority.json"] = files["authority.json"].Replace("\"halton\"", "\"hub\"", StringComparison.Ordinal);

        var (_, problems) = EveryCapability.Settings.Read("hub", files, Today);

        Assert.Equal(["authority.json, id: \"hub\" stands for the hub itself. Choose another id, and folder."], problems.Select(p => p.ToString()));
    }

    [Fact]
    public void Who_mails_come_from_and_go_to_and_what_they_say_is_checked_too()
    {
        var files = Files();
        files["authority.json"] = files["authority.json"].Replace("\"areas\"", "\"mail\": { \"sender\": \"hub\", \"replyTo\": \"team@example.gov.uk\", \"name\": \"Hub\" }, \"areas\"", StringComparison.Ordinal);
        files["partners.json"] = files["partners.json"].Replace("\"defaultPlace\"", "\"email\": \"Ann <ann@example.org>\", \"defaultPlace\"", StringComparison.Ordinal);
        files["mail/timetable-receipt.md"] = "subject: {{fileName}}\npreview:\n---\n{{headline}} {{partner}}\n\n{{details}}";

        var (settings, problems) = EveryCapability.Settings.Read("halton", files, Today);

        Assert.Null(settings);
        Assert.Equal(
            [
                "authority.json, mail.name: is not known here. Allowed: sender, replyTo.",
                "authority.json, mail.sender: \"hub\" is not a mail address like team@example.gov.uk.",
                "partners.json, partners[0].email: \"Ann <ann@example.org>\" is not a mail address like team@example.gov.uk.",
                "mail/timetable-receipt.md, (the whole file): {{partner}} is not known here. Allowed: details, fileName, headline, readAt, recipientName, sendAgain.",
            ],
            problems.Select(p => p.ToString()));
    }

    [Fact]
    public void A_dated_variant_takes_over_on_its_date()
    {
        var files = Files();
        files["authority.2026-12-01.json"] = files["authority.json"].Replace("Halton Family Hubs", "Halton Best Start Family Hubs", StringComparison.Ordinal);

        Assert.Equal("Halton Family Hubs", EveryCapability.Settings.Read("halton", files, new LocalDate(2026, 11, 30)).Settings!.Authority.ServiceName);
        Assert.Equal("Halton Best Start Family Hubs", EveryCapability.Settings.Read("halton", files, new LocalDate(2026, 12, 1)).Settings!.Authority.ServiceName);
    }

    [Fact]
    public void A_variant_that_is_still_to_come_is_checked_today_with_what_will_stand_beside_it()
    {
        var files = Files();
        files["places.2027-04-01.json"] = files["places.json"].Replace("widnes", "widness", StringComparison.Ordinal);
        files["calendar.2027-09-01.json"] = """{ "terms": [], "seasons": [], "bankHolidays": {}, "holidays": {} }""";
        files["places.2028-04-01.json"] = files["places.json"].Replace("\"id\": \"kingsway\"", "\"id\": \"queensway\"", StringComparison.Ordinal);

        var (settings, problems) = EveryCapability.Settings.ReadWithLater("halton", files, Today);

        Assert.Null(settings);
        Assert.Equal(
            [
                "places.2027-04-01.json, places[0].area: \"widness\" is not an area of authority.json. Allowed: runcorn, widnes.",
                "calendar.2027-09-01.json, holidays: is not known here. Allowed: terms, seasons, bankHolidays.",
                "partners.json, partners[0].defaultPlace: \"kingsway\" is not a place of places.json.",
            ],
            problems.Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData("strands.2027-4-1.json")]
    [InlineData("places.spring.json")]
    [InlineData("places.2150-01-01.json")]
    [InlineData("places.0001-01-01.json")]
    public void A_variant_whose_name_has_no_date_is_told_of_since_it_would_never_take_hold(string name)
    {
        var files = Files();
        files[name] = "{}";

        var (settings, problems) = EveryCapability.Settings.ReadWithLater("halton", files, Today);

        Assert.Null(settings);
        Assert.Equal([$"{name}, (its name): has no date that we know. A variant is named like {name.Split('.')[0]}.2027-04-01.json, in the years 2000 to 2099."], problems.Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData("places (1).json")]
    [InlineData("Places.json")]
    [InlineData("places.JSON")]
    [InlineData("place.json")]
    [InlineData("old/places.json")]
    [InlineData("Mail/partner-message.md")]
    [InlineData("old/partner-message.md")]
    public void A_file_that_nobody_would_read_is_told_of(string name) => Assert.Equal(
        [$"{name}, (its name): is not read under this name. Files are named authority.json, places.json, calendar.json, partners.json, strands.json, in small letters, variants like places.2027-04-01.json, and mails like mail/configuration-refused.md."],
        ProblemsWith(name, "{}"));

    [Theory]
    [InlineData("mail/partner-message.html")]
    [InlineData("mail/Partner-message.md")]
    [InlineData("mail/old/partner-message.md")]
    [InlineData("mail/newsletter.md")]
    public void So_is_a_mail_that_nobody_would_send(string name)
    {
        var problem = Assert.Single(ProblemsWith(name, "subject: Hello\npreview:\n---\n{{message}}"));

        Assert.StartsWith($"{name}, (its name): is not a mail of the hub. Allowed: configuration-refused.md, partner-message.md, ", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("README.md")]
    [InlineData("places.json.bak")]
    public void What_looks_like_none_of_them_may_lie_there(string name) => Assert.Empty(ProblemsWith(name, "whatever"));

    [Fact]
    public void A_file_that_is_not_UTF_8_is_told_of_with_the_place_of_the_first_character_and_with_nothing_that_follows_from_it()
    {
        var windows = Encoding.Latin1.GetBytes("{\n  \"terms\": [], \"seasons\": [],\n  \"bankHolidays\": { \"2026-12-25\": \"No\u00ebl\" }\n}");
        var mail = Encoding.Latin1.GetBytes("subject: {{subject}}\npreview:\n---\n{{message}} at the caf\u00e9");

        Assert.Equal(["calendar.json, line 3, column 38: is not UTF-8 here: a character cannot be read. Save the file as UTF-8, and upload it again."], ProblemsWith("calendar.json", Encoding.UTF8.GetString(windows)));
        Assert.Equal(["mail/partner-message.md, line 4, column 23: is not UTF-8 here: a character cannot be read. Save the file as UTF-8, and upload it again."], ProblemsWith("mail/partner-message.md", Encoding.UTF8.GetString(mail)));
        Assert.Equal(["calendar.json, line 1, column 1: is not UTF-8 here: a character cannot be read. Save the file as UTF-8, and upload it again."], ProblemsWith("calendar.json", Encoding.UTF8.GetString(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("{}")).ToArray())));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"places\"")]
    public void A_file_is_an_object(string text) => Assert.Equal(["places.json, (the whole file): must be an object: { ... }."], ProblemsWith("places.json", text));

    private static IEnumerable<string> ProblemsWith(string name, string text)
    {
        var files = Files();
        files[name] = text;
        return EveryCapability.Settings.ReadWithLater("halton", files.Where(file => SettingsReader.Concerns(file.Key)).ToDictionary(), Today).Problems.Select(problem => problem.ToString());
    }

    [Fact]
    public void A_past_months_strands_are_read_although_todays_partners_are_at_a_place_that_was_not_there_yet()
    {
        var files = Files();
        files["places.2026-06-01.json"] = files["places.json"];
        files["places.json"] = """{ "places": [] }""";
        files["strands.json"] = GivenStrands.Whole;
        var inMay = new LocalDate(2026, 5, 31);

        Assert.Null(EveryCapability.Settings.Read("halton", files, inMay).Settings);
        Assert.Equal(["infant-feeding", "panel"], ReturnsOf(files, inMay)!.Strands.Select(strand => strand.Id));
    }

    private static ReturnSettings? ReturnsOf(Dictionary<string, string> files, LocalDate asOf) =>
        EveryCapability.Settings.WithAsOf(EveryCapability.Settings.Read("halton", Files(), Today).Settings!, ReturnSettings.File, files, asOf).Returns;

    [Fact]
    public void Strands_with_a_mistake_or_of_a_time_without_any_are_none()
    {
        var files = new Dictionary<string, string> { ["strands.2026-04-01.json"] = GivenStrands.Whole, ["strands.2027-04-01.json"] = "{" };

        Assert.Null(ReturnsOf(files, new LocalDate(2026, 3, 31)));
        Assert.Null(ReturnsOf(files, new LocalDate(2027, 4, 30)));
    }

    [Fact]
    public void Variants_that_have_passed_do_not_matter_today()
    {
        var files = Files();
        files["calendar.2026-09-01.json"] = files["calendar.json"];
        files["calendar.json"] = "{";

        Assert.NotNull(EveryCapability.Settings.ReadWithLater("halton", files, Today).Settings);
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("[]", "must be an object: { ... }.")]
    [InlineData("{ \"terms\": 7, \"seasons\": [], \"bankHolidays\": [] }", "must be a list")]
    public void Broken_files_are_problems_and_not_exceptions(string calendar, string rule)
    {
        var files = Files();
        files["calendar.json"] = calendar;

        var (settings, problems) = EveryCapability.Settings.Read("halton", files, Today);

        Assert.Null(settings);
        Assert.Contains(problems, p => p.File == "calendar.json" && p.Rule.Contains(rule, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("50000", 50_000, null)]
    [InlineData("null", 20_000, null)]
    [InlineData("0", 0, "authority.json, mostSessions: must be a whole number from 1 to 1000000.")]
    [InlineData("\"many\"", 0, "authority.json, mostSessions: must be a whole number from 1 to 1000000.")]
    public void How_many_sessions_are_too_many_may_be_set(string value, int most, string? problem)
    {
        var files = Files();
        files["authority.json"] = files["authority.json"].Replace("\"areas\"", $"\"mostSessions\": {value}, \"areas\"", StringComparison.Ordinal);

        var (settings, problems) = EveryCapability.Settings.Read("halton", files, Today);

        Assert.Equal(problem is null ? [] : [problem], problems.Select(p => p.ToString()));
        Assert.Equal(most, settings?.Authority.MostSessions ?? 0);
    }

    [Fact]
    public void A_season_is_found_by_its_name_alone()
    {
        var calendar = EveryCapability.Settings.Read("halton", Files(), Today).Settings!.Calendar;

        Assert.Equal("autumn-2026", calendar.FindSeason("autumn", Today)!.Id);
        Assert.Equal("autumn-2026", calendar.FindSeason("autumn", new LocalDate(2027, 1, 5))!.Id);
        Assert.Equal("spring-2027", calendar.FindSeason("spring", Today)!.Id);
        Assert.Null(calendar.FindSeason("monsoon", Today));
    }

    internal static Dictionary<string, string> Files() => new()
    {
        ["authority.json"] = """
            { "id": "halton", "name": "Halton Borough Council", "serviceName": "Halton Family Hubs",
              "areas": [ { "id": "runcorn", "name": "Runcorn" }, { "id": "widnes", "name": "Widnes" } ] }
            """,
        ["places.json"] = """
            { "places": [ { "id": "kingsway", "name": "Kingsway Family Hub", "kind": "hub", "area": "widnes", "address": "1 Sample Road, Widnes", "postcode": "WA8 1AA",
              "aliases": [ "Kingsway" ], "rooms": [ "Sensory Room" ], "openingHours": { "monday": "08:30-17:00" } } ] }
            """,
        ["calendar.json"] = """
            { "terms": [ { "name": "Autumn 2026, first half", "from": "2026-09-02", "to": "2026-10-23" } ],
              "seasons": [ { "id": "autumn-2026", "name": "Autumn 2026", "from": "2026-09-01", "to": "2026-12-18" }, { "id": "spring-2027", "name": "Spring 2027", "from": "2027-01-04", "to": "2027-03-31" } ],
              "bankHolidays": { "2026-12-25": "Christmas Day" } }
            """,
        ["partners.json"] = """
            { "partners": [ { "id": "library", "name": "Widnes Library", "columns": { "What's on": "Title" }, "defaultPlace": "kingsway" } ] }
            """,
    };
}
