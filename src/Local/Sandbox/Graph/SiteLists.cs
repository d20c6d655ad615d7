using System.Globalization;
using System.Text.Json;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>
/// The lists of all sites. A list is a file with an array of <c>{ "id": "1", "fields": { … } }</c>, which people and tests change as
/// they like; what changed is found when the list is looked at.
/// </summary>
internal sealed class SiteLists(GraphFolder graph, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { AllowTrailingCommas = true };

    private readonly Lock _gate = new();

    /// <summary>A list as it is now; null when there is none.</summary>
    /// <exception cref="InvalidDataException">Its file is no list; the message says where.</exception>
    public ListHistory? Look(string site, string list)
    {
        lock (_gate)
        {
            if (graph.ListFile(site, list) is not { } file)
            {
                return null;
            }

            var remembered = graph.StateFile($"{site}.{list}");
            var known = File.Exists(remembered) ? JsonSerializer.Deserialize<ListHistory>(File.ReadAllBytes(remembered), Json)! : ListHistory.Begin();
            var now = known.After(Read(file), time.GetUtcNow());
            if (!ReferenceEquals(known, now) || !File.Exists(remembered))
            {
                Whole.Write(remembered, JsonSerializer.SerializeToUtf8Bytes(now, Json));
            }

            return now;
        }
    }

    private static Dictionary<int, string> Read(string file)
    {
        try
        {
            using var items = JsonDocument.Parse(File.ReadAllBytes(file));
            return items.RootElement.EnumerateArray().ToDictionary(
                item => int.Parse(item.GetProperty("id").GetString()!, NumberStyles.None, CultureInfo.InvariantCulture),
                item => JsonSerializer.Serialize(item.GetProperty("fields")));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{file} is no array of {{ \"id\": \"1\", \"fields\": {{ … }} }}, each id once: {error.Message}", error);
        }
    }
}
