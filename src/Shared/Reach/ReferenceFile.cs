using System.Text.Json.Serialization;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Text;

namespace HubAutomation.Shared.Reach;

/// <summary>A version of a national file in container <c>reference</c>. All authorities share these.</summary>
/// <param name="Name">The blob's name; it may be anything, since files are recognised by their headings.</param>
/// <param name="ETag">The version.</param>
/// <param name="UploadedAt">When this version was uploaded, UTC.</param>
public sealed record ReferenceFile(string Name, string ETag, DateTimeOffset UploadedAt)
{
    /// <summary>Most characters of a blob's name.</summary>
    public const int LongestName = 1024;

    /// <summary>Whether a blob can have that name.</summary>
    public static bool IsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length <= LongestName && !string.IsNullOrWhiteSpace(name) && WholeText.IsClean(name) && !name.EndsWith('/') && name.Split('/').All(part => part is not ("." or ".."));
    }

    /// <summary>What tells this version from every other: part of the run's id, so holds no name.</summary>
    [JsonIgnore]
    public string Key => Names.Key(Name, ETag);

    /// <summary>As messages name it.</summary>
    [JsonIgnore]
    public string ShownName => CellText.FileName(Name);
}

/// <summary>What became of a reference file.</summary>
public enum ReferenceOutcome
{
    /// <summary>It is in use.</summary>
    TakenIn,

    /// <summary>It says what the one in use says.</summary>
    Unchanged,

    /// <summary>A file of its kind that was uploaded later is in use, or the file itself was replaced or taken away meanwhile.</summary>
    Superseded,

    /// <summary>Something in it is wrong, so that the one in use stays.</summary>
    Refused,

    /// <summary>Its headings are those of no file that the hub knows.</summary>
    NotRecognised,
}

/// <summary>How far a reference file has been read.</summary>
/// <param name="Kind">What it is, by <see cref="ReferenceKind.Id"/>; null before its headings were read.</param>
/// <param name="Next">Where in the file the next part begins, in bytes.</param>
/// <param name="Size">The file's length in bytes.</param>
/// <param name="Parts">How many parts were staged.</param>
/// <param name="Line">The last line that was read, 1 the headings.</param>
/// <param name="Rows">Rows that were staged.</param>
/// <param name="HighestRank">The highest rank met, where the file has ranks.</param>
/// <param name="Release">The file's release, as far as what was read tells: "2025", "2026-08".</param>
/// <param name="Outcome">Set when there is nothing more to read.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record ReferenceProgress(
    string? Kind, long Next, long Size, int Parts, int Line, int Rows, int HighestRank, string Release, ReferenceOutcome? Outcome, string? Reason)
{
    /// <summary>Before anything was read.</summary>
    public static readonly ReferenceProgress None = new(null, 0, 1, 0, 0, 0, 0, "", null, null);

    /// <summary>Whether all of it was read, or no more need be.</summary>
    [JsonIgnore]
    public bool IsDone => Outcome is not null || Next >= Size;

    /// <summary>The same, with nothing more to read.</summary>
    public ReferenceProgress EndsAs(ReferenceOutcome outcome, string reason) => this with { Outcome = outcome, Reason = reason };
}
