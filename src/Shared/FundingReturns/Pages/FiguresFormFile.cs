using System.Globalization;
using CsvHelper;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Workbook;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.FundingReturns.Pages;

/// <summary>A lead's figures as a file: one row a measure, to be filled in and sent back.</summary>
public static class FiguresFormFile
{
    private static readonly CsvWriterOptions Format = new() { Injection = CsvInjection.Escape, NewLine = "\r\n", WriteByteOrderMark = true };

    private static readonly SourceColumn Code = new("Code", "code");
    private static readonly SourceColumn Value = new("Value", "value") { IsOptional = true };
    private static readonly SourceColumn Numerator = new("Numerator", "numerator", "of which", "how many") { IsOptional = true };
    private static readonly SourceColumn Denominator = new("Denominator", "denominator", "out of", "of all") { IsOptional = true };
    private static readonly SourceColumn Text = new("Text", "text", "remark") { IsOptional = true };

    private static readonly string[] Headings = ["Code", "Measure", "What is counted", "Value", "Numerator", "Denominator", "Text"];

    private const string NotTheForm = "This is not the form as a file: it needs the column Code, and Value, Numerator, Denominator or Text. Download the form once more";

    /// <summary>The form as separated text, with what was said before.</summary>
    public static ReadOnlyMemory<byte> Template(IEnumerable<Measure> measures, IReadOnlyDictionary<string, string> fields)
    {
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(fields);
        using var content = new MemoryStream();
        using (var csv = CsvWriter.Create(content, Format, leaveOpen: true))
        {
            csv.WriteRecord(Headings);
            foreach (var row in measures.Select(measure => new TemplateRow(measure, fields)))
                csv.WriteRecord([row.Measure.Code, row.Measure.Title, row.Measure.Definition, row.Value, row.Numerator, row.Denominator, row.Text]);
        }

        return content.ToArray();
    }

    /// <summary>The form as a workbook, with what was said before. What can be filled in is white, all else grey.</summary>
    /// <param name="title">What it is: "Figures for October 2026".</param>
    /// <param name="authority">Whose it is.</param>
    /// <param name="measures">What is asked.</param>
    /// <param name="fields">What was said before, by the form's fields.</param>
    public static ReadOnlyMemory<byte> Workbook(string title, Authority authority, IEnumerable<Measure> measures, IReadOnlyDictionary<string, string> fields)
    {
        ArgumentNullException.ThrowIfNull(authority);
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(fields);
        List<IReadOnlyList<SheetCell>> rows =
        [
            [SheetCell.Of(title, CellLook.Title)],
            [SheetCell.Of("Fill in what is white, and leave empty what you do not know. Then send this file by the page that you have it from.", CellLook.Notice)],
            [.. Headings.Select((heading, i) => SheetCell.Of(heading, i is >= 3 and <= 5 ? CellLook.NumberHeading : CellLook.Heading))],
            .. measures.Select(measure => new TemplateRow(measure, fields).Cells()),
        ];
        return WorkbookFile.Write(title, authority.Name, $"{authority.ServiceName} – {title}", [new Sheet("Figures", [10, 34, 52, 13, 13, 14, 44], rows, HeadingRow: 3)]);
    }

    /// <summary>Reads a file that was filled in, as the form's fields.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="content">The file; must be able to go back.</param>
    /// <param name="measures">What is asked.</param>
    public static (IReadOnlyDictionary<string, string> Fields, IReadOnlyList<string> Problems) Read(string name, Stream content, IReadOnlyList<Measure> measures)
    {
        ArgumentNullException.ThrowIfNull(measures);
        var notes = new SourceNotes();
        var fields = new Dictionary<string, string>();
        var (problems, read) = (new List<string>(), new HashSet<string>());
        var file = new SourceFile("", name, MonthSpan.Of(default), _ => Task.FromResult(content));
        if (SourceTable.Open(file, content, [Code, Value, Numerator, Denominator, Text], notes) is not { } table)
            return (fields, [notes.Findings is [{ Rule: not "file-without-columns", Sentence: var sentence }] ? sentence : NotTheForm]);
        foreach (var row in table.Rows())
        {
            var code = row.Text(Code);
            if (measures.FirstOrDefault(measure => measure.Code.Equals(code, StringComparison.OrdinalIgnoreCase)) is not { } measure)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"Row {row.RowNumber}, Code: “{code}” is none of your measures. Yours are {string.Join(", ", measures.Select(known => known.Code))}"));
                continue;
            }

            if (!read.Add(measure.Code))
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"Row {row.RowNumber}, Code: {measure.Code} stands in a row above, too. Leave one of them"));

            problems.AddRange(NotRead(row, measure));

            // A column that is not there says nothing, and leaves what was said before.
            foreach (var (column, field) in new[] { (Value, FiguresForm.Value(measure.Code)), (Numerator, FiguresForm.Numerator(measure.Code)), (Denominator, FiguresForm.Denominator(measure.Code)), (Text, FiguresForm.Text(measure.Code)) })
            {
                if (row.Has(column) && Takes(measure, column))
                    fields[field] = column == Value ? YesOrNo(measure, Plain(row.Text(column))) : Plain(column == Text ? row.Prose(column) : row.Text(column));
            }
        }

        problems.AddRange(notes.Rejects.Select(reject => string.Create(CultureInfo.InvariantCulture, $"Row {reject.Row}: {reject.Sentence}")));
        return (fields, problems);
    }

    /// <summary>What stands in a column that the measure has no use for: it would be lost without a word.</summary>
    private static IEnumerable<string> NotRead(SourceRow row, Measure measure) =>
        from column in new[] { Value, Numerator, Denominator, Text }
        where !Takes(measure, column) && row.Text(column).Length > 0
        select string.Create(
            CultureInfo.InvariantCulture,
            $"Row {row.RowNumber}, {column.Name}: “{Platform.Files.CellText.Excerpt(row.Text(column))}” is not read, since {measure.Code} takes {(measure.Kind is MeasureKind.Text ? "words, in Text" : $"{(measure.Kind is MeasureKind.Milestone ? "yes or no" : "one number")}, in Value")}. Write it there, or take it out");

    private static bool Takes(Measure measure, SourceColumn column) =>
        column == Text || (column == Value ? measure.Kind is not MeasureKind.Text : FiguresForm.IsShare(measure));

    /// <summary>A measure's row, with what was said before.</summary>
    private sealed record TemplateRow(Measure Measure, IReadOnlyDictionary<string, string> Fields)
    {
        private bool IsNumber => Measure.Kind is not MeasureKind.Text;

        private bool IsShare => FiguresForm.IsShare(Measure);

        public string Value => Measure.Kind is MeasureKind.Milestone ? Of(FiguresForm.Value(Measure.Code)) switch { "1" => "yes", "0" => "no", var other => other } : Of(FiguresForm.Value(Measure.Code));

        public string Numerator => Of(FiguresForm.Numerator(Measure.Code));

        public string Denominator => Of(FiguresForm.Denominator(Measure.Code));

        public string Text => Of(FiguresForm.Text(Measure.Code));

        public IReadOnlyList<SheetCell> Cells() =>
        [
            SheetCell.Of(Measure.Code, CellLook.Closed), SheetCell.Of(Measure.Title, CellLook.Closed), SheetCell.Of(Help, CellLook.Closed),
            CellOf(Value, IsNumber), CellOf(Numerator, IsShare), CellOf(Denominator, IsShare), SheetCell.Of(Text),
        ];

        private string Help => Measure.Kind switch
        {
            MeasureKind.Milestone => $"{Measure.Definition} Write yes or no.",
            MeasureKind.Rate => $"{Measure.Definition} Write numerator and denominator; or, if you have only the share, that as the value, like 90%.",
            _ => Measure.Definition,
        };

        private static SheetCell CellOf(string said, bool isAsked) => !isAsked ? SheetCell.Of(null, CellLook.Closed)
            : decimal.TryParse(said, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? SheetCell.Of(number, "General") : SheetCell.Of(said);

        private string Of(string field) => Fields.GetValueOrDefault(field) ?? "";
    }

    // The template puts an apostrophe before what a spreadsheet would take for a formula: "'-2 of them left".
    private static string Plain(string cell) => cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..] : cell;

    private static string YesOrNo(Measure measure, string text) => measure.Kind is not MeasureKind.Milestone ? text
        : text.Equals("yes", StringComparison.OrdinalIgnoreCase) ? "1"
        : text.Equals("no", StringComparison.OrdinalIgnoreCase) ? "0" : text;
}
