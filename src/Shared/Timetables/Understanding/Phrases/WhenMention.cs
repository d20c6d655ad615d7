using System.Buffers;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases;

/// <summary>Tells whether words speak of days or dates at all, though nobody can say what they mean for a session.</summary>
internal static class WhenMention
{
    private static readonly SearchValues<string> Signals = SearchValues.Create(
        [
            "term", "holiday", "tto", "fortnight", "other", "alternat", "week", "month", "only", "not ", "no ", "cancel", "postpone", "suspend", "pause", "hold", "clos", "break", "start", "from", "until", "till",
            "end", "begin", "commenc", "last", "first", "date", "website", "except", "exclud", "stop", "finish", "withdraw", "discontinu", "isn", "won", "doesn", "available", "w/c", "various", "select", "ad hoc", "one off", "one-off",
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "/", "christmas", "xmas", "easter", "summer", "autumn", "spring", "winter",
        ],
        StringComparison.OrdinalIgnoreCase);

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
            "over easter", "starts soon", "restarts", "resumes", "returns in", "back in",
        }.Select(p => p.Split(' ')),
    ];

    private static readonly Dictionary<string, string[][]> ByFirstWord = Phrases.GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    /// <summary>Cheap first look.</summary>
    public static bool MayBeIn(string text) => text.AsSpan().ContainsAny(Signals);

    /// <summary>True when days or dates are mentioned.</summary>
    public static bool IsIn(string text)
    {
        var tokens = Array.FindAll(Phrase.Of(text).Tokens, t => t.Text is not "-");
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
                return next + 1 < tokens.Length && tokens[next + 1] is { Kind: TokenKind.Number, Text.Length: <= 2, Value: >= 1 and <= 12 } && !(next + 2 < tokens.Length && IsUnit(tokens[next + 2].Text));
            if (next < tokens.Length && Words.IsOrdinalSuffix(tokens[next].Text))
                next++;
            if (next < tokens.Length && tokens[next].Text == "of")
                next++;
            return next < tokens.Length && Words.Months.ContainsKey(tokens[next].Text);
        }

        if (token.Kind != TokenKind.Word || !Words.Months.ContainsKey(token.Text))
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
