using HubAutomation.Shared.FundingReturns.Asking;
using HubAutomation.Shared.FundingReturns.Definitions;
using Given = HubAutomation.Shared.Tests.FundingReturns.Sources.Given;
using WorkbookFile = HubAutomation.Shared.Tests.Timetables.Reading.WorkbookFile;

namespace HubAutomation.Shared.Tests.FundingReturns.Asking;

/// <summary>A lead's figures as a file, as Halton's perinatal lead has it.</summary>
public sealed class FiguresFileTests
{
    private static readonly IReadOnlyList<Measure> Asked = Given.SampleSettings("halton").AskedMeasures("perinatal");

    private static readonly Dictionary<string, string> Said = new()
    {
        ["PM-03-value"] = "1234", ["PM-03-text"] = "Two parents\nwere seen twice.", ["PM-04-numerator"] = "17", ["PM-04-denominator"] = "20", ["PM-05-value"] = "1",
    };

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public void The_form_as_a_file_holds_what_was_said_and_is_read_as_that(string kind)
    {
        var file = kind == "csv"
            ? FiguresFile.Template(Asked, Said)
            : FiguresFile.Workbook("Figures for October 2026", new("halton", "Halton Borough Council", "Halton Family Hubs", null, []), Asked, Said);

        var (fields, problems) = FiguresFile.Read($"figures.{kind}", new MemoryStream(file.ToArray()), Asked);

        Assert.Empty(problems);
        Assert.Equal(Said.OrderBy(field => field.Key), fields.Where(field => field.Value.Length > 0).ToDictionary(field => field.Key, field => field.Value.ReplaceLineEndings("\n")).OrderBy(field => field.Key));
    }

    [Fact]
    public void A_workbook_that_a_lead_has_saved_anew_is_read_from_whichever_sheet_the_figures_are_on()
    {
        var file = new WorkbookFile()
            .Sheet("Notes", [["Ask Jo about the waiting list"]])
            .Sheet("Figures", [["Code", "Measure", "Value", "Numerator", "Denominator"], ["pm-03", "Supported", WorkbookFile.Value(WorkbookFile.General, "31")], ["PM-05", "Strategy", "Yes"]]);

        var (fields, problems) = FiguresFile.Read("mine.xlsx", new MemoryStream(file.Bytes()), Asked);

        Assert.Empty(problems);
        Assert.Equal(("31", "1"), (fields["PM-03-value"], fields["PM-05-value"]));
    }

    [Fact]
    public void What_is_no_form_is_refused_and_the_sentence_says_what_to_do()
    {
        var whole = new WorkbookFile().Sheet("Figures", [["Code", "Value"], ["PM-03", "31"]]).Bytes();

        var (_, damaged) = FiguresFile.Read("mine.xlsx", new MemoryStream(whole[..(whole.Length / 2)]), Asked);
        var (_, other) = FiguresFile.Read("mine.csv", new MemoryStream("Name,Age\nA,1\n"u8.ToArray()), Asked);

        Assert.StartsWith("figures/mine.xlsx is incomplete or damaged", Assert.Single(damaged), StringComparison.Ordinal);
        Assert.StartsWith("This is not the form as a file: it needs the column Code", Assert.Single(other), StringComparison.Ordinal);
    }
}
