using System.Collections.Frozen;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Reading.Columns;

namespace HubAutomation.Shared.Timetables.Reading.Lookalikes;

/// <summary>
/// Tells a column about the people that sessions are for from one about people: below "Child" stands "£2", below "Pupils" "Years 3-6". What
/// stands below a heading weighs, not the heading alone.
/// </summary>
internal static class Offers
{
    private const int MaxLength = 60;

    // Yes, no and bare figures are what a register has.
    private static readonly FrozenSet<string> Words = """
        a aged ages all any anyone at attend by for from in of on only or over per plus the to under up with without
        accompanied additional adult adults babies baby boys carer carers child children dads everybody everyone expectant families family fathers fe female females gcse girls grandparents guardian guardians ks1 ks2 ks3 ks4 key learners male males members men mixed mothers mums nursery
        older parent parents people pregnant primary pupils reception school secondary sen send sibling siblings stage students teen teenagers teens toddler toddlers women year years young younger yr yrs
        adults-only allergy asked available book booking card cash charge consent cost donation dairy drop each entry essential free friendly gluten halal info information kosher max maximum min minimum must needed needs none not nut nuts open pay places please referral request required self spaces stay
        support supported vegan vegetarian week welcome price pp session
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>True when a heading that may be about somebody stands over words about everybody.</summary>
    /// <param name="heading">Normalised.</param>
    /// <param name="rows">The rows below it.</param>
    /// <param name="column">Where it stands.</param>
    public static bool Explain(string heading, TableRow[] rows, int column)
    {
        if (!PeopleHeadings.MayBeOfAll(heading))
            return false;
        var texts = rows.Where(r => column < r.Cells.Length && r.Cells[column].Length <= CellText.MaxExcerptLength).Select(r => r[column]).Where(t => t.Length > 0).ToArray();
        return texts.Length > 0 && Array.TrueForAll(texts, SaysForAll);
    }

    private static bool SaysForAll(string text)
    {
        if (text.Length > MaxLength)
            return false;
        var words = HeadingWords.Normalise(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isFigure = Array.TrueForAll(words, w => w.All(char.IsAsciiDigit));
        return isFigure ? text.Contains('£', StringComparison.Ordinal) : Array.TrueForAll(words, w => Words.Contains(w) || w.All(char.IsAsciiDigit) || (w.Length > 1 && w[..^1].All(char.IsAsciiDigit)));
    }
}
