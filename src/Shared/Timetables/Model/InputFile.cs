using System.Text.Json.Serialization;
using Azure;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Text;

namespace HubAutomation.Shared.Timetables.Model;

/// <summary>A version of a file in a partner's folder: <c>timetables/{authority}/{partner}/{name}</c>.</summary>
/// <param name="Authority">The authority's id.</param>
/// <param name="Partner">The partner's id.</param>
/// <param name="Name">The blob's name within the folder.</param>
/// <param name="ETag">The version.</param>
/// <param name="UploadedAt">When this version was uploaded, UTC.</param>
public sealed record InputFile(string Authority, string Partner, string Name, string ETag, DateTimeOffset UploadedAt)
{
    /// <summary>End of the name of a file of rejected rows, which stands beside its input and is not an input itself.</summary>
    public const string RejectsSuffix = ".rejects.csv";

    /// <summary>
    /// Name of the blob's metadata that says what its partner has answered: <see cref="Replaces"/> or <see cref="Adds"/>. A file that was
    /// dropped into the container has none.
    /// </summary>
    public const string SentAs = "sentas";

    /// <summary>The file replaces everything that stands of it.</summary>
    public const string Replaces = "replaces";

    /// <summary>The file adds to what stands of it.</summary>
    public const string Adds = "adds";

    /// <summary>The blob's full name in the container.</summary>
    [JsonIgnore]
    public string BlobName => $"{Authority}/{Partner}/{Name}";

    /// <summary>
    /// Reads a blob's name: authority, partner, and everything after that as the file's name. Null for rejects that the hub
    /// itself put there, for what lies outside a partner's folder, and for names that would lead out of it.
    /// </summary>
    public static InputFile? Parse(string blobName, ETag version, DateTimeOffset uploadedAt) =>
        !IsRejects(blobName)
        && blobName.Split('/', 3) is [var authority, var partner, { Length: > 0 } name] && Names.IsId(authority) && Names.IsId(partner)
        && !name.Contains('\\', StringComparison.Ordinal) && name.Split('/').All(segment => segment is not ("." or ".."))
            ? new InputFile(authority, partner, name, version.ToString("H").Trim('"'), uploadedAt)
            : null;

    /// <summary>Most characters of a name: with the folders before it, a blob's name has 1,024 at most.</summary>
    public const int LongestName = 900;

    /// <summary>Whether a blob in a partner's folder can have that name and be an input.</summary>
    public static bool IsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length <= LongestName && !string.IsNullOrWhiteSpace(name) && WholeText.IsClean(name) && !name.EndsWith('/') && Parse($"a/a/{name}", default, default) is not null;
    }

    /// <summary>True for a name that is no input and that the hub did not put there either.</summary>
    public static bool IsMisplaced(string blobName) => !IsRejects(blobName) && Parse(blobName, default, default) is null;

    private static bool IsRejects(string blobName) => blobName.EndsWith(RejectsSuffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>What tells this version of this file from every other: part of the run's id, so holds no name.</summary>
    [JsonIgnore]
    public string Key => Names.Key(Partner, Name, ETag);

    /// <summary>
    /// The partition of one of this file's sessions: the first two characters of the id spread a large file over a thousand
    /// partitions, because a partition takes two thousand writes a second at most.
    /// </summary>
    public string PartitionOf(string sessionId) => PartitionPrefix + sessionId[..ShardLength];

    /// <summary>Start of the partitions of this file's sessions, with the full stop.</summary>
    [JsonIgnore]
    public string PartitionPrefix => $"{Authority}.{Partner}.{TimetableFileRow.FileKey(Name)}.";

    /// <summary>How many characters of an id choose the partition.</summary>
    public const int ShardLength = 2;
}
