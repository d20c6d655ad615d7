using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using ExcelDataReader;
using HubAutomation.Shared.FundingReturns.Outputs.Workbook;
using HubAutomation.Testing.Browser;
using SheetNames = HubAutomation.Shared.FundingReturns.Outputs.Workbook.SheetNames;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs;

public sealed class ReturnWorkbookTests
{
    // The reader asks for Windows-1252, whatever it reads.
    static ReturnWorkbookTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static readonly byte[] Halton = ReturnWorkbook.Write(Returns.Halton, Returns.HaltonSettings.Authority);

    [Fact]
    public void A_workbook_is_valid_for_Excel()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(Halton), isEditable: false);

        var errors = new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(document);

        Assert.Empty(errors.Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
    }

    [Fact]
    public void There_is_a_sheet_for_each_strand_and_each_table() => Assert.Equal(
        [
            "Summary", "Family hub transformation", "Parenting support", "Infant feeding", "Perinatal mental health and par", "Early language and the home lea", "Start for Life offer and parent",
            "Attendance by hub, October 2026", "Children registered, by ward, O", "Pages opened most, October 2026", "Findings", "Definitions",
        ],
        Sheets(Halton).Select(sheet => sheet.Name));

    [Fact]
    public void Every_sheet_says_that_its_figures_are_raw() => Assert.All(
        Sheets(Halton), sheet => Assert.Equal("These are raw figures, for those who answer for them. What is given to others is the published edition.", sheet.Rows[1][0]));

    [Fact]
    public void Numbers_are_numbers_and_text_is_text()
    {
        var row = Sheets(Halton).Single(sheet => sheet.Name == "Infant feeding").Rows.Single(row => row[0] as string == "IF-01");

        Assert.Equal(
            ["IF-01", "Breastfeeding at birth", 57.2, "%", 83.0, 145.0, 49.1, 65.0, 50.9, 52.9, null, "Within margin of error", 55.9, 1.3, "October 2026", "Computed by the hub: 2026-10.csv, 1,204 rows", null, null],
            row);
    }

    [Fact]
    public void Percentages_are_numbers_to_100_with_a_sign()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(Halton), isEditable: false);
        var formats = document.WorkbookPart!.WorkbookStylesPart!.Stylesheet.NumberingFormats!.Elements<NumberingFormat>().Select(format => format.FormatCode!.Value!).ToList();

        Assert.Contains("#,##0.0\"%\"", formats);
        Assert.Contains("\"£\"#,##0.00", formats);
    }

    [Fact]
    public void Dates_are_dates() =>
        Assert.Equal(new DateTime(2026, 11, 12, 10, 15, 0), Sheets(Halton)[0].Rows.Single(row => row[0] as string == "Frozen at")[1]);

    [Fact]
    public void No_text_becomes_a_formula()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(Halton), isEditable: false);
        var cells = document.WorkbookPart!.WorksheetParts.SelectMany(sheet => sheet.Worksheet.Descendants<Cell>()).ToList();
        var formats = document.WorkbookPart.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ToList();

        Assert.DoesNotContain(cells, cell => cell.CellFormula is not null);
        var dangerous = cells.Where(cell => cell.InnerText is [('=' or '+' or '-' or '@'), ..] && cell.DataType is not null).ToList();
        Assert.NotEmpty(dangerous);
        Assert.All(dangerous, cell => Assert.True(formats[(int)cell.StyleIndex!.Value].QuotePrefix!.Value, cell.InnerText));
    }

    [Fact]
    public void What_is_off_target_and_what_is_missing_stands_on_the_first_sheet()
    {
        var rows = Sheets(Halton)[0].Rows.Select(row => string.Join(" | ", row.OfType<object>().Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture)))).ToList();

        Assert.Contains("Sample data – not published by the council", rows);
        Assert.Contains("Version | Version 2: the October extract was corrected", rows);
        Assert.Contains("Peer supporters who are active | Infant feeding | 20 | 9 | Off target", rows);
        Assert.Contains("Breastfeeding at 10 to 14 days | Infant feeding | Computed by the hub | Data team", rows);
    }

    [Fact]
    public void Findings_stand_with_what_was_said_about_them()
    {
        var row = Sheets(Halton).Single(sheet => sheet.Name == "Findings").Rows.Single(row => row[2] as string == "PM-02");

        Assert.Equal(
            ["Warning", "Dads supported fell from 8 to 4, by 50 %; more than 40 % is questioned.", "PM-02", null, "Dev Lark", "Both group leaders were ill; they run again in November.", "Dev Lark", new DateTime(2026, 11, 6, 14, 5, 0)],
            row);
    }

    [Fact]
    public void Headings_stay_in_sight_and_every_page_is_as_wide_as_the_paper()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(Halton), isEditable: false);

        Assert.All(document.WorkbookPart!.WorksheetParts, part =>
        {
            Assert.Equal(OrientationValues.Landscape, part.Worksheet.GetFirstChild<PageSetup>()!.Orientation!.Value);
            Assert.Equal(1u, part.Worksheet.GetFirstChild<PageSetup>()!.FitToWidth!.Value);
        });
        Assert.Equal(11, document.WorkbookPart.WorksheetParts.Count(part => part.Worksheet.Descendants<Pane>().Any(pane => pane.State! == PaneStateValues.Frozen)));
    }

    [Theory]
    [InlineData("Panel: [2026/27]*?\\", "Panel 2026 27")]
    [InlineData("'quoted'", "quoted")]
    [InlineData("", "Sheet")]
    [InlineData("History", "History (2)")]
    [InlineData("Perinatal mental health and parent-infant relationships", "Perinatal mental health and par")]
    public void A_sheet_s_name_is_made_legal(string wanted, string legal) => Assert.Equal([legal], SheetNames.Legal([wanted]));

    [Fact]
    public void Sheets_of_the_same_name_are_numbered() => Assert.Equal(
        ["A name that is rather longer th", "A name that is rather longe (2)", "a name that is rather longe (3)"],
        SheetNames.Legal(["A name that is rather longer than 31", "A name that is rather longer than that", "a name that is rather longer than this"]));

    [Fact]
    public void A_measure_with_signs_that_XML_cannot_hold_does_no_harm()
    {
        var settings = Returns.Halton.Settings;
        var odd = Returns.Halton with { Settings = settings with { Measures = [.. settings.Measures.Select(measure => measure with { Title = measure.Title + "\u0001\uFFFF \uD83D\uDC76" })] } };

        var sheets = Sheets(ReturnWorkbook.Write(odd, Returns.HaltonSettings.Authority));

        Assert.Contains(sheets.SelectMany(sheet => sheet.Rows).SelectMany(row => row), cell => cell as string == "Breastfeeding at birth \uD83D\uDC76");
    }

    [OfficeFact]
    public async Task LibreOffice_opens_it_and_prints_every_sheet_with_its_name_at_the_foot_of_each_page()
    {
        var folder = Directory.CreateTempSubdirectory("hub-workbook-");
        try
        {
            var file = Path.Combine(folder.FullName, "return.xlsx");
            await File.WriteAllBytesAsync(file, Halton);

            await OutsideTools.RunAsync(OfficeFactAttribute.Program, "--headless", $"-env:UserInstallation=file://{folder.FullName}/profile", "--convert-to", "pdf", "--outdir", folder.FullName, file);

            // How many lines fit on a page depends on the machine's fonts; what is printed in which order does not.
            var text = await OutsideTools.RunAsync("pdftotext", "-layout", Path.ChangeExtension(file, "pdf"), "-");
            var pages = text.TrimEnd('\f').Split('\f').Select(page => Regex.Match(page, @"\s(?<sheet>\S[^\n]*?), page \d+ of \d+\s*$").Groups["sheet"].Value.Split("  ")[^1].Trim()).ToList();
            Assert.Equal(Sheets(Halton).Select(sheet => sheet.Name), pages.Distinct());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<(string Name, List<object?[]> Rows)> Sheets(byte[] workbook)
    {
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(workbook));
        var sheets = new List<(string, List<object?[]>)>();
        do
        {
            var rows = new List<object?[]>();
            while (reader.Read())
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
            sheets.Add((reader.Name, rows));
        }
        while (reader.NextResult());
        return sheets;
    }

    /// <summary>A test that opens a workbook in LibreOffice.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class OfficeFactAttribute : FactAttribute
    {
        public const string Program = "/usr/bin/soffice";

        public OfficeFactAttribute() => Skip = OutsideTools.Missing("LibreOffice", File.Exists(Program));
    }
}
