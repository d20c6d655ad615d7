using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources;
using WorkbookFile = HubAutomation.Shared.Tests.Timetables.Reading.WorkbookFile;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources;

/// <summary>What holds for every source, shown with the panel's.</summary>
public sealed class CommonRulesTests
{
    [Fact]
    public async Task A_correction_of_a_file_s_own_months_goes_before_it()
    {
        var reading = await Given.ReadAsync(
            "panel", [Given.Ask("parents", "2026-10")],
            [Given.File("panel/2026-10.csv", Headings + "2026-10-01,meeting,10,\n"), Given.File("panel/2026-10 corrected.csv", Headings + "2026-10-01,meeting,100,\n")]);

        Assert.Equal(100, reading.Figure().Value);
    }

    private const string Headings = "Date,Activity,Parents,Members\n";

    /// <summary>The last by name counts: that may be a correction, and it may be an old copy.</summary>
    [Theory]
    [InlineData("2026-10 corrected.csv", "")]
    [InlineData("2026-10 old.csv", " Its name reads like that of an old copy or a draft.")]
    [InlineData("2026-10.csv (1).csv", " Its name reads like that of an old copy or a draft.")]
    [InlineData("2026-10 Copy.xlsx", " Its name reads like that of an old copy or a draft.")]
    public async Task Two_files_for_the_same_months_are_asked_about_with_their_rows(string other, string more)
    {
        var reading = await Given.ReadAsync(
            "panel", [Given.Ask("parents", "2026-10")],
            [Given.File("panel/2026-10.csv", Headings + "2026-10-01,meeting,10,\n2026-10-08,meeting,12,\n"), Given.File($"panel/{other}", Headings + "2026-10-01,meeting,100,\n"), Given.File("panel/2026-27.csv", Headings)]);

        Assert.Equal(
            $"panel/{other} (1 row) and panel/2026-10.csv (2 rows) are both for October 2026. Only panel/{other} counts, since it is the last by name.{more} Take away what does not count, or say why panel/{other} is right.",
            reading.Sentence("two-files"));
        Assert.Equal(["Warning two-files"], reading.Rules());
    }

    [Fact]
    public async Task Rows_that_are_alike_in_every_column_are_asked_about_and_count()
    {
        const string Rows = "2026-10-01,meeting,10,\n2026-10-08,survey,40,12\n2026-10-08,survey,40,13\n";

        var twice = await Given.ReadAsync("panel", [Given.Ask("parents", "2026-10")], [Given.File("panel/2026-10.csv", Headings + Rows + Rows.Replace("meeting", " meeting ", StringComparison.Ordinal))]);
        var once = await Given.ReadAsync("panel", [Given.Ask("parents", "2026-10")], [Given.File("panel/2026-10.csv", Headings + Rows)]);

        Assert.Equal((180m, 90m), (twice.Figure().Value, once.Figure().Value));
        Assert.Equal(
            "panel/2026-10.csv: 3 rows of October 2026 are like another in every column, and count as well: 90 parents taking part. The first is row 5, which is like row 2. Take out what stands there twice, or say why it is right.",
            twice.Sentence("repeated"));
        Assert.Equal(["Warning repeated"], twice.Rules());
        Assert.Empty(once.Findings);
    }

    [Fact]
    public async Task Spending_that_stands_twice_is_asked_about_with_its_pounds_whatever_else_the_file_says()
    {
        const string Rows = "2026-09-30,parenting,revenue,actual,1000.10,Inv 1\n2026-10-31,parenting,revenue,actual,1000.10,Inv 2\n2026-10-31,parenting,revenue,actual,1000.10,Inv 3\n";

        var reading = await Given.ReadAsync(
            "ledger", [Given.Ask("spent", "2026-09..2026-10")],
            [Given.File("ledger/2026-27.csv", "Date,Strand,Type,Kind,Amount,Reference\n" + Rows + "2026-09-30,parenting,revenue,actual,1000.10,Inv 1\n2026-10-31,parenting,revenue,actual,1000.10,Inv 3\n")]);

        Assert.StartsWith("ledger/2026-27.csv: 2 rows of September 2026 to October 2026 are like another in every column, and count as well: £2,000.20. ", reading.Sentence("repeated"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Months_without_a_file_are_named_once_and_the_figures_are_of_the_others()
    {
        var reading = await PanelSource.ReadAsync(
            [Given.Ask("parents", "2026-04..2026-10"), Given.Ask("activities", "2026-08..2026-10"), Given.Ask("parents", "2026-08")],
            [Given.File("panel/2026-27-q1.csv", Headings + "2026-04-30,meeting,5,\n2026-06-30,meeting,7,\n"), Given.File("panel/2026-09.csv", Headings + "2026-09-01,meeting,4,\n")],
            default);

        Assert.Equal([16m, 1m, null], reading.Figures.Values.Select(figure => figure.Value));
        Assert.Equal(
            """
            panel/2026-27-q1.csv, panel/2026-09.csv: 3 rows; nothing for July 2026 to August 2026 and October 2026; parents are counted at each activity, so that the same parent counts more than once
            panel/2026-09.csv: 1 row; nothing for August 2026 and October 2026
            panel has nothing for August 2026
            """,
            string.Join('\n', reading.Figures.Values.Select(figure => figure.From)));
        Assert.StartsWith("panel has nothing for July 2026 to August 2026 and October 2026: ", reading.Sentence("missing"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("breastfeeding", "rate", "point", "birth")]
    [InlineData("ledger", "spent", null, null)]
    [InlineData("ledger", "projection", null, null)]
    [InlineData("training", "share", null, null)]
    [InlineData("panel", "members", null, null)]
    [InlineData("front-door", "minutes", null, null)]
    public async Task Without_any_file_there_is_no_figure_and_one_warning(string source, string what, string? column, string? value)
    {
        var reading = await Given.ReadAsync(source, [column is null ? Given.Ask(what, "2026-10") : Given.Ask(what, "2026-10", (column, value!))], [Given.File("attendance/2026-10.csv", "a,b\n")]);

        Assert.Null(reading.Figure().Value);
        Assert.Equal(["Warning missing"], reading.Rules());
    }

    [Fact]
    public async Task The_file_for_the_fewest_months_answers_for_a_month_and_the_wider_one_for_the_rest()
    {
        var reading = await PanelSource.ReadAsync(
            [Given.Ask("parents", "2026-09..2026-10")],
            [Given.File("panel/2026-27.csv", Headings + "2026-09-01,meeting,1,\n2026-10-01,meeting,10,\n"), Given.File("panel/2026-10 corrected.csv", Headings + "2026-10-01,meeting,100,\n")],
            default);

        Assert.Equal(101, reading.Figure().Value);
        Assert.Empty(reading.Findings);
    }

    [Fact]
    public async Task A_workbook_gives_what_the_same_rows_give_as_text()
    {
        var workbook = new WorkbookFile().Sheet("What we did", [["Parent-carer panel"], ["Date", "Activity", "Parents", "Members"], [Day(46296), "meeting", Whole("7"), Whole("12")], [Day(46300), "survey", "seven", ""]]);

        var reading = await PanelSource.ReadAsync([Given.Ask("parents", "2026-10")], [Given.File("panel/2026-10.xlsx", workbook.Bytes())], default);

        Assert.Equal(7, reading.Figure().Value);
        Assert.Equal(["Warning rows-left-out"], reading.Rules());
        Assert.Equal(4, Assert.Single(reading.Rejects).Row);
    }

    [Fact]
    public async Task A_workbook_that_was_cut_off_is_an_error_that_names_it()
    {
        var workbook = new WorkbookFile().Sheet("What we did", [["Date", "Activity", "Parents", "Members"]]).Bytes();

        var reading = await PanelSource.ReadAsync([Given.Ask("parents", "2026-10")], [Given.File("panel/2026-10.xlsx", workbook[..^40])], default);

        Assert.Null(reading.Figure().Value);
        Assert.StartsWith("panel/2026-10.xlsx is incomplete or damaged", reading.Sentence("workbook-damaged"), StringComparison.Ordinal);
    }

    private static string Day(int number) => WorkbookFile.Value(WorkbookFile.Date, $"{number}");

    private static string Whole(string number) => WorkbookFile.Value(WorkbookFile.General, number);

    [Fact]
    public async Task A_row_of_another_time_than_its_file_is_left_out()
    {
        var reading = await PanelSource.ReadAsync([Given.Ask("parents", "2026-10")], [Given.File("panel/2026-10.csv", Headings + "2026-09-30,meeting,1,\n2026-10-01,meeting,10,\n2026-11-01,meeting,10,\n")], default);

        Assert.Equal(10, reading.Figure().Value);
        Assert.Equal(["2 Date outside-the-file", "4 Date outside-the-file"], reading.LeftOut());
        Assert.Equal("This is not within October 2026, which the file's name stands for. Put the row into the file of its month.", reading.Rejects[0].Sentence);
    }

    [Fact]
    public async Task What_is_wrong_in_months_that_nobody_asked_for_is_not_gone_into()
    {
        var reading = await PanelSource.ReadAsync([Given.Ask("parents", "2026-10")], [Given.File("panel/2026-27.csv", Headings + "2026-04-01,meeting,some,\n2026-10-01,meeting,10,\n")], default);

        Assert.Empty(reading.Findings);
    }

    [Fact]
    public async Task A_filter_that_no_row_matches_gives_0_and_says_so()
    {
        var reading = await PanelSource.ReadAsync([Given.Ask("parents", "2026-10", ("activity", "workshop"), ("activity", "seminar"))], [Given.File("panel/2026-10.csv", Headings + "2026-10-01,meeting,10,\n")], default);

        Assert.Equal(0, reading.Figure().Value);
        Assert.Equal(["Note no-rows-matched"], reading.Rules());
        Assert.Equal("No row of panel for October 2026 is of activity \"workshop\" or \"seminar\". If that should not be, look whether files and measure write it alike.", reading.Findings[0].Sentence);
    }

    [Fact]
    public async Task A_figure_or_column_that_a_source_does_not_have_is_an_error_of_the_measure()
    {
        var reading = await PanelSource.ReadAsync(
            [
                new("A", new FigureQuery("panel", "fathers", new Dictionary<string, IReadOnlyList<string>>()), Given.Months("2026-10")),
                new("B", new FigureQuery("panel", "parents", new Dictionary<string, IReadOnlyList<string>> { ["ward"] = ["Ditton"] }), Given.Months("2026-10")),
                new("C", new FigureQuery("panel", "parents", new Dictionary<string, IReadOnlyList<string>>(), OutOf: 28), Given.Months("2026-10")),
            ],
            [Given.File("panel/2026-10.csv", Headings)], default);

        Assert.Empty(reading.Figures);
        Assert.Equal(
            [
                ("A", "There is no figure panel.fathers. Mend the measure in strands.json."),
                ("B", "Rows of panel cannot be chosen by \"ward\", only by activity. Mend the measure in strands.json."),
                ("C", "panel.parents cannot be out of a fixed number; training.share and reach.registered and reach.accessing-of-all can. Mend the measure in strands.json."),
            ],
            reading.Findings.Select(finding => (finding.Measure!, finding.Sentence)));
    }

    [Fact]
    public async Task A_file_without_the_columns_is_an_error_that_names_what_it_lacks()
    {
        var reading = await PanelSource.ReadAsync([Given.Ask("parents", "2026-10")], [Given.File("panel/2026-10.csv", "Date,Activity\n2026-10-01,meeting\n")], default);

        Assert.Null(reading.Figure().Value);
        Assert.Equal(["Error file-without-columns", "Warning missing"], reading.Rules());
        Assert.Equal(
            "panel/2026-10.csv cannot be read: its headings in row 1 lack Parents. It needs the columns Date, Activity, Parents. Export it once more, and upload it under the same name.",
            reading.Findings[0].Sentence);
    }

    [Fact]
    public async Task A_comma_that_is_not_in_quotation_marks_never_makes_a_number_smaller()
    {
        var reading = await PanelSource.ReadAsync([Given.Ask("parents", "2026-10")], [Given.File("panel/2026-10.csv", "Date,Activity,Parents\n2026-10-01,survey,1,204\n2026-10-02,survey,\"1,204\"\n")], default);

        Assert.Equal(1204, reading.Figure().Value);
        Assert.Equal(["2 row too-many-values"], reading.LeftOut());
    }

    [Fact]
    public async Task A_heading_that_is_known_goes_before_one_that_only_begins_alike()
    {
        const string Text = "Total users,To,From,Users,New users,Sessions,Page views,Average minutes\n999,2026-10-31,2026-10-01,20,10,30,40,2\n";
        var reading = await FrontDoorSource.ReadAsync([Given.Ask("monthly-users", "2026-10")], [Given.File("front-door/2026-10.csv", Text.Replace("Total users", "Total of all", StringComparison.Ordinal))], default);

        Assert.Equal(20, reading.Figure().Value);
        Assert.Empty(reading.Findings);
    }

    [Theory]
    [InlineData("2026-10")]
    [InlineData("October 2026")]
    [InlineData("Oct-26")]
    [InlineData("10/2026")]
    [InlineData("1/10/2026")]
    [InlineData("31 October 2026")]
    public async Task A_month_is_understood_as_spreadsheets_write_it(string month)
    {
        var file = Given.File("breastfeeding/2026-10.csv", $"Month,Point,Due,Totally,Partially,Not at all\n{month},birth,100,40,10,50\n");
        var reading = await BreastfeedingSource.ReadAsync([Given.Ask("rate", "2026-10", ("point", "birth"))], [file], default);

        Assert.Equal(50, reading.Figure().Value);
    }

    [Fact]
    public async Task A_cancelled_reading_ends()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            PanelSource.ReadAsync([Given.Ask("parents", "2026-10")], [Given.File("panel/2026-10.csv", Headings + "2026-10-01,meeting,1,\n")], cancelled.Token));
    }
}
