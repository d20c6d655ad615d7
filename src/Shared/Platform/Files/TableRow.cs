namespace HubAutomation.Shared.Platform.Files;

/// <summary>One row of a table before anything is known of its meaning, whatever format it came from.</summary>
/// <param name="number">1-based row as the partner's program shows it.</param>
/// <param name="cells">The row's texts, not yet tidied; a merged cell's text stands in every column and row that it covers.</param>
internal sealed class TableRow(int number, string[] cells)
{
    public int Number => number;

    public string[] Cells => cells;

    /// <summary>Columns whose text belongs to a merged cell that begins in a row above; null when there are none.</summary>
    public IReadOnlySet<int>? FromAbove { get; init; }

    /// <summary>Columns whose text belongs to a merged cell that begins further left; null when there are none.</summary>
    public IReadOnlySet<int>? FromLeft { get; init; }

    /// <summary>True when people who open the file do not see the row: hidden, or filtered out.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Columns of which text is struck through or hidden, with what people see of it; null when there are none.</summary>
    public IReadOnlyDictionary<int, string>? Struck { get; init; }

    /// <summary>Set when the row could not be read; <see cref="Cells"/> is then empty.</summary>
    public RowDamage? Damage { get; init; }

    /// <summary>True when a cell beyond the headings is an error and not a note at the side.</summary>
    public bool IsSeparatedText { get; init; }

    /// <summary>The row as it stands when separated text has values beyond its headings; otherwise null.</summary>
    public string? Surplus(int headings)
    {
        if (!IsSeparatedText)
            return null;
        for (var i = headings; i < cells.Length; i++)
        {
            if (!string.IsNullOrWhiteSpace(cells[i]))
                return string.Join(" | ", cells);
        }

        return null;
    }

    /// <summary>The tidied text of a column as people see it; empty when the row has no such column.</summary>
    public string this[int column] => CellText.Clean(Seen(column));

    /// <summary>The tidied beginning of a column's text, as much of it as is read; empty when the row has no such column.</summary>
    public string Beginning(int column) => CellText.Clean(CellText.Cut(Seen(column)));

    /// <summary>True when text stands in a column and all of it is struck through.</summary>
    public bool IsStruck(int column) => Struck is not null && Struck.TryGetValue(column, out var seen) && string.IsNullOrWhiteSpace(seen) && !string.IsNullOrWhiteSpace(cells[column]);

    /// <summary>The row with nothing in these columns.</summary>
    public TableRow Without(IReadOnlyList<int> columns)
    {
        foreach (var column in columns.Where(c => c < cells.Length))
            cells[column] = "";
        return this;
    }

    /// <summary>The part of the row from a column to the one behind its last, with columns counted anew.</summary>
    public TableRow Columns(int from, int to) => new(number, cells[Math.Min(from, cells.Length)..Math.Min(to, cells.Length)])
    {
        FromAbove = Part(FromAbove, from, to),
        FromLeft = Part(FromLeft, from, to),
        IsHidden = IsHidden,
        Struck = Struck?.Where(s => s.Key >= from && s.Key < to).ToDictionary(s => s.Key - from, s => s.Value),
        Damage = Damage,
    };

    private static HashSet<int>? Part(IReadOnlySet<int>? columns, int from, int to) => columns?.Where(c => c >= from && c < to).Select(c => c - from).ToHashSet();

    private string Seen(int column) =>
        column >= cells.Length ? "" : Struck is not null && Struck.TryGetValue(column, out var seen) ? seen : cells[column];

    /// <summary>True when nothing was written in the row itself.</summary>
    public bool IsBlank
    {
        get
        {
            for (var i = 0; i < cells.Length; i++)
            {
                if (!string.IsNullOrWhiteSpace(cells[i]) && FromAbove?.Contains(i) != true)
                    return false;
            }

            return Damage is null;
        }
    }
}

/// <summary>Why a row could not be read.</summary>
/// <param name="Rule">A stable code.</param>
/// <param name="Value">How the row begins.</param>
/// <param name="Sentence">What is wrong and what to do.</param>
internal sealed record RowDamage(string Rule, string Value, string Sentence);
