using System.Text.Json;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Graph.Sites.Item.Lists.Item.Items;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;

namespace HubAutomation.Shared.Platform.Graph;

/// <summary>
/// Lists of a site. Requests are the client's own; answers are read as they came, because the client's model of fields takes texts that
/// look like dates or ids for such. What is not answered as expected is thrown: <see cref="ApiException"/> with Graph's status, or what
/// the network said.
/// </summary>
public sealed class SiteLists(GraphConnection graph, string siteId)
{
    private const int UsualPage = 200;

    private static readonly Dictionary<string, ParsableFactory<IParsable>> Errors = new() { ["XXX"] = ODataError.CreateFromDiscriminatorValue };

    /// <summary>All items of a list, page by page; null when there is no such list.</summary>
    /// <param name="listId">The list's id or name.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="pageSize">How many items are asked for at once, up to 5,000.</param>
    public async Task<IReadOnlyList<ListRow>?> ReadAsync(string listId, CancellationToken cancellation, int pageSize = UsualPage)
    {
        try
        {
            var rows = new List<ListRow>();
            var request = Items(listId).ToGetRequestInformation(r => (r.QueryParameters.Expand, r.QueryParameters.Top) = (["fields"], pageSize));
            while (request is not null)
            {
                var page = await PageAsync(request, cancellation);
                rows.AddRange(page.Value.Select(e => e.ToRow()));
                request = page.NextLink is { } next ? Items(listId).WithUrl(next).ToGetRequestInformation() : null;
            }

            return rows;
        }
        catch (ODataError e) when (e.ResponseStatusCode == 404)
        {
            return null;
        }
    }

    /// <summary>What changed in a list since the last time. Source: "listItem: delta" (https://learn.microsoft.com/graph/api/listitem-delta).</summary>
    /// <param name="listId">The list's id or name.</param>
    /// <param name="link">The link of the last time; null for everything that is there.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ListChanges> ChangesAsync(string listId, string? link, CancellationToken cancellation)
    {
        // An item may come several times; the last one counts.
        var found = new Dictionary<string, ListPage.Entry>();
        var delta = Items(listId).Delta;
        var request = link is null
            ? delta.ToGetRequestInformation(r => (r.QueryParameters.Expand, r.QueryParameters.Top) = (["fields"], UsualPage))
            : delta.WithUrl(link).ToGetRequestInformation();
        try
        {
            while (true)
            {
                var page = await PageAsync(request, cancellation);
                foreach (var entry in page.Value)
                {
                    found[entry.Id] = entry;
                }

                if (page.NextLink is not { } next)
                {
                    return Complete(found.Values, page.DeltaLink);
                }

                request = delta.WithUrl(next).ToGetRequestInformation();
            }
        }
        catch (ODataError e) when (e.ResponseStatusCode == 410)
        {
            return new ListChanges(ListChangesOutcome.ResyncNeeded, [], [], e.ResponseHeaders["Location"].First());
        }
        catch (ODataError e) when (e.ResponseStatusCode == 404)
        {
            return new ListChanges(ListChangesOutcome.NotFound, [], [], null);
        }
    }

    private static ListChanges Complete(IReadOnlyCollection<ListPage.Entry> entries, string? link) => new(
        ListChangesOutcome.Complete,
        [.. entries.Where(e => e.Deleted is null).Select(e => e.ToRow())],
        [.. entries.Where(e => e.Deleted is not null).Select(e => e.Id)],
        link ?? throw new InvalidDataException("Graph ended a list of changes without a link for the next time."));

    private ItemsRequestBuilder Items(string listId) => graph.Client.Sites[siteId].Lists[listId].Items;

    private async Task<ListPage> PageAsync(RequestInformation request, CancellationToken cancellation)
    {
        await using var answer = await graph.Client.RequestAdapter.SendPrimitiveAsync<Stream>(request, Errors, cancellation) ?? Stream.Null;
        return await JsonSerializer.DeserializeAsync<ListPage>(answer, JsonSerializerOptions.Web, cancellation)
            ?? throw new InvalidDataException("Graph answered nothing where a page of items was due.");
    }
}
