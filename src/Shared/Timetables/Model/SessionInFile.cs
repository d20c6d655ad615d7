using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Timetables.Model;

/// <summary>A session as a partner's file tells it: what a row was understood as, a line of a run's <c>staged.jsonl</c>, and the heart of what is stored.</summary>
/// <param name="Session">The session.</param>
/// <param name="Link">Equal for the same event told by another partner.</param>
/// <param name="Place">Where it stands in the file.</param>
public sealed record SessionInFile(Session Session, string Link, RowPlace Place)
{
    /// <summary>Changes whenever anything that families see changes: 16 hexadecimal digits of SHA-256 over the session.</summary>
    [JsonIgnore]
    public string Hash => Convert.ToHexStringLower(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Session, HubJson.Options)).AsSpan(0, 8));
}
