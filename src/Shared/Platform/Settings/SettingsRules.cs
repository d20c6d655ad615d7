using System.Globalization;
using System.Text.RegularExpressions;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Platform.Templates;
using HubAutomation.Shared.Platform.Text;
using NodaTime;

namespace HubAutomation.Shared.Platform.Settings;

/// <summary>
/// The rules of docs/configuration.md about values that are well-formed in themselves: what must differ, what must not overlap, what must be
/// understood. What is empty was noted before and is passed over.
/// </summary>
internal static partial class SettingsRules
{
    // What the second part of a postcode never has: letters that are easily taken for others.
    private const string NotInward = "CIKMOV";

    /// <summary>Every breach of the platform's own rules.</summary>
    public static IEnumerable<SettingsBreach> Breaches(AuthoritySettings settings) =>
    [
        .. Of("authority", Areas(settings.Authority).Concat(Wards(settings.Authority))),
        .. Of("places", Postcodes(settings.Places)),
        .. Of("calendar", Calendar(settings.Calendar)),
        .. Mails(settings),
    ];

    private static IEnumerable<SettingsBreach> Of(string file, IEnumerable<(string Key, string Rule)> breaches) =>
        breaches.Select(breach => new SettingsBreach(file, breach.Key, breach.Rule));

    private static IEnumerable<(string Key, string Rule)> Areas(Authority authority) => authority.Areas
        .Select((area, i) => (Key: SettingsBreach.Item("areas", i, "id"), area.Id)).Where(area => area.Id == "changes")
        .Select(area => (area.Key, "\"changes\" is taken: an area's address must differ from that of the page of changes."));

    // A ward that two areas have would be counted in both.
    private static IEnumerable<(string Key, string Rule)> Wards(Authority authority)
    {
        var wards = authority.Areas.SelectMany((area, i) => area.Wards.Select((ward, n) => (Key: SettingsBreach.Item("areas", i, $"wards[{n}]"), Ward: ward, Area: area))).Where(ward => ward.Ward.Length > 0);
        foreach (var group in wards.GroupBy(ward => CellText.Words(ward.Ward), StringComparer.OrdinalIgnoreCase))
        {
            var first = group.First();
            foreach (var (key, ward, _) in group.Skip(1))
                yield return (key, $"\"{ward}\" is a ward of {first.Area.Name} already ({first.Key}). Write each ward once; capitals and spaces do not tell them apart.");
        }
    }

    private static IEnumerable<(string Key, string Rule)> Postcodes(IReadOnlyList<Place> places) => places
        .Select((place, i) => (Key: SettingsBreach.Item("places", i, "postcode"), place.Postcode)).Where(place => place.Postcode.Length > 0 && !IsPostcode(place.Postcode))
        .Select(place => (place.Key, $"\"{place.Postcode}\" is not a UK postcode like WA8 7ZX."));

    private static bool IsPostcode(string text) => Postcode.Parse(text) is [.., var third, var last] && !NotInward.Contains(third, StringComparison.Ordinal) && !NotInward.Contains(last, StringComparison.Ordinal);

    private static IEnumerable<(string Key, string Rule)> Calendar(AuthorityCalendar calendar) =>
    [
        .. Spans("terms", [.. calendar.Terms.Select(term => (term.Name, term.From, term.To))]),
        .. Spans("seasons", [.. calendar.Seasons.Select(season => (season.Name, season.From, season.To))]),
        .. calendar.Seasons.SelectMany((season, i) => SeasonIds(season, SettingsBreach.Item("seasons", i, "id"))),
        .. calendar.BankHolidays.Keys.Where(date => !SettingsDates.IsInReach(date)).Select(date => ($"bankHolidays.{date:uuuu'-'MM'-'dd}", SettingsDates.OutOfReach)),
    ];

    private static IEnumerable<(string Key, string Rule)> Spans(string list, IReadOnlyList<(string Name, LocalDate From, LocalDate To)> spans)
    {
        var sound = spans.Select(span => SettingsDates.IsInReach(span.From) && SettingsDates.IsInReach(span.To) && span.From <= span.To).ToList();
        for (var i = 0; i < spans.Count; i++)
        {
            var (from, to) = (spans[i].From, spans[i].To);
            if (!SettingsDates.IsInReach(from) || !SettingsDates.IsInReach(to))
                yield return (SettingsBreach.Item(list, i, SettingsDates.IsInReach(from) ? "to" : "from"), SettingsDates.OutOfReach);
            var other = sound[i] ? Enumerable.Range(0, i).FirstOrDefault(before => sound[before] && spans[before].From <= to && from <= spans[before].To, -1) : -1;
            if (other >= 0)
                yield return (SettingsBreach.Item(list, i, "from"), string.Create(CultureInfo.InvariantCulture, $"overlaps \"{spans[other].Name}\" ({list}[{other}]), which is from {Iso(spans[other].From)} to {Iso(spans[other].To)}."));
        }
    }

    private static IEnumerable<(string Key, string Rule)> SeasonIds(Season season, string key)
    {
        if (season.Id.Length == 0 || !SettingsDates.IsInReach(season.From) || !SettingsDates.IsInReach(season.To))
            yield break;
        if (NameAndYear().Match(season.Id) is not { Success: true } match)
            yield return (key, $"\"{season.Id}\" must be a name, a hyphen and a year, like autumn-2026.");
        else if (int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture) is var year && (year < season.From.Year || year > season.To.Year))
            yield return (key, $"\"{season.Id}\" names a year that none of its days is in: they are from {Iso(season.From)} to {Iso(season.To)}.");
    }

    private static IEnumerable<SettingsBreach> Mails(AuthoritySettings settings) => settings.MailTemplates.Values
        .Where(template => MailMarkdown.IsTooDeep(template.Fill(template.Kind.Variables)))
        .Select(template => new SettingsBreach($"{MailTemplates.Folder}{template.Kind.Name}{MailTemplates.Ending}", "(the whole file)", MailMarkdown.TooDeep));

    private static string Iso(LocalDate date) => date.ToString("uuuu'-'MM'-'dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?=.*[a-z]).+-(?<year>[0-9]{4})\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameAndYear();
}
