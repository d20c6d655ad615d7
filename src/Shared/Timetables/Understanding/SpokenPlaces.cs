using System.Collections.Frozen;
using System.Text.RegularExpressions;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Timetables.Reading.Tables;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Places;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>
/// Tells which place a text speaks of that is no column of places: a line above a table, a sheet's name, the title of an event. A name of ours
/// within it is enough only where all other words are known to say nothing of where.
/// </summary>
internal sealed partial class SpokenPlaces(VenuePhrase phrase)
{
    // What stands beside a place's name over a timetable of it. "Not", "from" and "near" are none of them.
    private static readonly FrozenSet<string> Frame = FrozenSet.ToFrozenSet(
        ["timetable", "timetables", "whats", "what", "s", "is", "on", "at", "list", "schedule", "calendar", "diary", "hub", "hubs", "centre", "team", "offer", "your", "you", "welcome", "here", "held", "all", "by", "up", "date", "latest", "current", "version", "v", "final", "updated",
         "sheet", "tab", "page", "term", "terms", "autumn", "spring", "summer", "winter", "half", "september", "october", "november", "december", "january", "february", "march", "april", "may", "june", "july", "august", "st", "nd", "rd", "th", "monday", "tuesday", "wednesday",
         "thursday", "friday", "saturday", "sunday", "week", "weeks", "day", "days", "time", "holiday", "holidays"],
        StringComparer.Ordinal);

    // Behind the name of a place of ours these make it another one: "Ditton Primary School".
    private static readonly FrozenSet<string> OfOtherPlaces = FrozenSet.ToFrozenSet(
        ["school", "primary", "secondary", "junior", "infants", "academy", "college", "nursery", "library", "leisure", "centre", "center", "church", "chapel", "hall", "clinic", "surgery", "hospital", "park", "road", "street", "lane", "avenue", "gym", "pool", "baths", "museum", "station", "market", "pub",
         "hotel", "stadium", "theatre", "playground", "pavilion", "pharmacy"],
        StringComparer.Ordinal);

    // Before it, or anywhere in the sentence, these say that it is not there.
    private static readonly FrozenSet<string> Elsewhere = FrozenSet.ToFrozenSet(
        ["not", "no", "near", "nearby", "opposite", "behind", "outside", "beside", "moved", "moving", "moves", "formerly", "previously", "previous", "former", "longer", "instead", "from", "leaves", "leaving", "except", "excluding", "was", "ex"],
        StringComparer.Ordinal);

    /// <summary>The place that a line above a table, or a sheet's name, is about; null for none.</summary>
    public Place? Of(string caption) => phrase.FindAlone(caption, IsFrame);

    /// <summary>True for a line that holds the name of a place of ours among words that are not understood, and no hint of whom to ask.</summary>
    public bool IsUnclear(string caption) => phrase.FindIn(caption) is not null && !Enquiry().IsMatch(caption) && !ContactDetails.Holds(caption);

    /// <summary>The place that the title or the description of an event names beyond doubt; null for none.</summary>
    public Place? OfEvent(string title, string? description) =>
        (phrase.FindIn(title) is { } named && !IsElsewhere(title, named) ? named : null)
        ?? (phrase.FindIn($"{title}\n{description}") is null ? null : Sentences(description).Select(InSentence).FirstOrDefault(p => p is not null));

    /// <summary>True when words of an event tell of a place of ours that the event may not be at: then no other is taken for it either.</summary>
    public bool IsUnclearEvent(string title, string? description) =>
        phrase.FindIn(title) is not null || Sentences(description).Any(s => phrase.FindIn(s) is { } place && !Enquiry().IsMatch(s) && IsElsewhere(s, place));

    // "Yoga at Kingsway Family Hub", "Venue: Kingsway"; not "pop in to Kingsway", "leaves from Kingsway".
    private Place? InSentence(string sentence)
    {
        if (phrase.FindIn(sentence) is not { } place || Enquiry().IsMatch(sentence) || IsElsewhere(sentence, place))
            return null;
        return phrase.FindAlone(sentence, IsFrame) ?? (Where().IsMatch(sentence) ? place : null);
    }

    private static bool IsElsewhere(string text, Place place)
    {
        var words = $" {VenuePhrase.Key(text)} ";
        var name = place.Aliases.Prepend(place.Name).Append(place.Id).Select(VenuePhrase.Key).Where(n => n.Length > 0 && words.Contains($" {n} ", StringComparison.Ordinal)).MaxBy(n => n.Length);
        if (name is null)
            return false;
        var at = words.IndexOf($" {name} ", StringComparison.Ordinal);
        return words[..(at + 1)].Split(' ').Any(Elsewhere.Contains) || words[(at + name.Length + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Any(OfOtherPlaces.Contains);
    }

    private static bool IsFrame(string word) => Frame.Contains(word) || word.All(char.IsAsciiDigit) || SectionDay.IsSubject(word);

    private static IEnumerable<string> Sentences(string? text) => text is null ? [] : text.Split(['.', ';', '\n', '!', '?'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(s => s.Length <= Phrase.MaxLength);

    [GeneratedRegex(@"(?:\b(?:at|in|@|venue|where|location)\b|@)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Where();

    // Where to ask, book or meet, and not where it takes place.
    [GeneratedRegex(@"\b(?:information|info|details|enquir\w+|contact|call (?:in|us|into)|ring|pop in|ask|book(?:ing|ings)?|register|tickets?|collect(?:ed)?|meet(?:ing point)?|coach|bus|drop off|pick up|produced by|funded by|run by|delivered by)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Enquiry();
}
