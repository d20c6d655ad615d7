using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources;

public sealed class BreastfeedingTests
{
    private const string Headings = "Month,Point,Due,Totally,Partially,Not at all,Not known\n";

    private static readonly (string, string) SixToEight = ("point", "6-8 weeks");

    [Fact]
    public async Task The_rate_is_totally_and_partially_out_of_all_infants_due_so_that_not_known_stays_in_the_denominator()
    {
        var reading = await ReadAsync("2026-10,6-8 weeks,108,25,11,69,3", Given.Ask("rate", "2026-10", SixToEight), Given.Ask("coverage", "2026-10", SixToEight));

        var rate = reading.Figures["rate 2026-10 (point, 6-8 weeks)"];
        Assert.Equal((36m * 100 / 108, 36, 108), (rate.Value, rate.Numerator, rate.Denominator));
        Assert.Equal("breastfeeding/2026-10.csv: 1 row", rate.From);
        var coverage = reading.Figures["coverage 2026-10 (point, 6-8 weeks)"];
        Assert.Equal((105m * 100 / 108, 105, 108), (coverage.Value, coverage.Numerator, coverage.Denominator));
        Assert.Empty(reading.Findings);
    }

    [Fact]
    public async Task A_month_without_one_of_the_points_is_said_of_that_point()
    {
        var reading = await ReadAsync("2026-10,birth,108,25,11,69,3", Given.Ask("rate", "2026-10", ("point", "birth")), Given.Ask("rate", "2026-10", SixToEight));

        Assert.StartsWith("breastfeeding has nothing for 6-8 weeks (October 2026): there is no file for it, or its rows end before.", reading.Sentence("missing"), StringComparison.Ordinal);
    }

    /// <summary>Expected: Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3, to its four digits.</summary>
    [Theory]
    [InlineData(81, 263, 25.53, 36.62)]
    [InlineData(15, 148, 6.24, 16.05)]
    [InlineData(0, 20, 0, 16.11)]
    [InlineData(1, 29, 0.61, 17.18)]
    [InlineData(29, 29, 88.30, 100)]
    public async Task A_rate_has_its_Wilson_interval(int breastfed, int due, double lower, double upper)
    {
        var reading = await ReadAsync($"2026-10,birth,{due},{breastfed},0,{due - breastfed},0", Given.Ask("rate", "2026-10", ("point", "birth")));

        var interval = reading.Figure().Interval!;
        Assert.Equal((decimal)lower, decimal.Round(interval.Lower, 2));
        Assert.Equal((decimal)upper, decimal.Round(interval.Upper, 2));
    }

    [Fact]
    public async Task Each_figure_is_of_its_point_alone_and_months_are_added_up_before_dividing()
    {
        var reading = await ReadAsync(
            """
            2026-04,birth,100,50,10,38,2
            2026-04,6-8 weeks,90,20,10,60,0
            2026-05,birth,50,10,5,35,0
            """, "2026-27.csv", Given.Ask("rate", "2026-04..2026-05", ("point", "Birth")));

        Assert.Equal(50, reading.Figure().Value);
        Assert.Equal((75, 150), (reading.Figure().Numerator, reading.Figure().Denominator));
    }

    [Fact]
    public async Task When_the_status_of_fewer_than_95_percent_is_known_the_rate_is_given_but_must_not_be_published()
    {
        var low = await ReadAsync("2026-10,10-14 days,200,60,30,99,11", Given.Ask("rate", "2026-10", ("point", "10-14 days")));
        var enough = await ReadAsync("2026-10,10-14 days,200,60,30,100,10", Given.Ask("rate", "2026-10", ("point", "10-14 days")));

        Assert.Equal(45, low.Figure().Value);
        Assert.Equal(["Warning coverage-below-95"], low.Rules());
        Assert.Equal("rate 2026-10 (point, 10-14 days)", low.Findings[0].Measure);
        Assert.Equal("Breastfeeding at 10-14 days, October 2026: the status of 189 of 200 infants due is known, 94.5 %. Below 95 % the rate must not be published.", low.Findings[0].Sentence);
        Assert.Empty(enough.Findings);
    }

    [Fact]
    public async Task A_quarter_of_a_year_that_is_not_known_has_the_mean_of_the_other_three()
    {
        var reading = await ReadAsync(Year(except: [10, 11, 12]), "2025-26.csv", Given.Ask("rate", "2025-26", SixToEight), Given.Ask("coverage", "2025-26", SixToEight));

        var rate = reading.Figures["rate 2025-26 (point, 6-8 weeks)"];
        Assert.Equal((36, 9 * 36 * 4m / 3, 9 * 100 * 4m / 3), (rate.Value, rate.Numerator, rate.Denominator));
        Assert.Equal(["Note quarter-estimated", "Note quarter-estimated"], reading.Rules());
        Assert.Equal(
            "Breastfeeding at 6-8 weeks: nothing is known of October to December 2025 (Q3 2025-26), so that it was given the mean of the other three quarters of the year, 108.0 of 300.0 infants due.",
            reading.Findings[0].Sentence);
        Assert.Equal("breastfeeding/2025-26.csv: 9 rows; October to December 2025 (Q3 2025-26) estimated from the other quarters", rate.From);
    }

    [Fact]
    public async Task A_quarter_that_says_dont_know_is_estimated_too()
    {
        var rows = Year(except: [10, 11, 12]) + """

            2025-10,6-8 weeks,104,don't know,Don’t know,don't know,104
            2025-11,6-8 weeks,99,,,,
            2025-12,6-8 weeks,101,n/k,n/k,n/k,
            """;
        var reading = await ReadAsync(rows, "2025-26.csv", Given.Ask("rate", "2025-26", SixToEight));

        Assert.Equal((36, 1200), (reading.Figure().Value, reading.Figure().Denominator));
        Assert.Equal(["Note quarter-estimated"], reading.Rules());
        Assert.Empty(reading.Rejects);
    }

    [Fact]
    public async Task A_quarter_with_a_submitted_0_is_not_estimated()
    {
        var rows = Year(except: [10, 11, 12]) + "\n2025-10,6-8 weeks,100,0,0,100,0\n2025-11,6-8 weeks,100,0,0,100,0\n2025-12,6-8 weeks,100,0,0,100,0";
        var reading = await ReadAsync(rows, "2025-26.csv", Given.Ask("rate", "2025-26", SixToEight));

        Assert.Equal((27, 1200), (reading.Figure().Value, reading.Figure().Denominator));
        Assert.Empty(reading.Findings);
    }

    [Theory]
    [InlineData("2025-26", new[] { 4, 5, 6, 10, 11, 12 })] // two quarters
    [InlineData("2025-26", new[] { 11 })] // a part of a quarter
    [InlineData("2025-26", new[] { 4, 5, 6, 11 })] // one, while another is not complete
    [InlineData("2025-04..2026-02", new[] { 10, 11, 12 })] // not a whole year
    public async Task Anything_else_is_computed_from_what_there_is_with_a_warning(string window, int[] except)
    {
        var reading = await ReadAsync(Year(except), "2025-26.csv", Given.Ask("rate", window, SixToEight));

        Assert.Equal(36, reading.Figure().Value);
        Assert.Contains("; nothing for ", reading.Figure().From, StringComparison.Ordinal);
        Assert.Equal(["Warning missing"], reading.Rules());
    }

    [Fact]
    public async Task More_than_the_infants_due_and_counts_that_do_not_add_up_leave_the_row_out()
    {
        var reading = await ReadAsync(
            """
            2026-10,birth,100,60,30,11,
            2026-10,10-14 days,100,50,20,25,4
            2026-10,6-8 weeks,100,30,20,50,0
            """, Given.Ask("rate", "2026-10", SixToEight));

        Assert.Equal(50, reading.Figure().Value);
        Assert.Equal(["2 Due more-than-due", "3 Not known does-not-add-up"], reading.LeftOut());
        Assert.Equal("Totally, partially and not at all come to 101, which is more than the 100 infants due.", reading.Rejects[0].Sentence);
        Assert.Equal(["Warning rows-left-out"], reading.Rules());
    }

    [Fact]
    public async Task Not_known_may_be_left_to_the_hub()
    {
        var file = Given.File("breastfeeding/2026-10.csv", "Month;Point;Due;Totally;Partially;Not at all\nOct-26;6–8 weeks;100;30;20;47\n");
        var reading = await BreastfeedingSource.ReadAsync([Given.Ask("coverage", "2026-10", SixToEight)], [file], default);

        Assert.Empty(reading.Findings);
        Assert.Equal(97, reading.Figure().Value);
    }

    [Fact]
    public async Task A_second_row_for_a_point_and_month_is_left_out_and_a_row_that_was_wrong_may_be_followed_by_the_right_one()
    {
        var reading = await ReadAsync(
            """
            2026-10,6-8 weeks,100,90,20,10,0
            2026-10,6-8 weeks,100,20,10,70,0
            2026-10,6 to 8 weeks,100,20,10,70,0
            """, Given.Ask("rate", "2026-10", SixToEight));

        Assert.Equal(30, reading.Figure().Value);
        Assert.Equal(["2 Due more-than-due", "4 Point repeated"], reading.LeftOut());
    }

    [Fact]
    public async Task No_infants_due_is_no_rate()
    {
        var reading = await ReadAsync("2026-10,6-8 weeks,0,0,0,0,0", Given.Ask("rate", "2026-10", SixToEight));

        Assert.Null(reading.Figure().Value);
        Assert.Equal("October 2026: the infants due come to 0, so that there is no share of them.", reading.Sentence("nothing-to-divide-by"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("six weeks")]
    public async Task A_measure_that_does_not_say_which_point_is_an_error_and_never_a_mixture(string? point)
    {
        var reading = await ReadAsync("2026-10,6-8 weeks,100,20,10,70,0", point is null ? Given.Ask("rate", "2026-10") : Given.Ask("rate", "2026-10", ("point", point)));

        Assert.Empty(reading.Figures);
        Assert.Equal(["Error unknown-figure"], reading.Rules());
        Assert.Contains("birth, 10-14 days, 6-8 weeks", reading.Findings[0].Sentence, StringComparison.Ordinal);
    }

    // Every month of 2025-26 with 36 of 100.
    private static string Year(params int[] except) => string.Join('\n', Enumerable.Range(4, 12).Select(month => ((month - 1) % 12) + 1)
        .Where(month => !except.Contains(month)).Select(month => $"{(month >= 4 ? 2025 : 2026)}-{month:D2},6-8 weeks,100,26,10,64,0"));

    private static Task<SourceReading> ReadAsync(string rows, params FigureRequest[] requests) => ReadAsync(rows, "2026-10.csv", requests);

    private static Task<SourceReading> ReadAsync(string rows, string name, params FigureRequest[] requests) =>
        BreastfeedingSource.ReadAsync(requests, [Given.File($"breastfeeding/{name}", Headings + rows)], default);
}
