using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources;

public sealed class TrainingTests
{
    private const string Headings = "Person,Course,Date,Status,Ward,Organisation\n";

    private const string Rows = """
        D-001,VIG,2026-10-15,completed,Treefield,Council
        D-002,VIG,2026-10-15,completed,Canalside,0-19 service
        D-003,VIG,2026-10-15,booked,Canalside,Council
        D-004,VIG,2026-10-15,withdrawn,Treefield,Council
        d-001,Solihull,2026-10-20,completed,Treefield,Council
        D-005,solihull,2026-10-21,booked,Treefield,Voluntary sector
        D-001,Solihull,2026-10-27,completed,Treefield,Council
        D-001,VIG,2026-09-10,completed,Treefield,Council
        """;

    [Theory]
    [InlineData("people", null, null, 2)]
    [InlineData("completions", null, null, 4)]
    [InlineData("share", null, null, 50)]
    [InlineData("people", "course", "solihull", 1)]
    [InlineData("completions", "course", "Solihull", 2)]
    [InlineData("share", "course", "Solihull", 50)]
    [InlineData("people", "ward", "canalside", 1)]
    [InlineData("people", "organisation", "Council", 1)]
    public async Task People_are_counted_once_and_completions_each_time(string what, string? column, string? value, int expected)
    {
        var reading = await ReadAsync(Rows, column is null ? Given.Ask(what, "2026-10") : Given.Ask(what, "2026-10", (column, value!)));

        Assert.Equal(expected, reading.Figure().Value);
        Assert.Empty(reading.Findings);
    }

    [Fact]
    public async Task A_share_is_of_the_people_who_booked_or_completed_without_those_who_withdrew()
    {
        var reading = await ReadAsync(Rows, Given.Ask("share", "2026-10", ("course", "VIG")));

        Assert.Equal((2, 3), (reading.Figure().Numerator, reading.Figure().Denominator));
        Assert.Equal("training/2026-27.csv: 4 rows; out of the practitioners who booked or completed", reading.Figure().From);
    }

    [Fact]
    public async Task A_share_can_be_out_of_a_fixed_number_such_as_28_practitioners()
    {
        var reading = await ReadAsync(Rows, Given.Ask("share", Given.Months("2026-09..2026-10"), 28, ("course", "VIG")));

        Assert.Equal((200m / 28, 2, 28), (reading.Figure().Value, reading.Figure().Numerator, reading.Figure().Denominator));
    }

    [Fact]
    public async Task Of_several_rows_of_a_booking_the_last_counts()
    {
        var reading = await ReadAsync(
            """
            D-001,VIG,2026-10-15,booked,,
            D-001,vig,15/10/2026,Completed,,
            D-002,VIG,2026-10-15,completed,,
            D-002,VIG,2026-10-15,withdrawn,,
            D-003,VIG,2026-10-15,completed,,
            D-003,vig,2026-10-15,completed,,
            """, Given.Ask("completions", "2026-10"), Given.Ask("share", "2026-10"));

        Assert.Equal([2, 100], reading.Figures.Values.Select(figure => figure.Value));
    }

    [Fact]
    public async Task Beside_the_figures_stands_a_table_of_the_courses()
    {
        var reading = await ReadAsync(Rows, Given.Ask("people", "2026-10"), Given.Ask("people", "2026-09"), Given.Ask("people", "2026-10", ("ward", "Treefield")));

        var table = Assert.Single(reading.Breakdowns);
        Assert.Equal(("training-by-course-2026-10", "Training by course, October 2026", "Course", true), (table.Id, table.Title, table.RowHeading, table.CountsPeople));
        Assert.Equal(["Booked or completed", "Completed", "Completed, %"], table.Columns);
        Assert.Equal(["Solihull: 2 1 50", "VIG: 3 2 66.666666666666666666666666667"], table.Rows.Select(row => $"{row.Label}: {string.Join(' ', row.Values)}"));
    }

    [Fact]
    public async Task Nobody_booked_is_no_share()
    {
        var reading = await ReadAsync("D-004,VIG,2026-10-15,withdrawn,,", Given.Ask("share", "2026-10"));

        Assert.Null(reading.Figure().Value);
        Assert.Equal(["Warning nothing-to-divide-by"], reading.Rules());
        Assert.Null(reading.Breakdowns[0].Rows[0].Values[2]);
    }

    [Fact]
    public async Task Rows_without_a_person_or_with_another_status_are_left_out()
    {
        var reading = await ReadAsync(",VIG,2026-10-15,completed,,\nD-001,VIG,2026-10-15,attended half,,\nD-001,,2026-10-15,completed,,", Given.Ask("people", "2026-10"));

        Assert.Equal(0, reading.Figure().Value);
        Assert.Equal(["2 Person empty", "3 Status not-allowed", "4 Course empty"], reading.LeftOut());
    }

    [Fact]
    public async Task Ward_and_organisation_may_be_lacking()
    {
        var file = Given.File("training/2026-10.csv", "Practitioner,Training,Date,Status\nD-1,VIG,1/10/2026,completed\n");
        var reading = await TrainingSource.ReadAsync([Given.Ask("people", "2026-10")], [file], default);

        Assert.Equal(1, reading.Figure().Value);
    }

    private static Task<SourceReading> ReadAsync(string rows, params FigureRequest[] requests) =>
        TrainingSource.ReadAsync(requests, [Given.File("training/2026-27.csv", Headings + rows)], default);
}
