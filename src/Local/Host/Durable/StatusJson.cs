using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.Host.Durable;

/// <summary>Writes orchestrations as the durable HTTP API shows them; times in whole seconds, UTC.</summary>
internal static class StatusJson
{
    /// <summary>One orchestration.</summary>
    /// <param name="instance">The orchestration.</param>
    /// <param name="showInput">Whether with its input.</param>
    /// <param name="history">Its history, to be shown too; null when not.</param>
    /// <param name="showHistoryOutput">Whether the history is shown with the results of its steps.</param>
    public static string Write(
        P.OrchestrationState instance, bool showInput, IReadOnlyList<P.HistoryEvent>? history = null, bool showHistoryOutput = false) =>
        Write(json =>
        {
            json.WriteStartObject();
            WriteFields(json, instance, showInput);
            if (history is not null)
            {
                json.WritePropertyName("historyEvents");
                HistoryJson.Write(json, history, showHistoryOutput);
            }

            json.WriteEndObject();
        });

    /// <summary>Several orchestrations.</summary>
    public static string Write(IEnumerable<P.OrchestrationState> instances, bool showInput) => Write(json =>
    {
        json.WriteStartArray();
        foreach (var instance in instances)
        {
            json.WriteStartObject();
            WriteFields(json, instance, showInput);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Writes what was kept as text: as the JSON that it is, or, where it is none, as a string.</summary>
    public static void WriteValue(Utf8JsonWriter json, string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            json.WriteString(name, text is null ? null : string.Empty);
        }
        else if (IsJson(text))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            json.WriteString(name, text);
        }
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteFields(Utf8JsonWriter json, P.OrchestrationState instance, bool showInput)
    {
        json.WriteString("name", instance.Name);
        json.WriteString("instanceId", instance.InstanceId);
        json.WriteString("runtimeStatus", instance.OrchestrationStatus.ToString());
        WriteValue(json, "input", showInput ? instance.Input : null);
        WriteValue(json, "customStatus", instance.CustomStatus);
        WriteValue(json, "output", instance.Output ?? Reason(instance.FailureDetails));
        json.WriteString("createdTime", Time(instance.CreatedTimestamp));
        json.WriteString("lastUpdatedTime", Time(instance.LastUpdatedTimestamp));
    }

    /// <summary>The output of a failed orchestration is why it failed.</summary>
    private static string? Reason(P.TaskFailureDetails? failure) => failure is null ? null : $"{failure.ErrorType}: {failure.ErrorMessage}";

    private static bool IsJson(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            return JsonDocument.TryParseValue(ref reader, out var document) && End(document, ref reader);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool End(JsonDocument document, ref Utf8JsonReader reader)
    {
        document.Dispose();
        return !reader.Read();
    }

    private static string Time(Timestamp? time) => (time?.ToDateTime() ?? default).ToString("s", CultureInfo.InvariantCulture) + "Z";
}
