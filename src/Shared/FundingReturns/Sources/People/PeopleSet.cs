using System.Collections;

namespace HubAutomation.Shared.FundingReturns.Sources.People;

/// <summary>A set of people by their numbers, a bit for each.</summary>
internal sealed class PeopleSet
{
    private readonly BitArray bits = new(0);

    /// <summary>How many are in it.</summary>
    public int Count { get; private set; }

    /// <summary>Puts a person in; they may be in already.</summary>
    public void Add(int person)
    {
        if (person >= bits.Length)
            bits.Length = Math.Max(person + 1, Math.Max(256, 2 * bits.Length));
        if (bits[person])
            return;
        bits[person] = true;
        Count++;
    }
}
