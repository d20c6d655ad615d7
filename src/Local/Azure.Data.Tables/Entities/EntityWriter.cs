using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>
/// Writes entities as the service takes them: JSON with the type named beside each value that JSON cannot tell.
/// Source: "Payload format for Table service operations (JSON)" and "Understanding the Table service data model".
/// </summary>
internal static class EntityWriter
{
    // Seven digits: the service counts in ticks of 100 ns.
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    /// <exception cref="NotSupportedException">A property has a type that the service does not store, or a local time.</exception>
    public static ReadOnlyMemory<byte> Write(ITableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        if (entity is IDictionary<string, object?> properties)
            WriteProperties(json, properties);
        else
            WriteTyped(json, entity);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteProperties(Utf8JsonWriter json, IDictionary<string, object?> properties)
    {
        foreach (var (name, value) in properties)
            if (name is not (PropertyNames.Timestamp or PropertyNames.ODataETag))
                WriteProperty(json, name, value is Enum ? throw new NotSupportedException(
                    "Enum values are only supported for custom model types implementing ITableEntity.") : value);
    }

    private static void WriteTyped(Utf8JsonWriter json, ITableEntity entity)
    {
        json.WriteString(PropertyNames.PartitionKey, entity.PartitionKey);
        json.WriteString(PropertyNames.RowKey, entity.RowKey);
        foreach (var member in EntityModel.Of(entity.GetType()).Members)
            if (member.Get is { } get)
                WriteProperty(json, member.Name, get(entity) is var value && value is Enum ? value.ToString() : value);
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long or ulong:
                WriteTyped(json, name, EdmType.Int64, Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
            case double number when double.IsFinite(number):
                json.WriteString(name + PropertyNames.TypeSuffix, EdmType.Double);
                json.WriteNumber(name, number);
                break;
            case double number:
                WriteTyped(json, name, EdmType.Double, number.ToString(CultureInfo.InvariantCulture));
                break;
            case Guid guid:
                WriteTyped(json, name, EdmType.Guid, guid.ToString("D"));
                break;
            case DateTimeOffset time:
                WriteTyped(json, name, EdmType.DateTime, time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
                break;
            case DateTime { Kind: DateTimeKind.Utc } time:
                WriteTyped(json, name, EdmType.DateTime, time.ToString(TimeFormat, CultureInfo.InvariantCulture));
                break;
            case DateTime time:
                throw new NotSupportedException($"The DateTime of '{name}' has a Kind of {time.Kind}; only UTC can be stored. Use DateTime.SpecifyKind where it is UTC.");
            case byte[] bytes:
                json.WriteString(name + PropertyNames.TypeSuffix, EdmType.Binary);
                json.WriteBase64String(name, bytes);
                break;
            case BinaryData bytes:
                json.WriteString(name + PropertyNames.TypeSuffix, EdmType.Binary);
                json.WriteBase64String(name, bytes);
                break;
            default:
                throw new NotSupportedException($"The table service cannot store '{name}' of type {value.GetType()}.");
        }
    }

    private static void WriteTyped(Utf8JsonWriter json, string name, string type, string value)
    {
        json.WriteString(name + PropertyNames.TypeSuffix, type);
        json.WriteString(name, value);
    }
}
