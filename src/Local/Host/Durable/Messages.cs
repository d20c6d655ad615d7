using System.Buffers;
using Google.Protobuf;
using HubAutomation.Local.Host.Rpc;

namespace HubAutomation.Local.Host.Durable;

/// <summary>Messages of the durable protocol as the values of parameters and results: base64 of their bytes.</summary>
internal static class Messages
{
    public static TypedData Write(IMessage message)
    {
        var size = message.CalculateSize();
        var bytes = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            message.WriteTo(bytes.AsSpan(0, size));
            return new TypedData { String = Convert.ToBase64String(bytes, 0, size) };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <exception cref="InvalidDataException">The value is no such message.</exception>
    public static T Read<T>(TypedData? value, MessageParser<T> parser)
        where T : IMessage<T>
    {
        var text = value?.String ?? string.Empty;
        var bytes = ArrayPool<byte>.Shared.Rent(text.Length / 4 * 3);
        try
        {
            return text.Length > 0 && Convert.TryFromBase64String(text, bytes, out var size)
                ? parser.ParseFrom(bytes.AsSpan(0, size))
                : throw new InvalidDataException($"The worker's answer holds no {typeof(T).Name}.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
