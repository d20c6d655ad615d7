using Azure.Core.Serialization;
using Microsoft.DurableTask;

namespace HubAutomation.Testing;

/// <summary>Reads and writes the values of orchestrations as the app's worker does.</summary>
internal sealed class SerializerConverter(ObjectSerializer serializer) : DataConverter
{
    public override string? Serialize(object? value) => value is null ? null : serializer.Serialize(value).ToString();

    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : serializer.Deserialize(BinaryData.FromString(data).ToStream(), targetType, default);
}
