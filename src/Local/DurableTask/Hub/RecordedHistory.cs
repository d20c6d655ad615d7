using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HubAutomation.Local.DurableTask.Engine;

namespace HubAutomation.Local.DurableTask;

/// <summary>
/// What an orchestration has gone through, to be kept beside the code. Replayed against a later version of the code it shows whether
/// instances that were under way when that version is deployed can go on.
/// </summary>
public sealed class RecordedHistory
{
    internal RecordedHistory(RecordedInstance instance)
    {
        Instance = instance;
    }

    /// <summary>The orchestrator's name.</summary>
    public string Orchestrator => Instance.Orchestrator;

    /// <summary>The version that the instance was started with; empty for none.</summary>
    public string Version => Instance.Version;

    /// <summary>The instance's id.</summary>
    public string InstanceId => Instance.InstanceId;

    internal RecordedInstance Instance { get; }

    /// <summary>Reads what <see cref="ToJson"/> has written.</summary>
    /// <exception cref="JsonException">The text is no recorded history.</exception>
    public static RecordedHistory Parse(string json) =>
        new(JsonSerializer.Deserialize(json, RecordedHistoryJson.Default.RecordedInstance) ?? throw new JsonException("There is no history."));

    /// <summary>The history as text that a person can read, and compare with another.</summary>
    public string ToJson() => JsonSerializer.Serialize(Instance, RecordedHistoryJson.Default.RecordedInstance);
}

/// <summary>An instance with the turns it has taken.</summary>
internal sealed record RecordedInstance(
    string Orchestrator, string Version, string InstanceId, string? ParentName, string? ParentId, string? Input, IReadOnlyList<Turn> Turns);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(RecordedInstance))]
internal sealed partial class RecordedHistoryJson : JsonSerializerContext
{
    // Payloads are JSON themselves: with every quotation mark escaped as a number nobody could read them.
    static RecordedHistoryJson() => Default = new RecordedHistoryJson(new JsonSerializerOptions(Default.GeneratedSerializerOptions!)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
