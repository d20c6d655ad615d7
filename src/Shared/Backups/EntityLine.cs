using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Data.Tables;

namespace HubAutomation.Shared.Backups;

/// <summary>
/// An entity as one line of JSON, in the form of the table service itself: a type beside each value that JSON cannot tell. The same
/// entity is the same line, since properties are in the order of their names. Source: "Payload format for Table service operations (JSON)".
/// </summary>
public static class EntityLine
{
    private const string TypeSuffix = "@odata.type";
    private const string ETag = "odata.etag";
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an entity without its ETag and without the time of its last change, which are the service's own.</summary>
    /// <exception cref="NotSupportedException">A property has a type that the service does not store.</exception>
    public static ReadOnlyMemory<byte> Write(TableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var line = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(line, Readable);
        json.WriteStartObject();
        foreach (var (name, value) in entity.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (value is not null && name is not (ETag or nameof(TableEntity.Timestamp)))
            {
                Write(json, name, value);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return line.WrittenMemory;
    }

    /// <summary>Reads what <see cref="Write(TableEntity)"/> has written.</summary>
    /// <exception cref="JsonException">The text is no entity.</exception>
    public static TableEntity Read(ReadOnlyMemory<byte> line)
    {
        using var json = JsonDocument.Parse(line);
        var entity = new TableEntity();
        foreach (var property in json.RootElement.EnumerateObject().Where(p => !p.Name.EndsWith(TypeSuffix, StringComparison.Ordinal)))
        {
            var type = json.RootElement.TryGetProperty(property.Name + TypeSuffix, out var named) ? named.GetString() : null;
            entity[property.Name] = Value(property.Value, type);
        }

        return entity;
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                Typed(json, name, "Edm.Int64", number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                Typed(json, name, "Edm.Double", number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case Guid guid:
                Typed(json, name, "Edm.Guid", guid.ToString("D"));
                break;
            case DateTimeOffset moment:
                Typed(json, name, "Edm.DateTime", moment.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
                break;
            case DateTime moment:
                Typed(json, name, "Edm.DateTime", moment.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                Typed(json, name, "Edm.Binary", Convert.ToBase64String(bytes));
                break;
            case BinaryData bytes:
                Typed(json, name, "Edm.Binary", Convert.ToBase64String(bytes));
                break;
            default:
                throw new NotSupportedException($"\"{name}\" holds a {value.GetType()}, which tables do not store.");
        }
    }

    private static void Typed(Utf8JsonWriter json, string name, string type, string value)
    {
        json.WriteString(name + TypeSuffix, type);
        json.WriteString(name, value);
    }

    private static object Value(JsonElement value, string? type) => (type, value.ValueKind) switch
    {
        (null, JsonValueKind.String) => value.GetString()!,
        (null, JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
        (null, JsonValueKind.Number) => value.GetInt32(),
        ("Edm.Int64", _) => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        ("Edm.Double", _) => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        ("Edm.Guid", _) => value.GetGuid(),
        ("Edm.DateTime", _) => DateTimeOffset.ParseExact(value.GetString()!, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        ("Edm.Binary", _) => value.GetBytesFromBase64(),
        _ => throw new JsonException($"No entity has a {type ?? value.ValueKind.ToString()}."),
    };
}
