using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace HubAutomation.Shared.FundingReturns.Outputs.Workbook;

/// <summary>The looks and number formats of a workbook, each kept once, in the order in which they are first used.</summary>
internal sealed class WorkbookStyles
{
    private const uint FirstFormat = 164;

    private static readonly CellLook[] Looks = Enum.GetValues<CellLook>();

    private readonly Dictionary<(CellLook Look, string Format, bool IsQuoted), uint> styles = new() { [(CellLook.Plain, "", false)] = 0 };
    private readonly Dictionary<string, uint> formats = [];

    /// <summary>The style of a cell. Text that could be taken for a formula is marked as text, so that it stays so when somebody edits it.</summary>
    public uint Of(SheetCell cell)
    {
        var key = (cell.Look, cell.Format, cell.Text is [('=' or '+' or '-' or '@'), ..]);
        if (!styles.TryGetValue(key, out var style))
            styles[key] = style = (uint)styles.Count;
        if (cell.Format.Length > 0 && !formats.ContainsKey(cell.Format))
            formats[cell.Format] = FirstFormat + (uint)formats.Count;
        return style;
    }

    public Stylesheet ToStylesheet() => new(
        new NumberingFormats(formats.Select(format => new NumberingFormat { NumberFormatId = format.Value, FormatCode = format.Key })),
        new Fonts(Looks.Select(FontOf)),
        new Fills([new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }), .. Looks.Select(FillOf)]),
        new Borders(new Border(), new Border(new LeftBorder(), new RightBorder(), new TopBorder(), Line<BottomBorder>(), new DiagonalBorder())),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(styles.OrderBy(style => style.Value).Select(style => FormatOf(style.Key))));

    private CellFormat FormatOf((CellLook Look, string Format, bool IsQuoted) style) => new(AlignmentOf(style.Look, isNumber: style.Format.Length > 0))
    {
        NumberFormatId = style.Format.Length == 0 ? 0 : formats[style.Format],
        FontId = (uint)style.Look,
        FillId = 2 + (uint)style.Look,
        BorderId = style.Look is CellLook.Title or CellLook.Notice ? 0u : 1u,
        ApplyNumberFormat = style.Format.Length > 0,
        ApplyFont = true,
        ApplyFill = true,
        ApplyBorder = true,
        ApplyAlignment = true,
        QuotePrefix = style.IsQuoted ? true : null,
    };

    // The indent keeps words apart from a number that ends where they begin.
    private static Alignment AlignmentOf(CellLook look, bool isNumber) => new()
    {
        Vertical = VerticalAlignmentValues.Top,
        Horizontal = look == CellLook.NumberHeading || (isNumber && look != CellLook.Fact) ? HorizontalAlignmentValues.Right : HorizontalAlignmentValues.Left,
        Indent = 1,
        WrapText = look is not (CellLook.Title or CellLook.Notice or CellLook.Fact) && !isNumber,
    };

    private static Font FontOf(CellLook look)
    {
        var font = new Font();
        if (look is not (CellLook.Plain or CellLook.Fact or CellLook.Closed))
            font.Append(new Bold());
        font.Append(new FontSize { Val = look == CellLook.Title ? 16 : 10 });
        font.Append(new Color { Rgb = look is CellLook.Heading or CellLook.NumberHeading ? "FFFFFFFF" : "FF0B0C0C" });
        font.Append(new FontName { Val = "Arial" });
        return font;
    }

    private static Fill FillOf(CellLook look)
    {
        var colour = look switch { CellLook.Heading or CellLook.NumberHeading => "FF12324A", CellLook.Good => "FFCCE2D8", CellLook.Near => "FFFFF7BF", CellLook.Off => "FFF4CDC6", CellLook.Closed => "FFF0F1F2", _ => null };
        return colour is null
            ? new Fill(new PatternFill { PatternType = PatternValues.None })
            : new Fill(new PatternFill(new ForegroundColor { Rgb = colour }) { PatternType = PatternValues.Solid });
    }

    private static T Line<T>()
        where T : BorderPropertiesType, new()
    {
        var line = new T { Style = BorderStyleValues.Thin };
        line.Append(new Color { Rgb = new HexBinaryValue("FFB1B4B6") });
        return line;
    }
}
