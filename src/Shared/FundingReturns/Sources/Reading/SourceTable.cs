using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Platform.Files.Workbooks;

namespace HubAutomation.Shared.FundingReturns.Sources.Reading;

/// <summary>A column that a source's files have.</summary>
/// <param name="Name">As messages call it.</param>
/// <param name="Headings">What its heading may begin with, in small letters; the most usual first.</param>
internal sealed record SourceColumn(string Name, params IReadOnlyList<string> Headings)
{
    /// <summary>True when a file may lack it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>What its numbers count, so that people can weigh a row that is left out: "£", "infants due"; null for nothing.</summary>
    public string? Counts { get; init; }

    /// <summary>True when it says who a row is about.</summary>
    public bool NamesPeople { get; init; }
}

/// <summary>A file of separated text, or a workbook, whose first row that has the columns is its row of headings.</summary>
internal sealed class SourceTable
{
    private const int MostRowsAboveHeadings = 20;
    private const int MaxLineBytes = 1 << 16;

    // Twelve months of attendance of a large authority unpack to a tenth of it.
    private static readonly WorkbookLimits Limits = new(MaxUnpackedBytes: 2L << 30, MaxCompressionRatio: 200);

    private readonly SourceFile file;
    private readonly Func<IEnumerable<TableRow>> lines;
    private readonly TableRow headings;
    private readonly Dictionary<SourceColumn, int> positions;
    private readonly SourceNotes notes;

    private SourceTable(SourceFile file, Func<IEnumerable<TableRow>> lines, TableRow headings, Dictionary<SourceColumn, int> positions, SourceNotes notes) =>
        (this.file, this.lines, this.headings, this.positions, this.notes) = (file, lines, headings, positions, notes);

    /// <summary>Finds the headings. Null, with a finding, when the file is not what it should be.</summary>
    public static SourceTable? Open(SourceFile file, Stream content, IReadOnlyList<SourceColumn> columns, SourceNotes notes)
    {
        var place = file.Place;
        var (readings, problem) = Readings(content, place);
        if (problem is not null)
        {
            notes.Add(new Finding(Severity.Error, problem.Rule, null, place, problem.Sentence, Finding.DataTeam));
            return null;
        }

        SourceTable? table = null;
        var best = (Missing: columns.Where(column => !column.IsOptional).ToList(), Row: 0);
        foreach (var lines in readings)
        {
            foreach (var row in lines().Take(MostRowsAboveHeadings))
            {
                var positions = Positions(row, columns);
                var missing = columns.Where(column => !column.IsOptional && !positions.ContainsKey(column)).ToList();
                if (missing.Count == 0)
                {
                    // With the wrong separator "Code;Value" is one heading that begins with "Code": the right one finds more.
                    if (table is null || positions.Count > table.positions.Count)
                        table = new SourceTable(file, lines, row, positions, notes);
                    break;
                }

                if (missing.Count < best.Missing.Count)
                    best = (missing, row.Number);
            }
        }

        if (table is not null)
            return table;
        var where = best.Row == 0 ? $"none of its first {MostRowsAboveHeadings} rows has a heading that we know" : $"its headings in row {best.Row} lack {string.Join(", ", best.Missing.Select(column => column.Name))}";
        notes.Add(new Finding(
            Severity.Error, "file-without-columns", null, place,
            $"{place} cannot be read: {where}. It needs the columns {string.Join(", ", columns.Where(column => !column.IsOptional).Select(column => column.Name))}. Export it once more, and upload it under the same name.",
            Finding.DataTeam));
        return null;
    }

    /// <summary>The rows below the headings. A row is good for as long as it is the current one.</summary>
    public IEnumerable<SourceRow> Rows()
    {
        var name = file.Place;
        var row = new SourceRow(name, positions, notes);
        var columns = Array.FindLastIndex(headings.Cells, heading => !string.IsNullOrWhiteSpace(heading)) + 1;
        foreach (var line in lines())
        {
            if (line.Number <= headings.Number || line.IsBlank)
                continue;
            if (line.Damage is { } damage)
            {
                notes.Reject(name, line, "row", "", damage.Rule, damage.Sentence, default);
                continue;
            }

            // 1,234.50 without quotation marks is two values, and the first of them would be taken for the amount.
            if (line.Surplus(columns) is not null)
            {
                notes.Reject(name, line, "row", "", "too-many-values", "The row has more values than there are headings. Put a value with a comma in it into quotation marks.", default);
                continue;
            }

            row.MoveTo(line);
            yield return row;
        }
    }

    /// <summary>Every way in which a file may be a table: a workbook's visible sheets, or its text by one separator or another.</summary>
    private static (IEnumerable<Func<IEnumerable<TableRow>>> Readings, WorkbookProblem? Problem) Readings(Stream content, string name)
    {
        if (Workbook.IsZip(content))
        {
            var (sheets, problem) = Workbook.Open(content, name, Limits);
            return (sheets.Where(sheet => sheet.IsVisible).Select(sheet => (Func<IEnumerable<TableRow>>)(() => Workbook.Rows(content, sheet.Index).UntilDamaged())), problem);
        }

        var text = new CsvText(content, TextCoding.Of(content), MaxLineBytes);
        var isNamed = text.NamedSeparator() is not null;
        return (CsvText.Separators.Select(separator => (Func<IEnumerable<TableRow>>)(() => text.Rows(separator, skipFirstLine: isNamed))), null);
    }

    private static Dictionary<SourceColumn, int> Positions(TableRow row, IReadOnlyList<SourceColumn> columns)
    {
        // Headings as they are known go first, so that "Total users" is not taken for "To" when there is one.
        var found = new Dictionary<SourceColumn, int>();
        for (var position = 0; position < row.Cells.Length; position++)
        {
            var heading = CellText.Words(row[position]);
            if (columns.FirstOrDefault(column => column.Headings.Any(known => heading.Equals(known, StringComparison.OrdinalIgnoreCase))) is { } column)
                found.TryAdd(column, position);
        }

        for (var position = 0; position < row.Cells.Length; position++)
        {
            var heading = CellText.Words(row[position]);
            if (!found.ContainsValue(position) && columns.Where(column => !found.ContainsKey(column)).MaxBy(column => Agreement(column, heading)) is { } column && Agreement(column, heading) > 0)
                found[column] = position;
        }

        return found;
    }

    // How many characters of the heading are known.
    private static int Agreement(SourceColumn column, string heading) =>
        column.Headings.Where(known => heading.StartsWith(known, StringComparison.OrdinalIgnoreCase)).Select(known => known.Length).DefaultIfEmpty().Max();
}
