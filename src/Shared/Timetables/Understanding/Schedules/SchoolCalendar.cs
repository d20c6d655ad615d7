using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Understanding.Phrases.When;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Schedules;

/// <summary>A break between two terms; both dates inclusive.</summary>
internal readonly record struct SchoolBreak(SchoolBreaks Kind, LocalDate First, LocalDate Last);

/// <summary>Names the breaks between an authority's terms, which its calendar only lists as gaps.</summary>
internal static class SchoolCalendar
{
    /// <summary>No half-term is longer; the shortest summer holiday is.</summary>
    private const int ShortestSummer = 25;

    /// <summary>All breaks between listed terms, in order.</summary>
    public static IEnumerable<SchoolBreak> Breaks(AuthorityCalendar calendar)
    {
        var terms = calendar.Terms.OrderBy(t => t.From).ToList();
        for (var i = 1; i < terms.Count; i++)
        {
            var (first, last) = (terms[i - 1].To.PlusDays(1), terms[i].From.PlusDays(-1));

            // Two school days off in a row are no holiday: a weekend with a training day.
            if (Period.DaysBetween(first, last) >= 5)
                yield return new(KindOf(calendar, first, last), first, last);
        }
    }

    /// <summary>The breaks that a period touches.</summary>
    public static IEnumerable<SchoolBreak> BreaksIn(AuthorityCalendar calendar, LocalDate from, LocalDate until) =>
        Breaks(calendar).Where(b => b.First <= until && from <= b.Last);

    private static SchoolBreaks KindOf(AuthorityCalendar calendar, LocalDate first, LocalDate last)
    {
        if (Period.DaysBetween(first, last) >= ShortestSummer)
            return SchoolBreaks.Summer;
        if (Contains(first, last, new(first.Year, 12, 25)))
            return SchoolBreaks.Christmas;
        var isEaster = calendar.BankHolidays.Any(h => Contains(first, last, h.Key) && h.Key.Month is 3 or 4 && (h.Value.Contains("Good Friday", StringComparison.OrdinalIgnoreCase) || h.Value.Contains("Easter", StringComparison.OrdinalIgnoreCase)));
        return isEaster ? SchoolBreaks.Easter : SchoolBreaks.HalfTerm;
    }

    private static bool Contains(LocalDate first, LocalDate last, LocalDate date) => first <= date && date <= last;
}
