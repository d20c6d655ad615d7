using System.Globalization;
using System.Text.RegularExpressions;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Platform.Mail.Layout;
using HubAutomation.Shared.Reach;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using NodaTime;

namespace HubAutomation.Shared.Platform.Settings;

/// <summary>
/// The rules of docs/configuration.md about values that are well-formed in themselves: what must differ, what must not overlap, what must be
/// understood. What is empty was noted before and is passed over.
/// </summary>
internal static partial class SettingsRules
{
    /// <summary>The years in which dates may be.</summary>
    public const int FirstYear = 2000;

    /// <inheritdoc cref="FirstYear"/>
    public const int LastYear = 2099;

    // What the second part of a postcode never has: letters that are easily taken for others.
    private const string NotInward = "CIKMOV";

    /// <summary>Every breach, with the file that it stands in.</summary>
    /// <param name="settings">What was read.</param>
    /// <param name="fileOf">The file that holds, by its name without ".json".</param>
    public static IEnumerable<SettingsProblem> Problems(AuthoritySettings settings, Func<string, string> fileOf)
    {
        IEnumerable<SettingsProblem> Of(string name, IEnumerable<(string Key, string Rule)> breaches) => breaches.Select(breach => new SettingsProblem(fileOf(name), breach.Key, breach.Rule));
        return
        [
            .. Of("authority", Areas(settings.Authority).Concat(Wards(settings.Authority))),
            .. Of("places", Postcodes(settings.Places).Concat(PlaceNames(settings.Places))),
            .. Of("calendar", Calendar(settings.Calendar)),
            .. Of("partners", Bookings(settings.Partners)),
            .. Of("strands", settings.Returns is { } returns ? Strands(returns) : []),
            .. Mails(settings),
        ];
    }

    private static IEnumerable<(string Key, string Rule)> Areas(Authority authority) => authority.Areas
        .Select((area, i) => (Key: Item("areas", i, "id"), area.Id)).Where(area => area.Id == "changes")
        .Select(area => (area.Key, "\"changes\" is taken: an area's address must differ from that of the page of changes."));

    // A ward that two areas have would be counted in both.
    private static IEnumerable<(string Key, string Rule)> Wards(Authority authority)
    {
        var wards = authority.Areas.SelectMany((area, i) => area.Wards.Select((ward, n) => (Key: Item("areas", i, $"wards[{n}]"), Ward: ward, Area: area))).Where(ward => ward.Ward.Length > 0);
        foreach (var group in wards.GroupBy(ward => CellText.Words(ward.Ward), StringComparer.OrdinalIgnoreCase))
        {
            var first = group.First();
            foreach (var (key, ward, _) in group.Skip(1))
                yield return (key, $"\"{ward}\" is a ward of {first.Area.Name} already ({first.Key}). Write each ward once; capitals and spaces do not tell them apart.");
        }
    }

    private static IEnumerable<(string Key, string Rule)> Postcodes(IReadOnlyList<Place> places) => places
        .Select((place, i) => (Key: Item("places", i, "postcode"), place.Postcode)).Where(place => place.Postcode.Length > 0 && !IsPostcode(place.Postcode))
        .Select(place => (place.Key, $"\"{place.Postcode}\" is not a UK postcode like WA8 7ZX."));

    private static bool IsPostcode(string text) => Postcode.Parse(text) is [.., var third, var last] && !NotInward.Contains(third, StringComparison.Ordinal) && !NotInward.Contains(last, StringComparison.Ordinal);

    // What partners write must mean one place: a name that two share would name neither.
    private static IEnumerable<(string Key, string Rule)> PlaceNames(IReadOnlyList<Place> places)
    {
        var names = places.SelectMany((place, i) => place.Aliases.Select((alias, n) => (Key: Item("places", i, $"aliases[{n}]"), Name: alias))
            .Prepend((Key: Item("places", i, "name"), place.Name)).Prepend((Key: Item("places", i, "id"), Name: place.Id))
            .Where(name => name.Name.Length > 0).Select(name => (name.Key, name.Name, Place: place, At: i, Means: VenuePhrase.WithoutSpaces(VenuePhrase.Key(name.Name))))).ToList();
        foreach (var (key, _, _, _, _) in names.Where(name => name.Means.Length == 0))
            yield return (key, "must have a letter or a digit, so that it can be told from others.");
        foreach (var group in names.Where(name => name.Means.Length > 0).GroupBy(name => name.Means))
        {
            var first = group.First();
            foreach (var other in group.Where(name => name.At != first.At))
                yield return (other.Key, $"\"{other.Name}\" also names {first.Place.Name} ({first.Key}). Give each name, alias and id to one place only; capitals, spaces and signs do not tell them apart.");
        }

        foreach (var (key, name, place, _, _) in names)
        {
            if (Postcode.Parse(name) is { } code && code != Postcode.Parse(place.Postcode) && places.FirstOrDefault(other => Postcode.Parse(other.Postcode) == code) is { } owner)
                yield return (key, $"\"{name}\" is the postcode of {owner.Name}, and rows that say it are meant for there. Take it out, or correct the postcode.");
        }
    }

    private static IEnumerable<(string Key, string Rule)> Calendar(AuthorityCalendar calendar) =>
    [
        .. Spans("terms", [.. calendar.Terms.Select(term => (term.Name, term.From, term.To))]),
        .. Spans("seasons", [.. calendar.Seasons.Select(season => (season.Name, season.From, season.To))]),
        .. calendar.Seasons.SelectMany((season, i) => SeasonIds(season, Item("seasons", i, "id"))),
        .. calendar.BankHolidays.Keys.Where(date => !IsInReach(date)).Select(date => ($"bankHolidays.{date:uuuu'-'MM'-'dd}", OutOfReach)),
    ];

    private static IEnumerable<(string Key, string Rule)> Spans(string list, IReadOnlyList<(string Name, LocalDate From, LocalDate To)> spans)
    {
        var sound = spans.Select(span => IsInReach(span.From) && IsInReach(span.To) && span.From <= span.To).ToList();
        for (var i = 0; i < spans.Count; i++)
        {
            var (from, to) = (spans[i].From, spans[i].To);
            if (!IsInReach(from) || !IsInReach(to))
                yield return (Item(list, i, IsInReach(from) ? "to" : "from"), OutOfReach);
            var other = sound[i] ? Enumerable.Range(0, i).FirstOrDefault(before => sound[before] && spans[before].From <= to && from <= spans[before].To, -1) : -1;
            if (other >= 0)
                yield return (Item(list, i, "from"), string.Create(CultureInfo.InvariantCulture, $"overlaps \"{spans[other].Name}\" ({list}[{other}]), which is from {Iso(spans[other].From)} to {Iso(spans[other].To)}."));
        }
    }

    private static IEnumerable<(string Key, string Rule)> SeasonIds(Season season, string key)
    {
        if (season.Id.Length == 0 || !IsInReach(season.From) || !IsInReach(season.To))
            yield break;
        if (NameAndYear().Match(season.Id) is not { Success: true } match)
            yield return (key, $"\"{season.Id}\" must be a name, a hyphen and a year, like autumn-2026.");
        else if (int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture) is var year && (year < season.From.Year || year > season.To.Year))
            yield return (key, $"\"{season.Id}\" names a year that none of its days is in: they are from {Iso(season.From)} to {Iso(season.To)}.");
    }

    private static IEnumerable<(string Key, string Rule)> Bookings(IReadOnlyList<Partner> partners) => partners
        .Select((partner, i) => (Key: Item("partners", i, "defaultBooking"), partner.DefaultBooking))
        .Where(partner => partner.DefaultBooking is { Length: > 0 } words && !BookingPhrase.Understand(words).Is(out _, out _))
        .Select(partner => (partner.Key, $"\"{partner.DefaultBooking}\" is not understood as a way of booking. Write drop in, booking recommended, booking essential, by appointment or referral only."));

    private static IEnumerable<(string Key, string Rule)> Strands(ReturnSettings returns)
    {
        if (returns.CapitalLimit is < 0 or > 100)
            yield return ("capitalLimit", "must be a percentage from 0 to 100.");
        foreach (var (strand, i) in returns.Strands.Select((strand, i) => (strand, i)))
        {
            if (returns.Strands.Take(i).Any(other => strand.Name.Length > 0 && string.Equals(other.Name, strand.Name, StringComparison.OrdinalIgnoreCase)))
                yield return (Item("strands", i, "name"), $"\"{strand.Name}\" is another strand's name, too: the ledger could mean either.");
            foreach (var (year, _) in strand.Award.Where(award => award.Value < 0))
                yield return (Item("strands", i, $"award.{year}"), NotNegative);
        }

        foreach (var (measure, i) in returns.Measures.Select((measure, i) => (measure, i)))
        {
            if (measure.Tolerance < 0)
                yield return (Item("measures", i, "tolerance"), NotNegative);
            if (measure.LargestJump is < 0)
                yield return (Item("measures", i, "largestJump"), NotNegative);
            if (measure.Figure?.OutOf is <= 0)
                yield return (Item("measures", i, "outOf"), "must be more than 0.");
            foreach (var column in measure.Figure?.Where.Where(where => where.Value.Count == 0).Select(where => where.Key) ?? [])
                yield return (Item("measures", i, $"where.{column}"), "must name at least one value.");
        }
    }

    private static IEnumerable<SettingsProblem> Mails(AuthoritySettings settings) => settings.MailTemplates.Values
        .Where(template => MailLayout.IsTooDeep(template.Fill(template.Kind.Variables)))
        .Select(template => new SettingsProblem($"mail/{template.Kind.Name}.md", "(the whole file)", MailLayout.TooDeep));

    private const string NotNegative = "must not be negative.";

    private static readonly string OutOfReach = string.Create(CultureInfo.InvariantCulture, $"must be a date from {FirstYear} to {LastYear}.");

    /// <summary>Whether a date is one that settings may have.</summary>
    public static bool IsInReach(LocalDate date) => date.Year is >= FirstYear and <= LastYear;

    private static string Iso(LocalDate date) => date.ToString("uuuu'-'MM'-'dd", CultureInfo.InvariantCulture);

    private static string Item(string list, int number, string key) => string.Create(CultureInfo.InvariantCulture, $"{list}[{number}].{key}");

    [GeneratedRegex(@"\A(?=.*[a-z]).+-(?<year>[0-9]{4})\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameAndYear();
}
