using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources;

public sealed class LedgerTests
{
    private const string Headings = "Date,Strand,Type,Kind,Amount\n";

    private static readonly (string, string) Parenting = ("strand", "parenting");

    [Fact]
    public async Task Spent_is_the_actual_amounts_of_the_window_to_the_penny()
    {
        var reading = await ReadAsync(
            """
            30/04/2026,parenting,revenue,actual,"£7,221.70"
            2026-05-31,Parenting,capital,actual,1000.01
            2026-05-31,parenting,revenue,actual,(221.71)
            2026-05-31,infant-feeding,revenue,actual,8275.48
            2026-11-30,parenting,revenue,forecast,9000
            """, Given.Ask("spent", "2026-04..2026-05", Parenting), Given.Ask("spent", "2026-04..2026-05"));

        Assert.Equal(8000.00m, reading.Figures["spent 2026-04_2026-05 (strand, parenting)"].Value);
        Assert.Equal(16275.48m, reading.Figures["spent 2026-04_2026-05 "].Value);
        Assert.Equal("ledger/2026-27.csv: 3 rows", reading.Figures["spent 2026-04_2026-05 (strand, parenting)"].From);
        Assert.Empty(reading.Findings);
    }

    [Fact]
    public async Task Against_the_award_is_against_the_whole_award()
    {
        var reading = await ReadAsync("2026-04-30,parenting,revenue,actual,99000", Given.Ask("spent-of-award", "2026-04", Parenting));

        Assert.Equal((25, 99_000, 396_000), (reading.Figure().Value, reading.Figure().Numerator, reading.Figure().Denominator));
    }

    [Theory]
    [InlineData("start-for-life", "Start for Life and parent-carer panels")]
    [InlineData(null, "Transformation, Start for Life and parent-carer panels")]
    public async Task Without_a_stated_award_there_is_no_share_and_a_note(string? strand, string named)
    {
        var reading = await ReadAsync("2026-04-30,start-for-life,revenue,actual,100", strand is null ? Given.Ask("spent-of-award", "2026-04") : Given.Ask("spent-of-award", "2026-04", ("strand", strand)));

        Assert.Null(reading.Figure().Value);
        Assert.Equal(["Note award-not-stated"], reading.Rules());
        Assert.Equal($"There is no share of the award to say: the award is not stated of {named}.", reading.Findings[0].Sentence);
    }

    [Fact]
    public async Task Spending_beyond_the_award_is_an_error_that_the_strands_lead_can_mend()
    {
        var reading = await ReadAsync(
            "2026-04-30,parenting,revenue,actual,396000.01\n2026-04-30,infant-feeding,revenue,actual,504000.00",
            Given.Ask("spent-of-award", "2026-04", Parenting), Given.Ask("spent", "2026-04"));

        var finding = Assert.Single(reading.Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal((Severity.Error, "over-award", "ledger/parenting", "parenting-lead"), (finding.Severity, finding.Rule, finding.Place, finding.MendBy));
        Assert.Equal("Parenting: £396,000.01 were spent, April 2026, and the whole award is £396,000.00. Put the ledger right, or the award in the settings.", finding.Sentence);
    }

    [Theory]
    [InlineData("2026-04-30,parenting,revenue,actual,81602.00", "Parenting: £81,602.00 were spent in April 2026, more than a third of a year’s award, £198,000.00. Put the ledger right, or say what was bought.")]
    [InlineData("2026-04-10,parenting,revenue,actual,40000\n2026-04-30,parenting,capital,actual,30000", "Parenting: £70,000.00 were spent in April 2026, more than a third of a year’s award, £198,000.00. Put the ledger right, or say what was bought.")]
    [InlineData("2026-04-30,parenting,revenue,actual,66000", null)]
    [InlineData("2026-04-30,parenting,revenue,forecast,90000", null)]
    [InlineData("2026-04-30,start-for-life,revenue,actual,90000", null)]
    public async Task Much_spent_in_the_month_returned_is_asked_about_although_no_month_was_before(string rows, string? asked)
    {
        var reading = await ReadAsync(rows, Given.Ask("spent", "2026-04"), Given.Ask("spent-of-award", "2026-04", Parenting));

        Assert.Equal(asked is null ? [] : [asked], reading.Findings.Where(finding => finding.Rule == "much-in-a-month").Select(finding => finding.Sentence));
    }

    [Fact]
    public async Task The_projection_is_what_was_spent_since_April_and_the_forecast_for_the_rest_of_the_year()
    {
        var rows = Monthly("parenting", "actual", 4, 10, 7000) + Monthly("parenting", "forecast", 9, 15, 8000);
        var reading = await ReadAsync(rows, Given.Ask("projection", "2026-10", Parenting));

        Assert.Equal((7 * 7000) + (5 * 8000), reading.Figure().Value);
        Assert.Equal("ledger/2026-27.csv: 7 rows; with the forecast for November 2026 to March 2027", reading.Figure().From);
        Assert.Empty(reading.Findings);
    }

    [Fact]
    public async Task Without_a_forecast_spending_is_carried_on_at_the_rate_so_far()
    {
        var reading = await ReadAsync(Monthly("parenting", "actual", 4, 10, 7000.07m), Given.Ask("projection", "2026-10", Parenting));

        Assert.Equal(12 * 7000.07m, reading.Figure().Value);
        Assert.Equal("ledger/2026-27.csv: 7 rows; April 2026 to October 2026 carried on for twelve months, since there is no forecast", reading.Figure().From);
    }

    [Fact]
    public async Task Of_several_strands_each_is_projected_in_its_own_way()
    {
        var rows = Monthly("parenting", "actual", 4, 10, 100) + Monthly("parenting", "forecast", 11, 15, 50) + Monthly("infant-feeding", "actual", 4, 10, 10);
        var reading = await ReadAsync(rows, Given.Ask("projection", "2026-04..2026-10"));

        Assert.Equal(700 + 250 + 120, reading.Figure().Value);
        Assert.EndsWith("; with the forecast for November 2026 to March 2027; Infant feeding: April 2026 to October 2026 carried on for twelve months, since there is no forecast", reading.Figure().From, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forecast_with_gaps_is_noted()
    {
        var rows = Monthly("parenting", "actual", 4, 10, 100) + Monthly("parenting", "forecast", 11, 13, 50);
        var reading = await ReadAsync(rows, Given.Ask("projection", "2026-10", Parenting));

        Assert.Equal(850, reading.Figure().Value);
        Assert.Equal(["Note forecast-incomplete"], reading.Rules());
    }

    [Fact]
    public async Task In_March_the_projection_is_what_was_spent()
    {
        var reading = await ReadAsync(Monthly("parenting", "actual", 4, 15, 100), Given.Ask("projection", "2027-03", Parenting));

        Assert.Equal(1200, reading.Figure().Value);
        Assert.EndsWith("; the year is over", reading.Figure().From, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_capital_than_the_limit_is_a_warning_for_the_programme_manager()
    {
        var reading = await ReadAsync(
            "2026-04-30,parenting,revenue,actual,9490\n2026-04-30,transformation,capital,actual,510", Given.Ask("capital-share", "2026-04"), Given.Ask("capital-share", "2026-04", Parenting));

        Assert.Equal((5.1m, 0), (reading.Figures["capital-share 2026-04 "].Value, reading.Figures["capital-share 2026-04 (strand, parenting)"].Value));
        Assert.Equal(["Warning capital-over-limit"], reading.Rules());
        Assert.Equal("programme-manager", reading.Findings[0].MendBy);
        Assert.Equal("£510.00 of £10,000.00 spent, April 2026, is capital: 5.1 %. At most 5 % of the grant may be; say how it comes down by the end.", reading.Findings[0].Sentence);
    }

    [Fact]
    public async Task Just_at_the_limit_is_within_it_and_no_spending_has_no_share()
    {
        var atLimit = await ReadAsync("2026-04-30,parenting,revenue,actual,95\n2026-04-30,parenting,capital,actual,5", Given.Ask("capital-share", "2026-04"));
        var nothing = await ReadAsync("2026-04-30,parenting,revenue,actual,5\n2026-04-30,parenting,revenue,actual,-5", Given.Ask("capital-share", "2026-04"));

        Assert.Empty(atLimit.Findings);
        Assert.Null(nothing.Figure().Value);
        Assert.Equal(["Warning nothing-to-divide-by"], nothing.Rules());
    }

    [Fact]
    public async Task Rows_that_cannot_be_booked_are_left_out_with_the_reason()
    {
        var reading = await ReadAsync(
            """
            2026-04-30,HAF,revenue,actual,10
            2026-04-30,parenting,invest,actual,10
            2026-04-30,parenting,revenue,planned,10
            2026-04-30,parenting,revenue,actual,"1,2O4.50"
            2026-04-30,parenting,revenue,actual,"1204,50"
            2026-04-30,parenting,revenue,actual,10.005
            2026-04-30,parenting,revenue,actual,1000000000000000
            2026-04-30,parenting,revenue,actual,1,204.50
            2027-04-30,parenting,revenue,actual,10
            2026-04-31,parenting,revenue,actual,10
            2026-04-30,parenting,revenue,actual,7
            """, Given.Ask("spent", "2026-04", Parenting));

        Assert.Equal(7, reading.Figure().Value);
        Assert.Equal(
            [
                "2 Strand unknown-strand", "3 Type not-allowed", "4 Kind not-allowed", "5 Amount not-a-number", "6 Amount not-a-number", "7 Amount not-pence", "8 Amount too-much",
                "9 row too-many-values", "10 Date outside-the-file", "11 Date not-a-date",
            ], reading.LeftOut());
        Assert.Equal("There is no such strand. The strands are transformation, parenting, infant-feeding, perinatal, home-learning, start-for-life.", reading.Rejects[0].Sentence);
        Assert.Equal("This is not within the year 2026-27, which the file's name stands for. Put the row into the file of its month.", reading.Rejects[8].Sentence);
    }

    [Fact]
    public async Task A_month_with_forecasts_only_is_missing()
    {
        var reading = await ReadAsync(Monthly("parenting", "actual", 4, 9, 100) + Monthly("parenting", "forecast", 10, 15, 50), Given.Ask("spent", "2026-04..2026-10", Parenting));

        Assert.Equal(600, reading.Figure().Value);
        Assert.Equal("ledger/2026-27.csv: 6 rows; nothing for October 2026", reading.Figure().From);
        Assert.Equal(["Warning missing"], reading.Rules());
    }

    // Months are counted on from January 2026: 15 is March 2027.
    private static string Monthly(string strand, string kind, int first, int last, decimal amount) => string.Concat(
        Enumerable.Range(first, last - first + 1).Select(month => $"{2026 + ((month - 1) / 12)}-{((month - 1) % 12) + 1:D2}-28,{strand},revenue,{kind},{amount}\n"));

    private static Task<SourceReading> ReadAsync(string rows, params FigureRequest[] requests) =>
        LedgerSource.ReadAsync(requests, [Given.File("ledger/2026-27.csv", Headings + rows)], Given.Halton, default);
}
