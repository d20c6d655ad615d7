using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Shared.Platform.Storage;

/// <summary>
/// How the hub writes JSON into blobs and table columns: camel case, enums by name, dates and times as ISO 8601.
/// Not for orchestration inputs and outputs: these go through the worker's own serializer and hold no NodaTime types.
/// </summary>
public static class HubJson
{
    /// <summary>The options, frozen.</summary>
    public static readonly JsonSerializerOptions Options = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
                new PatternConverter<LocalDate>(LocalDatePattern.Iso),
                new PatternConverter<YearMonth>(YearMonthPattern.Iso),
                new PatternConverter<LocalTime>(LocalTimePattern.ExtendedIso),
                new PatternConverter<Instant>(InstantPattern.ExtendedIso),
            },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class PatternConverter<T>(IPattern<T> pattern) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var result = pattern.Parse(reader.GetString() ?? "");
            return result.Success ? result.Value : throw new JsonException(result.Exception.Message, result.Exception);
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(pattern.Format(value));
    }
}
