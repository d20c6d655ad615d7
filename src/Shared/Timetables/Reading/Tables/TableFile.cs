namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>A file of tables, each with its plan.</summary>
internal sealed class TableFile
{
    /// <summary>Tables and headings named in a note; a page of a thousand tables makes no longer receipt.</summary>
    private const int MostNamed = 20;

    private readonly HeadingWords _words;
    private readonly List<(Table Table, TablePlan Plan)> _tables;
    private readonly List<string> _leftOut;
    private readonly List<UnreadableRow> _damage;
    private readonly List<(string? Part, string Kind)> _others;

    private TableFile(HeadingWords words, List<(Table, TablePlan)> tables, List<string> leftOut, List<UnreadableRow> damage, List<(string?, string)> others) =>
        (_words, _tables, _leftOut, _damage, _others) = (words, tables, leftOut, damage, others);

    /// <summary>Looks at the first rows of every table.</summary>
    public static TableFile Plan(IReadOnlyList<Table> tables, HeadingWords words)
    {
        var planned = new List<(Table, TablePlan)>();
        var leftOut = new List<string>();
        var damage = new List<UnreadableRow>();
        var others = new List<(string?, string)>();
        foreach (var table in tables)
        {
            var sample = table.Rows().Take(TablePlanner.SampleRows).ToArray();
            var plan = TablePlanner.Find(sample, words);
            if (plan is not null && OtherFiles.KindOf(plan) is { } kind)
                others.Add((table.Part, kind));
            else if (plan is not null)
                planned.Add((table, plan));
            else if (Array.Find(sample, r => r.Damage is not null) is { } damaged)
                damage.Add(damaged.Damage!.At(new RowPlace(damaged.Number, table.Part)));
            else if (table.Part is not null && sample.Any(r => !r.IsBlank))
                leftOut.Add(table.Part);
        }

        return new TableFile(words, planned, leftOut, damage, others);
    }

    /// <summary>The tables' items, or why there are none.</summary>
    /// <param name="format">The format.</param>
    /// <param name="name">The file's name as messages show it.</param>
    /// <param name="note">What is already known of how it was read.</param>
    public ReadingResult Result(FileFormat format, string name, string note)
    {
        if (_tables.Count == 0 && _damage.Count > 0)
            return new Unreadable("file-damaged", $"{name} is damaged: {_damage[0].Reject.Sentence}");
        if (_tables.Count == 0 && _others.Count > 0)
        {
            return new Unreadable(
                "not-a-timetable",
                $"{name} looks like {_others[0].Kind}, not like a timetable, so nothing in it was read. If it is a timetable, send it without the columns about people or their answers. If it was sent here by mistake, tell the hub team.");
        }

        if (_tables.Count == 0)
        {
            return new Unreadable(
                "headings-not-found",
                $"No row of headings was found in {name}. Put one above the sessions, with headings such as Day, Start time, End time, Activity, Venue and Ages.");
        }

        if (!Items().Any())
        {
            return new Unreadable(
                "no-sessions",
                $"{name} has headings but no sessions below them. Nothing was changed. If all sessions have ended, tell the hub team.");
        }

        return new Readable(format, Note(note), Items(), [.. _tables.SelectMany(t => t.Plan.Unknown).Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    private IEnumerable<ReadItem> Items() => _tables.SelectMany(t => TableItems.Read(t.Table, t.Plan, _words)).Concat(_damage);

    private string Note(string note)
    {
        var notes = new List<string> { note };
        notes.AddRange(_tables.Take(MostNamed).Select(t => (t.Table.Part is { } part ? $"\"{part}\": " : "")
            + (t.Plan.IsGrid ? "days across, " : "") + $"headings in row {t.Plan.HeadingRow}"));
        if (_tables.Count > MostNamed)
            notes.Add($"and {_tables.Count - MostNamed} more tables");
        var text = string.Join(", ", notes);
        if (_leftOut.Count > 0)
            text += $"; without headings and so not read: {Named(_leftOut.ConvertAll(p => $"\"{p}\""))}";
        if (_others.Count > 0)
            text += $"; no timetables and so not read: {Named(_others.ConvertAll(o => $"{(o.Part is { } part ? $"\"{part}\"" : "a table")} ({o.Kind})"))}";
        var personal = _tables.SelectMany(t => t.Plan.Personal).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        return personal.Length == 0 ? text : $"{text}; details of people are not read: {Named(personal)}";
    }

    private static string Named(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");
}
