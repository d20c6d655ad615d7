using System.Globalization;
using System.Text.Json.Nodes;
using HubAutomation.Local.Sandbox.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>
/// Items of lists and their changes. Sources, below https://learn.microsoft.com/graph/api/: listitem-list, and listitem-delta, which
/// says what the links mean, that a deleted item has the facet "deleted", and that a token which cannot be followed is answered 410
/// with a Location to begin anew.
/// </summary>
internal sealed class ListApi(SiteLists lists)
{
    private const int UsualPage = 200;

    public void Map(IEndpointRouteBuilder routes, GraphGuard guard)
    {
        routes.MapGet("/v1.0/sites/{site}/lists/{list}/items", guard.Signed(FaultArea.Lists, http => AnswerAsync(http, Items)));
        var changes = guard.Signed(FaultArea.Lists, http => AnswerAsync(http, (_, list) => Changes(http, list, guard)));
        routes.MapGet("/v1.0/sites/{site}/lists/{list}/items/delta", changes);
        routes.MapGet("/v1.0/sites/{site}/lists/{list}/items/delta()", changes);
    }

    private Task<IResult> AnswerAsync(HttpContext http, Func<HttpContext, ListHistory, IResult> answer)
    {
        try
        {
            var list = lists.Look((string)http.GetRouteValue("site")!, (string)http.GetRouteValue("list")!);
            return Task.FromResult(list is null ? GraphError.NotFound() : answer(http, list));
        }
        catch (InvalidDataException error)
        {
            return Task.FromResult<IResult>(new GraphError(500, "generalException", error.Message));
        }
    }

    private static IResult Items(HttpContext http, ListHistory list)
    {
        _ = int.TryParse(http.Request.Query["$skiptoken"], NumberStyles.None, CultureInfo.InvariantCulture, out var after);
        var top = GraphPage.Size(http.Request, UsualPage);
        var rest = list.Present.SkipWhile(i => i.Key <= after).ToList();
        var page = Page(http, rest.Take(top));
        if (rest.Count > top)
        {
            page["@odata.nextLink"] = GraphPage.Link(http.Request, "$skiptoken", rest[top - 1].Key.ToString(CultureInfo.InvariantCulture));
        }

        return Results.Json(page);
    }

    private static IResult Changes(HttpContext http, ListHistory list, GraphGuard guard)
    {
        var given = http.Request.Query["token"].ToString();
        var begin = new DeltaToken(list.Epoch, 0, list.Number, 0);
        var token = given switch
        {
            "" => begin,
            "latest" => begin with { Since = list.Number },
            _ => DeltaToken.Parse(given),
        };
        if (token is null || token.Epoch != list.Epoch || (given.Length > 0 && token.Since > 0 && guard.WantsResync()))
        {
            http.Response.Headers.Location = GraphPage.Link(http.Request, "token", begin.ToString());
            return new GraphError(410, "resyncChangesApplyDifferences", "The token cannot be followed; read the list anew.");
        }

        var round = token.UpTo == 0 ? token with { UpTo = list.Number } : token;
        var top = GraphPage.Size(http.Request, UsualPage);
        var rest = list.Between(round.Since, round.UpTo).SkipWhile(i => i.Key <= round.LastId).ToList();
        var page = Page(http, rest.Take(top));
        page[rest.Count > top ? "@odata.nextLink" : "@odata.deltaLink"] = GraphPage.Link(http.Request, "token", rest.Count > top
            ? (round with { LastId = rest[top - 1].Key }).ToString()
            : new DeltaToken(list.Epoch, round.UpTo, 0, 0).ToString());
        return Results.Json(page);
    }

    private static JsonObject Page(HttpContext http, IEnumerable<KeyValuePair<int, ListItem>> items) =>
        new() { ["value"] = new JsonArray([.. items.Select(i => Item(http, i.Key, i.Value))]) };

    private static JsonObject Item(HttpContext http, int id, ListItem item)
    {
        var site = (string)http.GetRouteValue("site")!;
        if (item.Fields is null)
        {
            return new JsonObject
            {
                ["id"] = id.ToString(CultureInfo.InvariantCulture),
                ["parentReference"] = new JsonObject { ["siteId"] = site },
                ["deleted"] = new JsonObject { ["state"] = "deleted" },
            };
        }

        var eTag = $"\"{http.GetRouteValue("list")}-{id},{item.Version}\"";
        var answer = new JsonObject
        {
            ["@odata.etag"] = eTag,
            ["id"] = id.ToString(CultureInfo.InvariantCulture),
            ["eTag"] = eTag,
            ["createdDateTime"] = item.CreatedAt,
            ["lastModifiedDateTime"] = item.ModifiedAt,
            ["webUrl"] = $"{http.Request.Scheme}://{http.Request.Host}/sandbox/graph",
            ["parentReference"] = new JsonObject { ["siteId"] = site },
            ["contentType"] = new JsonObject { ["id"] = "0x01", ["name"] = "Item" },
        };
        if (http.Request.Query["$expand"].ToString().StartsWith("fields", StringComparison.Ordinal))
        {
            var fields = JsonNode.Parse(item.Fields)!.AsObject();
            fields["id"] = id.ToString(CultureInfo.InvariantCulture);
            answer["fields"] = fields;
        }

        return answer;
    }
}
