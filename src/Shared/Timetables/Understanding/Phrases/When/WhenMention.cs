using System.Buffers;
using System.Collections.Frozen;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.When;

/// <summary>Tells whether words speak of days or dates at all, though nobody can say what they mean for a session.</summary>
internal static class WhenMention
{
    /// <summary>Words that limit what would else take place every week, wherever they stand.</summary>
    private static readonly FrozenSet<string> Limits = new[]
    {
        "term", "terms", "termly", "termtime", "tto", "holiday", "holidays", "hols", "halfterm", "fortnight", "fortnights", "fortnightly", "biweekly", "bimonthly", "monthly", "quarterly", "yearly", "annually", "annual",
        "alt", "alternate", "alternating", "alternately", "alternates", "occasional", "occasionally", "sometimes", "rotation", "rotating", "rotates", "christmas", "xmas", "easter", "festive", "summer", "summertime", "autumn", "spring",
        "winter", "pilot", "inset", "january", "february", "feb", "september", "sept", "sep", "october", "oct", "november", "nov", "december", "dec", "july", "jul", "august", "aug",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Meetings = new[]
    {
        "session", "sessions", "class", "classes", "meeting", "meetings", "workshop", "workshops", "course", "block", "programme", "part", "parts", "dates", "week", "weeks", "wk", "wks",
    }.ToFrozenSet(StringComparer.Ordinal);

    // "6 weeks" beside these is an age.
    private static readonly FrozenSet<string> OfChildren = new[]
    {
        "old", "olds", "baby", "babies", "month", "months", "mths", "birth", "newborn", "newborns", "check", "checks", "review", "reviews", "age", "aged", "ages", "pregnant", "pregnancy", "postnatal", "immunisation", "immunisations", "infants",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[][] Phrases =
    [
        .. new[]
        {
            "term time", "termtime", "tto", "term only", "school holiday", "school holidays", "in the holidays", "during holidays", "half term", "half terms", "fortnight", "fortnightly", "every other", "alternate", "alternating", "biweekly",
            "bi weekly", "every second", "every two weeks", "every 2 weeks", "every three weeks", "every 3 weeks", "every 4 weeks", "every four weeks", "monthly", "once a month", "twice a month", "of the month", "of each month",
            "of every month", "each month", "every month", "some weeks", "certain weeks", "selected dates", "selected weeks", "dates vary", "days vary", "times vary", "various dates", "check dates", "specific dates", "certain dates", "one off",
            "ad hoc", "last session", "first session", "final session", "new start date", "start date", "end date", "not running", "not run", "not on", "no session", "no sessions", "no class", "no classes", "no group", "no groups", "no club",
            "not taking place", "not take place", "not meet", "not meeting", "wont run", "doesnt run", "isnt running", "cancelled", "canceled", "postponed", "suspended", "on hold", "paused", "discontinued",
            "summer only", "winter only", "weather permitting", "term dates", "w c", "week commencing", "weeks only", "week course", "week programme", "week block", "over christmas", "christmas break", "easter break", "summer break",
            "christmas holidays", "easter holidays", "summer holidays", "breaks for", "break for", "bi monthly", "closed in", "closed on", "closed during", "closed over", "closed from", "closed until", "ends in", "starts in", "starting in",
            "except", "excluding", "until christmas", "until easter", "until summer", "until the summer", "until the end", "until end", "till christmas", "till the end", "end of term", "end of the term", "during term", "in term", "check website", "for dates", "this week", "next week", "not this", "over summer", "over the summer",
            "over easter", "starts soon", "restarts", "restarting", "restart", "resumes", "resuming", "resume", "reopens", "reopening", "returns", "returning in", "returning on", "back in", "back on", "back after", "back from", "back soon", "coming soon",
            "starting soon", "starting again", "starts again", "start again", "awaiting", "ramadan", "new year", "new for", "not every", "moved to", "moves to", "moving to", "has moved", "is moving", "time changes", "time change", "change of time", "change of day", "change of date", "change of venue", "day changes", "changes to", "changed to",
            "new time", "new day", "new date", "new dates", "to check", "check it is", "check its", "check before", "check first", "no longer", "further notice", "on a break", "taking a break", "having a break", "tbc", "tba",
            "to be confirmed", "may change", "subject to", "by arrangement", "on demand", "if demand", "weather dependent", "dependent on weather", "irregular", "not weekly", "final one", "last one", "next one", "next session", "next date", "next dates",
            "provisional", "provisionally", "unconfirmed", "tentative", "tentatively", "ended", "ceased", "stood down", "by demand", "as demand", "now at", "now in", "now on", "now held", "now online", "now via", "now meets", "now meeting", "moved online", "gone online",
            "withdrawn", "temporarily", "rescheduled", "relocated", "in abeyance", "cxl", "cxd", "canx",
        }.Select(p => p.Split(' ')),
    ];

    private static readonly SearchValues<string> Signals = SearchValues.Create(
        [
            .. Limits, .. Phrases.Select(p => p[0]).Where(word => word.Length > 1), "abeyance", "restart", "resum", "reopen", "return", "back", "new ", "moved", "moves", "moving", "change", "check", "tbc", "tba", "confirm", "demand", "arrangement", "cx", "canx", "cancld", "cncld", "wk", "session", "old", "test",
            "if ", "when", "unless", "provi", "tentat", "stood", "now ", "online", "ceas", "tt", "t.t", "alt", " per ", "twice", "once", "example", "sample", "template", "delete", "ignore", "publish", "show", "use", "regular", "depend",
            "term", "holiday", "tto", "fortnight", "other", "alternat", "week", "month", "only", "not ", "no ", "cancel", "postpone", "suspend", "pause", "hold", "clos", "break", "start", "from", "until", "till",
            "end", "begin", "commenc", "last", "first", "date", "website", "except", "exclud", "stop", "finish", "withdraw", "discontinu", "isn", "won", "doesn", "available", "w/c", "various", "select", "ad hoc", "one off", "one-off",
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "/", "christmas", "xmas", "easter", "summer", "autumn", "spring", "winter",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly Dictionary<string, string[][]> ByFirstWord = Phrases.GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    /// <summary>Cheap first look.</summary>
    public static bool MayBeIn(string text) => text.AsSpan().ContainsAnyInRange('0', '9') || text.AsSpan().ContainsAny(Signals);

    /// <summary>
    /// True when words may limit what would else take place every week, though they name no date: a season, a month, a term, a frequency, a number
    /// of weeks or sessions. Of a session with dates of its own they limit nothing.
    /// </summary>
    public static bool MayLimit(string text)
    {
        if (text.Length > Phrase.MaxLength || !MayBeIn(text))
            return false;
        var tokens = Array.FindAll(Phrase.Of(text).Tokens, t => t.Text is not "-");
        var isOfChildren = Array.Exists(tokens, t => OfChildren.Contains(t.Text));
        for (var at = 0; at < tokens.Length; at++)
        {
            if (IsLimit(tokens, at) || SaysHowOften(tokens, at) || SaysWhichWeek(tokens, at, isOfChildren) || SaysWhichDay(tokens, at) || IsMonthBesideAnother(tokens, at))
                return true;
        }

        return IsIn(text);
    }

    // "Summer" and "Sept"; but "long term", "in terms of", "book by 1 December" and "born in July".
    private static bool IsLimit(Token[] tokens, int at)
    {
        var word = tokens[at].Text;
        if (!Limits.Contains(word))
            return false;
        if (at > 0 && word is "holiday" or "holidays" or "hols" && tokens[at - 1].Text is "bank" or "public")
            return false; // Nothing takes place on these anyway.
        if (word is "term" or "terms")
            return !(at > 0 && tokens[at - 1].Text is "long" or "short" or "medium") && !(at + 1 < tokens.Length && tokens[at + 1].Text == "of" && at > 0 && tokens[at - 1].Text == "in");
        return !KnownWords.Months.ContainsKey(word) || !IsDeadline(tokens, at);
    }

    private static bool IsDeadline(Token[] tokens, int at)
    {
        var before = at - 1;
        while (before >= 0 && (tokens[before].Kind == TokenKind.Number || KnownWords.IsOrdinalSuffix(tokens[before].Text) || tokens[before].Text is "the" or "of" or "in"))
            before--;
        return before >= 0 && tokens[before].Text is "by" or "before" or "born" or "updated" or "established" or "since";
    }

    // "Week A", "Wk 2 & 4", "odd weeks", "6 sessions", "x6", "every 6 weeks"; but "every week" and "babies from 6 weeks".
    private static bool SaysWhichWeek(Token[] tokens, int at, bool isOfChildren)
    {
        var (token, next) = (tokens[at], at + 1 < tokens.Length ? tokens[at + 1] : default);
        if (token.Text == "x" && next is { Kind: TokenKind.Number, Glued: true })
            return true;
        var isNumber = token is { Kind: TokenKind.Number, Text.Length: <= 2 } || KnownWords.Numbers.ContainsKey(token.Text);
        if (isNumber && next.Text is { } what && Meetings.Contains(what))
            return !(isOfChildren && what is "week" or "weeks" or "wk" or "wks") && !(at + 2 < tokens.Length && tokens[at + 2].Text is "a" or "per" or "each" && what is "session" or "sessions");
        if (token.Text is not ("week" or "weeks" or "wk" or "wks"))
            return false;
        var before = at > 0 ? tokens[at - 1].Text : "";
        return next is { Kind: TokenKind.Number } || next.Text is { Length: 1 } and not ("a" or "," or "." or ")" or "&" or "/" or "!" or ";" or ":" or "?" or "+") || (next.Text == "a" && at + 2 == tokens.Length)
            || before is "odd" or "even" or "some" or "certain" or "selected" or "first" or "second" or "third" or "fourth" or "last" or "final" or "most" or "other" or "next" or "this" or "st" or "nd" or "rd" or "th";
    }

    // "1st Monday", "every 2nd Monday", "not on the 14th", "14.12.26", "back in 2027".
    private static bool SaysWhichDay(Token[] tokens, int at)
    {
        var token = tokens[at];
        if (KnownWords.Ordinals.ContainsKey(token.Text) && at + 1 < tokens.Length && IsWeekday(tokens[at + 1].Text))
            return true;
        if (token is not { Kind: TokenKind.Number })
            return false;
        if (token is { Text.Length: 4, Value: >= 2024 and <= 2049 })
            return (at + 1 < tokens.Length && tokens[at + 1].Text == "only")
                || (at > 0 && tokens[at - 1].Text is "in" or "from" or "until" or "till" or "for" or "during" or "early" or "late" or "mid" or "back" && !IsDeadline(tokens, at));
        if (token is not { Text.Length: <= 2, Value: >= 1 and <= 31 } || at + 1 >= tokens.Length)
            return false;
        if (tokens[at + 1].Text == ".")
            return at + 4 < tokens.Length && tokens[at + 2] is { Kind: TokenKind.Number, Glued: true, Value: >= 1 and <= 12 } && tokens[at + 3].Text == "." && tokens[at + 4] is { Kind: TokenKind.Number, Glued: true, Text.Length: 2 or 4 };
        if (!KnownWords.IsOrdinalSuffix(tokens[at + 1].Text))
            return false;
        var after = at + 2 < tokens.Length ? tokens[at + 2] : default;
        return IsWeekday(after.Text ?? "") || after.Text is "wk" or "week" || (at > 0 && tokens[at - 1].Text is "the" or "on" or "not" or "until" or "from" or "after" && (after.Text is null or "and" or "or" or "only" || after.Kind == TokenKind.Symbol));
    }

    // "Jan – March", "May and June", "new for April": "May", "June" and "Jan" alone may be anybody.
    private static bool IsMonthBesideAnother(Token[] tokens, int at)
    {
        if (!KnownWords.Months.ContainsKey(tokens[at].Text))
            return false;
        var next = at + 1 < tokens.Length && tokens[at + 1].Text is "to" or "and" or "&" or "/" or "," or "until" or "or" ? at + 2 : at + 1;
        if (Array.TrueForAll(tokens, t => KnownWords.Months.ContainsKey(t.Text)) || (at + 1 < tokens.Length && tokens[at + 1].Text is "start" or "starts" or "only" or "onwards" or "onward" or "finish" or "restart"))
            return true; // "(Jan)", "Jan start"
        return (next < tokens.Length && KnownWords.Months.ContainsKey(tokens[next].Text)) || (at > 0 && tokens[at - 1].Text is "restarts" or "restart" or "resumes" or "returns" or "back" or "for" or "starts" or "ends" or "begins");
    }

    // "2-weekly", "1x month", "twice a month", "3 Mondays per month"; but "£20 per month".
    private static bool SaysHowOften(Token[] tokens, int at)
    {
        var (token, next) = (tokens[at], at + 1 < tokens.Length ? tokens[at + 1].Text : "");
        if (token is { Kind: TokenKind.Number, Text.Length: <= 2 })
            return next is "weekly" or "monthly" or "yearly" || KnownWords.PluralWeekdays.ContainsKey(next);
        return token.Text is "per" or "a" or "x" or "each" or "every" or "times" or "once" or "twice" && next is "month" or "fortnight" or "term" or "quarter"
            && !Array.Exists(tokens, t => t.Text is "£" or "p" or "pay" or "cost" or "costs" or "fee");
    }

    // "If staffing allows", "only when the school is open", "dependent on numbers"; but "if you are late" and "when is it?".
    private static bool IsCondition(Token[] tokens)
    {
        if (tokens.Length is < 3 or > LongestCondition || Array.Exists(tokens, t => AboutReaders.Contains(t.Text)))
            return false;
        var at = Array.FindIndex(tokens, t => !(t.Text is "only" or "runs" or "run" or "meets" or "held" or "open" or "on" or "session" or "sessions" or "takes" or "place" or "but" or "is" or "and"));
        if (at < 0 || at + 1 >= tokens.Length)
            return false;
        return tokens[at].Text switch
        {
            "if" or "unless" or "whenever" or "provided" or "providing" => true,
            "when" => tokens[at + 1].Text is not ("and" or "&" or "is" or "are" or "does" or "do" or "to" or "can" or "will" or "?" or ":" or "or"),
            "dependent" or "depending" or "depends" => tokens[at + 1].Text is "on" or "upon",
            _ => false,
        };
    }

    private const int LongestCondition = 9;

    // Who is spoken to, or of whom: such a clause limits who comes and what it costs, not whether it takes place.
    private static readonly FrozenSet<string> AboutReaders = FrozenSet.ToFrozenSet(
        ["you", "your", "youre", "youd", "youve", "u", "please", "child", "childs", "children", "baby", "babies", "age", "ages", "cost", "price", "income", "required", "needed", "under", "accompanied", "full", "possible", "applicable", "family", "parent", "parents", "they", "contact", "call", "ring", "ask"],
        StringComparer.Ordinal);

    private static bool IsWeekday(string word) => KnownWords.Weekdays.ContainsKey(word) || KnownWords.PluralWeekdays.ContainsKey(word);

    /// <summary>True when days or dates are mentioned.</summary>
    public static bool IsIn(string text)
    {
        var tokens = Array.FindAll(Phrase.Of(text).Tokens, t => t.Text is not "-");
        if (IsCondition(tokens))
            return true;
        for (var at = 0; at < tokens.Length; at++)
        {
            if (ByFirstWord.TryGetValue(tokens[at].Text, out var phrases) && Array.Exists(phrases, p => Starts(tokens, at, p)))
                return true;
            if (IsDate(tokens, at) && (at == 0 || tokens[at - 1].Text is not ("by" or "before" or "born" or "updated" or "established" or "since")))
                return true;
        }

        return false;
    }

    // "7 December", "7th of December", "December 7", "7/12"; but not "3/4 year olds" and "you may".
    private static bool IsDate(Token[] tokens, int at)
    {
        var token = tokens[at];
        if (token is { Kind: TokenKind.Number, Text.Length: <= 2, Value: >= 1 and <= 31 })
        {
            var next = at + 1;
            if (next < tokens.Length && tokens[next].Text == "/")
                return !(at > 0 && tokens[at - 1].Text is "room" or "rooms" or "suite" or "unit" or "studio" or "hall" or "floor" or "y" or "year" or "years") && next + 1 < tokens.Length && tokens[next + 1] is { Kind: TokenKind.Number, Text.Length: <= 2, Value: >= 1 and <= 12 } && !(next + 2 < tokens.Length && IsUnit(tokens[next + 2].Text));
            if (next < tokens.Length && KnownWords.IsOrdinalSuffix(tokens[next].Text))
                next++;
            if (next < tokens.Length && tokens[next].Text == "of")
                next++;
            return next < tokens.Length && KnownWords.Months.ContainsKey(tokens[next].Text);
        }

        if (token.Kind != TokenKind.Word || !KnownWords.Months.ContainsKey(token.Text))
            return false;
        var isBeforeNumber = at + 1 < tokens.Length && tokens[at + 1] is { Kind: TokenKind.Number, Text.Length: <= 2, Value: >= 1 and <= 31 };
        return isBeforeNumber || (at > 0 && tokens[at - 1].Text is "from" or "until" or "till" or "in" or "starting" or "starts" or "during" or "to" or "of" or "early" or "mid" or "late")
            || (at + 1 < tokens.Length && tokens[at + 1].Text == "only");
    }

    private static bool IsUnit(string word) => word is "year" or "years" or "yr" or "yrs" or "month" or "months" or "term" or "price" or "hour" or "hours";

    private static bool Starts(Token[] tokens, int at, string[] phrase)
    {
        if (at + phrase.Length > tokens.Length)
            return false;
        for (var i = 0; i < phrase.Length; i++)
        {
            if (tokens[at + i].Text != phrase[i])
                return false;
        }

        return true;
    }
}
