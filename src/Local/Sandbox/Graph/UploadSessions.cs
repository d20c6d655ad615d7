using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HubAutomation.Local.Sandbox.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>
/// Large files, range by range. Source: "driveItem: createUploadSession"
/// (https://learn.microsoft.com/graph/api/driveitem-createuploadsession): ranges come in order, are multiples of 320 KiB and below
/// 60 MiB, a range that has come before is answered 416, one that was cut off counts for nothing, and a token is not sent. Sessions do
/// not outlive the sandbox.
/// </summary>
internal sealed class UploadSessions(GraphFolder graph, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, UploadSession> _sessions = new();

    public void Map(IEndpointRouteBuilder routes, GraphGuard guard)
    {
        routes.MapGet("/graph/upload/{id}", guard.Preauthenticated(FaultArea.Uploads, Tell));
        routes.MapPut("/graph/upload/{id}", guard.Preauthenticated(FaultArea.Uploads, TakeAsync));
        routes.MapDelete("/graph/upload/{id}", guard.Preauthenticated(FaultArea.Uploads, Cancel));
    }

    /// <summary>Opens a session for a file.</summary>
    public async Task<IResult> CreateAsync(HttpContext http, string driveId, DriveFolder drive, string path)
    {
        var (behaviour, present) = (await ConflictBehaviourAsync(http.Request), drive.Find(path));
        if (present is { IsFolder: true } || behaviour is not ("fail" or "replace"))
        {
            return GraphError.Invalid("The sandbox takes a file's path, and conflictBehavior fail or replace.");
        }

        var (match, noneMatch) = (http.Request.Headers.IfMatch.ToString(), http.Request.Headers.IfNoneMatch.ToString());
        if ((match.Length > 0 && present?.Matches(match) != true) || (noneMatch.Length > 0 && present?.Matches(noneMatch) == true))
        {
            return new GraphError(412, "resourceModified", "The file is another one than the condition says.");
        }

        if (behaviour == "fail" && present is not null)
        {
            return NameTaken();
        }

        var id = Guid.NewGuid().ToString("N");
        var session = new UploadSession(driveId, drive, path, graph.TemporaryFile(), behaviour == "replace", time.GetUtcNow() + Lifetime);
        await File.WriteAllBytesAsync(session.Unfinished, []);
        _sessions[id] = session;
        var answer = Status(session);
        answer["uploadUrl"] = OtherHost.Address(http.Request, $"graph/upload/{id}").ToString();
        return Results.Json(answer);
    }

    private Task<IResult> Tell(HttpContext http) =>
        Task.FromResult<IResult>(Find(http) is { } session ? Results.Json(Status(session)) : GraphError.NotFound());

    private Task<IResult> Cancel(HttpContext http)
    {
        if (Find(http) is not { } session)
        {
            return Task.FromResult<IResult>(GraphError.NotFound());
        }

        End(http, session);
        return Task.FromResult(Results.NoContent());
    }

    private async Task<IResult> TakeAsync(HttpContext http)
    {
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = UploadRange.Largest;
        if (Find(http) is not { } session || UploadRange.Parse(http.Request.Headers.ContentRange.ToString()) is not { } range)
        {
            return Find(http) is null ? GraphError.NotFound() : GraphError.Invalid("Content-Range is missing or is none.");
        }

        // Read as a whole first: a range that is cut off counts for nothing.
        using var content = new MemoryStream();
        await http.Request.Body.CopyToAsync(content, http.RequestAborted);
        await session.Turn.WaitAsync(http.RequestAborted);
        try
        {
            return range.FaultIn(session, content.Length) is { } fault ? fault : await AppendAsync(http, session, range, content);
        }
        finally
        {
            session.Turn.Release();
        }
    }

    private async Task<IResult> AppendAsync(HttpContext http, UploadSession session, UploadRange range, MemoryStream content)
    {
        await using (var file = new FileStream(session.Unfinished, FileMode.Append))
        {
            content.Position = 0;
            await content.CopyToAsync(file);
        }

        (session.Received, session.Total) = (range.Last + 1, range.Total);
        if (session.Received < range.Total)
        {
            return Results.Json(Status(session), statusCode: 202);
        }

        var isNew = session.Drive.Find(session.Path) is null;
        if (!isNew && !session.MayReplace)
        {
            return NameTaken();
        }

        var entry = session.Drive.Keep(session.Path, session.Unfinished);
        End(http, session);
        return Results.Json(DriveJson.Item(http.Request, session.DriveId, entry), statusCode: isNew ? 201 : 200);
    }

    private UploadSession? Find(HttpContext http) =>
        _sessions.TryGetValue((string)http.GetRouteValue("id")!, out var session) && session.ExpiresAt > time.GetUtcNow() ? session : null;

    private void End(HttpContext http, UploadSession session)
    {
        _sessions.TryRemove((string)http.GetRouteValue("id")!, out _);
        File.Delete(session.Unfinished);
    }

    private static JsonObject Status(UploadSession session) => new()
    {
        ["expirationDateTime"] = session.ExpiresAt,
        ["nextExpectedRanges"] = new JsonArray(string.Create(CultureInfo.InvariantCulture, $"{session.Received}-")),
    };

    private static GraphError NameTaken() => new(409, "nameAlreadyExists", "There is a file of this name.");

    private static async Task<string> ConflictBehaviourAsync(HttpRequest request)
    {
        if (request.ContentLength is null or 0)
        {
            return "fail";
        }

        try
        {
            var body = await JsonNode.ParseAsync(request.Body);
            return (string?)body?["item"]?["@microsoft.graph.conflictBehavior"] ?? "fail";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
