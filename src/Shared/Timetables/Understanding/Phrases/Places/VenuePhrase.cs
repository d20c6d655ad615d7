using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Timetables.Understanding.Phrases.When;
using HubAutomation.Shared.Timetables.Vocabulary;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Places;

/// <summary>A hub or network site and perhaps a room in it.</summary>
/// <param name="Place">The place.</param>
/// <param name="Room">The room; null for none.</param>
/// <param name="Doubt">What the partner should look at about the room; null for nothing.</param>
internal readonly record struct Venue(Place Place, string? Room, string? Doubt = null);

/// <summary>
/// Finds the place that a partner names: by name, alias or postcode, alone or beside a room and an address. Names must be equal
/// but for case, punctuation and "FH"; what is merely near is only ever a suggestion.
/// </summary>
internal sealed partial class VenuePhrase
{
    /// <summary>Parts of a venue text beyond which nobody writes: bounds the work for odd input.</summary>
    private const int MaxParts = 8;

    private const int MaxRoomLength = 60;
    private static readonly string[] PartMarks = [" - ", " – ", " — ", ",", "(", ")", "/", "|", ";", "\n", " at ", " @ ", ":"];

    private static readonly FrozenSet<string> Doubts = FrozenSet.ToFrozenSet(
        ["not", "never", "isnt", "formerly", "former", "previously", "previous", "instead", "holiday", "holidays", "hols", "term", "termtime", "then", "alternately", "alternating", "alternate", "sometimes", "usually", "occasionally", "if", "when", "unless", "except", "weather", "online", "virtual", "virtually", "zoom", "closed", "moved", "moving", "starts", "finishes", "temporarily", "permanently"],
        StringComparer.Ordinal);

    private readonly HashSet<string> towns;
    private readonly Dictionary<string, Place?> byName = [];
    private readonly Dictionary<string, Place?> byLetters = [];
    private readonly Dictionary<string, Place?> byPostcode = [];
    private readonly IReadOnlyList<Place> places;
    private readonly LocalDate today;

    /// <summary>Knows the places of one authority. A name that two of them share names neither.</summary>
    public VenuePhrase(IReadOnlyList<Place> places, LocalDate today)
    {
        this.places = places;
        this.today = today;
        towns = [.. places.Select(p => Key(p.Address.Split(',')[^1])).Where(t => t.Length > 0), .. places.Select(p => Key(p.Area))];
        foreach (var place in places)
        {
            foreach (var name in place.Aliases.Prepend(place.Name).Append(place.Id).Select(Key))
            {
                byName[name] = byName.TryGetValue(name, out var other) && other != place ? null : place;
                byLetters[WithoutSpaces(name)] = byLetters.TryGetValue(WithoutSpaces(name), out other) && other != place ? null : place;
            }

            var postcode = Squeezed(place.Postcode);
            byPostcode[postcode] = byPostcode.ContainsKey(postcode) ? null : place;
        }
    }

    /// <summary>The place with this id, or null.</summary>
    public Place? ById(string id) => places.FirstOrDefault(p => p.Id == id);

    /// <summary>The place of exactly this name, alias or postcode, however it is spaced, or null.</summary>
    public Place? ByName(string text) =>
        byName.GetValueOrDefault(Key(text)) ?? byLetters.GetValueOrDefault(WithoutSpaces(Key(text))) ?? byPostcode.GetValueOrDefault(Squeezed(text));

    /// <summary>True when a text is exactly the name of a room somewhere.</summary>
    public bool IsRoom(string text)
    {
        var key = Key(text);
        return key.Length > 0 && places.Any(p => p.Rooms.Any(r => Key(r) == key));
    }

    /// <summary>True when a text is exactly the name of a place or of a room somewhere.</summary>
    public bool IsPlaceOrRoom(string text) => ByName(text) is not null || IsRoom(text);

    /// <summary>
    /// The only place whose name or alias stands in a text, word for word; null when none or several do. "Ditton" within "Ditton Library" is
    /// a part of that name and no other place.
    /// </summary>
    public Place? FindIn(string text)
    {
        var words = $" {Key(text)} ";
        var names = byName.Where(n => n.Value is not null && words.Contains($" {n.Key} ", StringComparison.Ordinal)).ToList();
        var found = names.Where(n => !names.Exists(longer => longer.Key.Length > n.Key.Length && $" {longer.Key} ".Contains($" {n.Key} ", StringComparison.Ordinal))).Select(n => n.Value).Distinct().Take(2).ToList();
        return found is [var only] ? only : null;
    }

    /// <summary>
    /// The only place named in a text of which every other word is known to say nothing of where: "Kingsway timetable – autumn 2026" is at
    /// Kingsway, a "Kingsway Leisure Centre" and "near Kingsway" are not.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="saysNothing">True for a word that does not say where.</param>
    public Place? FindAlone(string text, Func<string, bool> saysNothing) => FindIn(text) is { } place && Array.TrueForAll(WordsBeside(text, place, place.Rooms), w => saysNothing(w) || IsAddress(place, w)) ? place : null;

    private static string[] WordsBeside(string text, Place place, IReadOnlyList<string> rooms)
    {
        var words = $" {Key(text)} ";
        foreach (var name in place.Aliases.Prepend(place.Name).Append(place.Id).Select(Key).Concat(rooms.Select(Key)).Where(n => n.Length > 0).OrderByDescending(n => n.Length))
            words = words.Replace($" {name} ", " ", StringComparison.Ordinal);
        return words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The venue that a text names, or why it names none.</summary>
    public Understood<Venue> Understand(string text)
    {
        if (ByName(text) is { } whole)
            return new Venue(whole, null);
        if (RoomNamedWithPlace(text) is { } room)
            return room;
        var parts = Postcode().Replace(text, ",$0,").Split(PartMarks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length is 0 or > MaxParts)
            return NotUnderstood(text);
        var rest = TakePlaces(parts, out var found);
        if (found.Count > 1)
            return new Misunderstanding("two-venues", $"\"{Misunderstanding.Quoted(text)}\" names {PlainEnglish.List(found.Select(p => p.Name))}. Write one row for each place.");
        if (found.Count == 0)
            return NotUnderstood(text);
        return WithRoom(found[0], rest, text);
    }

    /// <summary>The room of a place by its very name; null for any other words.</summary>
    public static Venue? RoomOf(Place place, string text) => Key(text) is { Length: > 0 } key && place.Rooms.FirstOrDefault(r => Key(r) == key) is { } room ? new Venue(place, room) : null;

    // "Kingsway Sensory Room", "Sensory Room Kingsway": a place's name beside that of a room on its list.
    private Venue? RoomNamedWithPlace(string text)
    {
        if (text.Length > Phrase.MaxLength || FindIn(text) is not { } place)
            return null;
        var key = Key(text);
        return place.Rooms.FirstOrDefault(r => place.Aliases.Prepend(place.Name).Any(n => key == $"{Key(n)} {Key(r)}" || key == $"{Key(r)} {Key(n)}")) is { } room ? new Venue(place, room) : null;
    }

    /// <summary>The place with its room as the partner's room column names it.</summary>
    public Understood<Venue> WithRoom(Place place, string room)
    {
        if ((ByName(room) ?? PlaceAtTheEndOf(room)) is { } other && other != place && RoomOf(place, room) is null)
            return new Misunderstanding("room-is-a-place", $"The venue is {place.Name}, but the room names another place, {other.Name}. Correct one of them.");

        // "Sensory Room (term time only)": the words about when limit the session and are no part of the room's name.
        var parts = CellPart.Of(room);
        var names = parts.Where(p => !IsApplied(p.Text)).Select(p => p.Text).ToList();
        return WithRoom(place, names.Count == parts.Count ? [room] : names.Count == 0 ? [] : [string.Join(", ", names)], room);
    }

    // "Meet at Ditton".
    private Place? PlaceAtTheEndOf(string room) => room.LastIndexOf(" at ", StringComparison.OrdinalIgnoreCase) is > 0 and var at ? ByName(room[(at + 4)..]) : null;

    // Words about when that the row's notes apply to the session.
    private bool IsApplied(string part) => WhenPhrase.ReadNote(part, today) is { Limits: true };

    private Understood<Venue> WithRoom(Place place, List<string> rest, string text)
    {
        (string? room, string? doubt) = (null, null);
        foreach (var part in rest.Where(p => !IsAddress(place, p) && !IsApplied(p)))
        {
            if (WhenMention.IsIn(part))
                return NotThereAlways(place, part);
            if (!IsRoom(part) && SaysMoreThanWhere(part))
                return new Misunderstanding("venue-not-clear", $"\"{Misunderstanding.Quoted(text)}\" names {place.Name}, but \"{Misunderstanding.Quoted(part)}\" makes it doubtful that every session is there. Write the place alone, or a row for each place with its dates.");
            if (Placeholder.Is(part))
            {
                doubt ??= $"\"{Misunderstanding.Quoted(text)}\" does not say whether the place is certain. Families see {place.Name}.";
                continue;
            }

            // "Kingsway Family Hub 1 Sample Street Widnes" is the place with its address, written in one.
            if (string.Join(' ', WordsBeside(part, place, [])) is var others && others != Key(part) && IsAddress(place, others))
                continue;
            if (room is not null && Floor().IsMatch(part))
            {
                room = $"{room} ({PlainText.Tidy(part)})";
                continue;
            }

            var known = place.Rooms.FirstOrDefault(r => Key(r) == Key(part));
            var near = known is null ? NearestRoom(place, part) : null;
            if (known is null && near is null && byName.Keys.Any(n => EditDistance.Between(n, Key(part)) <= (n.Length <= 5 ? 1 : 2)))
                return NotUnderstood(text);
            if (Postcode().IsMatch(part))
                return new Misunderstanding("postcode-differs", $"{part} is not the postcode of {place.Name}, which is {place.Postcode}. Correct the place or the postcode.");
            if (room is not null || part.Length > MaxRoomLength || !part.Any(char.IsLetter))
                return NotUnderstood(text);
            room = known ?? PlainText.Tidy(part);
            doubt = near is null ? doubt : $"{place.Name} has no room \"{room}\" on our list, so it is shown as you wrote it. Did you mean \"{near}\"? Rooms there: {string.Join(", ", place.Rooms)}.";
        }

        return new Venue(place, room, doubt);
    }

    // "Not", "formerly Ditton", "Kingsway in holidays", "meet at Ditton": no room is called so.
    private static bool SaysMoreThanWhere(string part)
    {
        var words = Key(part).Split(' ');
        return words[0] is "meet" or "ex" or "was" || words is ["private"] || Array.Exists(words, Doubts.Contains);
    }

    // "Ditton, Kingsway on 14 Dec", "Main Hall from January".
    private Misunderstanding NotThereAlways(Place place, string part) => new(
        "venue-changes", $"\"{Misunderstanding.Quoted(part)}\" says that it is not always at {(FindIn(part) is { } other && other != place ? $"{place.Name}, but at {other.Name} too" : "the same place")}. Write a row for each place, with its dates.");

    /// <summary>Takes places out of the parts; names that hold a comma or a dash are found by joining neighbours.</summary>
    private List<string> TakePlaces(string[] parts, out List<Place> found)
    {
        found = [];
        var rest = new List<string>();
        for (var at = 0; at < parts.Length;)
        {
            var length = parts.Length - at;
            Place? place = null;
            while (length > 0 && (place = ByName(string.Join(' ', parts, at, length))) is null)
                length--;
            if (place is null)
                rest.Add(parts[at++]);
            else if (!found.Contains(place))
                found.Add(place);
            at += length;
        }

        return rest;
    }

    private bool IsAddress(Place place, string part)
    {
        var key = Key(part);
        if (key.Length == 0 || Squeezed(part) == Squeezed(place.Postcode))
            return true;
        var address = $" {Key(place.Address)} {Key(place.Area)} {Key(place.Name)} ";
        return address.Contains($" {key} ", StringComparison.Ordinal) || towns.Contains(key) || AddressWords.IsRegion(key) || AddressWords.IsStreet(key)
            || (key.EndsWith(Key(place.Postcode), StringComparison.Ordinal) && IsAddress(place, key[..^Key(place.Postcode).Length]));
    }

    private static string? NearestRoom(Place place, string part)
    {
        var key = Key(part);
        return place.Rooms.Where(r => EditDistance.Between(Key(r), key) <= (key.Length <= 5 ? 1 : 2)).MinBy(r => EditDistance.Between(Key(r), key));
    }

    private Misunderstanding NotUnderstood(string text)
    {
        var near = Nearest(text);
        var suggestion = near.Count == 0 ? null : near[0];
        var question = near.Count == 0 ? "" : $"Did you mean {string.Join(" or ", near.Select(n => $"\"{n}\""))}? ";
        return new("venue-not-known", $"We do not know the place \"{Misunderstanding.Quoted(text)}\". {question}Write the name of a hub or site as on the list of places.", suggestion);
    }

    /// <summary>Up to three places whose name or alias has the same words within two slips each, or begins with or holds the words written.</summary>
    private List<string> Nearest(string text)
    {
        var words = Key(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > MaxParts)
            return [];
        return [.. byName.Where(n => n.Value is not null).Select(n => (n.Value!.Name, Slips: Slips(words, n.Key.Split(' '))))
            .Where(n => n.Slips is not null).OrderBy(n => n.Slips).Select(n => n.Name).Distinct().Take(3)];
    }

    private static int? Slips(string[] words, string[] name)
    {
        if (words.Length > name.Length)
            return null;
        var total = (name.Length - words.Length) * 3;
        for (var i = 0; i < words.Length; i++)
        {
            var limit = words[i].Length switch { <= 3 => 0, <= 5 => 1, _ => 2 };
            var distance = EditDistance.Between(words[i], name[i], limit);
            if (distance > limit)
                return null;
            total += distance;
        }

        return total;
    }

    /// <summary>A <see cref="Key"/> as names must differ: "Kings way" is "Kingsway".</summary>
    internal static string WithoutSpaces(string key) => key.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>A name without what does not tell places apart: case, accents, punctuation, "the"; "FH" is "family hub".</summary>
    internal static string Key(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var token in Phrase.Of(WithoutAccents(text)).Tokens)
        {
            if (token.Kind == TokenKind.Symbol && token.Text != "&")
                continue;
            var word = token.Text switch { "fh" => "family hub", "&" => "and", "the" => "", "saint" => "st", "rd" => "road", "ave" => "avenue", var t => t };
            if (word.Length > 0)
                key.Append(key.Length > 0 ? " " : "").Append(word);
        }

        return key.ToString();
    }

    [GeneratedRegex(@"^(?:(?:on )?(?:the )?(?:ground|first|second|third|top|lower|upper|1st|2nd|3rd) floor|upstairs|downstairs)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Floor();

    [GeneratedRegex(@"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s?[0-9][A-Z]{2}\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Postcode();

    // "Cafe" is "Café".
    private static string WithoutAccents(string text) => Ascii.IsValid(text)
        ? text
        : string.Concat(text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));

    private static string Squeezed(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
