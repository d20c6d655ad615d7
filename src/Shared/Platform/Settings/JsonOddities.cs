using System.Globalization;
using System.Text.Json;
using HubAutomation.Shared.Platform.Text;

namespace HubAutomation.Shared.Platform.Settings;

/// <summary>What is right by the rules of JSON and yet a mistake in a file that people write.</summary>
internal static class JsonOddities
{
    /// <summary>Keys that stand twice in an object, of which one would count unseen; texts with a line break or a control character.</summary>
    public static IEnumerable<(string Path, string Rule)> In(JsonElement element, string path = "") => element.ValueKind switch
    {
        JsonValueKind.Object => Repeated(element, path).Concat(element.EnumerateObject().SelectMany(member => In(member.Value, Below(path, member.Name)))),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, i) => In(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"))),
        JsonValueKind.String when !WholeText.IsClean(element.GetString()!) => [(path, "holds a line break or a control character. Write it on one line.")],
        _ => [],
    };

    private static IEnumerable<(string Path, string Rule)> Repeated(JsonElement element, string path) => element.EnumerateObject()
        .GroupBy(member => member.Name).Where(group => group.Count() > 1)
        .Select(group => (Below(path, group.Key), string.Create(CultureInfo.InvariantCulture, $"stands {group.Count()} times. Write it once.")));

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
