using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Columns;
using HubAutomation.Shared.Timetables.Reading.Lookalikes;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>A table that is read: how, what all of its rows tell, and what stands above it.</summary>
internal sealed record PlannedTable(Table Table, TablePlan Plan, TableEvidence Evidence, RowContext Above)
{
    /// <summary>Headings of hidden columns.</summary>
    public IReadOnlyList<string> HiddenHeadings { get; init; } = [];
}

/// <summary>A file of tables, each with its plan.</summary>
internal sealed class TablesOfFile
{
    /// <summary>Tables and headings named in a note; a page of a thousand tables makes no longer receipt.</summary>
    private const int MaxNamed = 20;

    private readonly HeadingWords _words;
    private readonly DateOrder _order = new();
    private readonly List<PlannedTable> _tables = [];
    private readonly List<string> _leftOut = [];
    private readonly List<UnreadableRow> _damage = [];
    private readonly List<(string? Part, TablePlan Plan)> _nameless = [];
    private readonly List<(string? Part, OtherFile Kind)> _others = [];
    private TableRow? _first;

    private TablesOfFile(HeadingWords words) => _words = words;

    /// <summary>Looks at the first rows of every table, and at all rows for what only they tell together.</summary>
    public static TablesOfFile Plan(IReadOnlyList<Table> tables, HeadingWords words)
    {
        var file = new TablesOfFile(words);
        foreach (var table in tables)
            file.Plan(table);
        return file;
    }

    private void Plan(Table table)
    {
        var sample = table.Rows().Take(TablePlanner.SampleRows).ToArray();
        _first ??= Array.Find(sample, r => r.Damage is null && !r.IsBlank && LoneText.Of(r) is null);
        if (TablePlanner.Find(sample, _words) is { } plan)
        {
            if (TablePlanner.SideBySide(plan, _words) is { } second)
            {
                Plan(table.Columns(0, second));
                Plan(table.Columns(second, plan.Headings.Length));
                return;
            }

            if (TablePlanner.DaysAgain(plan) is { } again)
            {
                // The column before its first day is the second grid's own, or both share the first one's.
                var isOwn = plan.Columns[again - 1].Kind != HeadingKind.Weekday && Array.Exists(sample, r => r.Number > plan.HeadingRow && r[again - 1].Length > 0);
                Plan(table.Columns(0, isOwn ? again - 1 : again));
                Plan(isOwn ? table.Columns(again - 1, plan.Headings.Length) : table.Without(plan.FirstDay, again));
                return;
            }

            if (OtherFiles.Of(plan, [.. sample.Where(r => r.Number > plan.HeadingRow)], Above(table, plan, sample)) is { } kind)
                _others.Add((table.Part, kind));
            else if (plan.HasTitle)
                _tables.Add(Planned(table, plan, sample));
            else
                _nameless.Add((table.Part, plan));
        }
        else if (OtherFiles.OfRows(sample, _words) is { } other)
        {
            _others.Add((table.Part, other));
        }
        else if (Array.Find(sample, r => r.Damage is not null) is { } damaged)
        {
            _damage.Add(damaged.Damage!.At(new RowPlace(damaged.Number, table.Part)));
        }
        else if (table.Part is not null && sample.Any(r => !r.IsBlank))
        {
            _leftOut.Add(table.Part);
        }
    }

    private PlannedTable Planned(Table table, TablePlan plan, TableRow[] sample)
    {
        var evidence = TableEvidence.Of(table, plan, _order);
        var captions = Above(table, plan, sample).Distinct().Take(MaxNamed).ToArray();
        var hidden = table.Unhidden?.Invoke(plan.HeadingRow) is { } row ? table.HiddenColumns.Select(c => row[c]).Where(h => h.Length > 0).ToArray() : [];

        // A corner that says when is applied as a heading over all rows; see TableItems.
        var corner = plan.Corner is { } text && SectionDay.In(text) != text ? text : null;
        var unread = plan.Unread.Where(u => u.Name != plan.Corner || u.Name == corner);
        var lost = Array.Find(hidden, h => _words.MeaningOf(h) is { Kind: HeadingKind.Field, Field: TimetableField.Venue }) is { } venue ? $"The column \"{CellText.Excerpt(venue)}\" is hidden" : null;
        return new(
            table, plan with { Unread = [.. unread, .. evidence.Headless.Select(c => (c, $"column {GridRows.ColumnLetter(c)}, which has no heading"))] }, evidence,
            new RowContext([], corner is null ? captions : [corner, .. captions]) { Corner = corner, PlaceLost = lost, Prose = table.Prose })
        { HiddenHeadings = hidden };
    }

    // What stands over the headings, nearest first.
    private static IEnumerable<string> Above(Table table, TablePlan plan, TableRow[] sample) =>
        sample.Where(r => r.Number < plan.HeadingRow && r.Damage is null && !r.IsHidden)
            .SelectMany(r => Enumerable.Range(0, r.Cells.Length).Select(i => r[i])).Where(t => t.Length > 0).Reverse()
            .Concat(table.Headings);

    /// <summary>The tables' items, or why there are none.</summary>
    /// <param name="format">The format.</param>
    /// <param name="name">The file's name as messages show it.</param>
    /// <param name="note">What is already known of how it was read.</param>
    public ReadingResult Result(FileFormat format, string name, string note)
    {
        if (_tables.Count == 0 && _damage.Count > 0)
            return new Unreadable("file-damaged", $"{name} is damaged: {_damage[0].Reject.Sentence}");
        if (_tables.Count == 0 && _others.Count > 0)
            return new Unreadable("not-a-timetable", _others[0].Kind.Sentence(name));

        if (_tables.Count == 0 && _nameless.Count > 0)
            return new Unreadable("title-column-missing", $"{name}: {WithoutTitle(_nameless[0].Plan)}");
        if (_tables.Count == 0)
        {
            // A row of which no word is a heading may hold anything, also people's names.
            var seen = _first is { } row && Array.Exists(row.Cells, c => c.Length <= CellText.MaxLength && _words.MeaningOf(CellText.Clean(c)).Kind != HeadingKind.Unknown) ? $" These were not enough: {Named(Enumerable.Range(0, row.Cells.Length).Select(i => row[i]).Where(t => t.Length > 0))}." : "";
            return new Unreadable(
                "headings-not-found",
                $"No row of headings was found in {name}.{seen} Put one above the sessions, with headings such as Day, Start time, End time, Activity, Venue and Ages.");
        }

        if (!Items().Any(i => i is not Remark))
        {
            var hidden = _tables.Exists(t => t.Evidence.HiddenCount > 0) ? " Rows that are hidden or filtered out are not read." : "";
            return new Unreadable(
                "no-sessions",
                $"{name} has headings but no sessions below them.{hidden} Nothing was changed. If all sessions have ended, tell the hub team.");
        }

        return new Readable(format, Note(note), Items(), [.. _tables.SelectMany(t => t.Plan.Unread).Select(u => u.Name).Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    private IEnumerable<ReadItem> Items() => Remarks().Concat(_tables.SelectMany(t => TableItems.Read(t, _words, _order))).Concat(_damage);

    private IEnumerable<ReadItem> Remarks()
    {
        foreach (var (part, plan) in _nameless)
            yield return Remark.About(part, "title-column-missing", $"This table was not read. {WithoutTitle(plan)}");
        foreach (var planned in _tables)
        {
            var (table, _, evidence, _) = planned;
            if (evidence.HiddenCount > 0)
            {
                var rows = string.Join(", ", evidence.HiddenRows) + (evidence.HiddenCount > evidence.HiddenRows.Count ? " and more" : "");
                yield return Remark.About(table.Part, "hidden-rows-not-read", evidence.HiddenCount == 1
                    ? $"Row {rows} is hidden or filtered out, so it was not read. Show it if families are to see it."
                    : $"{evidence.HiddenCount} rows are hidden or filtered out, so they were not read: {rows}. Show them if families are to see them.");
            }

            if (table.HiddenColumns.Count > 0)
            {
                var letters = string.Join(", ", table.HiddenColumns.Select(GridRows.ColumnLetter)) + (planned.HiddenHeadings.Count > 0 ? $" ({Named(planned.HiddenHeadings)})" : "");
                yield return Remark.About(table.Part, "hidden-columns-not-read", $"Hidden columns were not read: {letters}. Show them if they say something about the sessions.");
            }
        }
    }

    private static string WithoutTitle(TablePlan plan) =>
        "No column has a heading that means the name of the session. "
        + (plan.Unknown.Count > 0 ? $"Headings that were not understood: {Named(plan.Unknown)}. " : "") + "Head the column with Activity.";

    private static string Named(IEnumerable<string> headings)
    {
        var all = headings.Distinct().Take(MaxNamed + 1).Select(h => $"\"{CellText.Excerpt(h.Replace('\n', ' '))}\"").ToList();
        return all.Count > MaxNamed ? $"{string.Join(", ", all.Take(MaxNamed))} and more" : string.Join(", ", all);
    }

    private string Note(string note)
    {
        var notes = new List<string> { note };
        notes.AddRange(_tables.Take(MaxNamed).Select(t => (t.Table.Part is { } part ? $"\"{part}\": " : "")
            + (t.Plan.IsGrid ? "days across, " : "") + $"headings in row {t.Plan.HeadingRow}"));
        if (_order.IsMonthFirst)
            notes.Add("dates with the month first, as in America");
        if (_tables.Count > MaxNamed)
            notes.Add($"and {_tables.Count - MaxNamed} more tables");
        var text = string.Join(", ", notes);
        if (_leftOut.Count > 0)
            text += $"; without headings and so not read: {Named(_leftOut)}";
        if (_others.Count > 0)
            text += $"; no timetables and so not read: {Listed(_others.ConvertAll(o => $"{(o.Part is { } part ? $"\"{part}\"" : "a table")} ({(o.Kind.IsSure ? "" : "may be ")}{o.Kind.Kind})"))}";
        var personal = _tables.SelectMany(t => t.Plan.Personal).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        return personal.Length == 0 ? text : $"{text}; details of people are not read: {Listed(personal)}";
    }

    private static string Listed(IReadOnlyList<string> texts) =>
        string.Join(", ", texts.Take(MaxNamed)) + (texts.Count > MaxNamed ? $" and {texts.Count - MaxNamed} more" : "");
}
