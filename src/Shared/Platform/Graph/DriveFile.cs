namespace HubAutomation.Shared.Platform.Graph;

/// <summary>A file of a document library.</summary>
/// <param name="Path">Its place below the library's root, with slashes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ETag">Another one after every change.</param>
/// <param name="ModifiedAt">When it was last changed, UTC.</param>
public sealed record DriveFile(string Path, long Size, string ETag, DateTimeOffset ModifiedAt);

/// <summary>How a download ended.</summary>
public enum DownloadOutcome
{
    /// <summary>The file was read.</summary>
    Read,

    /// <summary>The file is the one that was read before; nothing was read.</summary>
    Unchanged,

    /// <summary>There is no such file, or the hub may not know of it.</summary>
    NotFound,
}

/// <summary>A download.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="File">The file, when it was read.</param>
public sealed record Download(DownloadOutcome Outcome, DriveFile? File);
