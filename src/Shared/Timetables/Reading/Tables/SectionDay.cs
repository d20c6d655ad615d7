using System.Collections.Frozen;
using System.Text;
using HubAutomation.Shared.Timetables.Reading.Columns;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>Tells which headings within a table say when the rows below them take place.</summary>
internal static class SectionDay
{
    private const int MaxLength = 80;

    private static readonly string[] Marks = [" - ", " – ", " — ", ",", ":", "(", ")"];

    // One of these makes a heading one about days, when all of its words are about when.
    private static readonly FrozenSet<string> Days = Of(
        "monday", "mondays", "mon", "tuesday", "tuesdays", "tues", "tue", "wednesday", "wednesdays", "weds", "wed", "thursday", "thursdays", "thurs", "thur", "thu", "friday", "fridays", "fri", "saturday", "saturdays", "sat", "sunday", "sundays", "sun",
        "daily", "weekday", "weekdays", "weekend", "weekends", "january", "jan", "february", "feb", "march", "mar", "april", "apr", "may", "june", "jun", "july", "jul", "august", "aug", "september", "sept", "sep", "october", "oct", "november", "nov",
        "december", "dec", "holiday", "holidays", "commencing", "beginning", "w", "everyday", "half");

    private static readonly FrozenSet<string> Others = Of(
        "every", "each", "other", "alternate", "second", "third", "fourth", "first", "last", "day", "days", "week", "weeks", "c", "b", "term", "time", "only", "school", "bank", "of", "the", "and", "to", "from", "until", "till", "in", "on", "month", "months",
        "fortnightly", "weekly", "monthly", "starting", "st", "nd", "rd", "th", "christmas", "easter", "summer", "autumn", "spring", "winter", "all", "year", "round", "during", "not", "excluding", "except", "am", "pm", "dates", "date");

    // What may stand over some rows of a list without saying where or when: "Baby groups", "For parents".
    private static readonly FrozenSet<string> Subjects = Of(
        "a", "and", "or", "for", "with", "of", "the", "to", "our", "all", "new", "other", "more", "under", "over", "aged", "ages", "age", "years", "year", "yrs", "months", "month", "old", "olds", "s", "baby", "babies", "toddler", "toddlers", "child", "children", "childrens",
        "kids", "parent", "parents", "parenting", "family", "families", "dads", "mums", "carers", "grandparents", "teenagers", "teens", "young", "people", "adults", "adult", "group", "groups", "session", "sessions", "activity", "activities", "class", "classes", "course",
        "courses", "club", "clubs", "programme", "programmes", "workshop", "workshops", "event", "events", "service", "services", "support", "drop", "in", "ins", "play", "stay", "music", "antenatal", "postnatal", "pregnancy", "health", "feeding", "infant", "send", "sen",
        "learning", "language", "speech", "early", "preschool", "pre", "universal", "targeted", "free", "paid", "bookable", "regular", "weekly", "what", "whats", "on");

    /// <summary>The words of a heading that say when: all of "Every other Thursday", "Mondays" of "Ditton Family Hub – Mondays"; null for none.</summary>
    public static string? In(string text)
    {
        if (text.Length > MaxLength)
            return null;
        var words = Words(text);
        if (words.Length > 0 && words.Any(Days.Contains) && Array.TrueForAll(words, w => Days.Contains(w) || Others.Contains(w) || char.IsAsciiDigit(w[0])))
            return text;
        return Array.Find(text.Split(Marks, StringSplitOptions.TrimEntries), Shapes.IsWeekday);
    }

    /// <summary>True for a text of which every word is about when, also where it names neither a day nor a month: "Term time", "Week 2", "Autumn term".</summary>
    public static bool IsWhen(string text) =>
        text.Length <= MaxLength && Words(text) is { Length: > 0 } words && (Array.TrueForAll(words, w => Days.Contains(w) || Others.Contains(w) || char.IsAsciiDigit(w[0])) || words is ["week" or "weeks", _]);

    /// <summary>True for a text that says for whom or what the rows below it are, and neither where nor when.</summary>
    public static bool IsSubject(string text) => text.Length <= MaxLength && Words(text) is { Length: > 0 } words && Array.TrueForAll(words, w => Subjects.Contains(w) || char.IsAsciiDigit(w[0]));

    // "10th" is two words, "Bede's" one.
    private static string[] Words(string text)
    {
        var words = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\'' or '’')
                continue;
            if (i > 0 && char.IsLetter(text[i]) && char.IsAsciiDigit(text[i - 1]))
                words.Append(' ');
            words.Append(char.IsLetterOrDigit(text[i]) ? char.ToLowerInvariant(text[i]) : ' ');
        }

        return words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static FrozenSet<string> Of(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}
