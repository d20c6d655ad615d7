using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Timetables.Model;

/// <summary>How the newest version of a file ended.</summary>
public enum TimetableOutcome
{
    /// <summary>Good rows were taken in; bad ones were given back.</summary>
    Accepted,

    /// <summary>The same content under the same configuration as before: nothing to do.</summary>
    Unchanged,

    /// <summary>It could not be read at all.</summary>
    Quarantined,

    /// <summary>A newer version of the file arrived meanwhile.</summary>
    Superseded,

    /// <summary>Looked at, nothing written.</summary>
    DryRun,

    /// <summary>The folder names no known authority or partner.</summary>
    UnknownPartner,
}

/// <summary>What the hub knows of one partner file. Table <c>TimetableFiles</c>; the sweep starts any file without its row.</summary>
public sealed record TimetableFileRow : ITableEntity
{
    /// <summary>The authority.</summary>
    public required string PartitionKey { get; set; }

    /// <summary><c>{partner}.{file key}</c>.</summary>
    public required string RowKey { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>The blob's name within its partner's folder.</summary>
    public required string FileName { get; set; }

    /// <summary>ETag of the blob version that the outcome is about; null before the first outcome.</summary>
    public string? BlobETag { get; set; }

    /// <summary>Name of a <see cref="TimetableOutcome"/>.</summary>
    public string? Outcome { get; set; }

    /// <summary>SHA-256 of the content that the sessions come from, hexadecimal.</summary>
    public string? ContentHash { get; set; }

    /// <summary>The configuration that the content was understood with.</summary>
    public string? SettingsVersion { get; set; }

    /// <summary>Sessions taken in.</summary>
    public int Accepted { get; set; }

    /// <summary>Rows given back.</summary>
    public int Rejected { get; set; }

    /// <summary>Sessions that stand although that content does not have them; null when there are none.</summary>
    public int? Kept { get; set; }

    /// <summary>When the blob version was uploaded, UTC; an older upload never replaces a newer one.</summary>
    public DateTimeOffset? UploadedAt { get; set; }

    /// <summary>The run that is merging this file now, or null.</summary>
    public string? ClaimedBy { get; set; }

    /// <summary>When that claim lapses, UTC.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }

    /// <summary>The first run that claimed the file, as long as it is the only one that ever did; otherwise null.</summary>
    public string? FirstRunId { get; set; }

    /// <summary>The run that made the outcome.</summary>
    public string? RunId { get; set; }

    /// <summary>True when its partner has something to do about it: rows that were refused, or sessions that wait for an answer.</summary>
    [IgnoreDataMember]
    public bool LeavesToTell => Rejected > 0 || Kept > 0;

    /// <summary>Key of a file within its partner: names are hashed, since they may hold anything.</summary>
    public static string FileKey(string fileName) => Names.Key(fileName);

    /// <summary>The row key of a partner's file.</summary>
    public static string Key(string partner, string fileName) => $"{partner}.{FileKey(fileName)}";
}
