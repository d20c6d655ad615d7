using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>Reads entities as the service sends them with minimal metadata.</summary>
internal static class EntityReader
{
    /// <exception cref="InvalidOperationException">A stored value does not fit the property it belongs to.</exception>
    public static T Read<T>(JsonElement json)
        where T : class, ITableEntity
    {
        var entity = Activator.CreateInstance<T>();
        if (entity is IDictionary<string, object?> properties)
            ReadProperties(json, properties);
        else
            ReadTyped(json, entity);
        return entity;
    }

    private static void ReadProperties(JsonElement json, IDictionary<string, object?> properties)
    {
        foreach (var property in json.EnumerateObject())
            if (property.Name != PropertyNames.ODataMetadata && !property.Name.EndsWith(PropertyNames.TypeSuffix, StringComparison.Ordinal))
                properties[property.Name] = Value(property.Value, TypeOf(json, property.Name));
    }

    /// <summary>The system's own time has no type beside it: it is never anything else.</summary>
    private static string? TypeOf(JsonElement json, string name) =>
        json.TryGetProperty(name + PropertyNames.TypeSuffix, out var type) ? type.GetString()
        : name == PropertyNames.Timestamp ? EdmType.DateTime
        : null;

    private static object? Value(JsonElement value, string? type) => (value.ValueKind, type) switch
    {
        (JsonValueKind.Null, _) => null,
        (JsonValueKind.True or JsonValueKind.False, _) => value.GetBoolean(),
        (JsonValueKind.Number, EdmType.Double) => value.GetDouble(),
        (JsonValueKind.Number, _) => Number(value),
        (JsonValueKind.String, EdmType.Binary) => value.GetBytesFromBase64(),
        (JsonValueKind.String, EdmType.DateTime) => Time(value.GetString()!),
        (JsonValueKind.String, EdmType.Double) => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (JsonValueKind.String, EdmType.Guid) => Guid.Parse(value.GetString()!),
        (JsonValueKind.String, EdmType.Int64) => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (JsonValueKind.String, _) => value.GetString(),
        _ => throw new NotSupportedException($"Not supported type {type ?? value.ValueKind.ToString()}"),
    };

    private static object Number(JsonElement value)
    {
        if (value.TryGetInt32(out var number))
            return number;
        return value.TryGetInt64(out var large) ? (object)large : value.GetDouble();
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static void ReadTyped(JsonElement json, ITableEntity entity)
    {
        if (json.TryGetProperty(PropertyNames.PartitionKey, out var partitionKey))
            entity.PartitionKey = partitionKey.GetString();
        if (json.TryGetProperty(PropertyNames.RowKey, out var rowKey))
            entity.RowKey = rowKey.GetString();
        if (json.TryGetProperty(PropertyNames.Timestamp, out var timestamp))
            entity.Timestamp = Time(timestamp.GetString()!);
        if (json.TryGetProperty(PropertyNames.ODataETag, out var etag))
            entity.ETag = new ETag(etag.GetString()!);
        foreach (var member in EntityModel.Of(entity.GetType()).Members)
            if (member.Set is { } set && json.TryGetProperty(member.Name, out var value))
                set(entity, ValueOf(value, member));
    }

    /// <summary>The stored value as the type of the property that asks for it, whatever type is named beside it.</summary>
    private static object? ValueOf(JsonElement value, EntityModel.Member member)
    {
        var type = Nullable.GetUnderlyingType(member.Type) ?? member.Type;
        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.True or JsonValueKind.False when type == typeof(bool) => value.GetBoolean(),
            JsonValueKind.Number when type == typeof(double) => value.GetDouble(),
            JsonValueKind.Number when type == typeof(int) && value.TryGetInt32(out var number) => number,
            JsonValueKind.String => FromText(value.GetString()!, type, member.Name),
            _ => throw Misfit(member.Name, value.ValueKind.ToString(), type),
        };
    }

    private static object FromText(string text, Type type, string name) => type switch
    {
        _ when type == typeof(string) => text,
        _ when type == typeof(byte[]) => Convert.FromBase64String(text),
        _ when type == typeof(BinaryData) => new BinaryData(Convert.FromBase64String(text)),
        _ when type == typeof(long) => long.Parse(text, CultureInfo.InvariantCulture),
        _ when type == typeof(ulong) => ulong.Parse(text, CultureInfo.InvariantCulture),
        _ when type == typeof(double) => double.Parse(text, CultureInfo.InvariantCulture),
        _ when type == typeof(Guid) => Guid.Parse(text),
        _ when type == typeof(DateTimeOffset) => Time(text),
        _ when type == typeof(DateTime) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        { IsEnum: true } => Enum.Parse(type, text),
        _ => throw Misfit(name, "String", type),
    };

    private static InvalidOperationException Misfit(string name, string stored, Type type) =>
        new($"The stored value of '{name}' is a {stored} and cannot be read as {type}.");
}
