using System.Collections.Frozen;
using System.Globalization;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Columns;
using HubAutomation.Shared.Timetables.Reading.Lookalikes;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Vocabulary;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>Turns a table's rows into items, row by row.</summary>
internal sealed class TableItems
{
    private const int MaxHeadingLength = 40;

    // Fewer filled cells than these are no session.
    private const int EnoughFields = 3;

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
    private readonly bool _hasTicks;
    private IReadOnlyDictionary<int, string>? _below;
    private bool _isFirstOfGrid = true;
    private string? _placeSaid;
    private bool _hasSeveralPlaces;
    private bool _isSigned;
    private bool _isOfPeople;

    private TableItems(PlannedTable planned, HeadingWords words, DateOrder order)
    {
        (_table, _plan, _words, _order, _groups) = (planned.Table, planned.Plan, words, order, planned.Evidence.Groups);
        _known = HeadingsOf(_plan);
        (_month, _placeFollowsDay, _hasTicks) = (new(planned.Above.Captions), planned.Evidence.PlaceFollowsDay, planned.Evidence.HasTicks);
        _sections = new(DayOver(planned), planned.Above);
        if (_plan.Corner is { } corner && SectionDay.In(corner) == corner)
            _sections.BeginDay(corner, isOnlyDay: true);
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
            else if (_isOfPeople && !IsSession(row))
                continue;
            else if (BeginsListOfPeople(row))
                yield return ListOfPeople(row);
            else if (Overlong(row) is { } overlong)
                yield return overlong.At(place);
            else if (ErrorIn(row) is { } error)
                yield return error.At(place);
            else if (_plan.IsGrid)
            {
                foreach (var item in OfGrid(row, place))
                    yield return item;
            }
            else if (!IsRemark(row) && Read(row, place) is { } item)
            {
                yield return item;
            }
        }
    }

    // A sheet called "Monday", or the only weekday in a line above the headings.
    private static string? DayOver(PlannedTable planned) => planned.Table.Part is { } part && Shapes.IsWeekday(part) ? part
        : planned.Above.Captions.Where(Shapes.IsWeekday).Take(2).ToArray() is [var only] ? only : null;

    // "Name, Age, Phone", "Booked on:": what stands below is about people, and not a word of it goes any further.
    private bool BeginsListOfPeople(TableRow row)
    {
        _isOfPeople = LoneText.Of(row) is { } lone ? PeopleHeadings.LeadsList(lone)
            : !row.Cells.Any(c => c.Length > MaxHeadingLength || c.Any(char.IsAsciiDigit)) && PeopleHeadings.HeadList(row.Cells.Select(HeadingWords.Normalise).ToArray());
        return _isOfPeople;
    }

    // A row that says when, as every session does: a list of people above it has ended.
    private bool IsSession(TableRow row)
    {
        if (LoneText.Of(row) is not null)
            return false;
        return _plan.IsGrid ? row.Cells.Any(Shapes.LooksLikeTime) : _plan.Fields.Count(f => row[f.Column].Length > 0) >= Math.Min(EnoughFields, _plan.Fields.Count)
            && _plan.Fields.Any(f => f.Field is TimetableField.Time or TimetableField.Start && Shapes.LooksLikeTime(row[f.Column]));
    }

    private Remark ListOfPeople(TableRow row) => Remark.About(
        _table.Part, "list-of-people-not-read", string.Create(CultureInfo.InvariantCulture, $"From row {row.Number} on stands what looks like a list of people. Nothing of it was read or shown, down to the next sessions. Leave it out of the file that you send."));

    private void Turn(TablePlan next)
    {
        _isOfPeople = false;
        if (ReferenceEquals(next, _plan))
            return;
        if (next.Corner is { } corner && corner != _plan.Corner)
            _sections.Begin(corner, SectionDay.IsWhen(corner) ? corner : null);
        (_plan, _known, _groups, _below, _isFirstOfGrid) = (next, HeadingsOf(next), [], null, true);
        _said.Clear();
    }

    // A heading limits the days that the grid names, so that it may say when without naming a day itself.
    private IEnumerable<ReadItem> OfGrid(TableRow row, RowPlace place)
    {
        if (_isFirstOfGrid && (_below = PlacesBelowDays.Of(row, _plan)) is not null)
        {
            _isFirstOfGrid = false;
            return [];
        }

        _isFirstOfGrid = false;
        if (_month.Read(row, _plan) is not { } cells)
            return [];
        if (GridRows.HeadingOf(cells, _plan) is not { } lone)
        {
            _isSigned = false;
            var when = _sections.Day is { } day && !Shapes.IsWeekday(day) ? day : null;
            return GridRows.Read(cells, _plan, place, when, _hasTicks, _below).Select(item => _month.Dated(item is TextRow text ? text with { Context = _sections.Context } : item));
        }

        if (IsRemark(row))
            return [];
        if (PersonNames.IsName(lone))
            return [NameOfSomebody(place)];
        var heading = new GroupHeading(place, lone, SectionDay.IsWhen(lone) ? lone : null);
        _sections.Begin(lone, heading.Day);
        return [heading];
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
    private ReadItem? Heading(TableRow row, RowPlace place, string lone)
    {
        if (Shapes.IsWeekday(lone))
        {
            _sections.BeginDay(lone, isOnlyDay: true);
            return null;
        }

        if (PersonNames.IsName(lone))
            return NameOfSomebody(place);
        var day = SectionDay.In(lone);
        _sections.Begin(lone, day);
        return new GroupHeading(place, lone, day);
    }

    // Given back without the words: they may be a child's name.
    private static UnreadableRow NameOfSomebody(RowPlace place) => new(place, new Reject(
        place, "row", "", "may-name-a-person", "The row holds what may be somebody's name and nothing else. It is not read or shown. Leave it out of the file that you send."));

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
        new(place, RowReading.Read(row, _plan, _sections.Day, _order)) { Context = _sections.Context, Unread = _plan.Unread.Count == 0 ? [] : UnreadIn(row), HeadingLimits = LimitsOver(row) };

    private IReadOnlyList<string> LimitsOver(TableRow row) => _plan.Limits.Count == 0 ? [] : [.. _plan.Limits.Where(l => row[l.Column].Length > 0).Select(l => l.Words)];

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
        if (_plan.IsGrid && DaysIn(row) > 1)
            return _plan.IsRepeatedBy(row) ? _plan : TablePlanner.Try(row, [], _words).Plan;
        var first = Array.Find(row.Cells, c => !string.IsNullOrWhiteSpace(c));
        if (first is null || first.Length > CellText.MaxLength || !_known.Contains(first.Trim()))
            return null;
        if (_plan.IsRepeatedBy(row))
            return _plan;
        var (other, score) = TablePlanner.Try(row, [], _words);
        return score >= 3 && other.Unknown.Count == 0 ? other : null;
    }

    // Days head the next grid below, whatever stands in its corner.
    private int DaysIn(TableRow row) => _plan.Columns.Where((c, i) => c.Kind == HeadingKind.Weekday && (Shapes.IsWeekday(row[i]) || Shapes.IsWeekdayWithDate(row[i])))
        .Count();

    private static FrozenSet<string> HeadingsOf(TablePlan plan) =>
        plan.Headings.Where(h => h.Length > 0).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
