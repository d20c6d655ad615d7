using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Checks;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Publishing.Documents;
using HubAutomation.Shared.Timetables.Words;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Changes;

/// <summary>
/// The "what changed" page, newest day first, below what needs an answer: timetables that run out and rooms booked twice.
/// It names partners' files, so it is meant for hub staff.
/// </summary>
public static class ChangesPage
{
    // More at once is a page that nobody scrolls through on a phone: the rest is there, folded up.
    private const int MostOpen = 20;

    /// <summary>Renders the page.</summary>
    /// <param name="settings">The authority.</param>
    /// <param name="changes">What to list, in any order.</param>
    /// <param name="clashes">Rooms booked twice, from <see cref="RoomClashes.Find{T}"/>.</param>
    /// <param name="publicBaseUrl">Where the hub answers.</param>
    /// <param name="runningOut">Partners whose timetable has run out or soon does, from <see cref="Staleness.LastDate"/>; null for none.</param>
    public static PublishedDocument Render(
        AuthoritySettings settings, IReadOnlyList<TimetableChange> changes, IReadOnlyList<RoomClash<PublishedSession>> clashes, Uri publicBaseUrl,
        IReadOnlyList<TimetableEnd>? runningOut = null)
    {
        var addresses = new TimetableAddresses(publicBaseUrl, settings.Authority.Id);
        void Write(Stream output) => PageLayout.Write(output, settings.Authority, "What changed in the timetables", new BackLink(addresses.IndexUrl, "All timetables"), html =>
        {
            AddRunningOut(html, runningOut ?? []);
            AddClashes(html, settings, clashes);
            AddChanges(html, changes);
        });
        return new(TimetableAddresses.ChangesPath, PublishedDocument.Html, Write);
    }

    private static void AddChanges(HtmlBuilder html, IReadOnlyList<TimetableChange> changes)
    {
        if (changes.Count == 0)
            html.Add($"<p>Nothing has changed yet.</p>");
        var room = MostOpen;
        foreach (var day in changes.GroupBy(c => InLondon(c.At).Date).OrderByDescending(d => d.Key))
        {
            html.Add($"<h2>{DateWords.FullWithDay(day.Key)}</h2>");
            foreach (var upload in day.GroupBy(c => (c.At, c.PartnerName, c.FileName)).OrderByDescending(u => u.Key.At).ThenBy(u => u.Key.PartnerName, StringComparer.Ordinal))
            {
                var all = upload.ToList();
                room -= all.Count;
                AddUpload(html, upload.Key.PartnerName, upload.Key.FileName, InLondon(upload.Key.At).TimeOfDay, all, isOpen: room >= 0);
            }
        }

        if (changes.Count > 0)
            html.Add($"<p class=\"small\">Listed are the last {TimetableHistory.LatestVersions} files with changes, and of each file the first {TimetableHistory.ChangesPerVersion} changes.</p>");
    }

    private static void AddUpload(HtmlBuilder html, string partner, string file, LocalTime at, List<TimetableChange> changes, bool isOpen)
    {
        if (isOpen)
            html.Add($"<details open>");
        else
            html.Add($"<details>");
        var counts = string.Join(", ", changes.CountBy(c => c.Kind).OrderBy(c => c.Key).Select(c => $"{c.Value} {c.Key.ToString().ToLowerInvariant()}"));
        html.Add($"<summary><h3>{partner}</h3> <span>{counts}</span></summary>");
        html.Add($"<p>File {file}, taken in at {TimeWords.Of(at)}</p>");
        html.Add($"<table><caption class=\"hidden\">Changes by {partner} at {TimeWords.Of(at)}</caption>");
        html.Add($"<thead><tr><th scope=\"col\" class=\"w-ages\">What</th><th scope=\"col\">Activity</th><th scope=\"col\">When and where</th><th scope=\"col\">Differences</th></tr></thead>");
        html.Add($"<tbody>");
        foreach (var change in changes.OrderBy(c => c.Kind).ThenBy(c => c.Title, StringComparer.Ordinal).ThenBy(c => c.When, StringComparer.Ordinal))
            AddChange(html, change);
        html.Add($"</tbody></table>");
        html.Add($"</details>");
    }

    private static void AddChange(HtmlBuilder html, TimetableChange change)
    {
        html.Add($"<tr><td>{change.Kind.ToString()}</td>");
        html.Add($"<th scope=\"row\"><strong>{change.Title}</strong></th>");
        html.Add($"<td data-label=\"When and where\"><p>{SessionWords.Capital(change.When)}</p><p>{change.Where}</p></td>");
        if (change.Differences.Count == 0)
        {
            html.Add($"<td class=\"empty\">–</td></tr>");
            return;
        }

        html.Add($"<td data-label=\"Differences\"><ul>");
        foreach (var difference in change.Differences)
            html.Add($"<li>{difference}</li>");
        html.Add($"</ul></td></tr>");
    }

    private static void AddRunningOut(HtmlBuilder html, IReadOnlyList<TimetableEnd> ends)
    {
        if (ends.Count == 0)
            return;
        html.Add($"<section aria-labelledby=\"ends\">");
        html.Add($"<h2 id=\"ends\">A new timetable is due</h2>");
        html.Add($"<ul>");
        foreach (var end in ends.OrderBy(e => e.LastDate).ThenBy(e => e.PartnerName, StringComparer.Ordinal))
            html.Add($"<li><strong>{end.PartnerName}</strong>: {(end.LastDate is { } last ? $"the last date is {DateWords.FullWithDay(last)}" : "none of its sessions takes place")}</li>");
        html.Add($"</ul></section>");
    }

    private static void AddClashes(HtmlBuilder html, AuthoritySettings settings, IReadOnlyList<RoomClash<PublishedSession>> clashes)
    {
        if (clashes.Count == 0)
            return;
        html.Add($"<section aria-labelledby=\"rooms\">");
        html.Add($"<h2 id=\"rooms\">Rooms booked twice</h2>");
        html.Add($"<ul>");
        foreach (var clash in clashes)
        {
            var place = settings.Places.FirstOrDefault(p => p.Id == clash.First.Session.PlaceId)?.Name ?? clash.First.Session.PlaceId;
            html.Add($"<li><strong>{place}, {clash.First.Session.Room}</strong>: {Told(clash.First)} and {Told(clash.Second)} on {DateWords.List(clash.Dates)}</li>");
        }

        html.Add($"</ul></section>");
    }

    private static string Told(PublishedSession published) =>
        $"“{published.Session.Title}” ({published.PartnerName}, {SessionWords.Time(published.Session)})";

    private static LocalDateTime InLondon(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(London.Zone).LocalDateTime;
}
