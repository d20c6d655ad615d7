using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Tests.FundingReturns.Settings;
using HubAutomation.Testing;
using NodaTime;

namespace HubAutomation.Shared.Tests.Platform;

/// <summary>The column "Allowed" of docs/configuration.md, where a value is well-formed in itself and yet not allowed.</summary>
public class SettingsRulesTests
{
    private static readonly LocalDate Today = new(2026, 11, 22);

    private const string Kingsway = """{ "id": "kingsway", "name": "Kingsway Family Hub", "kind": "hub", "area": "widnes", "address": "1 Sample Road, Widnes", "postcode": "WA8 1AA", "aliases": [ "Kingsway" ] }""";

    private const string Twice = " Give each name, alias and id to one place only; capitals, spaces and signs do not tell them apart.";

    [Theory]
    [InlineData("""{ "id": "ditton", "name": "KINGSWAY  Family Hub", "aliases": [] }""", "places[1].name: \"KINGSWAY  Family Hub\" also names Kingsway Family Hub (places[0].name)." + Twice)]
    [InlineData("""{ "id": "ditton", "name": "Kingsway FH", "aliases": [] }""", "places[1].name: \"Kingsway FH\" also names Kingsway Family Hub (places[0].name)." + Twice)]
    [InlineData("""{ "id": "ditton", "name": "Ditton Library", "aliases": [ "Ditton", "the Kingsway" ] }""", "places[1].aliases[1]: \"the Kingsway\" also names Kingsway Family Hub (places[0].id)." + Twice)]
    [InlineData("""{ "id": "ditton", "name": "Ditton Library", "aliases": [ "Kingsway Family Hub" ] }""", "places[1].aliases[0]: \"Kingsway Family Hub\" also names Kingsway Family Hub (places[0].name)." + Twice)]
    [InlineData("""{ "id": "ditton", "name": "Kingsway", "aliases": [] }""", "places[1].name: \"Kingsway\" also names Kingsway Family Hub (places[0].id)." + Twice)]
    [InlineData("""{ "id": "ditton", "name": "KingswayFamilyHub", "aliases": [] }""", "places[1].name: \"KingswayFamilyHub\" also names Kingsway Family Hub (places[0].name)." + Twice)]
    [InlineData("""{ "id": "ditton", "name": "Ditton Library", "aliases": [ "kings-Way" ] }""", "places[1].aliases[0]: \"kings-Way\" also names Kingsway Family Hub (places[0].id)." + Twice)]
    [InlineData("""{ "id": "ditton", "name": "Ditton Library", "aliases": [ "wa8 1aa" ] }""", "places[1].aliases[0]: \"wa8 1aa\" is the postcode of Kingsway Family Hub, and rows that say it are meant for there. Take it out, or correct the postcode.")]
    [InlineData("""{ "id": "ditton", "name": "WA81AA", "aliases": [] }""", "places[1].name: \"WA81AA\" is the postcode of Kingsway Family Hub, and rows that say it are meant for there. Take it out, or correct the postcode.")]
    [InlineData("""{ "id": "ditton", "name": "Ditton Library", "aliases": [ "–" ] }""", "places[1].aliases[0]: must have a letter or a digit, so that it can be told from others.")]
    public void A_name_alias_or_id_names_one_place(string other, string problem) =>
        Assert.Equal([$"places.json, {problem}"], Problems("places.json", $$"""{ "places": [ {{Kingsway}}, {{other.Replace("\"name\"", "\"kind\": \"network\", \"area\": \"widnes\", \"address\": \"2 Sample Road, Widnes\", \"postcode\": \"WA8 1AB\", \"name\"", StringComparison.Ordinal)}} ] }"""));

    [Fact]
    public void A_place_may_repeat_its_own_name_and_two_may_share_a_postcode() => Assert.Empty(Problems("places.json", $$"""
        { "places": [ {{Kingsway.Replace("[ \"Kingsway\" ]", "[ \"Kingsway\", \"KINGSWAY\", \"Kingsway Family Hub\", \"WA8 1AA\" ]", StringComparison.Ordinal)}},
          { "id": "ditton", "name": "Ditton Library", "kind": "network", "area": "widnes", "address": "2 Sample Road, Widnes", "postcode": "wa81aa" } ] }
        """));

    [Theory]
    [InlineData("WA8")]
    [InlineData("WA8 1A")]
    [InlineData("12345")]
    [InlineData("WA8 1AAA")]
    [InlineData("W4A8 1AA")]
    [InlineData("WA8 7CI")]
    [InlineData("WA8 7AO")]
    [InlineData("D02 X285")]
    [InlineData("n/a")]
    public void A_postcode_has_the_form_of_a_UK_postcode(string postcode) =>
        Assert.Equal(
            [$"places.json, places[0].postcode: \"{postcode}\" is not a UK postcode like WA8 7ZX."],
            Problems("places.json", $$"""{ "places": [ {{Kingsway.Replace("WA8 1AA", postcode, StringComparison.Ordinal)}} ] }"""));

    [Theory]
    [InlineData("""{ "name": "B", "from": "2026-10-23", "to": "2026-12-18" }""", "terms[1].from: overlaps \"A\" (terms[0]), which is from 2026-09-02 to 2026-10-23.")]
    [InlineData("""{ "name": "B", "from": "2026-08-01", "to": "2026-12-18" }""", "terms[1].from: overlaps \"A\" (terms[0]), which is from 2026-09-02 to 2026-10-23.")]
    [InlineData("""{ "name": "B", "from": "2026-10-01", "to": "2026-10-02" }""", "terms[1].from: overlaps \"A\" (terms[0]), which is from 2026-09-02 to 2026-10-23.")]
    [InlineData("""{ "name": "B", "from": "2026-11-02", "to": "2106-12-18" }""", "terms[1].to: must be a date from 2000 to 2099.")]
    [InlineData("""{ "name": "B", "from": "0001-01-01", "to": "0001-12-31" }""", "terms[1].from: must be a date from 2000 to 2099.")]
    public void Terms_do_not_overlap_and_are_of_our_time(string second, string problem) =>
        Assert.Equal([$"calendar.json, {problem}"], Problems("calendar.json", $$"""{ "terms": [ { "name": "A", "from": "2026-09-02", "to": "2026-10-23" }, {{second}} ], "seasons": [], "bankHolidays": {} }"""));

    [Theory]
    [InlineData("""{ "id": "winter-2026", "name": "Winter", "from": "2026-12-18", "to": "2027-01-03" }""", "seasons[1].from: overlaps \"Autumn 2026\" (seasons[0]), which is from 2026-09-01 to 2026-12-18.")]
    [InlineData("""{ "id": "winter", "name": "Winter", "from": "2026-12-19", "to": "2027-01-03" }""", "seasons[1].id: \"winter\" must be a name, a hyphen and a year, like autumn-2026.")]
    [InlineData("""{ "id": "winter-26", "name": "Winter", "from": "2026-12-19", "to": "2027-01-03" }""", "seasons[1].id: \"winter-26\" must be a name, a hyphen and a year, like autumn-2026.")]
    [InlineData("""{ "id": "2026-2027", "name": "Winter", "from": "2026-12-19", "to": "2027-01-03" }""", "seasons[1].id: \"2026-2027\" must be a name, a hyphen and a year, like autumn-2026.")]
    [InlineData("""{ "id": "winter-2025", "name": "Winter", "from": "2026-12-19", "to": "2027-01-03" }""", "seasons[1].id: \"winter-2025\" names a year that none of its days is in: they are from 2026-12-19 to 2027-01-03.")]
    public void Seasons_do_not_overlap_and_their_ids_end_in_a_year_of_theirs(string second, string problem) =>
        Assert.Equal(
            [$"calendar.json, {problem}"],
            Problems("calendar.json", $$"""{ "terms": [], "seasons": [ { "id": "autumn-2026", "name": "Autumn 2026", "from": "2026-09-01", "to": "2026-12-18" }, {{second}} ], "bankHolidays": {} }"""));

    [Fact]
    public void A_season_over_the_turn_of_the_year_bears_either_year_and_gaps_are_fine() => Assert.Empty(Problems("calendar.json", """
        { "terms": [], "bankHolidays": {}, "seasons": [ { "id": "winter-2026", "name": "Winter", "from": "2026-12-19", "to": "2027-01-03" },
          { "id": "spring-half-term-2027", "name": "Half-term", "from": "2027-02-13", "to": "2027-02-21" }, { "id": "autumn-2026", "name": "Autumn", "from": "2026-09-01", "to": "2026-12-18" } ] }
        """));

    [Fact]
    public void A_bank_holiday_is_of_our_time() =>
        Assert.Equal(
            ["calendar.json, bankHolidays.0026-12-25: must be a date from 2000 to 2099."],
            Problems("calendar.json", """{ "terms": [], "seasons": [], "bankHolidays": { "0026-12-25": "Christmas Day", "2026-12-25": "Christmas Day" } }"""));

    [Theory]
    [InlineData("drop in", true)]
    [InlineData("by appointment", true)]
    [InlineData("booking required", true)]
    [InlineData("whatever you like", false)]
    [InlineData("drp on", false)]
    public void What_holds_when_a_row_says_nothing_of_booking_is_understood(string words, bool allowed) => Assert.Equal(
        allowed ? [] : [$"partners.json, partners[0].defaultBooking: \"{words}\" is not understood as a way of booking. Write drop in, booking recommended, booking essential, by appointment or referral only."],
        Problems("partners.json", $$"""{ "partners": [ { "id": "library", "name": "Widnes Library", "defaultBooking": "{{words}}" } ] }"""));

    [Fact]
    public void A_heading_has_something_to_read() => Assert.Equal(
        ["partners.json, partners[0].columns. : a heading is empty."],
        Problems("partners.json", """{ "partners": [ { "id": "library", "name": "Widnes Library", "columns": { "Where": "Venue", " ": "Title" } } ] }"""));

    [Theory]
    [InlineData("WHERE")]
    [InlineData(" Where ")]
    [InlineData("Where:")]
    [InlineData("Where\u00a0")]
    public void Headings_stand_once_however_they_are_written(string again) => Assert.Equal(
        [$"partners.json, partners[0].columns.{again}: the heading \"{again}\" stands twice: capitals, spaces and signs do not tell headings apart."],
        Problems("partners.json", $$"""{ "partners": [ { "id": "library", "name": "Widnes Library", "columns": { "Where": "Venue", "{{again}}": "Room" } } ] }"""));

    [Theory]
    [InlineData("""{ "1": "08:30-17:00" }""", "places[0].openingHours.1: \"1\" is not a day. Allowed: monday to sunday.")]
    [InlineData("""{ "monday": "08:30-17:00", "monday": "09:00-12:00" }""", "places[0].openingHours.monday: stands 2 times. Write it once.")]
    [InlineData("""{ "monday": "08:30-17:00", "Monday": "09:00-12:00" }""", "places[0].openingHours.Monday: \"Monday\" must be written in small letters: monday.")]
    [InlineData("""{ "Monday": "08:30-17:00" }""", "places[0].openingHours.Monday: \"Monday\" must be written in small letters: monday.")]
    public void Days_are_named_and_stand_once(string hours, string problem) => Assert.Equal(
        [$"places.json, {problem}"],
        Problems("places.json", $$"""{ "places": [ {{Kingsway.Replace("\"aliases\"", $"\"openingHours\": {hours}, \"aliases\"", StringComparison.Ordinal)}} ] }"""));

    [Theory]
    [InlineData("\"name\": \"Halton\", \"name\": \"Halton Borough Council\"", "name: stands 2 times. Write it once.")]
    [InlineData("\"name\": \"Halton\\nBorough Council\"", "name: holds a line break or a control character. Write it on one line.")]
    [InlineData("\"name\": \"\\u200B\"", "name: must be a text that is not empty.")]
    [InlineData("\"name\": \"\\u2060\\uFE0F \\u3164\"", "name: must be a text that is not empty.")]
    [InlineData("\"name\": \"Halton\\u0000\"", "name: holds a line break or a control character. Write it on one line.")]
    [InlineData("\"name\": \"Halton\", \"owner\": { \"name\": \"Hub desk\" }", "owner.email: is missing.")]
    [InlineData("\"name\": \"Halton\", \"owner\": { \"name\": \"Hub desk\", \"email\": \"desk\" }", "owner.email: \"desk\" is not a mail address like team@example.gov.uk.")]
    public void Keys_stand_once_and_texts_on_one_line(string name, string problem) => Assert.Equal(
        [$"authority.json, {problem}"],
        Problems("authority.json", $$"""{ "id": "halton", {{name}}, "serviceName": "Halton Family Hubs", "areas": [ { "id": "runcorn", "name": "Runcorn" }, { "id": "widnes", "name": "Widnes" } ] }"""));

    [Theory]
    [InlineData("\"Appleton\"", "\"appleton\"", "areas[1].wards[0]: \"appleton\" is a ward of Widnes already (areas[0].wards[0]). Write each ward once; capitals and spaces do not tell them apart.")]
    [InlineData("\"Appleton\", \"Ditton\", \"APPLETON\"", "\"Grange\"", "areas[0].wards[2]: \"APPLETON\" is a ward of Widnes already (areas[0].wards[0]). Write each ward once; capitals and spaces do not tell them apart.")]
    [InlineData("\"Halton  Lea\"", "\"Halton Lea\"", "areas[1].wards[0]: \"Halton Lea\" is a ward of Widnes already (areas[0].wards[0]). Write each ward once; capitals and spaces do not tell them apart.")]
    public void A_ward_belongs_to_one_area_once(string widnes, string runcorn, string problem) => Assert.Equal(
        [$"authority.json, {problem}"],
        Problems("authority.json", $$"""{ "id": "halton", "name": "Halton", "serviceName": "Halton Family Hubs", "areas": [ { "id": "widnes", "name": "Widnes", "wards": [ {{widnes}} ] }, { "id": "runcorn", "name": "Runcorn", "wards": [ {{runcorn}} ] } ] }"""));

    [Fact]
    public void The_address_of_the_page_of_changes_is_no_area_s() => Assert.Equal(
        ["authority.json, areas[1].id: \"changes\" is taken: an area's address must differ from that of the page of changes."],
        Problems("authority.json", """{ "id": "halton", "name": "Halton", "serviceName": "Halton Family Hubs", "areas": [ { "id": "widnes", "name": "Widnes" }, { "id": "changes", "name": "Changes" } ] }"""));

    [Theory]
    [InlineData("\"tolerance\": 0.25", "\"tolerance\": -0.25", "measures[0].tolerance: must not be negative.")]
    [InlineData("\"largestJump\": 50", "\"largestJump\": -50", "measures[1].largestJump: must not be negative.")]
    [InlineData("\"capitalLimit\": 5", "\"capitalLimit\": 500", "capitalLimit: must be a percentage from 0 to 100.")]
    [InlineData("[ \"birth\" ]", "[]", "measures[0].where.point: must name at least one value.")]
    [InlineData("\"2025-26\": 129000", "\"2025-26\": -129000", "strands[0].award.2025-26: must not be negative.")]
    [InlineData("\"Parent-carer panel\"", "\"infant feeding\"", "strands[1].name: \"infant feeding\" is another strand's name, too: the ledger could mean either.")]
    public void Numbers_of_the_return_make_sense(string right, string wrong, string problem) =>
        Assert.Equal([$"strands.json, {problem}"], Problems("strands.json", GivenStrands.Whole.Replace(right, wrong, StringComparison.Ordinal)));

    [Fact]
    public void A_mail_that_could_never_be_laid_out_is_told_of_before_it_is_sent() => Assert.Equal(
        ["mail/partner-message.md, (the whole file): The text cannot be made a mail of: quotes, lists or brackets stand too deeply within each other. Write it more simply."],
        Problems("mail/partner-message.md", $"subject: {{{{subject}}}}\npreview:\n---\n{{{{message}}}}\n\n{new string('>', 4000)} deep"));

    [Fact]
    public void A_mistake_in_a_variant_is_told_with_the_variant_s_name()
    {
        var files = SettingsReaderTests.Files();
        files["calendar.2027-09-01.json"] = """{ "terms": [], "seasons": [ { "id": "autumn", "name": "Autumn", "from": "2027-09-01", "to": "2027-12-18" } ], "bankHolidays": {} }""";

        Assert.Equal(
            ["calendar.2027-09-01.json, seasons[0].id: \"autumn\" must be a name, a hyphen and a year, like autumn-2026."],
            EveryCapability.Settings.ReadWithLater("halton", files, Today).Problems.Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData("{\n  \"terms\": [],\n  \"seasons\": [],\n  \"é\" 1\n}", "line 4, column 7: is not JSON: a colon is expected here, behind the key.")]
    [InlineData("{ \"terms\": [], }", "line 1, column 16: is not JSON: there is a comma behind the last item.")]
    [InlineData("{ \"terms\": [] // half-terms\n}", "line 1, column 15: is not JSON: comments are not allowed.")]
    public void Where_a_file_is_no_JSON_is_said_as_people_count(string calendar, string problem) =>
        Assert.Equal([$"calendar.json, {problem}"], Problems("calendar.json", calendar));

    /// <summary>A release with a new rule must not take an authority out of service that has changed nothing.</summary>
    [Fact]
    public void What_was_accepted_under_an_older_rule_is_read_all_the_same()
    {
        var files = SettingsReaderTests.Files();
        files["places.json"] = files["places.json"].Replace("WA8 1AA", "n/a", StringComparison.Ordinal);

        Assert.Null(EveryCapability.Settings.Read("halton", files, Today).Settings);
        Assert.Equal("n/a", EveryCapability.Settings.ReadAccepted("halton", files, Today)!.Places[0].Postcode);
    }

    [Fact]
    public void Who_is_told_of_mistakes_is_the_owner_else_where_answers_go_else_the_manager()
    {
        var files = SettingsReaderTests.Files();
        AuthoritySettings Read() => EveryCapability.Settings.Read("halton", files, Today).Settings!;
        MailRecipient? Owner() => EveryCapability.Hub.Recipients.FindOwner(Read());
        Assert.Null(Owner());

        files["strands.json"] = GivenStrands.Whole;
        Assert.Equal(new MailRecipient("Programme manager", "manager@halton.example.gov.uk"), Owner());

        files["authority.json"] = files["authority.json"].Replace("\"areas\"", "\"mail\": { \"sender\": \"hub@example.gov.uk\", \"replyTo\": \"team@example.gov.uk\" }, \"areas\"", StringComparison.Ordinal);
        Assert.Equal(new MailRecipient("Halton Family Hubs team", "team@example.gov.uk"), Owner());

        files["authority.json"] = files["authority.json"].Replace("\"areas\"", "\"owner\": { \"name\": \"Hub desk\", \"email\": \"desk@example.gov.uk\" }, \"areas\"", StringComparison.Ordinal);
        Assert.Equal(new MailRecipient("Hub desk", "desk@example.gov.uk"), EveryCapability.Hub.Recipients.Find(Read(), AuthoritySettings.OwnerId));
    }

    private static string[] Problems(string file, string text)
    {
        var files = SettingsReaderTests.Files();
        files[file] = text;
        if (file is "places.json" or "calendar.json")
            files["partners.json"] = """{ "partners": [] }""";
        return [.. EveryCapability.Settings.Read("halton", files, Today).Problems.Select(problem => problem.ToString())];
    }
}
