using System.Globalization;
using System.Text.Json.Nodes;
using HubAutomation.Local.Sandbox.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>
/// Files and folders of drives. Sources, below https://learn.microsoft.com/graph/api/: driveitem-get, driveitem-get-content (302 to an
/// address that needs no token; 304 when If-None-Match names the present eTag or cTag), driveitem-list-children, driveitem-put-content
/// (up to 250 MB).
/// </summary>
internal sealed class DriveApi(GraphFolder graph, DownloadLinks links, UploadSessions sessions)
{
    private const long LargestSimpleUpload = 250 * 1024 * 1024;
    private const int UsualPage = 200;

    public void Map(IEndpointRouteBuilder routes, GraphGuard guard)
    {
        var files = guard.Signed(FaultArea.Files, AnswerAsync);
        routes.MapMethods("/v1.0/drives/{drive}/{**item}", ["GET", "PUT", "POST"], files);
        routes.MapGet("/graph/download/{key}", guard.Preauthenticated(FaultArea.Downloads, Download));
    }

    private async Task<IResult> AnswerAsync(HttpContext http)
    {
        var (driveId, item) = ((string)http.GetRouteValue("drive")!, (string?)http.GetRouteValue("item") ?? "");
        if (graph.Drive(driveId) is not { } drive || DriveAddress.Parse(item) is not { } address)
        {
            return GraphError.NotFound();
        }

        return (http.Request.Method, address.Action) switch
        {
            ("GET", "") => Describe(http, driveId, drive, address.Path),
            ("GET", "content") => Redirect(http, drive, address.Path),
            ("GET", "children") => List(http, driveId, drive, address.Path),
            ("PUT", "content") => await StoreAsync(http, driveId, drive, address.Path),
            ("POST", "createUploadSession") => await sessions.CreateAsync(http, driveId, drive, address.Path),
            _ => new GraphError(405, "notAllowed", "The sandbox does not serve this operation."),
        };
    }

    private static IResult Describe(HttpContext http, string driveId, DriveFolder drive, string path) =>
        drive.Find(path) is not { } entry ? GraphError.NotFound()
        : entry.Matches(Condition(http, "If-None-Match")) ? Results.StatusCode(304)
        : Results.Json(DriveJson.Item(http.Request, driveId, entry));

    private IResult Redirect(HttpContext http, DriveFolder drive, string path) =>
        drive.Find(path) is not { } entry ? GraphError.NotFound()
        : entry.IsFolder ? GraphError.Invalid("A folder has no content.")
        : entry.Matches(Condition(http, "If-None-Match")) ? Results.StatusCode(304)
        : Results.Redirect(OtherHost.Address(http.Request, $"graph/download/{links.Make(drive, path)}").ToString());

    private Task<IResult> Download(HttpContext http) => Task.FromResult<IResult>(
        links.Find((string)http.GetRouteValue("key")!) is { } link && link.Drive.Find(link.Path) is { IsFolder: false } entry
            ? Results.File(link.Drive.FullPath(link.Path), "application/octet-stream", entry.Name, enableRangeProcessing: true)
            : GraphError.NotFound());

    private static IResult List(HttpContext http, string driveId, DriveFolder drive, string path)
    {
        if (drive.Find(path) is not { IsFolder: true })
        {
            return GraphError.NotFound();
        }

        var (top, after) = (GraphPage.Size(http.Request, UsualPage), http.Request.Query["$skiptoken"].ToString());
        var rest = drive.Children(path)
            .SkipWhile(e => after.Length > 0 && string.Compare(e.Name, after, StringComparison.OrdinalIgnoreCase) <= 0).ToList();
        var page = new JsonObject
        {
            ["value"] = new JsonArray([.. rest.Take(top).Select(e => DriveJson.Item(http.Request, driveId, e))]),
        };
        if (rest.Count > top)
        {
            page["@odata.nextLink"] = GraphPage.Link(http.Request, "$skiptoken", rest[top - 1].Name);
        }

        return Results.Json(page);
    }

    private async Task<IResult> StoreAsync(HttpContext http, string driveId, DriveFolder drive, string path)
    {
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = LargestSimpleUpload;
        if (http.Request.ContentLength > LargestSimpleUpload)
        {
            return GraphError.TooLarge(string.Create(CultureInfo.InvariantCulture, $"At most {LargestSimpleUpload} bytes go in one request."));
        }

        if (path.Length == 0 || drive.Find(path) is { IsFolder: true })
        {
            return GraphError.Invalid("A folder takes no content.");
        }

        var finished = graph.TemporaryFile();
        await using (var file = File.Create(finished))
        {
            await http.Request.Body.CopyToAsync(file, http.RequestAborted);
        }

        var isNew = drive.Find(path) is null;
        return Results.Json(DriveJson.Item(http.Request, driveId, drive.Keep(path, finished)), statusCode: isNew ? 201 : 200);
    }

    private static string? Condition(HttpContext http, string header) => http.Request.Headers[header].ToString() is { Length: > 0 } tag ? tag : null;
}
