using System.Globalization;
using HubAutomation.Shared.Platform.Files;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Shared.FundingReturns.Sources.Reading;

/// <summary>
/// The current row of a source's file. Asking for a value that is not as it should be leaves the row out: it is noted once, and
/// <see cref="IsLeftOut"/> says so.
/// </summary>
internal sealed class SourceRow(string file, IReadOnlyDictionary<SourceColumn, int> positions, SourceNotes notes)
{
    private static readonly LocalDatePattern[] DatePatterns =
    [
        LocalDatePattern.Iso,
        LocalDatePattern.CreateWithInvariantCulture("d/M/uuuu"),
        LocalDatePattern.CreateWithInvariantCulture("d-M-uuuu"),
        LocalDatePattern.CreateWithInvariantCulture("d MMM uuuu"),
        LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu"),
    ];

    private static readonly YearMonthPattern[] MonthPatterns =
    [
        YearMonthPattern.Iso,
        YearMonthPattern.CreateWithInvariantCulture("MMM uuuu"),
        YearMonthPattern.CreateWithInvariantCulture("MMMM uuuu"),
        YearMonthPattern.CreateWithInvariantCulture("M/uuuu"),
        YearMonthPattern.CreateWithInvariantCulture("MMM-yy").WithTwoDigitYearMax(99),
    ];

    /// <summary>A file has few different dates in many rows; no more than this are remembered.</summary>
    private const int MostDates = 4_096;

    /// <summary>What is more is a slip, and would hide what else is at stake.</summary>
    private const decimal MostAtStake = 1_000_000_000_000;

    private readonly Dictionary<string, LocalDate> dates = [];
    private TableRow row = new(0, []);

    /// <summary>The file as people are told of it: "attendance/2026-10.csv".</summary>
    public string File => file;

    /// <summary>1-based row as a spreadsheet shows it.</summary>
    public int RowNumber => row.Number;

    /// <summary>Whether something of this row was wrong.</summary>
    public bool IsLeftOut { get; private set; }

    /// <summary>All that stands in it: rows that are alike in every column have the same.</summary>
    public string Content => string.Join('\u001F', row.Cells.Select(CellText.Words)).TrimEnd('\u001F');

    /// <summary>What is in it that matters to the figures.</summary>
    public RowStake Stake => AtStake();

    public void MoveTo(TableRow next) => (row, IsLeftOut) = (next, false);

    /// <summary>Whether the file has the column.</summary>
    public bool Has(SourceColumn column) => positions.ContainsKey(column);

    /// <summary>The column's text in one line, as it is compared with others; empty when the file has no such column.</summary>
    public string Text(SourceColumn column) => positions.TryGetValue(column, out var position) ? CellText.Words(row[position]) : "";

    /// <summary>The column's text with its lines and blanks as they are written: for what people read and nothing is compared with.</summary>
    public string Prose(SourceColumn column) => positions.TryGetValue(column, out var position) ? row[position] : "";

    /// <summary>A text that must not be empty.</summary>
    public string Required(SourceColumn column)
    {
        var text = Text(column);
        if (text.Length == 0)
            LeaveOut(column, "empty", "This must not be empty.");
        return text;
    }

    /// <summary>A date: 2026-10-31, 31/10/2026, 31-10-2026, 31 October 2026; a time behind it is ignored.</summary>
    public LocalDate Date(SourceColumn column)
    {
        var text = Text(column);
        if (OptionalDate(column) is { } date)
            return date;
        if (text.Length == 0)
            LeaveOut(column, "empty", "There must be a date.");
        return default;
    }

    /// <summary>A date, or nothing.</summary>
    public LocalDate? OptionalDate(SourceColumn column)
    {
        var text = Text(column);
        if (text.Length == 0)
            return null;
        if (dates.TryGetValue(text, out var known))
            return known;
        var date = Parse(DatePatterns, text) ?? (text.IndexOfAny([' ', 'T']) is > 0 and var at ? Parse(DatePatterns, text[..at]) : null);
        if (date is null)
            LeaveOut(column, "not-a-date", "This is no date. Write it like 31/10/2026.");
        else if (dates.Count < MostDates)
            dates[text] = date.Value;
        return date;
    }

    /// <summary>A month: 2026-10, October 2026, Oct-26, 10/2026, or any date in it.</summary>
    public YearMonth Month(SourceColumn column)
    {
        var text = Text(column);
        if (Parse(MonthPatterns, text) is { } month)
            return month;
        if (Parse(DatePatterns, text) is { } date)
            return date.ToYearMonth();
        LeaveOut(column, "not-a-month", "This is no month. Write it like 2026-10.");
        return default;
    }

    /// <summary>A number: 1234.5, 1,234.50, £1,234, -12 or (12) for less than nothing.</summary>
    public decimal Number(SourceColumn column)
    {
        if (OptionalNumber(column) is { } number)
            return number;
        if (!IsLeftOut)
            LeaveOut(column, "empty", "There must be a number.");
        return 0;
    }

    /// <summary>A number, or nothing.</summary>
    public decimal? OptionalNumber(SourceColumn column)
    {
        var text = Digits(column);
        if (text.Length == 0)
            return null;
        if (Parse(text) is { } number)
            return number;
        LeaveOut(column, "not-a-number", "This is no number. Write it in digits with a point before the pence, like 1234.50.");
        return null;
    }

    /// <summary>A whole number of at least nothing.</summary>
    public int Count(SourceColumn column)
    {
        if (OptionalCount(column) is { } count)
            return count;
        if (!IsLeftOut)
            LeaveOut(column, "empty", "There must be a number.");
        return 0;
    }

    /// <summary>A whole number of at least nothing, or nothing at all.</summary>
    public int? OptionalCount(SourceColumn column)
    {
        if (OptionalNumber(column) is not { } number)
            return null;
        if (number >= 0 && number <= int.MaxValue && number == decimal.Truncate(number))
            return (int)number;
        LeaveOut(column, "not-a-count", "This must be a whole number, 0 or more.");
        return null;
    }

    /// <summary>One of a few words, without regard to case.</summary>
    public string OneOf(SourceColumn column, params ReadOnlySpan<string> allowed)
    {
        var text = Text(column);
        foreach (var word in allowed)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return word;
        }

        LeaveOut(column, "not-allowed", $"This must be one of {string.Join(", ", allowed!)}.");
        return "";
    }

    /// <summary>Leaves the row out. Only the first reason is noted.</summary>
    public void LeaveOut(SourceColumn column, string rule, string sentence)
    {
        if (!IsLeftOut)
            notes.Reject(file, row, column.Name, Text(column), rule, sentence, AtStake());
        IsLeftOut = true;
    }

    /// <summary>1,234,567.89 and not 1234,50, which parsers take for 123,450.</summary>
    public static bool HasThousandsInPlace(string text)
    {
        var groups = text.Trim('(', ')', '-', '+').Split('.')[0].Split(',');
        return groups.Length == 1 || (groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(group => group.Length == 3));
    }

    private RowStake AtStake()
    {
        var (counted, person) = (positions.Keys.FirstOrDefault(column => column.Counts is not null), positions.Keys.FirstOrDefault(column => column.NamesPeople));
        var amount = counted is null ? null : Parse(Digits(counted));
        return new RowStake(counted?.Counts, Math.Abs(amount ?? 0) > MostAtStake ? null : amount, person is null ? null : Text(person));
    }

    private string Digits(SourceColumn column) => Text(column).Replace("£", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    private static decimal? Parse(string digits)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowParentheses;
        return HasThousandsInPlace(digits) && decimal.TryParse(digits, Styles, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static T? Parse<T>(IPattern<T>[] patterns, string text)
        where T : struct
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Parse(text) is { Success: true } parsed)
                return parsed.Value;
        }

        return null;
    }
}
