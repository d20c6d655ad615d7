using System.Globalization;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Ages;

/// <summary>Words that stand for ages, with the hub's conventions; <c>docs/timetable-phrases.md</c> lists them for partners.</summary>
internal static class AgeWords
{
    private const string BirthToWalking = "birth to walking";

    /// <summary>How babies are called where no narrower word is written.</summary>
    public const string Babies = "babies";

    /// <summary>Words for the people meant, which say nothing about a child's age.</summary>
    public static readonly IReadOnlyList<string> Audience =
    [
        "parents", "parent", "carers", "carer", "mums", "mum", "mothers", "dads", "dad", "fathers", "grandparents", "grandparent", "families", "family", "children", "childrens", "child",
        "kids", "guardians", "caregivers", "adults", "women", "men", "ladies", "partners", "boys", "girls", "siblings", "sibling", "grownups",
    ];

    /// <summary>Moves to the second word of "young people", which alone would say something else.</summary>
    public static bool SkipYoungPeople(ref Cursor cursor) =>
        cursor.Peek(1).Text is "people" or "person" or "adults" or "carers" or "parents" or "mums" or "dads" or "families" or "children" && cursor.Skip("young");

    /// <summary>Words around ages that change nothing.</summary>
    public static readonly IReadOnlyList<string> Fillers =
    [
        "for", "with", "their", "of", "the", "who", "are", "is", "a", "an", "suitable", "suited", "aimed", "at", "little", "ones", "one", "male", "female", "new", "first", "time",
        "only", "approx", "approximately", "around", "about", "welcome", "older", "younger", "all", "any", "from", "between", "ages", "age", "aged", "olds", "old", "group", "range", "your",
        "accompanied", "by", "ideal", "best", "and", "&", "/", "+", ",", "both", "have", "having", "plus", "grown", "ups", "send", "additional", "needs", "c", "ca", "~",
    ];

    /// <summary>All words of ages, for finding the nearest one to a misspelling.</summary>
    public static readonly IReadOnlyList<string> Vocabulary =
    [
        "months", "month", "years", "year", "weeks", "under", "over", "birth", "walking", "crawling", "bump", "to", "up", "pregnancy", "pregnant", "expectant", "newborn",
        "babies", "toddlers", "preschool", "school", "age", "ages", "all", "toddler", "crawlers", "walkers", "families", "parents", "carers", "children", "everyone", "teenagers", "reception",
    ];

    /// <summary>Reads a word that stands for ages.</summary>
    public static bool TryRead(ref Cursor cursor, out AgeTerm term)
    {
        var look = cursor;
        var found = (TryReadBeforeBirth(ref look, out term) && WithWeek(ref look, ref term)) || TryReadStage(ref look, out term) || TryReadAll(ref look, out term);

        if (!found || IsStartOfRange(cursor))
            return false;
        cursor = look;
        return true;
    }

    /// <summary>"newborn to 6 months" and "bump - 2" are ranges; "toddlers - 1 to 3" is not.</summary>
    private static bool IsStartOfRange(Cursor cursor) =>
        AgeStage.TryRead(ref cursor, out _) && cursor.SkipAny("to", "-", "until", "till") && AgePoint.TryRead(ref cursor, out var last)
        && last.Stage?.Name is not ("walking" or "crawling");

    private static bool TryReadBeforeBirth(ref Cursor cursor, out AgeTerm term)
    {
        term = new(0, 0, true, "expectant parents", true);
        if (cursor.SkipAll("first", "1001", "days") || cursor.SkipAll("1001", "days") || cursor.SkipAll("first", "1", ",", "001", "days"))
        {
            term = new(0, 24, true, "first 1001 days", true);
            return true;
        }

        if (cursor.SkipAny("expectant", "expecting", "pregnant"))
        {
            while (cursor.SkipAny("parents", "mums", "mothers", "families", "women", "people", "dads", "fathers", "couples", "mum", "parent", "ladies"))
            {
                while ((cursor.Is("and") || cursor.Is("/") || cursor.Is("&")) && cursor.Peek(1).Text is "dads" or "fathers" or "partners" or "mums" or "families")
                    cursor.At += 2;
            }

            return true;
        }

        var look = cursor;
        if (look.SkipAny("mums", "mum", "parents", "dads", "mothers", "families", "parent", "dad") && (look.SkipAll("to", "be") || look.SkipAll("-", "to", "be")))
        {
            cursor = look;
            return true;
        }

        return cursor.SkipAny("antenatal", "pregnancy", "bumps", "bump");
    }

    /// <summary>"Expectant parents from 28 weeks": weeks of pregnancy, not of age.</summary>
    private static bool WithWeek(ref Cursor cursor, ref AgeTerm term)
    {
        var look = cursor;
        var isFrom = look.SkipAny("from", "over", "after");
        if (term.To == 0 && (isFrom || (look.Peek(1).Text is "weeks" or "wks" && look.Peek(2).Text == "+")) && look.IsNumber(2) && look.Next.Value is >= 4 and <= 42 and var week)
        {
            look.At++;
            if (AgePoint.ReadUnit(ref look) != AgeUnit.Weeks || look.Is("-") || look.Is("to"))
                return true;
            _ = look.SkipAny("onwards", "on", "+", "pregnant") || look.SkipAll("of", "pregnancy");
            term = term with { Text = string.Create(CultureInfo.InvariantCulture, $"{term.Text} from {week} weeks") };
            cursor = look;
        }

        return true;
    }

    private static bool TryReadStage(ref Cursor cursor, out AgeTerm term)
    {
        _ = cursor.Peek(1).Text == "walkers" && cursor.SkipAny("confident", "early");
        var (from, to, text) = cursor.SkipAny("newborns", "newborn") || cursor.SkipAll("new", "borns") || cursor.SkipAll("new", "born") ? (0, 4, "newborn")
            : SkipNotYet(ref cursor, "walkers", "walking", "toddlers") || cursor.SkipAll("birth", "to", "walking") || cursor.SkipAll("birth", "-", "walking") ? (0, 16, BirthToWalking)
            : SkipNotYet(ref cursor, "crawlers", "crawling", "mobile") ? (0, 10, "birth to crawling")
            : cursor.SkipAny("babies", "baby", "babes") ? (0, 12, Babies)
            : cursor.SkipAny("toddlers", "toddler", "tots") ? (12, 36, "toddlers")
            : cursor.SkipAny("walkers") ? (12, 36, "walkers")
            : cursor.SkipAny("crawlers") ? (6, 16, "crawlers")
            : cursor.SkipAll("pre", "schoolers") || cursor.SkipAll("pre", "school") || cursor.SkipAny("preschoolers", "preschool", "preschooler") ? (24, 60, "pre-school")
            : cursor.SkipAll("early", "years") ? (0, 60, "early years")
            : cursor.SkipAll("primary", "school") || cursor.Skip("primary") ? (48, 144, "primary school age")
            : cursor.SkipAll("secondary", "school") || cursor.Skip("secondary") ? (132, 204, "secondary school age")
            : cursor.SkipAll("school", "age") || cursor.SkipAll("school", "aged") ? (48, 204, "school age")
            : cursor.SkipAll("ks", "1") || cursor.SkipAll("key", "stage", "1") ? (60, 96, "Key Stage 1")
            : cursor.SkipAll("ks", "2") || cursor.SkipAll("key", "stage", "2") ? (84, 144, "Key Stage 2")
            : cursor.SkipAll("ks", "3") || cursor.SkipAll("key", "stage", "3") ? (132, 180, "Key Stage 3")
            : cursor.SkipAll("ks", "4") || cursor.SkipAll("key", "stage", "4") ? (168, 204, "Key Stage 4")
            : cursor.SkipAny("teenagers", "teens", "teenager") ? (156, 240, "teenagers")
            : (0, 0, "");
        term = new(from, to, false, text, true, IsPlain: text == BirthToWalking);
        if (text.Length == 0)
            return false;
        _ = cursor.SkipAny("aged", "age", "children") && cursor.Skip("children");
        return true;
    }

    /// <summary>"pre-walkers", "non-walking", "not yet walking".</summary>
    private static bool SkipNotYet(ref Cursor cursor, string noun, string verb, string other) =>
        cursor.SkipAll("pre", noun) || cursor.SkipAll("pre", verb) || cursor.SkipAll("non", verb) || cursor.SkipAll("non", noun) || cursor.SkipAll("not", "yet", verb)
        || cursor.SkipAll("not", "yet", other) || cursor.SkipAll("pre", other) || cursor.SkipAll("non", other) || cursor.SkipAny($"pre{noun}", $"non{other}", $"pre{verb}")
        || cursor.SkipAll("birth", "to", verb) || cursor.SkipAll("birth", "until", verb);

    private static bool TryReadAll(ref Cursor cursor, out AgeTerm term)
    {
        term = new(0, null, false, "all ages", true, IsPlain: cursor.Peek(1).Text is "ages" or "age");
        return cursor.SkipAll("all", "ages") || cursor.SkipAll("any", "age") || cursor.SkipAll("all", "age", "groups") || cursor.SkipAny("everyone", "everybody", "anyone")
            || cursor.SkipAll("all", "welcome") || cursor.SkipAll("open", "to", "all") || cursor.SkipAll("all", "the", "family") || cursor.SkipAll("whole", "family")
            || cursor.SkipAll("all", "families") || cursor.SkipAll("all", "children") || (cursor.Is("all") && cursor.Peek(1).Text.Length == 0 && cursor.Skip("all"));
    }
}
