using System.Globalization;
using HubAutomation.Local.Sandbox.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using static HubAutomation.Local.Sandbox.SandboxPage;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>What Graph serves, for people: <c>sandbox/graph</c>.</summary>
internal static class GraphPages
{
    public static void Map(IEndpointRouteBuilder routes, GraphFolder folder, SiteLists lists, Subscriptions subscriptions, FaultDice faults) =>
        routes.MapGet("/sandbox/graph", http => Answer(http, Frame("Graph", $"""
            <p><a href="/sandbox">Mails</a></p>
            <h1>Graph</h1>
            {string.Concat(folder.Drives.Select(id => Drive(id, folder.Drive(id)!)))}
            {Table("Lists", ["Site", "List", "Items", "Last change"], folder.Lists.Select(l => List(lists, l.Site, l.List)))}
            {Table("Subscriptions", ["Resource", "Notifications go to", "Until (UTC)"],
                subscriptions.All().Select(s => new[] { s.Resource, s.NotificationUrl, Time(s.ExpirationDateTime) }))}
            {Table("Faults", ["Fault", "Struck"], faults.Counts.Select(c => new[] { c.Key.ToString(), Number(c.Value) }))}
            """)).ExecuteAsync(http));

    private static string Drive(string id, DriveFolder drive) => Table(
        $"Drive {id}", ["File", "Bytes", "Changed (UTC)"],
        drive.All().Where(e => !e.IsFolder).Select(e => new[] { e.Path, Number(e.Size), Time(e.ModifiedAt) }));

    private static string[] List(SiteLists lists, string site, string list)
    {
        try
        {
            var history = lists.Look(site, list) ?? ListHistory.Begin();
            return [site, list, Number(history.Present.Count()), Number(history.Number)];
        }
        catch (InvalidDataException error)
        {
            return [site, list, error.Message, ""];
        }
    }

    private static string Table(string title, string[] columns, IEnumerable<string[]> rows)
    {
        var cells = string.Concat(rows.Select(r => $"<tr>{string.Concat(r.Select(c => $"<td>{Text(c)}</td>"))}</tr>\n"));
        return $"""
            <h2>{Text(title)}</h2>
            {(cells.Length == 0 ? "<p>None.</p>" : $"""
            <table>
            <thead><tr>{string.Concat(columns.Select(c => $"""<th scope="col">{c}</th>"""))}</tr></thead>
            <tbody>
            {cells}</tbody>
            </table>
            """)}

            """;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
