using System.Collections.Frozen;
using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>Turns a table's rows into items, row by row.</summary>
internal static class TableItems
{
    /// <summary>Everything below the headings; rows above them, repeated headings, blank rows, totals and remarks are no data.</summary>
    /// <param name="table">The table.</param>
    /// <param name="plan">How to read it.</param>
    /// <param name="words">The headings known, to notice a second table below the first.</param>
    public static IEnumerable<ReadItem> Read(Table table, TablePlan plan, HeadingWords words)
    {
        var sectionDay = table.Part is { } part && Shapes.IsWeekday(part) ? part : null;
        var known = HeadingsOf(plan);
        foreach (var row in table.Rows())
        {
            var place = new RowPlace(row.Number, table.Part);
            if (row.Damage is not null)
            {
                yield return row.Damage.At(place);
                continue;
            }

            if (row.Number <= plan.HeadingRow || row.IsBlank)
                continue;
            if (NewHeadings(row, plan, known, words) is { } next)
            {
                (plan, known) = (next, HeadingsOf(next));
                continue;
            }

            if (plan.IsGrid)
            {
                foreach (var item in GridRows.Read(row, plan, place))
                    yield return item;
            }
            else if (SectionDay(row) is { } day)
            {
                sectionDay = day;
            }
            else if (!Remarks.Holds(row))
            {
                yield return Read(row, plan, sectionDay, place);
            }
        }
    }

    private static ReadItem Read(TableRow row, TablePlan plan, string? sectionDay, RowPlace place)
    {
        if (row.Surplus(plan.Headings.Length) is { } surplus)
        {
            return new RowDamage(
                "too-many-cells", surplus,
                $"This row has more values than there are headings, so its columns cannot be told apart. Put texts that contain the separator between quotation marks.").At(place);
        }

        return new TextRow(place, SessionRows.Read(row, plan, sectionDay));
    }

    // The same headings again, or those of another table below: every filled cell is a heading that is known.
    private static TablePlan? NewHeadings(TableRow row, TablePlan plan, FrozenSet<string> known, HeadingWords words)
    {
        var first = Array.Find(row.Cells, c => !string.IsNullOrWhiteSpace(c));
        if (first is null || !known.Contains(first.Trim()))
            return null;
        if (plan.IsRepeatedBy(row))
            return plan;
        var (other, score) = TablePlanner.Try(row, [], words);
        return score >= 3 && other.Unknown.Count == 0 ? other : null;
    }

    private static FrozenSet<string> HeadingsOf(TablePlan plan) =>
        plan.Headings.Where(h => h.Length > 0).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // "Monday" alone in a row, often merged over the whole width, heads the rows below it.
    private static string? SectionDay(TableRow row)
    {
        string? only = null;
        for (var i = 0; i < row.Cells.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(row.Cells[i]))
                continue;
            if (only is not null && row[i] != only)
                return null;
            only ??= row[i];
        }

        return only is not null && Shapes.IsWeekday(only) ? only : null;
    }
}
