using System.Collections.Frozen;
using System.Globalization;
using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>Turns a table's rows into items, row by row.</summary>
internal sealed class TableItems
{
    private readonly Table _table;
    private readonly HeadingWords _words;
    private readonly DateOrder _order;
    private readonly Dictionary<int, string> _said = [];
    private IReadOnlyList<int> _groups;
    private TablePlan _plan;
    private FrozenSet<string> _known;
    private readonly Sections _sections;
    private readonly MonthCalendar _month;
    private readonly bool _placeFollowsDay;
    private string? _placeSaid;
    private bool _hasSeveralPlaces;
    private bool _isSigned;

    private TableItems(PlannedTable planned, HeadingWords words, DateOrder order)
    {
        (_table, _plan, _words, _order, _groups) = (planned.Table, planned.Plan, words, order, planned.Evidence.Groups);
        _known = HeadingsOf(_plan);
        (_month, _placeFollowsDay) = (new(planned.Captions), planned.Evidence.PlaceFollowsDay);
        _sections = new(DayOver(planned), new([], planned.Captions) { PlaceLost = planned.PlaceLost, Prose = planned.Table.Prose });
    }

    /// <summary>Everything below the headings; rows above them, repeated headings, blank rows, totals and remarks are no data.</summary>
    /// <param name="planned">The table and how to read it.</param>
    /// <param name="words">The headings known, to notice a second table below the first.</param>
    /// <param name="order">How the file writes dates.</param>
    public static IEnumerable<ReadItem> Read(PlannedTable planned, HeadingWords words, DateOrder order) => new TableItems(planned, words, order).Items();

    private IEnumerable<ReadItem> Items()
    {
        foreach (var row in _table.Rows())
        {
            var place = new RowPlace(row.Number, _table.Part);
            if (row.Damage is not null)
                yield return row.Damage.At(place);
            else if (row.Number <= _plan.HeadingRow || row.IsBlank || row.IsHidden)
                continue;
            else if (NewHeadings(row) is { } next)
                Turn(next);
            else if (Overlong(row) is { } overlong)
                yield return overlong.At(place);
            else if (ErrorIn(row) is { } error)
                yield return error.At(place);
            else if (_plan.IsGrid)
            {
                if (_month.Read(row, _plan) is not { } cells)
                    continue;
                foreach (var item in GridRows.Read(cells, _plan, place))
                    yield return _month.Dated(item is TextRow text ? text with { Context = _sections.Context } : item);
            }
            else if (!IsRemark(row) && Read(row, place) is { } item)
            {
                yield return item;
            }
        }
    }

    // A sheet called "Monday", or the only weekday in a line above the headings.
    private static string? DayOver(PlannedTable planned) => planned.Table.Part is { } part && Shapes.IsWeekday(part) ? part
        : planned.Captions.Where(Shapes.IsWeekday).Take(2).ToArray() is [var only] ? only : null;

    private void Turn(TablePlan next)
    {
        if (ReferenceEquals(next, _plan))
            return;
        (_plan, _known, _groups) = (next, HeadingsOf(next), []);
        _said.Clear();
    }

    private ReadItem? Read(TableRow row, RowPlace place)
    {
        if (row.Surplus(_plan.Headings.Length) is { } surplus)
        {
            return new RowDamage(
                "too-many-cells", surplus,
                $"This row has more values than there are headings, so its columns cannot be told apart. Put texts that contain the separator between quotation marks.").At(place);
        }

        if (StruckIn(row) is { } struck)
        {
            return new RowDamage(
                "struck-through", struck, "The row is struck through, so it is not shown. Leave it out of the next file, or take the line off it if it takes place.").At(place);
        }

        if (DoubtIn(row, place) is { } doubt)
            return doubt;
        return LoneText.Of(row) is { } lone ? Heading(row, place, lone) : Filled(row, place);
    }

    // A total, a note, or the end of a letter: "Thanks", and whatever stands alone below it.
    private bool IsRemark(TableRow row)
    {
        var lone = LoneText.Of(row);
        _isSigned = lone is not null && (_isSigned || Remarks.Ends(lone));
        return _isSigned || Remarks.Holds(row);
    }

    // "Monday" or "Kingsway Family Hub" alone in a row heads the rows below it. Which texts are places is for others to say.
    private GroupHeading? Heading(TableRow row, RowPlace place, string lone)
    {
        if (Shapes.IsWeekday(lone))
        {
            _sections.BeginDay(lone, isOnlyDay: true);
            return null;
        }

        var text = TextRow(row, place);
        var day = SectionDay.In(lone);
        _sections.Begin(lone, day);
        return new GroupHeading(place, lone, day, text);
    }

    private TextRow Filled(TableRow row, RowPlace place)
    {
        var text = TextRow(row, place);
        var cells = (FieldCells)text.Cells;
        foreach (var column in _groups)
        {
            if (row[column].Length > 0)
                (_said[column], _placeSaid, _hasSeveralPlaces) = (row[column], cells.Find(TimetableField.Venue), false);
        }

        _hasSeveralPlaces |= cells.Find(TimetableField.Venue) is { } own && own != _placeSaid;

        // A row with days or dates of its own takes none from the group.
        var hasDays = cells.Find(TimetableField.Day) is not null || cells.Find(TimetableField.Dates) is not null || cells.Find(TimetableField.DateFrom) is not null;
        var isOfGroup = false;
        foreach (var column in _groups)
        {
            var field = _plan.Columns[column].Field;
            if (cells.Find(field) is null && !(hasDays && field != TimetableField.Venue) && _said.TryGetValue(column, out var said))
            {
                cells.Set(field, _order.InWords(said));
                isOfGroup = true;
            }
        }

        if (!isOfGroup || _placeSaid is not { } first || cells.Find(TimetableField.Venue) is not null)
            return text;
        if (_placeFollowsDay && !_hasSeveralPlaces)
        {
            cells.Set(TimetableField.Venue, first);
            return text;
        }

        // Whether the place of the first row holds for the others too, nobody can say.
        return text with { Context = text.Context with { PlaceLost = $"The row takes its day from one above it, which is at \"{CellText.Excerpt(first)}\"" } };
    }

    private TextRow TextRow(TableRow row, RowPlace place) =>
        new(place, SessionRows.Read(row, _plan, _sections.Day, _order)) { Context = _sections.Context, Unread = _plan.Unread.Count == 0 ? [] : UnreadIn(row) };

    private List<UnreadCell> UnreadIn(TableRow row)
    {
        var cells = new List<UnreadCell>();
        foreach (var (column, name) in _plan.Unread)
        {
            if (row[column] is { Length: > 0 } text)
                cells.Add(new(name, text));
        }

        return cells;
    }

    // Text that is struck out where a session says what, when or where: not the session as the partner means it.
    private string? StruckIn(TableRow row)
    {
        if (row.Struck is null)
            return null;
        foreach (var column in row.Struck.Keys.Where(c => c < _plan.Columns.Length && row.IsStruck(c)))
        {
            if (_plan.Columns[column] is { Kind: HeadingKind.When or HeadingKind.WeekCommencing or HeadingKind.Frequency }
                or { Kind: HeadingKind.Field, Field: TimetableField.Title or TimetableField.Day or TimetableField.Dates or TimetableField.DateFrom or TimetableField.DateTo or TimetableField.Time or TimetableField.Start or TimetableField.Venue or TimetableField.Status })
                return CellText.Clean(row.Cells[column]);
        }

        return null;
    }

    private UnreadableRow? DoubtIn(TableRow row, RowPlace place)
    {
        if (!_order.IsUnclear)
            return null;
        foreach (var column in _plan.DateColumns)
        {
            if (_order.DoubtIn(row[column]) is not var (date, question))
                continue;
            return new UnreadableRow(place, new Reject(
                place, _plan.Headings[column], CellText.Excerpt(row[column]), "date-order-unclear",
                $"{date} can be {question}: other dates of the file have the day first, and others the month. Write the month as a word, like 14 September 2026."));
        }

        return null;
    }

    // A cell too long for any timetable is looked at no further. Of a description the beginning is read.
    private RowDamage? Overlong(TableRow row)
    {
        for (var i = 0; i < Math.Min(row.Cells.Length, _plan.Columns.Length); i++)
        {
            if (row.Cells[i].Length <= CellText.MaxLength || _plan.Columns[i].Kind is HeadingKind.Unknown or HeadingKind.Personal || _plan.Columns[i] is { Kind: HeadingKind.Field, Field: TimetableField.Description })
                continue;
            return new RowDamage(
                "text-too-long", row.Cells[i],
                string.Create(CultureInfo.InvariantCulture, $"The cell below \"{_plan.Headings[i]}\" has {row.Cells[i].Length:N0} characters. Shorten it; at most {CellText.MaxLength:N0} are read."));
        }

        return null;
    }

    // What a spreadsheet shows where a formula fails stands for something that nobody can read.
    private RowDamage? ErrorIn(TableRow row)
    {
        for (var i = 0; i < Math.Min(row.Cells.Length, _plan.Columns.Length); i++)
        {
            if (row.Cells[i].Length is >= 4 and <= 20 && row.Cells[i].AsSpan().TrimStart() is ['#', ..] && Shapes.IsFormulaError(row[i]) && (_plan.IsGrid || _plan.Columns[i].Kind is not (HeadingKind.Unknown or HeadingKind.Personal)))
                return new RowDamage("formula-error", row[i], $"The cell below \"{CellText.Excerpt(_plan.Headings[i])}\" shows {row[i]}, because its formula does not work. Mend the formula, or write the text itself.");
        }

        return null;
    }

    // The same headings again, or those of another table below: every filled cell is a heading that is known.
    private TablePlan? NewHeadings(TableRow row)
    {
        var first = Array.Find(row.Cells, c => !string.IsNullOrWhiteSpace(c));
        if (first is null || first.Length > CellText.MaxLength || !_known.Contains(first.Trim()))
            return null;
        if (_plan.IsRepeatedBy(row))
            return _plan;
        var (other, score) = TablePlanner.Try(row, [], _words);
        return score >= 3 && other.Unknown.Count == 0 ? other : null;
    }

    private static FrozenSet<string> HeadingsOf(TablePlan plan) =>
        plan.Headings.Where(h => h.Length > 0).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
