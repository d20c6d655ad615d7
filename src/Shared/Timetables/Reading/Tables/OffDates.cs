using System.Collections.Frozen;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>Recognises the heading of a column of dates on which nothing takes place, in whatever words.</summary>
internal static class OffDates
{
    // "Cancelled dates", "Closure dates", "Dates not running".
    private static readonly FrozenSet<string> Negations = Of(
        "not", "cancelled", "canceled", "cancellation", "cancellations", "closure", "closures", "closed", "except", "exception", "exceptions", "excluding", "excluded",
        "excludes", "exclusion", "exclusions", "without", "non", "off", "isnt", "doesnt", "wont", "arent", "skipped", "missed");

    // "Holiday dates", "Half term break".
    private static readonly FrozenSet<string> Breaks = Of("holiday", "holidays", "break", "breaks", "hols", "half");

    private static readonly FrozenSet<string> NamesOfBreaks = Of("school", "bank", "public", "term", "christmas", "easter", "summer", "october", "february", "may", "week", "weeks");

    // What stands beside them and changes nothing.
    private static readonly FrozenSet<string> Neutral = Of(
        "session", "sessions", "class", "classes", "group", "groups", "club", "clubs", "activity", "activities", "event", "events", "meeting", "meetings", "course", "hub", "hubs", "centre",
        "date", "dates", "day", "days", "week", "weeks", "on", "in", "during", "the", "for", "is", "are", "will", "be", "does", "do", "we", "there", "it", "any", "all", "which", "when",
        "run", "runs", "running", "held", "open", "taking", "take", "takes", "place", "available", "with", "and", "no");

    private static readonly FrozenSet<string> Sessions = Of("session", "sessions", "class", "classes", "group", "groups", "club", "clubs", "activity", "activities", "meeting", "meetings");

    /// <summary>True for the words of such a heading.</summary>
    public static bool AreMeantBy(string[] words)
    {
        if (words.Any(Breaks.Contains))
            return Array.TrueForAll(words, w => Breaks.Contains(w) || NamesOfBreaks.Contains(w) || Negations.Contains(w) || w is "date" or "dates" or "day" or "days" or "no" or "sessions" or "session");
        return Array.TrueForAll(words, w => Negations.Contains(w) || Neutral.Contains(w)) && (words.Any(Negations.Contains) || SaysNoSession(words));
    }

    // "No session dates"; but "Session no" and "No sessions" are numbers.
    private static bool SaysNoSession(string[] words)
    {
        var no = Array.IndexOf(words, "no");
        return no >= 0 && no + 1 < words.Length && Sessions.Contains(words[no + 1])
            && (words.Length > 2 || !words[no + 1].EndsWith('s'));
    }

    private static FrozenSet<string> Of(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}
