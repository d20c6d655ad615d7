using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace HubAutomation.Shared.Timetables.Vocabulary;

/// <summary>
/// Tells by their shape and their first word which texts are names of people: "Amelia Jones", "Jones, Amelia", "A. Jones", "Mr &amp; Mrs Jones",
/// "Jones family", "Jo &amp; Sue". One text proves little, there is a "Jo Jingles"; a column of them does.
/// </summary>
internal static partial class PersonNames
{
    private const int MaxLength = 60;
    private const int MaxWords = 4;
    private const int MaxPeople = 4;

    private static readonly string[] Joins = [" and ", "&", "/", "+"];

    /// <summary>The first names, see the source in the file.</summary>
    private static readonly FrozenSet<string> First = Read();

    // First names that are words, too: groups of children are called so. Alone they name nobody.
    private static readonly FrozenSet<string> AlsoWords = new[]
    {
        "amber", "angel", "april", "aria", "ash", "aurora", "autumn", "bear", "bill", "carol", "coral", "daisy", "dawn", "dale", "ebony", "faith", "flora", "frank", "glen", "grace", "hazel", "heather", "holly", "hope", "iris", "ivy", "jade", "jasmine", "jay", "joy", "june", "lily", "luna",
        "mark", "max", "may", "melody", "nova", "olive", "pearl", "penny", "piper", "poppy", "ray", "robin", "rose", "rowan", "ruby", "skye", "star", "summer", "violet", "will", "willow",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Titles = new[] { "mr", "mrs", "ms", "miss", "mx", "dr", "master" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>True for a text that reads like somebody's name, or like the names of several.</summary>
    public static bool IsName(string text) => Are(text, IsListed);

    /// <summary>True for a text that has the shape of somebody's name, which a name of an activity may have, too: "Siobhan O'Rourke", "Baby Jones", "Rising Phoenix".</summary>
    public static bool MayBeName(string text) => Are(text, person => IsListed(person) || IsShaped(person));

    /// <summary>True for a first name of the list and a surname: what a timetable has one of, when somebody performs.</summary>
    public static bool IsFullName(string text) =>
        text.Length <= MaxLength && Words(Beginning(text)) is [var first, _, ..] words && words.Length <= MaxWords && First.Contains(first) && !AlsoWords.Contains(first) && Array.TrueForAll(words, IsCapitalised) && !Array.Exists(words, ActivityWords.Contains);

    /// <summary>Where in a text the first full name begins, "Jo Brown" or "K. Lewis"; -1 without one. A "Florence Nightingale Centre" is nobody.</summary>
    public static int IndexOfFullName(string text)
    {
        var words = CapitalWord().Matches(text);
        for (var i = 0; i + 1 < words.Count; i++)
        {
            var isFirst = (First.Contains(words[i].Value) && !AlsoWords.Contains(words[i].Value)) || words[i].Value is [_, '.'];
            if (isFirst && AreNeighbours(words[i], words[i + 1]) && IsSurname(words[i + 1].Value) && !(i + 2 < words.Count && AreNeighbours(words[i + 1], words[i + 2]) && !IsSurname(words[i + 2].Value)))
                return words[i].Index;
        }

        return -1;

        bool AreNeighbours(Match first, Match second) => second.Index == first.Index + first.Length + 1 && text[second.Index - 1] == ' ';
    }

    private static bool IsSurname(string word) => !ActivityWords.Contains(word) && !AddressWords.IsStreetWord(word.ToLowerInvariant());

    /// <summary>True for two capitals and nothing else: "AJ", "A.J.".</summary>
    public static bool IsInitials(string text) => text.Length <= 5 && Initials().IsMatch(text);

    /// <summary>True for "Mrs", "Mr.".</summary>
    public static bool IsTitle(string text) => Titles.Contains(text.TrimEnd('.'));

    /// <summary>True for first names and what joins them, and nothing else: "Amy", "Jo &amp; Sue", "with Jo".</summary>
    public static bool AreFirstNames(string text) => text.Length <= MaxLength
        && Lead().Replace(text, "").Split([.. Joins, ","], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 and <= MaxPeople } people
        && Array.TrueForAll(people.Select(Owner).ToArray(), p => First.Contains(p) && !AlsoWords.Contains(p) && char.IsUpper(p[0]));

    // "Sue's" is Sue's.
    private static string Owner(string word) => word.EndsWith("'s", StringComparison.Ordinal) || word.EndsWith("’s", StringComparison.Ordinal) ? word[..^2] : word;

    /// <summary>True for full names of two people or more: one may be a performer's.</summary>
    public static bool AreOfSeveral(IEnumerable<string> texts) => texts.Where(IsFullName).Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any();

    /// <summary>True when at least half of the different texts are names of people: of two or more, or of the only one.</summary>
    public static bool AreMostOf(IEnumerable<string> texts)
    {
        var different = texts.Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var names = different.Count(IsName);
        return names * 2 >= different.Length && (names >= 2 || (names == 1 && different.Length == 1));
    }

    private static bool Are(string text, Predicate<string> isOne)
    {
        if (text.Length is < 2 or > MaxLength)
            return false;
        var people = Beginning(text).Split(Joins, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return people.Length is > 0 and <= MaxPeople && Array.TrueForAll(people, p => isOne(p) || (people.Length > 1 && IsTitle(p)));
    }

    private static bool IsListed(string person)
    {
        var words = Words(person);
        if (words.Length is 0 or > MaxWords || !Array.TrueForAll(words, IsWord))
            return false;
        if (words is [_, .., var last] && last.Equals("family", StringComparison.OrdinalIgnoreCase))
            return words.Length == 2 && char.IsUpper(words[0][0]) && !ActivityWords.Contains(words[0]);
        if (Array.Exists(words, w => w.Length > 1 && ActivityWords.Contains(w)))
            return false;
        return IsTitle(person.Split(' ')[0]) ? char.IsUpper(words[0][0])
            : words.Length == 1 ? First.Contains(words[0]) && !AlsoWords.Contains(words[0])
            : First.Contains(words[0]) || (IsInitial(words[0]) && IsCapitalised(words[^1]) && words[^1].Length > 2);
    }

    private static bool IsShaped(string person)
    {
        var words = Words(person);
        if (words is ["Baby" or "baby", _])
            return IsCapitalised(words[1]) && !ActivityWords.Contains(words[1]);
        return words.Length is 2 or 3 && Array.TrueForAll(words, w => (IsCapitalised(w) && !ActivityWords.Contains(w)) || IsInitial(w));
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

    private static bool IsCapitalised(string word) => IsWord(word) && char.IsUpper(word[0]) && (word.Length == 1 || word.Any(char.IsLower));

    private static bool IsInitial(string word) => word is [_] or [_, '.'] && char.IsUpper(word[0]);

    [GeneratedRegex(@"\b\p{Lu}(?:\.(?= )|[\p{L}\p{M}-]*(?:['’]\p{Lu}[\p{L}\p{M}-]*)?)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CapitalWord();

    [GeneratedRegex(@"^\p{Lu}\.? ?\p{Lu}\.?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Initials();

    [GeneratedRegex("^(with|w/|by|led by|run by|lead by|lead|leader|leaders|staff|host|hosted by)[: ] ?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Lead();

    private static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(typeof(PersonNames).Assembly.GetManifestResourceStream("timetables/first-names.txt")!);
        return reader.ReadToEnd().Split('\n').Where(line => !line.StartsWith('#')).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
