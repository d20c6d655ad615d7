using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.Functions.Durable;

/// <summary>Writes orchestrations as the durable HTTP API shows them; times in whole seconds, UTC.</summary>
internal static class StatusJson
{
    public static string Write(OrchestrationMetadata instance, bool showInput) => Write(json => WriteOne(json, instance, showInput));

    public static string Write(IEnumerable<OrchestrationMetadata> instances, bool showInput) => Write(json =>
    {
        json.WriteStartArray();
        foreach (var instance in instances)
        {
            WriteOne(json, instance, showInput);
        }

        json.WriteEndArray();
    });

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteOne(Utf8JsonWriter json, OrchestrationMetadata instance, bool showInput)
    {
        json.WriteStartObject();
        json.WriteString("name", instance.Name);
        json.WriteString("instanceId", instance.InstanceId);
        json.WriteString("runtimeStatus", instance.RuntimeStatus.ToString());
        WriteRaw(json, "input", showInput ? instance.SerializedInput : null);
        WriteRaw(json, "customStatus", instance.SerializedCustomStatus);
        WriteOutput(json, instance);
        json.WriteString("createdTime", Time(instance.CreatedAt));
        json.WriteString("lastUpdatedTime", Time(instance.LastUpdatedAt));
        json.WriteEndObject();
    }

    /// <summary>The output of a failed orchestration is why it failed.</summary>
    private static void WriteOutput(Utf8JsonWriter json, OrchestrationMetadata instance)
    {
        if (instance.FailureDetails is { } failure)
        {
            json.WriteString("output", $"{failure.ErrorType}: {failure.ErrorMessage}");
            return;
        }

        WriteRaw(json, "output", instance.SerializedOutput);
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, string? value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value ?? "null");
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + "Z";
}
