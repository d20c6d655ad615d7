using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>What a free text says about when, besides everything else that it says.</summary>
/// <param name="Clear">Clauses that are about nothing else and limit when it takes place: "Term time only", "Not running 16 December".</param>
/// <param name="Unclear">The first clause that mentions days or dates and is not understood; null when there is none.</param>
/// <param name="Stop">The clause that says that nothing takes place; null when there is none.</param>
internal sealed record WhenNotes(IReadOnlyList<string> Clear, string? Unclear, string? Stop)
{
    /// <summary>A text that says nothing about when.</summary>
    public static readonly WhenNotes None = new([], null, null);
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
        string? stop = null;
        foreach (var sentence in Sentences(text))
        {
            if (!WhenMention.MayBeIn(sentence))
                continue;
            var isLong = sentence.Length > Phrase.MaxLength;
            string[] clauses = !isLong && (IsClear(sentence, today) || StandingPhrase.Stop(sentence)) ? [sentence] : sentence.Split(ClauseMarks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            foreach (var clause in clauses)
            {
                if (StandingPhrase.Stop(clause))
                    stop ??= clause;
                else if (clear.Count < MaxClear && IsClear(clause, today))
                    clear.Add(clause);
                else if (WhenMention.IsIn(clause))
                    unclear ??= clause;
            }
        }

        return clear.Count == 0 && unclear is null && stop is null ? WhenNotes.None : new(clear, unclear, stop);
    }

    private static bool IsClear(string clause, LocalDate today) => WhenPhrase.ReadNote(clause, today) is { } facts && (facts.Limits || facts.Dates is [{ Last: not null }] || (!facts.Days.IsEmpty && facts.Dates.Count == 0));

    private static IEnumerable<string> Sentences(string text)
    {
        foreach (var line in PlainText.Lines(text))
        {
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
