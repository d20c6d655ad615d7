namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>A file or folder of a drive.</summary>
/// <param name="Path">Below the root, with slashes; empty for the root.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Size">Of a file, in bytes.</param>
/// <param name="ETag">Another one after every change.</param>
/// <param name="CTag">Another one after a change of what the file holds.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ModifiedAt">When it was changed.</param>
internal sealed record DriveEntry(
    string Path, bool IsFolder, long Size, string ETag, string CTag, DateTimeOffset CreatedAt, DateTimeOffset ModifiedAt)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Whether a condition of a request names what it is now; both tags count.</summary>
    public bool Matches(string? condition) => condition is not null && (condition == "*" || condition == ETag || condition == CTag);
}
