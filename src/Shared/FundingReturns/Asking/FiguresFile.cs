using System.Globalization;
using CsvHelper;
using HubAutomation.Shared.FundingReturns.Definitions;
using HubAutomation.Shared.FundingReturns.Sources;

namespace HubAutomation.Shared.FundingReturns.Asking;

/// <summary>A lead's figures as a file: one row a measure, to be filled in and sent back.</summary>
public static class FiguresFile
{
    private static readonly CsvWriterOptions Format = new() { Injection = CsvInjection.Escape, NewLine = "\r\n", WriteByteOrderMark = true };

    private static readonly SourceColumn Code = new("Code", "code");
    private static readonly SourceColumn Value = new("Value", "value") { IsOptional = true };
    private static readonly SourceColumn Numerator = new("Numerator", "numerator", "of which", "how many") { IsOptional = true };
    private static readonly SourceColumn Denominator = new("Denominator", "denominator", "out of", "of all") { IsOptional = true };
    private static readonly SourceColumn Text = new("Text", "text", "remark") { IsOptional = true };

    /// <summary>The template, with what was said before.</summary>
    public static ReadOnlyMemory<byte> Template(IEnumerable<Measure> measures, IReadOnlyDictionary<string, string> fields)
    {
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(fields);
        using var content = new MemoryStream();
        using (var csv = CsvWriter.Create(content, Format, leaveOpen: true))
        {
            csv.WriteRecord(["Code", "Measure", "What is counted", "Value", "Numerator", "Denominator", "Text"]);
            foreach (var measure in measures)
            {
                string Of(string field) => fields.GetValueOrDefault(field) ?? "";
                csv.WriteRecord(
                [
                    measure.Code, measure.Title, measure.Definition, FiguresForm.IsShare(measure) ? "" : Of(FiguresForm.Value(measure.Code)),
                    Of(FiguresForm.Numerator(measure.Code)), Of(FiguresForm.Denominator(measure.Code)), Of(FiguresForm.Text(measure.Code)),
                ]);
            }
        }

        return content.ToArray();
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
        var file = new SourceFile("figures", name, MonthSpan.Of(default), _ => Task.FromResult(content));
        if (SourceTable.Open(file, content, [Code, Value, Numerator, Denominator, Text], notes) is not { } table)
            return (fields, ["This is not the form as a file: it needs the column Code, and Value, Numerator, Denominator or Text. Download the form once more"]);
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

            // A column that is not there says nothing, and leaves what was said before.
            foreach (var (column, field) in new[] { (Value, FiguresForm.Value(measure.Code)), (Numerator, FiguresForm.Numerator(measure.Code)), (Denominator, FiguresForm.Denominator(measure.Code)), (Text, FiguresForm.Text(measure.Code)) })
            {
                if (row.Has(column))
                    fields[field] = column == Value ? YesOrNo(measure, Plain(row.Text(column))) : Plain(row.Text(column));
            }
        }

        problems.AddRange(notes.Rejects.Select(reject => string.Create(CultureInfo.InvariantCulture, $"Row {reject.Row}: {reject.Sentence}")));
        return (fields, problems);
    }

    // The template puts an apostrophe before what a spreadsheet would take for a formula: "'-2 of them left".
    private static string Plain(string cell) => cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..] : cell;

    private static string YesOrNo(Measure measure, string text) => measure.Kind is not MeasureKind.Milestone ? text
        : text.Equals("yes", StringComparison.OrdinalIgnoreCase) ? "1"
        : text.Equals("no", StringComparison.OrdinalIgnoreCase) ? "0" : text;
}
