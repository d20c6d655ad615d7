using System.Text;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Pages;
using HubAutomation.Shared.Tests.FundingReturns.Rules;
using WorkbookFile = HubAutomation.Shared.Tests.Timetables.Reading.WorkbookFile;

namespace HubAutomation.Shared.Tests.FundingReturns.Pages;

/// <summary>The form as a file: given out, filled in with whatever program, and read again.</summary>
public sealed class FiguresFormFileTests
{
    private static readonly Measure[] Measures =
    [
        GivenMaterial.Volunteers with { Code = "IF-05" }, GivenMaterial.Visits with { Code = "IF-06", Definition = "Babies visited, of all \"due\"." },
        GivenMaterial.Measure(MeasureKind.Milestone, "Offer published", "IF-08"), GivenMaterial.Measure(MeasureKind.Money, "Spent", "IF-91"),
        GivenMaterial.Measure(MeasureKind.Text, "What parents told us", "IF-09"),
    ];

    [Fact]
    public void The_template_has_a_row_for_each_measure_with_what_was_said_before()
    {
        var template = Template(new() { ["IF-05-value"] = "9", ["IF-06-numerator"] = "17", ["IF-06-denominator"] = "20", ["IF-09-text"] = "More groups" });

        Assert.Equal(
            """
            Code,Measure,What is counted,Value,Numerator,Denominator,Text
            IF-05,Volunteers,"Volunteers, each once.",9,,,
            IF-06,Visits at three months,"Babies visited, of all ""due"".",,17,20,
            IF-08,Offer published,"Offer published, each once.",,,,
            IF-91,Spent,"Spent, each once.",,,,
            IF-09,What parents told us,"What parents told us, each once.",,,,More groups

            """.ReplaceLineEndings("\r\n"),
            template.TrimStart('\uFEFF'));
        Assert.StartsWith("\uFEFF", template, StringComparison.Ordinal);
    }

    /// <summary>What stands where a measure has no use for it is not lost without a word.</summary>
    [Theory]
    [InlineData("IF-09,Dads want evenings,,,", "Row 2, Value: “Dads want evenings” is not read, since IF-09 takes words, in Text. Write it there, or take it out")]
    [InlineData("IF-09,,,5,", "Row 2, Denominator: “5” is not read, since IF-09 takes words, in Text. Write it there, or take it out")]
    [InlineData("IF-05,,9,,", "Row 2, Numerator: “9” is not read, since IF-05 takes one number, in Value. Write it there, or take it out")]
    [InlineData("IF-08,yes,1,,", "Row 2, Numerator: “1” is not read, since IF-08 takes yes or no, in Value. Write it there, or take it out")]
    [InlineData("IF-91,,,12.50,", "Row 2, Denominator: “12.50” is not read, since IF-91 takes one number, in Value. Write it there, or take it out")]
    public void What_stands_in_a_column_that_is_not_read_is_asked_about(string row, string problem)
    {
        var (read, problems) = Read("Code,Value,Numerator,Denominator,Text\n" + row);

        Assert.Equal([problem], problems);
        Assert.DoesNotContain(read, field => field.Value.Length > 0 && field.Value != "1");
    }

    [Theory]
    [InlineData("More groups")]
    [InlineData("Said “yes”, \"at last\"; and\nmore, too")]
    [InlineData("=SUM(A1:A9)")]
    [InlineData("+44 7700 900123 was called")]
    [InlineData("-2 of them left")]
    [InlineData("@home visits")]
    [InlineData("'tis so")]
    public void What_was_written_into_it_comes_back_as_it_was(string words)
    {
        var fields = new Dictionary<string, string>
        {
            ["IF-05-value"] = "9",
            ["IF-05-text"] = words,
            ["IF-06-numerator"] = "17",
            ["IF-06-denominator"] = "20",
            ["IF-08-value"] = "1",
            ["IF-91-value"] = "-12.50",
            ["IF-09-text"] = words,
        };

        var (read, problems) = Read(Template(fields));

        Assert.Empty(problems);
        Assert.Equal(fields, read.Where(field => field.Value.Length > 0).ToDictionary());
    }

    [Fact]
    public void A_spreadsheet_s_own_way_of_saving_is_read_too()
    {
        var (fields, problems) = Read("sep=;\r\nCODE;Measure;Value;Numerator;Denominator;Text;;\r\nif-05;Volunteers;\"1,234\";;;;;\r\n;;;;;;;\r\nIF-08;Offer published;Yes;;;\"On 9 October; in print\";;\r\n");

        Assert.Empty(problems);
        Assert.Equal(("1,234", "1", "On 9 October; in print"), (fields["IF-05-value"], fields["IF-08-value"], fields["IF-08-text"]));
        Assert.DoesNotContain("IF-06-numerator", fields.Keys);
    }

    [Theory]
    [InlineData("No", "0")]
    [InlineData("yes", "1")]
    [InlineData("perhaps", "perhaps")]
    public void A_milestone_is_yes_or_no_and_anything_else_is_left_to_the_form(string written, string field) => Assert.Equal(field, Read($"Code,Value\nIF-08,{written}\n").Fields["IF-08-value"]);

    [Theory]
    [InlineData("Code,Value\nIF-05,9\nPC-01,3\n", "Row 3, Code: “PC-01” is none of your measures. Yours are IF-05, IF-06, IF-08, IF-91, IF-09")]
    [InlineData("Code,Value\n,9\n", "Row 2, Code: “” is none of your measures. Yours are IF-05, IF-06, IF-08, IF-91, IF-09")]
    [InlineData("Code,Value\nIF-05,1,234\n", "Row 2: The row has more values than there are headings. Put a value with a comma in it into quotation marks.")]
    [InlineData("Code,Value\nIF-05,9\nIF-05,11\n", "Row 3, Code: IF-05 stands in a row above, too. Leave one of them")]
    [InlineData("Measure,Figure\nVolunteers,9\n", "This is not the form as a file: it needs the column Code, and Value, Numerator, Denominator or Text. Download the form once more")]
    [InlineData("", "This is not the form as a file: it needs the column Code, and Value, Numerator, Denominator or Text. Download the form once more")]
    public void What_is_wrong_is_said_with_its_row(string file, string problem) => Assert.Equal([problem], Read(file).Problems);

    [Fact]
    public void A_file_without_a_column_leaves_what_was_said_in_it_before()
    {
        var (fields, _) = Read("Code,Value\nIF-05,9\n");

        Assert.Equal(["IF-05-value"], fields.Keys);
    }

    [Theory]
    [InlineData("More groups")]
    [InlineData("Said “yes”, \"at last\"; and\nmore, too")]
    [InlineData("=SUM(A1:A9)")]
    [InlineData("'tis so")]
    public void A_workbook_gives_back_what_was_written_into_it(string words)
    {
        var fields = new Dictionary<string, string>
        {
            ["IF-05-value"] = "1234",
            ["IF-05-text"] = words,
            ["IF-06-numerator"] = "17",
            ["IF-06-denominator"] = "20",
            ["IF-08-value"] = "1",
            ["IF-91-value"] = "-12.5",
            ["IF-09-text"] = words,
        };
        var file = FiguresFormFile.Workbook("Figures for October 2026", new("halton", "Halton Borough Council", "Halton Family Hubs", null, []), Measures, fields);

        var (read, problems) = FiguresFormFile.Read("figures.xlsx", new MemoryStream(file.ToArray()), Measures);

        Assert.Empty(problems);
        Assert.Equal(fields, read.Where(field => field.Value.Length > 0).ToDictionary());
    }

    [Fact]
    public void A_workbook_that_a_lead_has_saved_anew_is_read_from_whichever_sheet_the_figures_are_on()
    {
        var file = new WorkbookFile()
            .Sheet("Notes", [["Ask Jo about the waiting list"]])
            .Sheet("Figures", [["Code", "Measure", "Value", "Numerator", "Denominator"], ["if-05", "Volunteers", WorkbookFile.Value(WorkbookFile.General, "31")], ["IF-08", "Offer", "Yes"]]);

        var (fields, problems) = FiguresFormFile.Read("mine.xlsx", new MemoryStream(file.Bytes()), Measures);

        Assert.Empty(problems);
        Assert.Equal(("31", "1"), (fields["IF-05-value"], fields["IF-08-value"]));
    }

    [Theory]
    [InlineData("90%")]
    [InlineData("90 %")]
    [InlineData("90")]
    public void A_share_in_the_column_for_values_is_a_share(string written)
    {
        var (fields, problems) = Read($"Code,Value\nIF-06,{written}\n");
        var said = Assert.Single(FiguresForm.Read(Measures, fields, new Dictionary<string, StrandState>(), "lead-feeding", GivenMaterial.Monday, "file").Said);

        Assert.Empty(problems);
        Assert.Equal((90m, null, null), (said.Value, said.Numerator, said.Denominator));
        Assert.Equal("90%", FiguresForm.Fields(Measures, new Dictionary<string, Submission> { ["IF-06"] = said })["IF-06-value"]);
    }

    [Fact]
    public void A_cell_that_a_spreadsheet_shows_as_a_share_is_read_as_it_is_shown()
    {
        var file = new WorkbookFile().Sheet("Figures", [["Code", "Value"], ["IF-06", WorkbookFile.Value(WorkbookFile.Percent, "0.9")]]);

        Assert.Equal("90%", FiguresFormFile.Read("mine.xlsx", new MemoryStream(file.Bytes()), Measures).Fields["IF-06-value"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_template_sent_again_as_it_was_given_out_says_that_nothing_changed(bool isSent)
    {
        var state = StrandState.Nothing("infant-feeding") with
        {
            Figures = new Dictionary<string, Submission>
            {
                ["IF-05"] = new("infant-feeding", "IF-05", 9, null, null, "One is ill.", "lead-feeding", GivenMaterial.Monday, "page", null),
                ["IF-06"] = new("infant-feeding", "IF-06", 90, null, null, null, "lead-feeding", GivenMaterial.Monday, "page", null),
                ["IF-09"] = new("infant-feeding", "IF-09", null, null, null, "Two  blanks,\nand a line.", "lead-feeding", GivenMaterial.Monday, "page", null),
            },
            Sent = isSent ? new StrandMark("lead-feeding", GivenMaterial.Monday, null) : null,
        };
        var fields = FiguresForm.Fields(Measures, state.Figures).ToDictionary();

        var read = FiguresForm.Read(Measures, Read(Template(fields)).Fields, new Dictionary<string, StrandState> { ["infant-feeding"] = state }, "lead-feeding", GivenMaterial.Monday, "file");

        Assert.Empty(read.Said);
        Assert.Empty(read.Problems);
        Assert.Equal(
            isSent ? "Nothing in the file differs from what stands here already, and that is sent. There is nothing more to do." : "Nothing in the file differs from what stands here already.",
            FiguresRead.Message(read.Said.Count, isSent));
    }

    [Fact]
    public void A_workbook_that_was_cut_off_is_refused_and_the_sentence_says_what_to_do()
    {
        var whole = new WorkbookFile().Sheet("Figures", [["Code", "Value"], ["IF-05", "31"]]).Bytes();

        var (_, problems) = FiguresFormFile.Read("mine.xlsx", new MemoryStream(whole[..(whole.Length / 2)]), Measures);

        Assert.StartsWith("mine.xlsx is incomplete or damaged", Assert.Single(problems), StringComparison.Ordinal);
    }

    private static string Template(Dictionary<string, string> fields) => Encoding.UTF8.GetString(FiguresFormFile.Template(Measures, fields).Span);

    private static (IReadOnlyDictionary<string, string> Fields, IReadOnlyList<string> Problems) Read(string file) =>
        FiguresFormFile.Read("figures.csv", new MemoryStream(Encoding.UTF8.GetBytes(file)), Measures);
}
