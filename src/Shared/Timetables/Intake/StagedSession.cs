using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Intake;

/// <summary>An accepted row on its way from the file to the tables: one line of a run's <c>staged.jsonl</c>.</summary>
/// <param name="Session">The session.</param>
/// <param name="Link">Equal for the same event told by another partner.</param>
/// <param name="Place">Where it stands in the file.</param>
public sealed record StagedSession(Session Session, string Link, RowPlace Place)
{
    /// <summary>Changes whenever anything that families see changes: 16 hexadecimal digits of SHA-256 over the session.</summary>
    [JsonIgnore]
    public string Hash => Convert.ToHexStringLower(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Session, HubJson.Options)).AsSpan(0, 8));
}

/// <summary>A run of staged lines with neighbouring ids; merged in one step.</summary>
/// <param name="From">First partition (the start of an id) that belongs to it; "" for the first slice.</param>
/// <param name="To">First partition that no longer does; null for the last slice.</param>
/// <param name="Offset">Where its lines start in <c>staged.jsonl</c>, in bytes.</param>
/// <param name="Length">How long they are, in bytes; 0 for everything, which may be nothing.</param>
/// <param name="Count">How many lines.</param>
public sealed record StagedSlice(string From, string? To, long Offset, long Length, int Count)
{
    /// <summary>The only slice of a small file, whatever stands in it.</summary>
    public static readonly StagedSlice Everything = new("", null, 0, 0, 0);

    /// <summary>Where its lines stand in <c>staged.jsonl</c>.</summary>
    [JsonIgnore]
    public HttpRange Bytes => Length == 0 ? default : new HttpRange(Offset, Length);
}
