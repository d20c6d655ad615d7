using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Occurrences;
using HubAutomation.Shared.Timetables.Publishing.Calendars;
using HubAutomation.Shared.Timetables.Publishing.Documents;
using HubAutomation.Shared.Timetables.Publishing.Json;
using HubAutomation.Shared.Timetables.Publishing.Pages;
using HubAutomation.Shared.Timetables.Words;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Publishing;

/// <summary>Everything that is published of an authority's timetables.</summary>
internal static class TimetableDocuments
{
    private const int DaysBack = 31;
    private const int DaysAhead = 400;

    /// <summary>
    /// The documents, one at a time as they are asked for: index, a page, calendar and JSON for each area and place in each
    /// season that is not over, a calendar for each area and place, and one calendar and JSON of everything.
    /// Equal input, in whatever order the sessions come, gives equal bytes.
    /// </summary>
    /// <param name="settings">The authority.</param>
    /// <param name="sessions">What its partners have told, each event once.</param>
    /// <param name="today">Today in Europe/London.</param>
    /// <param name="publicBaseUrl">Where the hub answers, e.g. <c>http://127.0.0.1:7071</c>.</param>
    /// <exception cref="ArgumentException">A schedule breaks its own rules, see <see cref="OccurrenceExpander.Dates"/>.</exception>
    public static IEnumerable<PublishedDocument> Render(
        AuthoritySettings settings, IReadOnlyList<PublishedSession> sessions, LocalDate today, Uri publicBaseUrl)
    {
        var addresses = new TimetableAddresses(publicBaseUrl, settings.Authority.Id);
        var horizon = HorizonOf(today);
        var seasons = settings.Calendar.Seasons.Where(s => s.To >= horizon.Start).OrderBy(s => s.From).ToList();
        var entries = Entries(settings, sessions, Widest(horizon, seasons));

        var since = HorizonSince(today);
        var everything = Slice(settings, $"{settings.Authority.ServiceName} timetables", entries, horizon.Start, horizon.End) with { StretchedSince = since };
        var scopes = settings.Authority.Areas.Select(TimetableScope.Of).Concat(settings.Places.Select(TimetableScope.Of)).ToList();

        yield return new(TimetableAddresses.IndexPath, PublishedDocument.Html,
            output => IndexPage.Write(output, settings, seasons, entries, addresses));
        foreach (var scope in scopes)
        {
            var own = entries.Where(e => scope.Includes(e.Place)).ToList();
            foreach (var season in seasons)
            {
                foreach (var document in SeasonDocuments(settings, scope, season, own, addresses))
                    yield return document;
            }

            var path = TimetableAddresses.ScopeCalendarPath(scope.Id);
            var all = Slice(settings, $"{scope.Name} timetable", own, horizon.Start, horizon.End) with { StretchedSince = since };
            yield return new(path, PublishedDocument.Calendar, output => TimetableCalendar.Write(output, all, addresses.Url(path)));
        }

        yield return new(
            TimetableAddresses.CalendarPath, PublishedDocument.Calendar,
            output => TimetableCalendar.Write(output, everything, addresses.Url(TimetableAddresses.CalendarPath)));
        yield return new(TimetableAddresses.JsonPath, PublishedDocument.Json, output => TimetableJson.Write(output, everything));
    }

    private static IEnumerable<PublishedDocument> SeasonDocuments(
        AuthoritySettings settings, TimetableScope scope, Season season, List<TimetableEntry> own, TimetableAddresses addresses)
    {
        var timetable = Slice(settings, SeasonWords.Title(scope.Name, season), own, season.From, season.To, LastDayBefore(settings, season)) with { Season = season.Id };
        var calendarPath = TimetableAddresses.SeasonPath(scope.Id, season.Id, "ics");
        yield return new(
            TimetableAddresses.SeasonPath(scope.Id, season.Id, "html"), PublishedDocument.Html,
            output => TimetablePage.Write(output, timetable, scope, season, addresses));
        yield return new(
            calendarPath, PublishedDocument.Calendar, output => TimetableCalendar.Write(output, timetable, addresses.Url(calendarPath)));
        yield return new(
            TimetableAddresses.SeasonPath(scope.Id, season.Id, "json"), PublishedDocument.Json,
            output => TimetableJson.Write(output, timetable));
    }

    /// <summary>
    /// A month back and thirteen months ahead, widened to whole months: were it cut at the day, every feed would change each
    /// night and no subscriber would ever be answered "304 Not Modified".
    /// </summary>
    internal static DateInterval HorizonOf(LocalDate today) => new(
        today.PlusDays(-DaysBack).With(DateAdjusters.StartOfMonth), today.PlusDays(DaysAhead).With(DateAdjusters.EndOfMonth));

    // The day on which the horizon became what it is: patterns without an end are cut off elsewhere since then.
    private static Instant HorizonSince(LocalDate today)
    {
        var day = today;
        while (HorizonOf(day.PlusDays(-1)) == HorizonOf(today))
            day = day.PlusDays(-1);
        return day.AtMidnight().InLondon().ToInstant();
    }

    private static DateInterval Widest(DateInterval horizon, List<Season> seasons) => new(
        seasons.Select(s => s.From).Append(horizon.Start).Min(), seasons.Select(s => s.To).Append(horizon.End).Max());

    private static List<TimetableEntry> Entries(AuthoritySettings settings, IReadOnlyList<PublishedSession> sessions, DateInterval stretch)
    {
        var places = settings.Places.ToDictionary(p => p.Id, StringComparer.Ordinal);
        return [.. sessions
            .OrderBy(s => s.Session.Start)
            .ThenBy(s => s.Session.Title, StringComparer.Ordinal)
            .ThenBy(s => s.Session.Id, StringComparer.Ordinal)
            .Select(s => new TimetableEntry(
                s,
                places.GetValueOrDefault(s.Session.PlaceId) ?? Unlisted(s.Session.PlaceId),
                OccurrenceExpander.Dates(s.Session.Schedule, settings.Calendar, stretch.Start, stretch.End).ToArray()))
            .Where(e => e.Dates.Count > 0)];
    }

    /// <summary>A place that has left the configuration since: its sessions stay in the feeds, under its id, until they are withdrawn.</summary>
    private static Place Unlisted(string id) =>
        new(id, id, PlaceKind.Network, "", "", "", [], [], new Dictionary<IsoDayOfWeek, OpenHours>());

    // A pattern ends with its season. Dates that a partner lists between two seasons would stand on no page, so they are the earlier one's.
    private static Timetable Slice(
        AuthoritySettings settings, string title, List<TimetableEntry> entries, LocalDate from, LocalDate to, LocalDate? toForListed = null) =>
        new(settings, title, from, to, [.. entries.Select(e => e.Within(from, e.Session.Schedule.Kind == ScheduleKind.Dates ? toForListed ?? to : to)).OfType<TimetableEntry>()]);

    private static LocalDate LastDayBefore(AuthoritySettings settings, Season season) =>
        settings.Calendar.Seasons.Where(s => s.From > season.To).Select(s => s.From.PlusDays(-1)).DefaultIfEmpty(season.To).Min();
}
