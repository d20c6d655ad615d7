using System.Collections.Frozen;

namespace HubAutomation.Shared.Timetables.Reading.Columns;

/// <summary>Recognises the heading of a column of dates on which nothing takes place, in whatever words.</summary>
internal static class OffDates
{
    // "Cancelled dates", "Closure dates", "Dates not running".
    private static readonly FrozenSet<string> Negations = Of(
        "not", "cancelled", "canceled", "cancellation", "cancellations", "closure", "closures", "closed", "except", "exception", "exceptions", "excluding", "excluded",
        "excludes", "exclusion", "exclusions", "without", "non", "off", "isnt", "doesnt", "wont", "arent", "skipped", "missed");

    // "Holiday dates", "Half term break".
    private static readonly FrozenSet<string> Breaks = Of("holiday", "holidays", "break", "breaks", "hols", "half", "halfterm");

    private static readonly FrozenSet<string> NamesOfBreaks = Of("school", "bank", "public", "term", "terms", "christmas", "easter", "summer", "october", "february", "may", "week", "weeks", "xmas");

    // What stands beside them and changes nothing.
    private static readonly FrozenSet<string> Neutral = Of(
        "session", "sessions", "class", "classes", "group", "groups", "club", "clubs", "activity", "activities", "event", "events", "meeting", "meetings", "course", "hub", "hubs", "centre",
        "date", "dates", "day", "days", "week", "weeks", "on", "in", "during", "the", "for", "is", "are", "will", "be", "does", "do", "we", "there", "it", "any", "all", "which", "when",
        "run", "runs", "running", "held", "open", "taking", "take", "takes", "place", "available", "with", "and", "no");

    private static readonly FrozenSet<string> Sessions = Of("session", "sessions", "class", "classes", "group", "groups", "club", "clubs", "activity", "activities", "meeting", "meetings");

    /// <summary>True for the words of such a heading.</summary>
    public static bool AreMeantBy(string[] words)
    {
        if (words is ["closed", "group" or "groups"])
            return false;
        if (AskWhetherItRuns(words))
            return true;
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

    // The names of breaks, the longer before the shorter, and what an exception calls them.
    private static readonly (string[] Words, string Name)[] NamedBreaks =
    [
        (["half", "term"], "half term"), (["half", "terms"], "half term"), (["halfterm"], "half term"), (["bank"], "bank holidays"), (["public"], "bank holidays"), (["summer"], "summer holidays"), (["christmas"], "Christmas"), (["xmas"], "Christmas"),
        (["easter"], "Easter"), (["october"], "half term"), (["february"], "half term"), (["school"], "school holidays"), (["holiday"], "school holidays"), (["holidays"], "school holidays"), (["hols"], "school holidays"),
    ];

    private static readonly FrozenSet<string> Goes = Of("runs", "run", "running", "open", "on", "available", "held", "takes", "taking", "also", "including", "too", "operates");

    /// <summary>
    /// What a yes or no says below a heading that names a break: "Half term: No" takes half term away, "Closed in the holidays: Yes" the school
    /// holidays. Empty when nothing is off; the answer with its heading where it can mean either; null when the heading names no break or the text is no such answer.
    /// </summary>
    public static string? Say(string heading, string text)
    {
        if (text.Length > 6 || Answer(text) is not { } isYes)
            return null;
        var words = HeadingWords.Normalise(heading).Split(' ');
        var found = Array.Find(NamedBreaks, b => Array.TrueForAll(b.Words, words.Contains));
        if (found.Name is null || words.Any(w => w is "date" or "dates" or "day" or "days" or "week" or "weeks"))
            return null;
        var isOff = words.Any(w => Negations.Contains(w) || w == "no");
        var isSaid = isOff || words.Any(Goes.Contains);
        var isBreak = words.Any(w => w is "break" or "breaks");
        if (!isSaid && (isBreak || isYes))
            return $"{heading.TrimEnd('?', ' ')}: {text}";
        return isYes == isOff ? found.Name : "";
    }

    // "Runs in half term?", "Not open in the holidays"; but "Half term running dates" are dates on which it runs.
    private static bool AskWhetherItRuns(string[] words) =>
        (words.Any(Goes.Contains) || words.Any(Negations.Contains)) && words.Any(w => Breaks.Contains(w) || w is "christmas" or "easter") && (words.Any(Negations.Contains) || !words.Any(w => w is "date" or "dates"))
        && Array.TrueForAll(words, w => Goes.Contains(w) || Breaks.Contains(w) || NamesOfBreaks.Contains(w) || Neutral.Contains(w) || Negations.Contains(w) || w == "over");

    private static bool? Answer(string text) => HeadingWords.Normalise(text) switch
    {
        "yes" or "y" or "true" or "1" => true,
        "no" or "n" or "false" or "0" or "closed" or "off" => false,
        _ => text is "✓" or "✔" or "☑" ? true : text is "✗" or "✘" or "×" ? false : null,
    };

    private static FrozenSet<string> Of(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}
