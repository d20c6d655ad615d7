using System.Text;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.People;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using static HubAutomation.Shared.Tests.FundingReturns.Sources.People.GivenFiles;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources.People;

/// <summary>Who came, counted from the rows of a booking system.</summary>
public sealed class AttendanceTests
{
    private const string October =
        """
        Person,Date,Place,Programme,Role,Delivery
        P1,2026-10-05,kingsway,HENRY,adult,in person
        p1,05/10/2026,Kingsway CC,Henry,Adult,
        P1,12/10/2026,Kingsway Family Hub,HENRY,adult,
        P2,2026-10-05,,HENRY,adult,online
        P3,6 October 2026,ST AIDANS,Stay and Play,child,in person
        P2,2026-10-06,st-aidans,Stay and Play,adult,in person
        """;

    [Fact]
    public async Task People_are_counted_once_and_so_is_the_same_visit_written_twice()
    {
        var reading = await ReadAsync([File("attendance", "2026-10.csv", October)], Ask("attendance.people", "2026-10"), Ask("attendance.visits", "2026-10"));

        Assert.Equal([3m, 5m], Values(reading));
        Assert.Empty(reading.Findings);
        Assert.Equal("attendance/2026-10.csv: 5 rows", reading.Figures.Values.First().From);
    }

    [Theory]
    [InlineData("programme", "henry", 2, 3)]
    [InlineData("place", "Kingsway", 1, 2)]
    [InlineData("role", "child", 1, 1)]
    [InlineData("delivery", "Online", 1, 1)]
    [InlineData("delivery", "in person", 3, 4)]
    public async Task Rows_are_chosen_by_a_column_whatever_the_case(string column, string value, int people, int visits)
    {
        var reading = await ReadAsync(
            [File("attendance", "2026-10.csv", October)], Ask("attendance.people", "2026-10", (column, [value])), Ask("attendance.visits", "2026-10", (column, [value])));

        Assert.Equal([people, visits], Values(reading));
    }

    [Fact]
    public async Task Several_columns_all_have_to_fit_and_any_of_several_values()
    {
        var reading = await ReadAsync(
            [File("attendance", "2026-10.csv", October)],
            Ask("attendance.visits", "2026-10", ("programme", ["HENRY", "Stay and Play"]), ("role", ["adult"]), ("place", ["kingsway", "st-aidans"])));

        Assert.Equal([3m], Values(reading));
    }

    [Theory]
    [InlineData("16/10/2026", "30/09/2026", true)]
    [InlineData("16/10/2026", "12/09/2026", false)] // Nor did anybody come late in September.
    [InlineData("21/10/2026", "30/09/2026", false)]
    [InlineData("31/10/2026", "30/09/2026", false)]
    public async Task A_month_that_ends_early_is_asked_about(string last, string lastBefore, bool isAsked)
    {
        var rows = $"Person,Date,Place,Programme,Role\nP1,{last},kingsway,HENRY,adult\nP2,01/10/2026,kingsway,HENRY,adult\nP3,{lastBefore},kingsway,HENRY,adult\n";

        var reading = await ReadAsync([File("attendance", "2026-27.csv", rows)], Ask("attendance.visits", "2026-09..2026-10"));

        Assert.Equal(
            isAsked ? ["attendance has nobody after 16 October 2026: the file may have been exported before October 2026 was over. Export the month once more, or say why nobody came after that day."] : [],
            reading.Findings.Select(finding => finding.Sentence));
    }

    [Fact]
    public async Task A_figure_names_the_months_of_which_nothing_is_known()
    {
        var reading = await ReadAsync([File("attendance", "2026-10.csv", October)], Ask("attendance.people", "2026-09..2026-10"), Ask("attendance.people", "2026-10"));

        Assert.Equal(["September 2026", null], reading.Figures.Values.Select(figure => figure.Lacking));
    }

    [Fact]
    public async Task Children_and_adults_and_what_is_online_are_reported_each() => Assert.Equal(
        ["Role adult 4", "Role child 1", "Delivery in person 4", "Delivery online 1"],
        (await ReadAsync([File("attendance", "2026-10.csv", October)], Ask("attendance.people", "2026-10"))).Reported
            .Where(one => one.By is ReportedBy.Role or ReportedBy.Delivery).Select(one => $"{one.By} {one.Name} {one.Number}"));

    [Fact]
    public async Task A_quarter_counts_people_anew_and_does_not_add_up_its_months()
    {
        SourceFile[] files =
        [
            File("attendance", "2026-10.csv", October),
            File("attendance", "2026-11.csv", "Person,Date,Place,Programme,Role\nP1,2026-11-02,ditton,HENRY,adult\nP4,2026-11-02,ditton,HENRY,adult"),
            File("attendance", "2026-12.csv", "Person,Date,Place,Programme,Role\nP4,2026-12-07,ditton,HENRY,adult"),
        ];

        var reading = await ReadAsync(files, Ask("attendance.people", "2026-27-q3"), Ask("attendance.people", "2026-11"), Ask("attendance.visits", "2026-27-q3"));

        Assert.Equal([4m, 2m, 8m], Values(reading));
        Assert.Equal("attendance/2026-10.csv, attendance/2026-11.csv, attendance/2026-12.csv: 8 rows", reading.Figures.Values.First().From);
    }

    [Fact]
    public async Task The_file_for_the_fewest_months_answers_and_the_rest_of_a_wider_one_is_no_mistake()
    {
        SourceFile[] files =
        [
            File("attendance", "2026-27.csv", "Person,Date,Place,Programme,Role\nP7,2026-10-02,ditton,HENRY,adult\nP8,2026-09-02,ditton,HENRY,adult"),
            File("attendance", "2026-10.csv", October),
        ];

        var reading = await ReadAsync(files, Ask("attendance.people", "2026-09..2026-10"));

        Assert.Equal([4m], Values(reading));
        Assert.Empty(reading.Rejects);
    }

    [Fact]
    public async Task Rows_that_cannot_be_counted_are_given_back_with_what_to_do()
    {
        const string text =
            """
            Person,Date,Place,Programme,Role,Delivery
            ,2026-10-05,kingsway,HENRY,adult,
            P1,2026-10-32,kingsway,HENRY,adult,
            P1,2026-09-30,kingsway,HENRY,adult,
            P1,2026-10-05,The Old Baths,HENRY,adult,
            P1,2026-10-05,The Hall,HENRY,adult,
            P1,2026-10-05,,HENRY,adult,
            P1,2026-10-05,kingsway,,adult,
            P1,2026-10-05,kingsway,HENRY,parent,
            P1,2026-10-05,kingsway,HENRY,adult,by telephone
            P1,2026-10-05,kingsway,HENRY,adult,
            """;

        var reading = await ReadAsync([File("attendance", "2026-10.csv", text)], Ask("attendance.visits", "2026-10"));

        Assert.Equal([1m], Values(reading));
        Assert.Equal(
            [
                "2 Person empty", "3 Date not-a-date", "4 Date outside-the-file", "5 Place unknown-place", "6 Place unknown-place", "7 Place unknown-place",
                "8 Programme empty", "9 Role not-allowed", "10 Delivery not-allowed",
            ],
            reading.Rejects.Select(reject => $"{reject.Row} {reject.Column} {reject.Rule}"));
        Assert.Equal("This is not within October 2026, which the file's name stands for. Put the row into the file of its month.", reading.Rejects[2].Sentence);
        var finding = Assert.Single(reading.Findings);
        Assert.Equal((Severity.Warning, "rows-left-out"), (finding.Severity, finding.Rule));
        Assert.StartsWith("attendance/2026-10.csv: 9 rows were left out of the figures, of 1 person. The first is row 2, Person:", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Months_without_a_file_are_named_and_the_figure_says_so()
    {
        var reading = await ReadAsync([File("attendance", "2026-10.csv", October)], Ask("attendance.people", "2026-08..2026-10"), Ask("attendance.people", "2026-09"));

        Assert.Equal(["3 of attendance/2026-10.csv: 5 rows; nothing for August 2026 to September 2026", " of attendance has nothing for September 2026"], reading.Figures.Values.Select(figure => $"{figure.Value} of {figure.From}"));
        var finding = Assert.Single(reading.Findings);
        Assert.Equal((Severity.Warning, "missing", "attendance"), (finding.Severity, finding.Rule, finding.Place));
        Assert.StartsWith("attendance has nothing for August 2026 to September 2026:", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_with_nothing_but_headings_had_nobody()
    {
        var reading = await ReadAsync([File("attendance", "2026-10.csv", "Person,Date,Place,Programme,Role\n")], Ask("attendance.people", "2026-10"));

        Assert.Equal([0m], Values(reading));
        Assert.Empty(reading.Findings);
    }

    [Fact]
    public async Task A_file_that_is_no_table_is_an_error_and_its_month_is_missing()
    {
        var reading = await ReadAsync([File("attendance", "2026-10.csv", "Person,Date\nP1,2026-10-05")], Ask("attendance.people", "2026-10"));

        Assert.Null(reading.Figures.Single().Value.Value);
        Assert.Equal(["file-without-columns", "missing"], reading.Findings.Select(finding => finding.Rule));
    }

    [Fact]
    public async Task What_the_source_cannot_answer_is_an_error()
    {
        var reading = await ReadAsync(
            [File("attendance", "2026-10.csv", October)],
            Ask("attendance.hours", "2026-10"), Ask("attendance.people", "2026-10", ("ward", ["Ditton"])), Ask("attendance.people", "2026-10", ("place", ["Nowhere"])));

        Assert.Empty(reading.Figures);
        Assert.All(reading.Findings, finding => Assert.Equal((Severity.Error, "unknown-figure"), (finding.Severity, finding.Rule)));
        Assert.Equal("\"Nowhere\" is none of the places in places.json. Mend the measure in strands.json.", reading.Findings[2].Sentence);
    }

    [Fact]
    public async Task Of_many_files_the_first_and_the_last_are_named()
    {
        var files = Enumerable.Range(1, 9).Select(month => File("attendance", $"2026-0{month}.csv", $"Person,Date,Place,Programme,Role\nP1,2026-0{month}-05,ditton,HENRY,adult\n")).ToList();

        var reading = await ReadAsync(files, Ask("attendance.visits", "2026-01..2026-09"));

        Assert.Equal("9 files, attendance/2026-01.csv to attendance/2026-09.csv: 9 rows", reading.Figures.Single().Value.From);
    }

    [Fact]
    public async Task A_file_in_an_old_code_page_with_semicolons_and_a_title_is_read()
    {
        var text = Encoding.Latin1.GetBytes("Attendance \u2013 October\n\nPerson;Date;Place;Programme;Role\nP1;05/10/2026;St Aidan's Hall;Café Club;adult\n".Replace('\u2013', '\u0096'));

        var reading = await ReadAsync([File("attendance", "2026-10.csv", text)], Ask("attendance.people", "2026-10", ("programme", ["café club"])));

        Assert.Equal([1m], Values(reading));
    }

    [Fact]
    public async Task The_same_files_give_the_same_answer_in_whatever_order_they_come()
    {
        SourceFile[] files = [File("attendance", "2026-10.csv", October), File("attendance", "2026-10 again.csv", October), File("attendance", "2026-11.csv", "Person,Date,Place,Programme,Role\nP9,2026-11-02,ditton,X,adult")];

        var one = await ReadAsync(files, Ask("attendance.people", "2026-10..2026-11"));
        var other = await ReadAsync([.. files.Reverse()], Ask("attendance.people", "2026-10..2026-11"));

        Assert.Equal(one.Figures, other.Figures);
        Assert.Equal(one.Findings, other.Findings);
    }

    private static Task<SourceReading> ReadAsync(IReadOnlyList<SourceFile> files, params FigureRequest[] requests) => AttendanceSource.ReadAsync(requests, files, Places, default);

    private static IEnumerable<decimal> Values(SourceReading reading) => reading.Figures.Values.Select(figure => figure.Value!.Value);

    [Theory]
    [InlineData("16/10/2026", "03/09/2026", true)]
    [InlineData("16/10/2026", "14/09/2026", false)] // Nor did anybody come early in September.
    [InlineData("11/10/2026", "03/09/2026", false)]
    public async Task A_month_that_begins_late_is_asked_about(string first, string firstBefore, bool isAsked)
    {
        var rows = $"Person,Date,Place,Programme,Role\nP1,{first},kingsway,HENRY,adult\nP2,30/10/2026,kingsway,HENRY,adult\nP3,{firstBefore},kingsway,HENRY,adult\nP3,30/09/2026,kingsway,HENRY,adult\n";

        var reading = await ReadAsync([File("attendance", "2026-27.csv", rows)], Ask("attendance.visits", "2026-09..2026-10"));

        Assert.Equal(
            isAsked ? ["attendance has nobody before 16 October 2026: the file may lack the first days of October 2026. Export the month once more, or say why nobody came before that day."] : [],
            reading.Findings.Select(finding => finding.Sentence));
    }
}
