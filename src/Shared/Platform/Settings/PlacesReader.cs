using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Shared.Platform.Settings;

/// <summary>Reads <c>places.json</c> and notes every mistake in it.</summary>
internal static class PlacesReader
{
    /// <summary>Reads the whole file.</summary>
    public static IReadOnlyList<Place> Read(JsonNode root, Authority authority)
    {
        root.AllowOnly("places");
        var areas = authority.Areas.Select(a => a.Id).ToHashSet();
        var places = root.List("places", p =>
        {
            p.AllowOnly("id", "name", "kind", "area", "address", "postcode", "aliases", "rooms", "openingHours");
            var area = p.Id("area");
            if (area.Length > 0 && !areas.Contains(area))
            {
                p.Note("area", $"\"{area}\" is not an area of authority.json. Allowed: {string.Join(", ", areas.Order())}.");
            }

            var id = p.Id("id");
            if (areas.Contains(id) || id == "changes")
            {
                p.Note("id", $"\"{id}\" is taken: a place's address must differ from every area's and from \"changes\".");
            }

            return new Place(
                id, p.Text("name"), Kind(p), area, p.Text("address"), p.Text("postcode"),
                p.List("aliases", a => a.AsText(), required: false), p.List("rooms", r => r.AsText(), required: false), Hours(p));
        });
        root.NoteRepeats("places", places.Select(p => p.Id));
        return places;
    }

    private static PlaceKind Kind(JsonNode place)
    {
        switch (place.Text("kind"))
        {
            case "hub":
                return PlaceKind.Hub;
            case "network":
                return PlaceKind.Network;
            case { Length: > 0 } other:
                place.Note("kind", $"\"{other}\" is not allowed. Allowed: hub, network.");
                break;
        }

        return default;
    }

    private static Dictionary<IsoDayOfWeek, OpenHours> Hours(JsonNode place)
    {
        var hours = new Dictionary<IsoDayOfWeek, OpenHours>();
        foreach (var (name, value) in place.Members("openingHours"))
        {
            if (!Enum.TryParse<IsoDayOfWeek>(name, ignoreCase: true, out var day) || day == IsoDayOfWeek.None || !char.IsAsciiLetter(name[0]))
            {
                value.Note($"\"{name}\" is not a day. Allowed: monday to sunday.");
                continue;
            }

            // An older release took capitals, and what it accepted means what it meant.
            if (name.Any(char.IsAsciiLetterUpper))
            {
                value.Note($"\"{name}\" must be written in small letters: {name.ToLowerInvariant()}.");
            }

            var text = value.AsText();
            var ends = text.Split('-', StringSplitOptions.TrimEntries).Select(t => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(t)).ToArray();
            if (ends is [{ Success: true } opens, { Success: true } closes] && opens.Value < closes.Value)
            {
                hours[day] = new OpenHours(opens.Value, closes.Value);
            }
            else
            {
                value.Note($"\"{text}\" is not opening hours. Write them like 08:30-17:00.");
            }
        }

        return hours;
    }
}
