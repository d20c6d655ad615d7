using System.Text.Json;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Merging;

/// <summary>
/// A session as table <c>TimetableSessions</c> keeps it. The version and the change are part of the row, so that a merge
/// that was interrupted finds out what it has done already.
/// </summary>
internal sealed record StoredSession
{
    /// <summary>Columns that a merge compares.</summary>
    public static readonly IReadOnlyList<string> ComparedColumns =
        ["PartitionKey", "RowKey", "Hash", "Sequence", "Version", "Change", "Body", "Previous", "ChangedAt", "Link", "Row", "Part", "Column"];

    /// <summary>The session as its file tells it now; for a withdrawn one as it was told last.</summary>
    public required SessionInFile Told { get; init; }

    /// <summary>What families see.</summary>
    public Session Session => Told.Session;

    /// <summary>Of the session, see <see cref="SessionInFile.Hash"/>.</summary>
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
        ["Link"] = Told.Link,
        ["Hash"] = Hash,
        ["Sequence"] = Sequence,
        ["Version"] = Version,
        ["Change"] = Change.ToString(),
        ["ChangedAt"] = ChangedAt,
        ["Active"] = IsActive,
        ["File"] = file.Name,
        ["Row"] = Told.Place.Row,
        ["Part"] = Told.Place.Part,
        ["Column"] = Told.Place.Column,
    };

    /// <summary>Reads a row.</summary>
    public static StoredSession From(TableEntity entity) => new()
    {
        Told = new(
            Parse(entity.GetString("Body")), entity.GetString("Link"),
            new RowPlace(entity.GetInt32("Row") ?? 0, entity.GetString("Part"), entity.GetString("Column"))),
        Previous = entity.GetString("Previous") is { } previous ? Parse(previous) : null,
        Hash = entity.GetString("Hash"),
        Sequence = entity.GetInt32("Sequence") ?? 0,
        Version = entity.GetString("Version"),
        Change = Enum.Parse<ChangeKind>(entity.GetString("Change")),
        ChangedAt = entity.GetDateTimeOffset("ChangedAt") ?? default,
    };

    private static Session Parse(string json) => JsonSerializer.Deserialize<Session>(json, HubJson.Options)!;
}
