namespace HubAutomation.Shared.Timetables.Publishing.Documents;

/// <summary>
/// Where each published document is kept (<c>…Path</c>, below the authority's folder) and where families find it
/// (<c>…Url</c>). A page's address has no ending; calendars and JSON keep theirs.
/// </summary>
/// <param name="publicBaseUrl">Where the hub answers, e.g. <c>https://hub.example</c>.</param>
/// <param name="authority">The authority's id.</param>
public sealed class TimetableAddresses(Uri publicBaseUrl, string authority)
{
    /// <summary>The page that leads to all timetables.</summary>
    public const string IndexPath = "timetables/index.html";

    /// <summary>Everything, for calendar programs.</summary>
    public const string CalendarPath = "timetables.ics";

    /// <summary>Everything, for programs.</summary>
    public const string JsonPath = "timetables.json";

    /// <summary>What changed lately.</summary>
    public const string ChangesPath = "timetables/changes.html";

    private readonly string root = $"{publicBaseUrl.AbsoluteUri.TrimEnd('/')}/api/{authority}/";

    /// <summary>Address of the page that leads to all timetables.</summary>
    public string IndexUrl => root + "timetables";

    /// <summary>Address of a season's page of an area or place.</summary>
    public string PageUrl(string scope, string season) => $"{root}timetables/{scope}/{season}";

    /// <summary>Address of the document kept at <paramref name="path"/>.</summary>
    public string Url(string path) => root + path;

    /// <summary>The same address in the scheme that calendar programs subscribe to.</summary>
    public string SubscribeUrl(string path) => "webcal" + Url(path)[root.IndexOf(':', StringComparison.Ordinal)..];

    /// <summary>A season's document of an area or place; <paramref name="ending"/> is "html", "ics" or "json".</summary>
    public static string SeasonPath(string scope, string season, string ending) => $"timetables/{scope}/{season}.{ending}";

    /// <summary>The calendar of an area or place, all seasons.</summary>
    public static string ScopeCalendarPath(string scope) => $"timetables/{scope}.ics";
}
