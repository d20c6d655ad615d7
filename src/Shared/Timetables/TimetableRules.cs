using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Understanding.Phrases.BookingAndCost;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Places;

namespace HubAutomation.Shared.Timetables;

/// <summary>What timetables demand of settings: that what partners write can mean one thing only.</summary>
internal static class TimetableRules
{
    /// <summary>Every breach.</summary>
    public static IEnumerable<SettingsBreach> Breaches(AuthoritySettings settings) =>
    [
        .. PlaceNames(settings.Places).Select(breach => new SettingsBreach("places", breach.Key, breach.Rule)),
        .. Bookings(settings.Partners).Select(breach => new SettingsBreach(Partner.File, breach.Key, breach.Rule)),
    ];

    // What partners write must mean one place: a name that two share would name neither.
    private static IEnumerable<(string Key, string Rule)> PlaceNames(IReadOnlyList<Place> places)
    {
        var names = places.SelectMany((place, i) => place.Aliases.Select((alias, n) => (Key: SettingsBreach.Item("places", i, $"aliases[{n}]"), Name: alias))
            .Prepend((Key: SettingsBreach.Item("places", i, "name"), place.Name)).Prepend((Key: SettingsBreach.Item("places", i, "id"), Name: place.Id))
            .Where(name => name.Name.Length > 0).Select(name => (name.Key, name.Name, Place: place, At: i, Means: VenuePhrase.WithoutSpaces(VenuePhrase.Key(name.Name))))).ToList();
        foreach (var (key, _, _, _, _) in names.Where(name => name.Means.Length == 0))
            yield return (key, "must have a letter or a digit, so that it can be told from others.");
        foreach (var group in names.Where(name => name.Means.Length > 0).GroupBy(name => name.Means))
        {
            var first = group.First();
            foreach (var other in group.Where(name => name.At != first.At))
                yield return (other.Key, $"\"{other.Name}\" also names {first.Place.Name} ({first.Key}). Give each name, alias and id to one place only; capitals, spaces and signs do not tell them apart.");
        }

        foreach (var (key, name, place, _, _) in names)
        {
            if (Postcode.Parse(name) is { } code && code != Postcode.Parse(place.Postcode) && places.FirstOrDefault(other => Postcode.Parse(other.Postcode) == code) is { } owner)
                yield return (key, $"\"{name}\" is the postcode of {owner.Name}, and rows that say it are meant for there. Take it out, or correct the postcode.");
        }
    }

    private static IEnumerable<(string Key, string Rule)> Bookings(IReadOnlyList<Partner> partners) => partners
        .Select((partner, i) => (Key: SettingsBreach.Item("partners", i, "defaultBooking"), partner.DefaultBooking))
        .Where(partner => partner.DefaultBooking is { Length: > 0 } words && !BookingPhrase.Understand(words).Is(out _, out _))
        .Select(partner => (partner.Key, $"\"{partner.DefaultBooking}\" is not understood as a way of booking. Write drop in, booking recommended, booking essential, by appointment or referral only."));
}
