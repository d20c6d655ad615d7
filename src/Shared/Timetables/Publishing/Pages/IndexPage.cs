using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Publishing.Documents;
using HubAutomation.Shared.Timetables.Words;

namespace HubAutomation.Shared.Timetables.Publishing.Pages;

/// <summary>The page that leads to every timetable of an authority.</summary>
internal static class IndexPage
{
    public static void Write(
        Stream output, AuthoritySettings settings, IReadOnlyList<Season> seasons, IReadOnlyList<TimetableEntry> entries, TimetableAddresses addresses) =>
        PageLayout.Write(output, settings.Authority, "What’s on", back: null, html =>
        {
            html.Add($"<p class=\"lead\">Timetables of {settings.Authority.ServiceName} and its partners, by season.</p>");
            foreach (var season in seasons)
                AddSeason(html, settings, season, entries, addresses);
            AddSubscribe(html, settings, addresses);
        });

    private static void AddSeason(
        HtmlBuilder html, AuthoritySettings settings, Season season, IReadOnlyList<TimetableEntry> entries, TimetableAddresses addresses)
    {
        var current = entries.Select(e => e.Within(season.From, season.To)).OfType<TimetableEntry>().ToList();
        html.Add($"<section aria-labelledby=\"{season.Id}\">");
        html.Add($"<h2 id=\"{season.Id}\">{season.Name}</h2>");
        html.Add($"<p>{SeasonWords.Stretch(season)}</p>");
        foreach (var area in settings.Authority.Areas)
        {
            var scope = TimetableScope.Of(area);
            html.Add($"<h3>{area.Name}</h3>");
            html.Add($"<ul class=\"links\">");
            AddLink(html, scope, $"All of {area.Name}", season, current, addresses);
            foreach (var place in settings.Places.Where(p => p.Area == area.Id).OrderBy(p => p.Kind).ThenBy(p => p.Name, StringComparer.Ordinal))
                AddLink(html, TimetableScope.Of(place), place.Name, season, current, addresses);
            html.Add($"</ul>");
        }

        html.Add($"</section>");
    }

    private static void AddLink(
        HtmlBuilder html, TimetableScope scope, string text, Season season, List<TimetableEntry> current, TimetableAddresses addresses)
    {
        var count = current.Count(e => scope.Includes(e.Place));
        var activities = count switch { 0 => "nothing listed yet", 1 => "1 activity", _ => $"{count} activities" };
        html.Add($"<li><a href=\"{addresses.PageUrl(scope.Id, season.Id)}\">{text}<span class=\"hidden\">, {season.Name}</span></a> ({activities})</li>");
    }

    private static void AddSubscribe(HtmlBuilder html, AuthoritySettings settings, TimetableAddresses addresses)
    {
        html.Add($"<section aria-labelledby=\"calendar\">");
        html.Add($"<h2 id=\"calendar\">In your calendar</h2>");
        html.Add($"<p>Subscribe and changes come to your phone or computer by themselves:</p>");
        html.Add($"<ul class=\"links\">");
        AddCalendar(html, "Everything", TimetableAddresses.CalendarPath, addresses);
        foreach (var area in settings.Authority.Areas)
            AddCalendar(html, area.Name, TimetableAddresses.ScopeCalendarPath(area.Id), addresses);
        foreach (var place in settings.Places.OrderBy(p => p.Name, StringComparer.Ordinal))
            AddCalendar(html, place.Name, TimetableAddresses.ScopeCalendarPath(place.Id), addresses);
        html.Add($"</ul>");
        html.Add($"<p>For programmers: <a href=\"{addresses.Url(TimetableAddresses.JsonPath)}\">every date as JSON</a>.</p>");
        html.Add($"</section>");
    }

    private static void AddCalendar(HtmlBuilder html, string name, string path, TimetableAddresses addresses) =>
        html.Add($"<li><a href=\"{addresses.SubscribeUrl(path)}\">{name}<span class=\"hidden\"> calendar</span></a> <span class=\"url small\">{addresses.Url(path)}</span></li>");
}
