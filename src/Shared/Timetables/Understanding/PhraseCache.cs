namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>
/// Remembers what phrases mean: a timetable of a million rows holds a few hundred different times and places. Bounded, so that
/// a file of nothing but different or long phrases costs time and not memory.
/// </summary>
/// <param name="understand">Works a meaning out.</param>
/// <param name="length">How many characters a phrase has.</param>
internal sealed class PhraseCache<TPhrase, TMeaning>(Func<TPhrase, TMeaning> understand, Func<TPhrase, int> length)
    where TPhrase : notnull
{
    private const int MaxPhrases = 10_000;
    private const int MaxCharacters = 2_000_000;
    private readonly Dictionary<TPhrase, TMeaning> known = [];
    private int characters;

    /// <summary>The meaning, worked out once for each phrase.</summary>
    public TMeaning this[TPhrase phrase]
    {
        get
        {
            if (known.TryGetValue(phrase, out var meaning))
                return meaning;
            meaning = understand(phrase);
            if (known.Count < MaxPhrases && (characters += length(phrase)) < MaxCharacters)
                known.Add(phrase, meaning);
            return meaning;
        }
    }
}
