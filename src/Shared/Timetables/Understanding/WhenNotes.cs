using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Status;
using HubAutomation.Shared.Timetables.Understanding.Phrases.When;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>What a free text says about when, besides everything else that it says.</summary>
/// <param name="Clear">Clauses that are about nothing else and limit when it takes place: "Term time only", "Not running 16 December".</param>
/// <param name="Unclear">The first clause that mentions days or dates and is not understood; null when there is none.</param>
/// <param name="Hint">The first clause that may limit a weekly session though it names no date: "Spring term", "6 sessions"; null when there is none.</param>
/// <param name="Stop">The clause that says that nothing takes place; null when there is none.</param>
internal sealed record WhenNotes(IReadOnlyList<string> Clear, string? Unclear, string? Hint, string? Stop)
{
    /// <summary>A text that says nothing about when.</summary>
    public static readonly WhenNotes None = new([], null, null, null);

    /// <summary>True when the text says nothing else, and all of it is clear.</summary>
    public bool IsAllClear { get; init; }

    /// <summary>The first clause of any kind that speaks of when; null when none does.</summary>
    public string? AnyClause => Stop ?? Unclear ?? Hint ?? (Clear.Count > 0 ? Clear[0] : null);

    /// <summary>What this text and another say; of one whose column is told of anyway only what is clear counts.</summary>
    public WhenNotes And(WhenNotes other, bool mayBeUnclear)
    {
        if (other == None)
            return this;
        return new(
            other.Clear.Count == 0 ? Clear : [.. Clear.Concat(other.Clear).Distinct()],
            Unclear ?? (mayBeUnclear ? other.Unclear : null), Hint ?? (mayBeUnclear ? other.Hint : null), Stop ?? other.Stop);
    }

    /// <summary>The clause to tell a partner of: what repeats may be limited by a season, a date of its own is not.</summary>
    public string? UnclearFor(SessionSchedule schedule) => Unclear ?? (schedule.Kind == ScheduleKind.Dates ? null : Hint);
}

/// <summary>Finds in notes and descriptions what limits a session. Time grows with the text's length only.</summary>
internal sealed class WhenNotesReader(LocalDate today)
{
    // No session has more; a text with more is none about a session.
    private const int MaxClear = 20;

    private static readonly char[] SentenceMarks = [';', '\n', '(', ')', '[', ']', '*', '|', '•', '·', '!', '?'];
    private static readonly string[] ClauseMarks = [", ", " - ", " – ", " — ", " but ", " and "];

    private readonly PhraseCache<string, WhenNotes> known = new(text => Understand(text, today), text => text.Length);

    /// <summary>What a text says about when.</summary>
    public WhenNotes Of(string? text) => string.IsNullOrWhiteSpace(text) ? WhenNotes.None : known[text];

    private static WhenNotes Understand(string text, LocalDate today)
    {
        var clear = new List<string>();
        string? unclear = null;
        string? hint = null;
        string? stop = null;
        var others = 0;
        foreach (var sentence in Sentences(text, today))
        {
            if (!WhenMention.MayBeIn(sentence))
            {
                others++;
                continue;
            }

            var isLong = sentence.Length > Phrase.MaxLength;
            string[] clauses = !isLong && (IsClear(sentence, today) || StandingPhrase.Stop(sentence)) ? [sentence] : sentence.Split(ClauseMarks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var isApplied = false;
            string? mayLimit = null;
            foreach (var clause in clauses)
            {
                if (StandingPhrase.Stop(clause))
                    stop ??= clause;
                else if (clear.Count < MaxClear && IsClear(clause, today))
                {
                    // "Closed for Christmas, from 21 December": the second half belongs to the first, and the whole was not understood.
                    if (isApplied && WhenPhrase.ReadNote(clear[^1], today) is { IsOff: true } && WhenPhrase.ReadNote(clause, today) is { IsOff: false })
                        unclear ??= sentence;
                    else
                        clear.Add(clause);
                    isApplied = true;
                }
                else if (WhenPhrase.ReadNote(clause, today) is { Dates.Count: 0 })
                    isApplied = true; // "Every week", "not bank holidays": as the row says anyway.
                else if (WhenMention.IsIn(clause))
                    unclear ??= clause;
                else if (WhenMention.MayLimit(clause))
                    mayLimit ??= clause;
                else
                    others++;
            }

            // "Jan – March" is in neither of its halves.
            hint ??= !isApplied && stop is null && !isLong && WhenMention.MayLimit(sentence) ? sentence : mayLimit;
        }

        return clear.Count == 0 && unclear is null && hint is null && stop is null ? WhenNotes.None : new(clear, unclear, hint, stop) { IsAllClear = others == 0 && unclear is null && hint is null && stop is null };
    }

    private static bool IsClear(string clause, LocalDate today) => WhenPhrase.ReadNote(clause, today) is { } facts && (facts.Limits || facts.Dates is [{ Last: not null }] || (!facts.Days.IsEmpty && facts.Dates.Count == 0));

    // "Except half term (15-19 February)" is one sentence: what stands in brackets belongs to it when both make sense together.
    private static IEnumerable<string> Sentences(string text, LocalDate today)
    {
        foreach (var line in PlainText.Lines(text))
        {
            if (line.Contains('(', StringComparison.Ordinal) && line.Length <= Phrase.MaxLength && IsClear(line, today))
            {
                yield return line;
                continue;
            }

            var start = 0;
            for (var i = 0; i <= line.Length; i++)
            {
                var ends = i == line.Length || SentenceMarks.Contains(line[i]) || (line[i] == '.' && (i + 1 == line.Length || line[i + 1] == ' '));
                if (!ends)
                    continue;
                if (line[start..i].Trim() is { Length: > 1 } sentence)
                    yield return sentence;
                start = i + 1;
            }
        }
    }
}
