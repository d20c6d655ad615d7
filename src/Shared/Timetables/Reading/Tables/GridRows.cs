using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Columns;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>Reads a row of a grid: a column for each weekday, every filled cell one session or more.</summary>
internal static class GridRows
{
    /// <summary>
    /// The only text of a row when it heads the rows below it: it stands left of the days, or in one cell over several of them. Null for a
    /// session, and for what only says where in the grid a row without sessions is: a time, a day, a room.
    /// </summary>
    public static string? HeadingOf(TableRow row, TablePlan plan)
    {
        if (LoneText.Of(row) is not { } lone || Shapes.LooksLikeTime(lone) || Shapes.TimeFromDayFraction(lone) is not null || Shapes.IsWeekday(lone))
            return null;
        var at = Array.FindIndex(row.Cells, c => !string.IsNullOrWhiteSpace(c));
        if (at >= plan.FirstDay)
            return SpansDays(row, plan, at) ? lone : null;
        var isFrame = IsPartOfDay(lone) || IsRoom(lone) || plan.Columns[at] is { Kind: HeadingKind.WeekCommencing } or { Kind: HeadingKind.Field, Field: TimetableField.Room or TimetableField.Dates };
        return isFrame ? null : lone;
    }

    private static bool SpansDays(TableRow row, TablePlan plan, int first) =>
        Enumerable.Range(first, row.Cells.Length - first).Any(i => row.FromLeft?.Contains(i) == true && i < plan.Columns.Length && plan.Columns[i].Kind == HeadingKind.Weekday && plan.Headings[i] != plan.Headings[first]);

    /// <summary>One item for each session in the row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="plan">What the columns say.</param>
    /// <param name="place">Where the row stands.</param>
    /// <param name="when">What a heading above the row says of when; null for nothing.</param>
    /// <param name="hasTicks">True when ticks stand in the table.</param>
    /// <param name="below">What stands below the days in a second row of headings, by column; null for none.</param>
    public static IEnumerable<ReadItem> Read(TableRow row, TablePlan plan, RowPlace place, string? when, bool hasTicks, IReadOnlyDictionary<int, string>? below)
    {
        if (below is not null)
        {
            foreach (var item in ReadBelow(row, plan, place, when, below))
                yield return item;
            yield break;
        }

        var common = CommonCells(row, plan);
        var sessions = 0;
        for (var column = 0; column < plan.Columns.Length; column += WidthOf(plan, column))
        {
            if (plan.Columns[column].Kind is not (HeadingKind.Weekday or HeadingKind.PartOfDay))
                continue;
            for (var i = column; i < column + WidthOf(plan, column); i++)
            {
                if (row.IsStruck(i) && row.FromAbove?.Contains(i) != true)
                {
                    sessions++;
                    yield return new RowDamage(
                        "struck-through", CellText.Clean(row.Cells[i]), "The cell is struck through, so it is not shown. Empty it, or take the line off it if it takes place.").At(place with { Column = ColumnLetter(i) });
                }
            }

            foreach (var (at, text) in TextsOf(row, column, WidthOf(plan, column)))
            {
                foreach (var session in CellSessions.Split(text))
                {
                    sessions++;
                    var said = common.Find(TimetableField.Title) is null ? session : Ticks.Say(session, row, plan, hasTicks);
                    if (said.Length > 0)
                        yield return new TextRow(place with { Column = ColumnLetter(at) }, CellsOf(said, plan, column, common, when));
                }
            }
        }

        // Right of a day nothing is passed over, whatever stands beside it.
        if (sessions > 0 && Headless(row, plan) is { } headless)
        {
            yield return new RowDamage(
                "outside-the-grid", headless, "This text stands in a column without a day at its head. Put it below a day, or take it out.").At(place);
        }

        // A row heading without sessions beside it is part of the grid's frame, unless there is text that no day stands over.
        if (sessions == 0 && Stray(row, plan) is { } stray)
        {
            yield return new RowDamage(
                "outside-the-grid", stray, "This text stands in a column without a day at its head. Put it below a day, or take it out.").At(place);
        }
    }

    /// <summary>"A" for the first column, "AA" after "Z", as spreadsheets count.</summary>
    public static string ColumnLetter(int column)
    {
        var letters = "";
        for (var n = column; n >= 0; n = (n / 26) - 1)
            letters = (char)('A' + (n % 26)) + letters;
        return letters;
    }

    private static FieldCells CellsOf(string session, TablePlan plan, int column, FieldCells common, string? when)
    {
        var cells = new FieldCells();
        foreach (var (field, text) in common)
            cells.Set(field, text);
        if (plan.Columns[column].Kind == HeadingKind.Weekday)
            cells.Set(Shapes.IsWeekday(plan.Headings[column]) ? TimetableField.Day : TimetableField.Dates, plan.Headings[column]);

        // A date of its own tells more than any heading.
        if (when is not null && cells.Find(TimetableField.Dates) is null)
            cells.Set(TimetableField.Dates, when);
        cells.Set(TimetableField.Cell, session);
        return cells;
    }

    // What stands left of the days counts for the whole row: a time, a hub, a room.
    private static FieldCells CommonCells(TableRow row, TablePlan plan)
    {
        var cells = new FieldCells();
        for (var i = 0; i < plan.Columns.Length; i++)
        {
            var text = row.Beginning(i);
            if (text.Length == 0)
                continue;
            if (plan.Columns[i].Kind == HeadingKind.Field)
                cells.Set(plan.Columns[i].Field, text);
            else if (plan.Columns[i].Kind == HeadingKind.When)
                cells.Set(TimetableField.Time, text);
            else if (plan.Columns[i].Kind == HeadingKind.WeekCommencing)
                cells.Set(TimetableField.Dates, $"w/c {text}");
            else if (i == 0 && plan.Columns[i].Kind == HeadingKind.Unknown)
                SetRowHeading(cells, text);
        }

        return cells;
    }

    private static void SetRowHeading(FieldCells cells, string text)
    {
        if (Shapes.LooksLikeTime(text) || Shapes.TimeFromDayFraction(text) is not null)
            cells.Set(TimetableField.Time, Shapes.TimeFromDayFraction(text) ?? text);
        else if (!IsPartOfDay(text))
            cells.Set(IsRoom(text) ? TimetableField.Room : TimetableField.Venue, text);
    }

    private static bool IsPartOfDay(string text) => HeadingWords.Normalise(text) is "am" or "pm" or "morning" or "afternoon" or "evening" or "lunch" or "lunchtime" or "all day";

    private static bool IsRoom(string text) => text.Contains("room", StringComparison.OrdinalIgnoreCase);

    private static int WidthOf(TablePlan plan, int column)
    {
        var width = 1;
        while (column + width < plan.Headings.Length
            && plan.Columns[column].Kind == HeadingKind.Weekday
            && plan.Headings[column + width] == plan.Headings[column])
        {
            width++;
        }

        return width;
    }

    // A day's heading may be merged over several columns: morning and afternoon, each with sessions of its own,
    // or time and title of the same session. The times in them tell which.
    private static List<(int Column, string Text)> TextsOf(TableRow row, int column, int width)
    {
        var texts = new List<(int Column, string Text)>(width);
        for (var i = column; i < column + width; i++)
        {
            // A cell merged downwards is one session, not one in every row that it covers.
            var text = row.FromAbove?.Contains(i) == true ? "" : row[i];
            if (text.Length > 0 && (texts.Count == 0 || texts[^1].Text != text))
                texts.Add((i, text));
        }

        return texts.Count < 2 || texts.TrueForAll(t => Shapes.LooksLikeTime(t.Text))
            ? texts
            : [(texts[0].Column, string.Join('\n', texts.Select(t => t.Text)))];
    }

    // Each column is a day at a place of its own.
    private static IEnumerable<ReadItem> ReadBelow(TableRow row, TablePlan plan, RowPlace place, string? when, IReadOnlyDictionary<int, string> below)
    {
        var common = CommonCells(row, plan);
        foreach (var (column, sub) in below)
        {
            if (row[column].Length == 0 || row.FromAbove?.Contains(column) == true)
                continue;
            var day = PlacesBelowDays.DayOver(plan, column)!;
            foreach (var session in CellSessions.Split(row[column]))
            {
                var cells = CellsOf(session, plan, Array.IndexOf(plan.Headings, day), common, when);
                if (!IsPartOfDay(sub))
                    cells.Set(IsRoom(sub) ? TimetableField.Room : TimetableField.Venue, sub);
                yield return new TextRow(place with { Column = ColumnLetter(column) }, cells);
            }
        }
    }

    private static string? Headless(TableRow row, TablePlan plan)
    {
        for (var i = plan.FirstDay + 1; i < row.Cells.Length; i++)
        {
            if (row[i].Length > 0 && (i >= plan.Headings.Length || plan.Headings[i].Length == 0) && row.FromAbove?.Contains(i) != true && row.FromLeft?.Contains(i) != true)
                return row[i];
        }

        return null;
    }

    private static string? Stray(TableRow row, TablePlan plan)
    {
        for (var i = 1; i < row.Cells.Length; i++)
        {
            var kind = i < plan.Columns.Length ? plan.Columns[i].Kind : HeadingKind.Unknown;
            if (kind == HeadingKind.Unknown && row[i].Length > 0 && row.FromAbove?.Contains(i) != true)
                return row[i];
        }

        return null;
    }
}
