using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>
/// What an address below a drive means: a file or folder by its path, and what is asked of it. Source: "Addressing resources in a
/// drive" (https://learn.microsoft.com/graph/onedrive-addressing-driveitems).
/// </summary>
/// <param name="Path">Below the root, with slashes; empty for the root itself.</param>
/// <param name="Action">"content", "children", "createUploadSession"; empty for the item itself.</param>
internal sealed partial record DriveAddress(string Path, string Action)
{
    private const string IdPrefix = "01";

    private static readonly SearchValues<char> NotInNames = SearchValues.Create("\"*:<>?\\|\0");

    /// <summary>Reads <c>root</c>, <c>root:/PATH:/ACTION</c>, <c>items/ID</c>, <c>items/ID:/PATH:/ACTION</c>; null for anything else.</summary>
    public static DriveAddress? Parse(string address)
    {
        if (Form().Match(address) is not { Success: true } match)
        {
            return null;
        }

        var start = match.Groups["id"] is { Success: true } id ? PathOf(id.Value) : "";
        var below = match.Groups["path"].Value;
        return start is not null && IsPath(start) && IsPath(below)
            ? new DriveAddress(start.Length > 0 && below.Length > 0 ? $"{start}/{below}" : start + below, match.Groups["action"].Value)
            : null;
    }

    /// <summary>The id of a file or folder. Graph's ids outlive a new name; these are made of the name.</summary>
    public static string IdOf(string path) => IdPrefix + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(path));

    private static string? PathOf(string id) =>
        id == "root" ? ""
        : id.StartsWith(IdPrefix, StringComparison.Ordinal) && Base64Url.IsValid(id.AsSpan(IdPrefix.Length))
            ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(id.AsSpan(IdPrefix.Length)))
            : null;

    // No way out of the drive's folder, and nothing that SharePoint has no name for.
    private static bool IsPath(string path) => path.Length == 0
        || path.Split('/').All(part => part.Trim().Length > 0 && part is not ("." or "..") && !part.AsSpan().ContainsAny(NotInNames));

    [GeneratedRegex("^(?:root|items/(?<id>[^:/]+))(?::/(?<path>[^:]+):?)?(?:/(?:microsoft\\.graph\\.)?(?<action>content|children|createUploadSession))?$")]
    private static partial Regex Form();
}
