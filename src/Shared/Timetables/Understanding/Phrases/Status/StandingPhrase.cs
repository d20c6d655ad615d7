using System.Collections.Frozen;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Status;

/// <summary>
/// Reads whether a session takes place at all and is meant for families: "Cancelled", "Postponed until further notice", "Draft", "NO SESSION".
/// </summary>
internal static class StandingPhrase
{
    // Words that stop a session wherever a phrase of nothing else stands.
    private static readonly string[][] Stops = Of(
        "cancelled", "canceled", "postponed", "suspended", "paused", "discontinued", "withdrawn", "on hold", "not running", "not on", "not taking place", "not going ahead", "not available",
        "not happening", "not meeting", "isnt running", "isnt on", "isnt taking place", "no longer running", "no longer on", "no longer taking place", "no longer available", "no longer meeting",
        "no session", "no sessions", "no class", "no classes", "no group", "no groups", "no club", "no clubs", "no activity", "no activities", "no meeting", "closed", "temporarily closed",
        "stopped", "ended", "finished", "in abeyance", "not currently running", "not currently on", "not currently available", "not currently taking place", "cxl", "cxd", "canx", "cancld", "cncld",
        "ceased", "stood down", "wound up", "disbanded", "scrapped", "axed", "off", "has ended", "has finished", "has stopped", "no longer runs", "no longer meets", "no longer takes place");

    // What a cell of a grid says that holds no session.
    private static readonly string[] ClosedWords = ["closed", "no session", "no sessions", "no group", "no groups", "no activities", "bank holiday", "half term", "hub closed", "no class", "no classes"];

    // Words that keep it from families, in a status or set apart in a title.
    private static readonly string[][] Withholds = Of(
        "draft", "tentative", "provisional", "unconfirmed", "not confirmed", "to be confirmed", "tbc", "tba", "pending", "private", "confidential", "personal", "internal", "internal only",
        "staff only", "do not publish", "not for publication", "not published", "unpublished", "inactive", "archived", "deleted", "removed", "hidden", "expired", "declined", "rejected",
        "completed", "complete", "closed to new members", "all day", "in review", "under review", "awaiting approval", "awaiting confirmation", "proposed", "deferred", "not approved", "did not run", "old", "hold", "example", "sample", "template", "dummy", "test", "duplicate", "superseded", "obsolete", "ignore", "please ignore", "please delete", "to be deleted",
        "do not use", "do not show", "not in use", "invite only", "invitation only", "by invite only", "by invitation only", "unlisted");

    // Words that keep a row from families wherever in its title they stand.
    private static readonly string[][] Keepers = Of(
        "do not publish", "dont publish", "do not use", "dont use", "do not show", "do not include", "not for publication", "not for publishing", "not for website", "not for the website", "please delete",
        "dont put on website", "dont put on the website", "do not put on website", "do not put on the website", "not on website", "not on the website", "not for web", "keep off website", "keep off the website", "dont share yet", "do not share yet", "not to be shared",
        "do not advertise", "dont advertise", "not to be advertised", "not for advertising", "not for public", "not for the public", "not for general public", "not open to public", "not open to the public", "not for families", "not to be published", "not for sharing", "internal use only",
        "to be deleted", "delete me", "please ignore", "replaced by", "replaced with", "superseded by", "see new listing", "see new entry", "see other listing");

    // A title that ends so, or begins so, says nothing else about its session.
    private static readonly FrozenSet<string> Cancellations = new[]
    {
        "cancelled", "canceled", "cancel", "postponed", "suspended", "withdrawn", "discontinued", "stopped", "ceased", "paused", "cxl", "cxd", "canx", "cancld", "cncld",
    }.ToFrozenSet(StringComparer.Ordinal);

    // "Bake Off" and "No Limits" are names; "Yoga off" and "No yoga" are none.
    private static readonly FrozenSet<string> BeforeOff = FrozenSet.ToFrozenSet(
        ["bake", "kick", "lift", "blast", "take", "drop", "show", "sign", "time", "face", "play", "stand", "cook", "dance", "cut", "jump", "switch", "well", "better", "tee", "chill", "quiz", "read", "draw", "sing", "log", "screen", "screens", "hands", "one", "nits", "germs", "worries", "socks", "shoes", "wheels"],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> AfterNo = FrozenSet.ToFrozenSet(
        ["limits", "limit", "worries", "worry", "fear", "filter", "fuss", "pressure", "rules", "excuses", "barriers", "boundaries", "borders", "strings", "shame", "stigma", "drama", "stress", "mess", "waste", "sew", "cook", "bake", "place", "more", "way", "problem", "bull", "one", "need", "such", "smoking", "tears", "labels", "judgement", "screens", "screen", "phones", "sugar", "plastic", "cost", "bullying"],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> Goes = new[]
    {
        "confirmed", "active", "live", "running", "published", "open", "scheduled", "going ahead", "on", "yes", "current", "approved", "full", "fully booked", "new", "available", "ongoing", "normal",
        "public", "places available", "spaces available", "places left", "as usual", "waiting list", "waiting list only", "limited places", "limited spaces", "limited availability", "ok", "go", "taking place",
        "on sale", "sold out", "booking open", "open for booking", "enabled", "regular", "weekly", "final", "finalised", "agreed", "booked", "existing", "continuing", "started", "in progress", "bookable", "busy",
    }.ToFrozenSet(StringComparer.Ordinal);

    // "This group is currently …".
    private static readonly FrozenSet<string> Leads = new[]
    {
        "this", "these", "the", "all", "session", "sessions", "class", "classes", "group", "groups", "club", "event", "events", "activity", "activities", "course", "sorry", "please", "note", "nb", "now", "currently",
        "temporarily", "is", "are", "has", "have", "been", "was", "will", "be", "we", "unfortunately", "it", "its", "there", "status", "hub", "centre", "library", "room",
    }.ToFrozenSet(StringComparer.Ordinal);

    // "… until further notice", "… due to illness", "… this week".
    private static readonly string[][] Tails = Of(
        "until further notice", "at present", "at the moment", "for now", "for the time being", "for the foreseeable", "this week", "this month", "this term", "today", "tonight", "tomorrow", "currently", "temporarily",
        "until", "til", "till", "pending", "due to", "owing to", "because", "as of", "permanently", "indefinitely", "now");

    /// <summary>True for words of a status that let a session go on.</summary>
    public static bool Allows(string text) =>
        text.Length <= 60 && (IsGo(text) || Array.TrueForAll(text.Split(['-', '–', ',', '/', '(', ')'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), IsGo));

    private static bool IsGo(string text) => Goes.Contains(string.Join(' ', Words(text)));

    /// <summary>True for a clause that says that nothing takes place, and says no more.</summary>
    public static bool Stop(string clause)
    {
        if (clause.Length > Phrase.MaxLength)
            return false;
        var words = Words(clause);
        var at = 0;
        while (at < words.Count)
        {
            foreach (var stop in Stops)
            {
                if (Starts(words, at, stop) && (at + stop.Length == words.Count || Array.Exists(Tails, t => Starts(words, at + stop.Length, t))))
                    return true;
            }

            if (!Leads.Contains(words[at++]))
                return false;
        }

        return false;
    }

    /// <summary>True for a status that stops a session or keeps it from families.</summary>
    public static bool StopsOrWithholds(string status)
    {
        if (status.Length > Phrase.MaxLength)
            return false;
        var words = Words(status);
        return Stop(status) || Withhold(status) || Array.Exists(Stops, s => s is not ["ended" or "finished" or "stopped" or "off"] && Starts(words, 0, s)) || Array.Exists(Withholds, w => Starts(words, 0, w));
    }

    /// <summary>True for a title that says that it is no session, or not one for families: "[Cancelled] Yoga", "No yoga this week".</summary>
    public static bool StopsTitle(string title)
    {
        if (title.Length > Phrase.MaxLength)
            return false;
        var words = Words(title);
        if (words.Count == 0)
            return false;
        if (Cancellations.Contains(words[^1]) || words[^1] is "tbc" or "tba" || (Cancellations.Contains(words[0]) && !words.Exists(w => w.All(char.IsAsciiDigit))))
            return true;
        if (words is ["test" or "example" or "sample" or "template"] || (title.StartsWith("~~", StringComparison.Ordinal) && title.EndsWith("~~", StringComparison.Ordinal)))
            return true;
        if (Enumerable.Range(0, words.Count).Any(at => Array.Exists(Keepers, k => Starts(words, at, k)) || (at > 0 && StopsAt(words, at))))
            return true;
        if (words is [.., "closed"] || SaysClosed(title) || (words[0] == "closed" && words.Count > 1 && words[1] is "for" or "due" or "on" or "today" or "until" or "all"))
            return true;
        if (words[0] == "no" && words.Count > 1 && (Array.Exists(Stops, s => s.Length == 2 && Starts(words, 0, s)) || EndsSoon(words)))
            return true;
        if (words is { Count: 2 or 3 or 4 } && words[0] == "no" && !AfterNo.Contains(words[1]))
            return true;
        if (words is [.., var before, "off"] && (!BeforeOff.Contains(before) || (title.EndsWith("OFF", StringComparison.Ordinal) && title.Any(char.IsLower))))
            return true;
        if (title.TrimEnd(' ', '.', ')', ']').EndsWith(" n/a", StringComparison.OrdinalIgnoreCase))
            return true;
        var parts = CellPart.Of(title);
        return parts.Exists(p => Stop(p.Text) || (parts.Count > 1 && Withhold(p.Text)));
    }

    /// <summary>True for "Closed" and the like: a cell that says that nothing takes place.</summary>
    public static bool SaysClosed(string text) => Array.Exists(ClosedWords, w => text.Trim(' ', '.', '!', '*', '-', '–').Equals(w, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The clause of a note that says that the session is not for families; null for none. "Do not publish" says so wherever it stands, "Draft" and
    /// "Staff only" only where they say no more.
    /// </summary>
    public static string? WithholdsIn(string? note)
    {
        if (note is null || note.Length > MaxNote)
            return null;
        return Array.Find(note.Split(ClauseMarks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), clause =>
        {
            if (clause.Length > Phrase.MaxLength)
                return false;
            var words = Words(clause);
            if (Enumerable.Range(0, words.Count).Any(at => Array.Exists(Keepers, k => Starts(words, at, k))))
                return true;
            words.RemoveAll(w => Leads.Contains(w) || w is "a" or "an" or "for" or "strictly" or "yet" or "still");
            return Array.Exists(KeptNotes, k => k.Length == words.Count && Starts(words, 0, k));
        });
    }

    private const int MaxNote = 5_000;

    private static readonly string[] ClauseMarks = [". ", ";", "\n", "(", ")", "[", "]", "*", "|", "!", " - ", " – ", " — ", ","];

    // What a note says that is for staff, or of a session that is not open; the words of Leads are left out.
    private static readonly string[][] KeptNotes = Of(
        "draft", "private", "private booking", "private hire", "hire", "confidential", "internal", "internal only",
        "staff only", "professionals only", "practitioners only", "members of staff only", "invite only", "invitation only", "by invite only", "by invitation only", "closed", "closed meeting", "test", "dummy", "not public", "not published", "unlisted");

    /// <summary>Why a row that says so is given back.</summary>
    public static Misunderstanding NotShown(string says) => Words(says).Exists(w => w is "cancelled" or "canceled")
        ? new("cancelled", "The row says that the session is cancelled, so it is not shown. Leave the row out of the next file.")
        : new("not-to-be-shown", $"The row says \"{Misunderstanding.Quoted(says)}\", so the session is not shown. Leave the row out of the next file, or take these words out if it takes place.");

    // The "not on this term" of "Yoga not on this term"; a single word may be part of a name.
    private static bool StopsAt(List<string> words, int at) => Array.Exists(Stops, s =>
        s.Length > 1 && s[0] is "not" or "isnt" or "no" or "on" or "in"
        && Starts(words, at, s) && (at + s.Length == words.Count || Array.Exists(Tails, t => Starts(words, at + s.Length, t))));

    private static bool EndsSoon(List<string> words) => words is [.., "this", "week" or "month" or "term" or "morning" or "afternoon" or "evening"] or [.., "today" or "tonight" or "tomorrow"] or [.., "next", "week"] or [.., "until", "further", "notice"];

    private static bool Withhold(string text)
    {
        var words = Words(text);
        return Array.Exists(Withholds, w => w.Length == words.Count && Starts(words, 0, w));
    }

    private static bool Starts(List<string> words, int at, string[] phrase)
    {
        if (at + phrase.Length > words.Count)
            return false;
        for (var i = 0; i < phrase.Length; i++)
        {
            if (words[at + i] != phrase[i])
                return false;
        }

        return true;
    }

    private static List<string> Words(string text) => [.. Phrase.Of(text).Tokens.Where(t => t.Kind != TokenKind.Symbol).Select(t => t.Text)];

    private static string[][] Of(params string[] phrases) => [.. phrases.Select(p => p.Split(' '))];
}
