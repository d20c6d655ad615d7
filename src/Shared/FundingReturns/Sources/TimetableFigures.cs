using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Occurrences;
using HubAutomation.Shared.Timetables.Publishing;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Sources;

/// <summary>
/// Source <c>timetables</c>: what was offered, from the hub's own published sessions. Figures <c>sessions</c> (dates on which a session takes
/// place) and <c>partners</c> (different partners with at least one of them), by <c>place</c>.
/// </summary>
public sealed class TimetableFigures(SessionCatalogue catalogue, TimeProvider time)
{
    /// <summary>Its name.</summary>
    public const string Name = SourceNames.Timetables;

    /// <summary>Computes figures.</summary>
    public async Task<SourceReading> ReadAsync(IReadOnlyList<FigureRequest> requests, AuthoritySettings council, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(council);
        if (await catalogue.PublishedAsync(council, cancellation) is not { } sessions)
        {
            var tooMany = new Finding(
                Severity.Warning, "too-many-sessions", null, "timetables", "What was offered is not counted: the authority has more sessions than it may publish.", Finding.DataTeam);
            return new SourceReading(new Dictionary<string, Figure>(), [tooMany], [], []);
        }

        var from = $"published timetables as they stood on {London.Describe(time.GetUtcNow())}";
        var offered = requests.Select(request => request.Window).Distinct().ToDictionary(window => window, window => Offered(sessions, council, window));
        return new SourceReading(
            requests.Where(request => offered[request.Window].Count > 0).ToDictionary(request => request.Key, request => FigureOf(request.Query, offered[request.Window], from)),
            [.. offered.Where(pair => pair.Value.Count == 0).Select(pair => NothingIn(pair.Key))],
            [.. requests.Select(request => request.Window).Distinct().Where(window => window.Count == 1).Select(window => ByPlace(council, window, offered[window]))], [])
        {
            Reported = offered.Keys.MaxBy(window => window.To)?.To is { } latest ? ReportedIn([latest.PlusMonths(-1), latest], sessions, council) : [],
        };
    }

    private static IReadOnlyList<Reported> ReportedIn(IEnumerable<YearMonth> months, IReadOnlyList<PublishedSession> sessions, AuthoritySettings council)
    {
        var reported = new ReportedTally(Name);
        foreach (var (month, offer) in months.SelectMany(month => Offered(sessions, council, MonthSpan.Of(month)).Select(offer => (month, offer))))
        {
            reported.Add(ReportedBy.Place, offer.Place, month, offer.Dates);
            foreach (var partner in offer.Partners.Distinct())
                reported.Add(ReportedBy.Partner, partner, month, offer.Dates);
        }

        return reported.All;
    }

    private static Finding NothingIn(MonthSpan window) => new(
        Severity.Warning, "nothing-offered", null, $"timetables {window}",
        $"No session that the hub knows of takes place in {window.Describe()}: no timetable of that time was taken in, so nothing is counted.", Finding.DataTeam);

    private static List<Offer> Offered(IReadOnlyList<PublishedSession> sessions, AuthoritySettings council, MonthSpan window) =>
    [
        .. sessions.Select(session => new Offer(
            session.Session.PlaceId, [session.PartnerName, .. session.LinkedPartners],
            OccurrenceExpander.Dates(session.Session.Schedule, council.Calendar, window.FirstDate, window.LastDate).Count)).Where(offer => offer.Dates > 0),
    ];

    private static Figure FigureOf(FigureQuery query, List<Offer> offers, string from)
    {
        var chosen = query.Where.TryGetValue("place", out var places) ? offers.Where(offer => places.Contains(offer.Place, StringComparer.OrdinalIgnoreCase)).ToList() : offers;
        var value = query.What == "sessions" ? chosen.Sum(offer => offer.Dates) : PartnersOf(chosen);
        return new Figure(value, null, null, null, string.Create(CultureInfo.InvariantCulture, $"{from}: {chosen.Count} activities"));
    }

    private static Breakdown ByPlace(AuthoritySettings council, MonthSpan window, List<Offer> offers) => new(
        "offered-by-place", $"Sessions offered in {window.Describe()}", "Hub or site", ["Sessions", "Partners"],
        [
            .. council.Places.Select(place => (place, Here: offers.Where(offer => offer.Place == place.Id).ToList()))
                .Select(row => new BreakdownRow(row.place.Name, [row.Here.Sum(offer => offer.Dates), PartnersOf(row.Here)], row.place.Area)),
        ],
        CountsPeople: false);

    private static int PartnersOf(List<Offer> offers) => offers.SelectMany(offer => offer.Partners).Distinct().Count();

    private sealed record Offer(string Place, IReadOnlyList<string> Partners, int Dates);
}
