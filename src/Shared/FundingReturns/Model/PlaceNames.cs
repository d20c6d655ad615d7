using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>
/// Places by what people call them: id, name or alias of places.json, whatever the case and the punctuation. A name that two places share
/// names neither.
/// </summary>
internal sealed class PlaceNames
{
    private readonly Dictionary<string, string?> ids = [];
    private readonly Dictionary<string, string?> known = new(StringComparer.Ordinal);

    public PlaceNames(IEnumerable<Place> places)
    {
        foreach (var place in places)
        {
            foreach (var name in place.Aliases.Append(place.Name).Append(place.Id).Select(Fold))
                ids[name] = ids.TryGetValue(name, out var other) && other != place.Id ? null : place.Id;
        }
    }

    /// <summary>Whether these are the ids of all places there are.</summary>
    public bool AreAll(IReadOnlySet<string> places) => ids.Count > 0 && ids.Values.All(id => id is null || places.Contains(id));

    /// <summary>The id of the place that a text names; null when it names none.</summary>
    public string? Find(string text)
    {
        if (known.TryGetValue(text, out var id))
            return id;
        id = ids.GetValueOrDefault(Fold(text));
        if (id is not null)
            known[text] = id;
        return id;
    }

    private static string Fold(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
