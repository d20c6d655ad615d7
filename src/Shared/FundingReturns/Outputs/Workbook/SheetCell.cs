using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Outputs.Workbook;

/// <summary>How a cell looks. A title, a notice and a fact run over empty cells at their right; all other text is broken into lines; a closed cell is not to be filled in.</summary>
internal enum CellLook
{
    Plain,
    Title,
    Notice,
    Label,
    Heading,
    NumberHeading,
    Fact,
    Good,
    Near,
    Off,
    Closed,
}

/// <summary>A cell: text, or a number with its format, or nothing.</summary>
/// <param name="Text">The text; null for a number or nothing.</param>
/// <param name="Number">The number; null for text or nothing.</param>
/// <param name="Format">The number's format as spreadsheets write it: <c>#,##0</c>.</param>
/// <param name="Look">How it looks.</param>
internal sealed record SheetCell(string? Text, decimal? Number, string Format, CellLook Look)
{
    /// <summary>An empty cell.</summary>
    public static readonly SheetCell Empty = Of(null);

    private static readonly LocalDateTime DayZero = new(1899, 12, 30, 0, 0);

    /// <summary>Text stays text, whatever it begins with.</summary>
    public static SheetCell Of(string? text, CellLook look = CellLook.Plain) => new(text, null, "", look);

    /// <summary>A number; an empty cell for null.</summary>
    public static SheetCell Of(decimal? number, string format) => new(null, number, format, CellLook.Plain);

    /// <summary>A date with its time, as spreadsheets count days.</summary>
    public static SheetCell Of(LocalDateTime moment, string format = "d mmm yyyy hh:mm")
    {
        var since = Period.Between(DayZero, moment, PeriodUnits.Days | PeriodUnits.Minutes);
        return new SheetCell(null, since.Days + Math.Round(since.Minutes / 1440m, 12), format, CellLook.Fact);
    }
}

/// <summary>A sheet of a workbook.</summary>
/// <param name="Name">Its name, which may be anything: the workbook makes it legal and unique.</param>
/// <param name="Widths">Widths of the columns in characters.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="HeadingRow">1-based row of the headings, which stays in sight and is printed on every page; 0 for none.</param>
/// <param name="FixedColumns">How many columns stay in sight.</param>
internal sealed record Sheet(string Name, IReadOnlyList<double> Widths, IReadOnlyList<IReadOnlyList<SheetCell>> Rows, int HeadingRow = 0, int FixedColumns = 0);
