using System.Text.RegularExpressions;
using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Vocabulary;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>
/// Takes telephone numbers, addresses and names of people out of the short texts of a row, before anything reads them: whatever they mean,
/// none is published. Names and notes of sessions have <see cref="ContactDetails"/> and <see cref="PrivateNotes"/>.
/// </summary>
/// <param name="isPlace">True for words that name a place or a room, which may be called after somebody.</param>
internal sealed partial class PersonalDetails(Func<string, bool> isPlace)
{
    private const string Rule = "personal-details-removed";

    private static readonly TimetableField[] Fields = [TimetableField.Venue, TimetableField.Room, TimetableField.Ages, TimetableField.Cost];

    private readonly PhraseCache<string, string> known = new(text => Without(text, isPlace), text => text.Length);

    /// <summary>The cells without such details. A venue of which nothing is left is given back: it would be taken for the partner's own place.</summary>
    public IReadOnlyDictionary<TimetableField, string> TakeOut(IReadOnlyDictionary<TimetableField, string> cells, RowFindings findings)
    {
        Dictionary<TimetableField, string>? clean = null;
        List<string>? told = null;
        foreach (var field in Fields)
        {
            if (!cells.TryGetValue(field, out var text))
                continue;
            var rest = Without(text);
            if (rest == text)
                continue;
            clean ??= new(cells);
            clean.Remove(field);
            if (rest.Length > 0)
                clean[field] = rest;
            else if (field == TimetableField.Venue)
                findings.Reject(OnlyDetails);
            (told ??= []).Add($"{(rest.Length > 0 ? "the" : "no")} {CellProblem.NameOf(field).ToLowerInvariant()}{(rest.Length > 0 ? $" “{rest}”" : "")}");
        }

        if (told is not null)
            findings.Warn(Rule, $"Telephone numbers, e-mail addresses or names of people were taken out. Families see {PlainEnglish.List(told)}. Leave them out of your file.");
        return clean ?? cells;
    }

    /// <summary>A calendar event's location without such details.</summary>
    public string? TakeOut(string? location, RowFindings findings)
    {
        if (location is null)
            return null;
        var rest = Without(location);
        if (rest == location)
            return location;
        if (rest.Length == 0)
            findings.Reject(OnlyDetails);
        findings.Warn(Rule, $"Telephone numbers, e-mail addresses or names of people were taken out. Families see {(rest.Length > 0 ? $"“{rest}”" : "nothing of it")}. Leave them out of your calendar.");
        return rest;
    }

    private static readonly CellProblem OnlyDetails = new(TimetableField.Venue, "", new(
        "venue-names-a-person", "The venue holds a name, number or address of somebody and no place that we know. Write the name of a hub or site."));

    private string Without(string text) => text.Length > Phrase.MaxLength ? ContactDetails.Remove(text, out _) : known[text];

    // Part by part: what stands in brackets or behind a comma goes alone.
    private static string Without(string text, Func<string, bool> isPlace)
    {
        if (isPlace(text))
            return text;
        var parts = CellPart.Of(text);
        var kept = parts.ConvertAll(p => isPlace(p.Text) ? p.Text : Kept(p.Text));
        return kept.SequenceEqual(parts.Select(p => p.Text)) ? text : string.Join(", ", kept.Where(k => k.Length > 0)).Trim('"', ' ');
    }

    private static string Kept(string part)
    {
        if (PersonNames.AreFirstNames(part))
            return "";
        var details = new[] { ContactDetails.IndexIn(part), PersonNames.IndexOfFullName(part), SpokenTo(part), PeopleInNotes.Titled(part) }.Where(i => i >= 0).ToArray();
        return details.Length == 0 ? part : WithoutLead(part[..details.Min()]);
    }

    // "ask for Jo", "c/o Sue".
    private static int SpokenTo(string part) => Approach().Match(part) is { Success: true } match && PersonNames.AreFirstNames(match.Groups["name"].Value) ? match.Index : -1;

    // "£2 payable to Jo" of "£2 payable to Jo 07700 900123" is "£2".
    private static string WithoutLead(string before)
    {
        var words = before.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        while (words.Count > 0 && (Lead().IsMatch(words[^1]) || PersonNames.AreFirstNames(words[^1])))
            words.RemoveAt(words.Count - 1);
        return string.Join(' ', words).TrimEnd(',', ';', ':', '-', '–');
    }

    [GeneratedRegex(@"\b(?:contact|call|ring|text|message|ask for|ask|speak to|speak with|phone|email|c/o|see|via|payable to|pay) (?<name>\p{Lu}[\p{L}'’-]+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Approach();

    [GeneratedRegex(@"^(?:\W+|to|from|with|by|via|on|at|and|or|for|of|the|contact|call|ring|text|message|ask|speak|phone|tel:?|telephone:?|mob:?|mobile:?|email:?|e-mail:?|c/o|see|pay|payable|please|book|dm)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Lead();
}
