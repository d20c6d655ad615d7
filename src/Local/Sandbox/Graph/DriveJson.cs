using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>A file or folder as Graph tells of it. Source: "driveItem resource type" (https://learn.microsoft.com/graph/api/resources/driveitem).</summary>
internal static class DriveJson
{
    public static JsonObject Item(HttpRequest request, string driveId, DriveEntry entry) => new()
    {
        ["id"] = DriveAddress.IdOf(entry.Path),
        ["name"] = entry.Path.Length == 0 ? "root" : entry.Name,
        ["eTag"] = entry.ETag,
        ["cTag"] = entry.CTag,
        ["size"] = entry.Size,
        ["createdDateTime"] = entry.CreatedAt,
        ["lastModifiedDateTime"] = entry.ModifiedAt,
        ["webUrl"] = $"{request.Scheme}://{request.Host}/sandbox/graph",
        ["parentReference"] = new JsonObject
        {
            ["driveId"] = driveId,
            ["driveType"] = "documentLibrary",
            ["id"] = DriveAddress.IdOf(ParentOf(entry.Path)),
            ["path"] = $"/drives/{driveId}/root:{(ParentOf(entry.Path) is { Length: > 0 } parent ? "/" + parent : "")}",
        },
        [entry.IsFolder ? "folder" : "file"] = new JsonObject(),
    };

    private static string ParentOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";
}
