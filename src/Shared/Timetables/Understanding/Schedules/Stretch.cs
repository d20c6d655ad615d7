using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using HubAutomation.Shared.Timetables.Understanding.Phrases.When;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Schedules;

/// <summary>From when to when something repeats; null for a side that is open.</summary>
internal readonly record struct Stretch(LocalDate? From, LocalDate? Until)
{
    /// <summary>The first and the last date that a row says, with their years.</summary>
    public static Understood<Stretch> Of(WhenFacts facts, LocalDate today)
    {
        if (!FirstOf(facts, today).Is(out var from, out var problem) || !LastOf(facts, from, today).Is(out var until, out problem))
            return problem;
        return new Stretch(from, until);
    }

    private static Understood<LocalDate?> FirstOf(WhenFacts facts, LocalDate today)
    {
        Misunderstanding? problem;
        if (facts.From is not { } written)
            return (LocalDate?)null;
        if (written.Year == 0 && facts.Until is { Year: not 0 } last)
            return DateSettlement.Settle([new(written, last)], today).Is(out var spans, out problem) ? spans[0].First : problem;
        return DateSettlement.Settle(written, today).Is(out var date, out problem) ? date : problem;
    }

    private static Understood<LocalDate?> LastOf(WhenFacts facts, LocalDate? from, LocalDate today)
    {
        if (facts.Until is not { } written)
            return (LocalDate?)null;
        var settled = from is { } first ? DateSettlement.SettleEnd(written, first) : DateSettlement.Settle(written, today);
        return settled.Is(out var date, out var problem) ? date : problem;
    }
}
