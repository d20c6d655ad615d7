using System.Text.Json;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Merging;

/// <summary>
/// A session as table <c>TimetableSessions</c> keeps it. The version and the change are part of the row, so that a merge
/// that was interrupted finds out what it has done already.
/// </summary>
public sealed record StoredSession
{
    /// <summary>Columns that a merge compares.</summary>
    public static readonly IReadOnlyList<string> ComparedColumns =
        ["PartitionKey", "RowKey", "Hash", "Sequence", "Version", "Change", "Body", "Previous", "ChangedAt", "Link", "Row", "Part", "Column"];

    /// <summary>The session as it is now; for a withdrawn one as it was last.</summary>
    public required Session Session { get; init; }

    /// <summary>Equal for the same event told by another partner.</summary>
    public required string Link { get; init; }

    /// <summary>Of the session, see <see cref="StagedSession.Hash"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>How often this file has changed the session.</summary>
    public required int Sequence { get; init; }

    /// <summary>The run that last touched it, as a key.</summary>
    public required string Version { get; init; }

    /// <summary>What that run did to it.</summary>
    public required ChangeKind Change { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The session before that change; null when it was added.</summary>
    public Session? Previous { get; init; }

    /// <summary>Where it stands in the partner's file.</summary>
    public required RowPlace Place { get; init; }

    /// <summary>True while the file has it.</summary>
    public bool IsActive => Change != ChangeKind.Withdrawn;

    /// <summary>True when families saw it before a run, which may have done a part of its work by now.</summary>
    /// <param name="version">The run, as a key.</param>
    public bool Stood(string version) => Change switch
    {
        ChangeKind.Withdrawn => Version == version,
        ChangeKind.Added => Version != version,
        _ => true,
    };

    /// <summary>The row to write.</summary>
    public TableEntity ToEntity(InputFile file) => new(file.PartitionOf(Session.Id), Session.Id)
    {
        ["Title"] = Session.Title,
        ["PlaceId"] = Session.PlaceId,
        ["Body"] = JsonSerializer.Serialize(Session, HubJson.Options),
        ["Previous"] = Previous is null ? null : JsonSerializer.Serialize(Previous, HubJson.Options),
        ["Link"] = Link,
        ["Hash"] = Hash,
        ["Sequence"] = Sequence,
        ["Version"] = Version,
        ["Change"] = Change.ToString(),
        ["ChangedAt"] = ChangedAt,
        ["Active"] = IsActive,
        ["File"] = file.Name,
        ["Row"] = Place.Row,
        ["Part"] = Place.Part,
        ["Column"] = Place.Column,
    };

    /// <summary>Reads a row.</summary>
    public static StoredSession From(TableEntity entity) => new()
    {
        Session = Parse(entity.GetString("Body")),
        Previous = entity.GetString("Previous") is { } previous ? Parse(previous) : null,
        Link = entity.GetString("Link"),
        Hash = entity.GetString("Hash"),
        Sequence = entity.GetInt32("Sequence") ?? 0,
        Version = entity.GetString("Version"),
        Change = Enum.Parse<ChangeKind>(entity.GetString("Change")),
        ChangedAt = entity.GetDateTimeOffset("ChangedAt") ?? default,
        Place = new RowPlace(entity.GetInt32("Row") ?? 0, entity.GetString("Part"), entity.GetString("Column")),
    };

    private static Session Parse(string json) => JsonSerializer.Deserialize<Session>(json, HubJson.Options)!;
}
