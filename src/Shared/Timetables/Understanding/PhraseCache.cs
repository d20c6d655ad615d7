namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>
/// Remembers what phrases mean: a timetable of a million rows holds a few hundred different times and places. Bounded, so that
/// a file of nothing but different phrases costs time and not memory.
/// </summary>
internal sealed class PhraseCache<TPhrase, TMeaning>(Func<TPhrase, TMeaning> understand)
    where TPhrase : notnull
{
    private const int MaxPhrases = 10_000;
    private readonly Dictionary<TPhrase, TMeaning> known = [];

    /// <summary>The meaning, worked out once for each phrase.</summary>
    public TMeaning this[TPhrase phrase]
    {
        get
        {
            if (known.TryGetValue(phrase, out var meaning))
                return meaning;
            meaning = understand(phrase);
            if (known.Count < MaxPhrases)
                known.Add(phrase, meaning);
            return meaning;
        }
    }
}
