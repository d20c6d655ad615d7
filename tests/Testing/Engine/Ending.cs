namespace HubAutomation.Testing.Engine;

/// <summary>What the engine said came of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Text">Status and output.</param>
/// <param name="Sent">How often each of its commands was sent.</param>
internal sealed record Ending(Case Case, string Text, IReadOnlyList<int> Sent)
{
    public Verdict Verdict => Text == Case.Expected ? Verdict.Right : Case.Notes.Count > 0 ? OfNotes() : Verdict.Different;

    /// <summary>A note that was sent twice, since nobody had acknowledged it the first time, may have arrived twice, and next to itself.</summary>
    private Verdict OfNotes()
    {
        var noted = Text.Split(' ')[1..];
        foreach (var (place, note) in Case.Notes.Index())
        {
            var count = noted.Count(number => number == note[3]);
            if (count == 0 || count > Sent[place + 1])
            {
                return count == 0 ? Verdict.Lost : Verdict.Doubled;
            }
        }

        return Text.StartsWith("Completed", StringComparison.Ordinal) && $"Completed {string.Join(' ', noted.Distinct())}" == Case.Expected
            ? Verdict.Right
            : Verdict.Different;
    }
}

/// <summary>What was wrong with a case.</summary>
internal enum Verdict
{
    Right,
    Lost,
    Doubled,
    Different,
}
