using System.Text.Json;

namespace HubAutomation.Local.Host.Functions;

/// <summary>A binding as the worker gives it.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Type">The kind, such as "durableClient".</param>
/// <param name="Direction">In, Out or InOut.</param>
/// <param name="Json">All that the worker says of it.</param>
internal sealed record FunctionBinding(string Name, string Type, string Direction, JsonElement Json)
{
    private const string TriggerEnding = "Trigger";

    /// <summary>Whether it starts the function.</summary>
    public bool IsTrigger => Type.EndsWith(TriggerEnding, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it gives the function a value.</summary>
    public bool IsInput => Is(Direction, "In");

    /// <summary>The direction as the protocol counts it.</summary>
    public int DirectionNumber => Direction.ToUpperInvariant() switch
    {
        "OUT" => 1,
        "INOUT" => 2,
        _ => 0,
    };

    /// <exception cref="FormatException">It is no JSON object, or has no name or type.</exception>
    public static FunctionBinding Parse(string text)
    {
        try
        {
            // Parsed into memory of its own: the description outlives the message.
            var json = JsonElement.Parse(text);
            return new FunctionBinding(
                Text(json, "name") ?? throw new FormatException($"the binding {text} has no name"),
                Text(json, "type") ?? throw new FormatException($"the binding {text} has no type"),
                Text(json, "direction") ?? "In",
                json);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new FormatException($"the binding {text} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Whether it is of that type.</summary>
    public bool Is(string type) => Is(Type, type);

    /// <summary>A text of it; null when it has none of that name.</summary>
    public string? Text(string property) => Text(Json, property);

    /// <summary>Whether it says yes to a property.</summary>
    public bool Flag(string property, bool otherwise = false) =>
        Text(property) is { } text ? string.Equals(text, "true", StringComparison.OrdinalIgnoreCase) : otherwise;

    /// <summary>The texts of a list of it.</summary>
    public IEnumerable<string> Texts(string property) =>
        Find(Json, property) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(item => item.ToString()) : [];

    private static string? Text(JsonElement json, string property) =>
        Find(json, property) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : null;

    // The names are written in different cases by different versions of the worker's packages.
    private static JsonElement? Find(JsonElement json, string property)
    {
        foreach (var candidate in json.EnumerateObject())
        {
            if (Is(candidate.Name, property))
            {
                return candidate.Value;
            }
        }

        return null;
    }

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
