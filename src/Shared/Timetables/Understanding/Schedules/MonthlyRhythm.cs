using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using HubAutomation.Shared.Timetables.Understanding.Phrases.When;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Schedules;

/// <summary>Weekdays of a month: "first Tuesday", "last Friday in October".</summary>
internal static class MonthlyRhythm
{
    /// <summary>The schedule; a list of dates where the row names months.</summary>
    public static Understood<SessionSchedule> Of(WhenFacts facts, DaySet days, Stretch stretch, LocalDate today)
    {
        if (facts.Months.Count > 0)
            return InMonths(facts, days, today);
        return SessionSchedule.Monthly([.. facts.WeeksOfMonth.OrderBy(w => w < 0).ThenBy(w => w)], days.ToArray()) with
        {
            From = stretch.From,
            Until = stretch.Until,
            TermTimeOnly = facts.TermTimeOnly == true,
        };
    }

    private static Understood<SessionSchedule> InMonths(WhenFacts facts, DaySet days, LocalDate today)
    {
        var dates = new List<LocalDate>();
        foreach (var month in facts.Months)
        {
            // Any day of the month tells which year's month is nearest.
            if (!DateSettlement.Settle(new WrittenDate(IsoDayOfWeek.None, 15, month, 0), today).Is(out var middle, out var problem))
                return problem;
            var first = new LocalDate(middle.Year, month, 1);
            dates.AddRange(facts.WeeksOfMonth.SelectMany(w => days.ToArray().Select(d => NthOf(first, d, w))).OfType<LocalDate>());
        }

        return SessionSchedule.On(dates) with { TermTimeOnly = facts.TermTimeOnly == true };
    }

    // Null for the fifth of a month that has four.
    private static LocalDate? NthOf(LocalDate firstOfMonth, IsoDayOfWeek day, int week)
    {
        if (week < 0)
            return firstOfMonth.PlusMonths(1).Previous(day);
        var date = DaysOfWeek.FirstOn(firstOfMonth, DaySet.Of(day)).PlusWeeks(week - 1);
        return date.Month == firstOfMonth.Month ? date : null;
    }
}
