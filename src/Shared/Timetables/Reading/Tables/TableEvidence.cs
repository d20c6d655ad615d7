using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Reading.Columns;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>What all rows of a table together tell about its columns; found in one pass before the rows are read.</summary>
/// <param name="Groups">Columns that say something only on the first row of a group: below it, what they said holds.</param>
/// <param name="Headless">Columns in which text stands below no heading.</param>
/// <param name="HiddenRows">Rows that people do not see.</param>
internal sealed record TableEvidence(IReadOnlyList<int> Groups, IReadOnlyList<int> Headless, IReadOnlyList<int> HiddenRows)
{
    // Enough to find them by; the rest is counted.
    private const int MaxListed = 10;

    /// <summary>How many rows people do not see.</summary>
    public int HiddenCount { get; init; }

    /// <summary>True when the place stands on the first row of every group, beside its day, so that below it both hold.</summary>
    public bool PlaceFollowsDay { get; init; }

    /// <summary>True when ticks stand below the days of a grid: then a cross is none.</summary>
    public bool HasTicks { get; init; }

    /// <summary>Goes through a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="plan">What its columns say.</param>
    /// <param name="order">Takes every date as evidence of the file's order of day and month.</param>
    public static TableEvidence Of(Table table, TablePlan plan, DateOrder order)
    {
        var dates = plan.DateColumns.ToArray();
        var groups = plan.GroupColumns.Select(c => new GroupColumn(c)).ToArray();
        var headless = new SortedSet<int>();
        var hidden = new List<int>();
        var hiddenCount = 0;
        var venue = Array.FindIndex(plan.Columns, c => c is { Kind: HeadingKind.Field, Field: TimetableField.Venue });
        var (withPlace, withoutPlace, hasTicks) = (0, 0, false);
        var days = plan.IsGrid ? Enumerable.Range(0, plan.Columns.Length).Where(c => plan.Columns[c].Kind == HeadingKind.Weekday).ToArray() : [];
        Array.ForEach(dates, c => order.HeadedBy(plan.Headings[c]));
        foreach (var row in table.Rows())
        {
            if (row.Number <= plan.HeadingRow || row.Damage is not null || row.IsBlank)
                continue;
            if (row.IsHidden)
            {
                hiddenCount++;
                if (hidden.Count < MaxListed)
                    hidden.Add(row.Number);
                continue;
            }

            Array.ForEach(dates, c => order.Note(row[c]));
            hasTicks = hasTicks || Array.Exists(days, c => Ticks.IsYes(row[c]));
            for (var c = 0; c < row.Cells.Length && !plan.IsGrid; c++)
            {
                if ((c >= plan.Headings.Length || plan.Headings[c].Length == 0) && row.FromLeft?.Contains(c) != true && row[c].Length > 0)
                    headless.Add(c);
            }

            if (LoneText.Of(row) is not null)
                continue;
            Array.ForEach(groups, g => g.Note(row));
            if (venue >= 0 && Array.Exists(groups, g => g.Column != venue && row[g.Column].Length > 0))
                _ = row[venue].Length > 0 ? withPlace++ : withoutPlace++;
        }

        return new([.. groups.Where(g => g.IsGrouped).Select(g => g.Column)], [.. headless], hidden) { HiddenCount = hiddenCount, HasTicks = hasTicks, PlaceFollowsDay = withPlace > 1 && withoutPlace == 0 };
    }

    // A list with its day in every row repeats it from one row to the next; where that never happens, a blank repeats the day above.
    private sealed class GroupColumn(int column)
    {
        private string? _last;
        private bool _hasBlank;
        private bool _repeats;

        public int Column => column;

        public bool IsGrouped => _hasBlank && !_repeats;

        public void Note(TableRow row)
        {
            var text = row[column];
            _hasBlank |= text.Length == 0;
            if (text.Length == 0 || row.FromAbove?.Contains(column) == true)
                return;
            _repeats |= text == _last;
            _last = text;
        }
    }
}
