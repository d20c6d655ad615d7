using ExcelDataReader;

namespace HubAutomation.Shared.Platform.Files.Workbooks;

/// <summary>
/// Reads one sheet after the other with one parser. A sheet can only be reached through those before it, which are read in full on the
/// way: to begin anew for every sheet takes time with the square of their number.
/// </summary>
/// <param name="content">The workbook.</param>
/// <param name="strikes">What is struck through; null when nothing is, or where that does not matter.</param>
internal sealed class WorkbookPass(Stream content, Strikes? strikes) : IDisposable
{
    private readonly FormulaErrors? _errors = FormulaErrors.In(content);
    private IExcelDataReader? _reader;
    private int _sheet;
    private bool _isBegun;

    /// <summary>A sheet's rows; begins anew when the parser is past their beginning. One enumeration at a time.</summary>
    public IEnumerable<TableRow> Rows(int sheet)
    {
        if (_reader is null || _sheet > sheet || (_sheet == sheet && _isBegun))
        {
            _reader?.Dispose();
            _reader = Workbook.Open(content);
            (_sheet, _isBegun) = (0, false);
        }

        for (; _sheet < sheet; _sheet++)
        {
            _reader.NextResult();
            _isBegun = false;
        }

        _isBegun = true;
        foreach (var row in Workbook.Rows(_reader, strikes?.On(sheet), _errors?.On(sheet)))
            yield return row;
    }

    public void Dispose() => _reader?.Dispose();
}
