using System.Collections.Frozen;

namespace HubAutomation.Shared.Timetables.Reading.People;

/// <summary>
/// Tells by their shape and their first word which texts are names of people: "Amelia Jones", "Jones, Amelia", "Amelia J", "Jones family".
/// One text proves little, there is a "Jo Jingles"; a column of them does.
/// </summary>
internal static class PersonNames
{
    private const int MaxLength = 60;
    private const int MaxWords = 4;

    /// <summary>The first names, see the source in the file.</summary>
    private static readonly FrozenSet<string> First = Read();

    // Words that no person's name has: "Lily Pad", "Rosie's Rhymes", "Daisy Group".
    private static readonly FrozenSet<string> OfActivities = new[]
    {
        "a", "and", "at", "for", "in", "of", "on", "the", "to", "with", "play", "group", "groups", "club", "clubs", "class", "classes", "session", "sessions", "course", "tot", "tots", "toddler", "toddlers",
        "baby", "babies", "bumps", "mums", "dads", "music", "musical", "song", "songs", "sing", "rhyme", "rhymes", "story", "stories", "time", "tales", "tunes", "yoga", "dance", "massage", "sensory", "stay",
        "gym", "cafe", "café", "park", "centre", "center", "hub", "house", "lodge", "church", "chapel", "valley", "court", "room", "hall", "nursery", "school", "preschool", "pad", "kids", "fun", "den", "jingles",
        "bears", "bees", "birds", "cubs", "art", "arts", "craft", "crafts", "crafty", "cook", "cooking", "family", "families", "library", "weigh", "clinic", "drop", "support", "parenting", "garden", "forest", "swim", "swimming",
        "messy", "little", "tiny", "mini", "big", "happy", "lunch", "breakfast", "coffee", "morning", "afternoon", "evening", "day", "dot", "lego", "football", "ballet", "drama", "theatre", "trust", "project", "programme", "walk", "walks",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Titles = new[] { "mr", "mrs", "ms", "miss", "mx", "dr", "master" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>True for a text that reads like somebody's name.</summary>
    public static bool IsName(string text)
    {
        if (text.Length is < 2 or > MaxLength)
            return false;
        var words = Words(Beginning(text));
        if (words.Length is 0 or > MaxWords || !Array.TrueForAll(words, IsWord))
            return false;
        if (words is [_, .., var last] && last.Equals("family", StringComparison.OrdinalIgnoreCase))
            return words.Length == 2 && char.IsUpper(words[0][0]) && !OfActivities.Contains(words[0]);
        return First.Contains(words[0]) && !Array.Exists(words, OfActivities.Contains);
    }

    /// <summary>True for "Mrs", "Mr.".</summary>
    public static bool IsTitle(string text) => Titles.Contains(text.TrimEnd('.'));

    /// <summary>True when at least half of the different texts are names of people: of two or more, or of the only one.</summary>
    public static bool AreMostOf(IEnumerable<string> texts)
    {
        var different = texts.Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var names = different.Count(IsName);
        return names * 2 >= different.Length && (names >= 2 || (names == 1 && different.Length == 1));
    }

    // "Amelia Jones – 2 year review", "Amelia Jones (new)".
    private static string Beginning(string text)
    {
        var end = text.IndexOfAny(['(', ':', '–', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        var beginning = end > 0 ? text[..end] : text;
        var dash = beginning.IndexOf(" - ", StringComparison.Ordinal);
        return (dash > 0 ? beginning[..dash] : beginning).Trim(' ', '-');
    }

    // "Jones, Amelia" is Amelia Jones, and so is "Mrs Amelia Jones".
    private static string[] Words(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 2)
            return [];
        var words = string.Join(' ', parts.Reverse()).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return words is [var title, _, ..] && IsTitle(title) ? words[1..] : words;
    }

    private static bool IsWord(string word) => char.IsLetter(word[0]) && word.All(c => char.IsLetter(c) || c is '\'' or '’' or '-' or '.');

    private static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(typeof(PersonNames).Assembly.GetManifestResourceStream("timetables/first-names.txt")!);
        return reader.ReadToEnd().Split('\n').Where(line => !line.StartsWith('#')).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
