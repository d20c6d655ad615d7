using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Reading.Columns;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>
/// A second row of headings below the days of a grid: the same places, rooms or parts of the day below each of them. Every column below is then a day
/// at one of them, and not a part of the cell beside it.
/// </summary>
internal static class PlacesBelowDays
{
    /// <summary>What stands below the days, by column; null for a row that is no such row.</summary>
    /// <param name="row">The first row below the headings.</param>
    /// <param name="plan">What its columns say.</param>
    public static IReadOnlyDictionary<int, string>? Of(TableRow row, TablePlan plan)
    {
        var first = plan.FirstDay;
        if (first < 0 || Enumerable.Range(0, first).Any(i => row[i].Length > 0))
            return null;
        var below = Enumerable.Range(first, Math.Max(0, row.Cells.Length - first)).Where(i => row[i].Length > 0 && row.FromLeft?.Contains(i) != true).ToDictionary(i => i, i => row[i]);
        var days = below.GroupBy(b => DayOver(plan, b.Key), b => b.Value).ToArray();
        return days.Length > 1 && days.All(d => d.Key is not null && d.Count() > 1 && d.SequenceEqual(days[0]) && d.Distinct().Count() == d.Count() && d.All(t => !Shapes.LooksLikeTime(t))) ? below : null;
    }

    /// <summary>The day that stands over a column: its own heading, or the nearest on the left of a blank one.</summary>
    public static string? DayOver(TablePlan plan, int column)
    {
        for (var i = Math.Min(column, plan.Headings.Length - 1); i >= 0; i--)
        {
            if (plan.Headings[i].Length > 0)
                return plan.Columns[i].Kind == HeadingKind.Weekday ? plan.Headings[i] : null;
        }

        return null;
    }
}
