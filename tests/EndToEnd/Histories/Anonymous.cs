using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HubAutomation.EndToEnd.Histories;

/// <summary>
/// Takes out of a history what is different each time (versions of blobs, the keys made of them, moments of uploads) and what a
/// repository should not hold (messages and stack traces), so that recording the same way again gives the same text.
/// </summary>
internal static partial class Anonymous
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string History(string json)
    {
        var history = JsonNode.Parse(json)!;
        WithoutMessages(history);
        var text = Numbered(BlobVersion(), history.ToJsonString(Readable), number => $"0x{number:D15}");
        text = Numbered(Key(), text, number => $"{number:D16}");
        return Upload().Replace(text, "${name}2026-09-14T08:00:00");
    }

    private static void WithoutMessages(JsonNode node)
    {
        foreach (var part in node is JsonArray array ? array : node is JsonObject all ? all.Select(member => member.Value) : [])
            if (part is not null)
                WithoutMessages(part);
        if (node is not JsonObject members)
            return;
        if (members.ContainsKey("errorMessage"))
            members["errorMessage"] = "";
        members.Remove("stackTrace");
        if (members.ContainsKey("executionId"))
            members["executionId"] = "execution";
    }

    // The same text gets the same number wherever it stands.
    private static string Numbered(Regex pattern, string text, Func<int, string> name)
    {
        var seen = new Dictionary<string, int>();
        return pattern.Replace(text, match =>
        {
            seen.TryAdd(match.Value, seen.Count + 1);
            return name(seen[match.Value]);
        });
    }

    [GeneratedRegex("0x[0-9A-F]{15,16}")]
    private static partial Regex BlobVersion();

    [GeneratedRegex(@"\b(?=[0-9a-f]*[a-f])[0-9a-f]{16}\b")]
    private static partial Regex Key();

    [GeneratedRegex("""(?<name>"UploadedAt\\":\\")[0-9T:.-]+""")]
    private static partial Regex Upload();
}
