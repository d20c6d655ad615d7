using System.Text.Json;
using HubAutomation.Local.Host.Rpc;

namespace HubAutomation.Local.Host.Durable;

/// <summary>Inputs and results of activities, between the task hub's JSON and the worker's values.</summary>
internal static class ActivityValues
{
    /// <summary>The input: the worker's orchestration wraps it in an array of one, and its activity wants it bare.</summary>
    public static TypedData Input(string? json)
    {
        var text = json.AsSpan().Trim();
        if (text is ['[', .., ']'])
        {
            text = text[1..^1];
        }

        return text.IsEmpty ? new TypedData() : new TypedData { String = text.ToString() };
    }

    /// <summary>The result as JSON; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The worker gave something else than it does.</exception>
    public static string? Result(TypedData? value) => value?.DataCase switch
    {
        null or TypedData.DataOneofCase.None => null,
        TypedData.DataOneofCase.Json => value.Json,
        TypedData.DataOneofCase.String => JsonSerializer.Serialize(value.String),
        TypedData.DataOneofCase.Bytes => JsonSerializer.Serialize(value.Bytes.ToByteArray()),
        TypedData.DataOneofCase.Int => JsonSerializer.Serialize(value.Int),
        TypedData.DataOneofCase.Double => JsonSerializer.Serialize(value.Double),
        var other => throw new InvalidDataException($"An activity's result cannot be a {other}."),
    };
}
