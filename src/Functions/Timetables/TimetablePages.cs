using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Changes;
using HubAutomation.Shared.Timetables.Checks;
using HubAutomation.Shared.Timetables.Published;
using HubAutomation.Shared.Timetables.Publishing;
using HubAutomation.Shared.Timetables.Publishing.Documents;
using HubAutomation.Shared.Timetables.Publishing.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Functions.Timetables;

/// <summary>Serves what is published, to families, calendars and other systems; and what changed, to staff.</summary>
public sealed class TimetablePages(
    PublishedTimetables published, SettingsStore settings, SessionCatalogue catalogue, TimetableHistory history,
    PlatformOptions options, PageAnswers answers, HubStorage storage, TimeProvider time)
{
    private const int ClashDaysAhead = 60;

    /// <summary><c>GET api/{authority}/timetables</c>: the page that leads to all timetables.</summary>
    [Function("TimetableIndex")]
    public Task<IResult> IndexAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/{authority}/timetables")] HttpRequest request,
        string authority, CancellationToken cancellation) =>
        ServeAsync(request, authority, TimetableAddresses.IndexPath, cancellation);

    /// <summary><c>GET api/{authority}/timetables.ics</c>: everything, to subscribe to.</summary>
    [Function("TimetableCalendar")]
    public Task<IResult> CalendarAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/{authority}/timetables.ics")] HttpRequest request,
        string authority, CancellationToken cancellation) =>
        ServeAsync(request, authority, TimetableAddresses.CalendarPath, cancellation);

    /// <summary><c>GET api/{authority}/timetables.json?from=&amp;to=</c>: every instance in a span of dates.</summary>
    [Function("TimetableInstances")]
    public Task<IResult> InstancesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/{authority}/timetables.json")] HttpRequest request,
        string authority, CancellationToken cancellation) =>
        ServeInstancesAsync(request, authority, TimetableAddresses.JsonPath, cancellation);

    /// <summary><c>GET api/{authority}/timetables/{name}</c>: "widnes.ics", the calendar of an area or place.</summary>
    [Function("TimetableScope")]
    public Task<IResult> ScopeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/{authority}/timetables/{name}")] HttpRequest request,
        string authority, string name, CancellationToken cancellation) =>
        ServeAsync(request, authority, $"timetables/{name}", cancellation);

    /// <summary>
    /// <c>GET api/{authority}/timetables/{scope}/{season}</c>: the page of an area or place; with the ending .ics or .json the
    /// same for programs. "autumn" is the autumn that runs now, else the next, else the last.
    /// </summary>
    [Function("TimetableSeason")]
    public async Task<IResult> SeasonAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/{authority}/timetables/{scope}/{season}")] HttpRequest request,
        string authority, string scope, string season, CancellationToken cancellation)
    {
        var ending = Path.GetExtension(season) is ".ics" or ".json" or ".html" ? Path.GetExtension(season)[1..] : "html";
        var name = Path.GetExtension(season).Length > 0 ? Path.GetFileNameWithoutExtension(season) : season;
        var current = await settings.CurrentAsync(authority, cancellation);
        var path = TimetableAddresses.SeasonPath(scope, current?.Calendar.FindSeason(name, time.Today())?.Id ?? name, ending);
        return ending == "json"
            ? await ServeInstancesAsync(request, authority, path, cancellation)
            : await ServeAsync(request, authority, path, cancellation);
    }

    /// <summary><c>GET api/{authority}/timetables/changes</c>: what changed, rooms booked twice and timetables that run out; for staff.</summary>
    [Function("TimetableChanges")]
    public async Task<IResult> ChangesAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/{authority}/timetables/changes")] HttpRequest request,
        string authority, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        await storage.ProbeAsync(cancellation);
        StoragePatience.HaveMuch();
        if (await settings.CurrentAsync(authority, cancellation) is not { } current)
        {
            return Missing(request, authority);
        }

        var today = time.Today();
        var sessions = await catalogue.PublishedAsync(current, cancellation) ?? [];
        var clashes = RoomClashes.Find(sessions, s => s.Session, current.Calendar, today, today.PlusDays(ClashDaysAhead));
        var runningOut = Staleness.LastDate(sessions, current.Calendar).Where(end => end.On(today) != TimetableStanding.Current).ToList();
        var page = ChangesPage.Render(
            current, await history.LatestAsync(current, cancellation), clashes, options.PublicBaseUrl, runningOut);
        AnswerHeaders.AllowStoredStyles(request.HttpContext.Response);
        return Results.Bytes(page.ToBytes(), page.ContentType);
    }

    private async Task<IResult> ServeAsync(HttpRequest request, string authority, string path, CancellationToken cancellation)
    {
        if (await published.FindAsync(authority, path, cancellation) is not { } found)
        {
            return Missing(request, authority);
        }

        AnswerHeaders.Publish(request.HttpContext.Response);
        var (entry, content) = found;
        return Results.Bytes(content.ToMemory(), entry.ContentType, lastModified: entry.LastModified, entityTag: new EntityTagHeaderValue($"\"{entry.Hash}\""));
    }

    private async Task<IResult> ServeInstancesAsync(HttpRequest request, string authority, string path, CancellationToken cancellation)
    {
        if (!TryDate(request, "from", out var from) || !TryDate(request, "to", out var to))
        {
            return Problems.BadRequest("Write \"from\" and \"to\" as dates like 2026-11-30, or leave them out.");
        }

        if (await published.FindAsync(authority, path, cancellation) is not { } found)
        {
            return Missing(request, authority);
        }

        AnswerHeaders.Publish(request.HttpContext.Response);
        var (entry, content) = found;
        var span = $"{from?.ToString("uuuuMMdd", null)}-{to?.ToString("uuuuMMdd", null)}";
        return Results.Bytes(
            TimetableJson.Filter(content.ToMemory(), from, to), entry.ContentType,
            lastModified: entry.LastModified, entityTag: new EntityTagHeaderValue($"\"{entry.Hash}.{span}\""));
    }

    private static bool TryDate(HttpRequest request, string name, out LocalDate? date)
    {
        date = null;
        if (request.Query[name].ToString() is not { Length: > 0 } text)
        {
            return true;
        }

        var parsed = LocalDatePattern.Iso.Parse(text);
        date = parsed.Success ? parsed.Value : null;
        return parsed.Success;
    }

    private IResult Missing(HttpRequest request, string authority) => answers.Refuse(
        request, null, 404, "There is no such timetable", $"There is no such timetable. All that there are: /api/{authority}/timetables",
        ($"/api/{authority}/timetables", "All timetables"));
}
