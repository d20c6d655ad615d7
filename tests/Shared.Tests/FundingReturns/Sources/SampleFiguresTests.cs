using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources;

/// <summary>The sample files add up to what the two councils reported.</summary>
public sealed class SampleFiguresTests
{
    [Theory]
    [InlineData("birth", "2022-23", 50.9)]
    [InlineData("birth", "2024-04..2024-12", 57.2)]
    [InlineData("6-8 weeks", "2022-23", 25.7)]
    [InlineData("6-8 weeks", "2024-04..2024-12", 33.3)]
    public async Task Breastfeeding_in_Halton(string point, string months, double expected) =>
        Assert.Equal((decimal)expected, await FigureAsync("breastfeeding", Given.Ask("rate", months, ("point", point)), 1));

    [Theory]
    [InlineData("birth")]
    [InlineData("10-14 days")]
    [InlineData("6-8 weeks")]
    public async Task Breastfeeding_rises_by_more_than_half_a_percentage_point_a_year(string point)
    {
        var rates = new List<decimal>();
        foreach (var year in new[] { "2022-23", "2023-24", "2024-25", "2025-26", "2026-04..2026-10" })
            rates.Add(await FigureAsync("breastfeeding", Given.Ask("rate", year, ("point", point)), 10));

        Assert.All(rates.Zip(rates.Skip(1)), years => Assert.True(years.Second > years.First + 0.5m, $"{years.First} to {years.Second}"));
    }

    [Theory]
    [InlineData("users", 7_080, 0)]
    [InlineData("sessions", 13_500, 0)]
    [InlineData("pages", 114_000, 0)]
    [InlineData("minutes", 2.2, 1)]
    public async Task Haltons_digital_front_door_from_July_to_12_December_2024(string what, double expected, int decimals) =>
        Assert.Equal((decimal)expected, await FigureAsync("front-door", Given.Ask(what, "2024-07..2024-12"), decimals));

    [Fact]
    public async Task What_was_looked_at_most_there()
    {
        var reading = await Given.ReadAsync("front-door", [Given.Ask("users", "2024-07..2024-12")], Given.Samples("halton"));

        Assert.Equal(["Family hubs home", "Events", "HENRY – Healthy Families", "Start for Life", "Adults"], reading.Breakdowns[0].Rows.Select(row => row.Label));
        Assert.Equal(
            ["Widnes Autumn timetable", "Runcorn Autumn timetable", "Runcorn Summer timetable", "Widnes Summer timetable", "HELPS @ Kingsway Family Hub"],
            reading.Breakdowns[1].Rows.Select(row => row.Label));
    }

    [Theory]
    [InlineData("parenting", 396_000)]
    [InlineData("infant-feeding", 504_000)]
    [InlineData("perinatal", 861_000)]
    [InlineData("home-learning", 209_000)]
    public async Task Halton_keeps_within_its_awards(string strand, int award)
    {
        var request = Given.Ask("spent-of-award", "2022-04..2026-10", ("strand", strand));
        var spent = (await Given.ReadAsync("ledger", [request, Given.Ask("spent", "2022-04..2026-10")], Given.Samples("halton"), Given.SampleSettings("halton"))).Figures[request.Key];

        Assert.Equal(award, spent.Denominator);
        Assert.InRange(spent.Value!.Value, 80, 99);
    }

    [Theory]
    [InlineData("halton", "2022-04..2026-10")]
    [InlineData("don-valley", "2022-04..2026-10")]
    public async Task Less_than_5_percent_is_capital(string authority, string months)
    {
        var reading = await Given.ReadAsync("ledger", [Given.Ask("capital-share", months)], Given.Samples(authority), Given.SampleSettings(authority));

        Assert.InRange(reading.Figure().Value!.Value, 1, 4.999m);
        Assert.DoesNotContain(reading.Findings, finding => finding.Rule is "missing" or "capital-over-limit" or "over-award");
    }

    [Theory]
    [InlineData("2024-01", 3)]
    [InlineData("2026-10", 21)]
    public async Task Of_28_practitioners_in_Don_Valley_three_are_trained_at_first_and_more_from_then_on(string last, int expected)
    {
        var months = new MonthSpan(new(2024, 1), Given.Months(last).To);
        var reading = await Given.ReadAsync("training", [Given.Ask("share", months, 28, ("course", "VIG"))], Given.Samples("don-valley"));

        Assert.Equal((expected, expected * 100m / 28), (reading.Figure().Numerator, reading.Figure().Value));
    }

    [Theory]
    [InlineData("halton")]
    [InlineData("don-valley")]
    public async Task Octobers_return_has_a_figure_for_every_measure_of_these_sources(string authority)
    {
        var settings = Given.SampleSettings(authority);
        foreach (var source in ReturnLines.Requests(settings, MonthSpan.Of(new(2026, 10))).GroupBy(request => request.Query.Source).Where(source => source.Key is "breastfeeding" or "ledger" or "training" or "panel" or "front-door"))
        {
            var reading = await Given.ReadAsync(source.Key, [.. source], Given.Samples(authority), settings);

            Assert.All(source, request => Assert.True(reading.Figures[request.Key].Value is not null, $"{request.Key} has no value."));
            Assert.DoesNotContain(reading.Findings, finding => finding.Severity == Severity.Error || finding.Rule is "missing" or "no-rows-matched");
        }
    }

    [Theory]
    [InlineData("halton", "breastfeeding", "rate", "Due more-than-due")]
    [InlineData("halton", "ledger", "spent", "Strand unknown-strand; Amount not-a-number")]
    [InlineData("halton", "training", "people", "Status not-allowed; Person empty")]
    [InlineData("halton", "panel", "parents", "Parents not-a-number")]
    [InlineData("halton", "front-door", "users", "New users more-than-users; Kind not-allowed")]
    [InlineData("don-valley", "ledger", "spent", "Type not-allowed; row too-many-values")]
    [InlineData("don-valley", "training", "people", "Date not-a-date")]
    [InlineData("don-valley", "panel", "parents", "Activity empty; Date outside-the-file")]
    [InlineData("don-valley", "front-door", "users", "To not-within-a-month")]
    public async Task Some_rows_of_2026_27_are_wrong_on_purpose(string authority, string source, string what, string expected)
    {
        var request = source == "breastfeeding" ? Given.Ask(what, "2026-04..2026-10", ("point", "6-8 weeks")) : Given.Ask(what, "2026-04..2026-10");
        var reading = await Given.ReadAsync(source, [request], Given.Samples(authority), Given.SampleSettings(authority));

        Assert.Equal(expected.Split("; ", StringSplitOptions.RemoveEmptyEntries), reading.Rejects.Select(reject => $"{reject.Column} {reject.Rule}"));
        Assert.NotNull(reading.Figure().Value);
    }

    private static async Task<decimal> FigureAsync(string source, FigureRequest request, int decimals) =>
        decimal.Round((await Given.ReadAsync(source, [request], Given.Samples("halton"))).Figure().Value!.Value, decimals, MidpointRounding.AwayFromZero);
}
