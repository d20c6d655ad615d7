using System.Text.Json;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Tests.FundingReturns.Settings;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Model;

/// <summary>Months, quarters and financial years, as councils name them, and which of them a measure is of.</summary>
public sealed class MonthsTests
{
    private static readonly IReadOnlyList<YearMonth> ManyMonths = [.. Enumerable.Range(0, 12 * 87).Select(new YearMonth(2012, 4).PlusMonths)];

    [Theory]
    [InlineData("2026-10", "2026-10-01", "2026-10-31", 1, "October 2026")]
    [InlineData("2027-02", "2027-02-01", "2027-02-28", 1, "February 2027")]
    [InlineData("2028-02", "2028-02-01", "2028-02-29", 1, "February 2028")]
    [InlineData("2026-27-q1", "2026-04-01", "2026-06-30", 3, "April to June 2026 (Q1 2026-27)")]
    [InlineData("2026-27-q3", "2026-10-01", "2026-12-31", 3, "October to December 2026 (Q3 2026-27)")]
    [InlineData("2026-27-q4", "2027-01-01", "2027-03-31", 3, "January to March 2027 (Q4 2026-27)")]
    [InlineData("2026-27", "2026-04-01", "2027-03-31", 12, "the year 2026-27")]
    [InlineData("2099-00", "2099-04-01", "2100-03-31", 12, "the year 2099-00")]
    [InlineData("2010-11", "2010-11-01", "2010-11-30", 1, "November 2010")]
    public void Months_are_read_as_people_write_them(string text, string first, string last, int count, string words)
    {
        var span = MonthSpan.Parse(text)!;

        Assert.Equal(
            (first, last, count, words),
            (span.FirstDate.ToString("uuuu-MM-dd", null), span.LastDate.ToString("uuuu-MM-dd", null), span.Count, span.Describe()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026")]
    [InlineData("2026-13")]
    [InlineData("2026-00")]
    [InlineData("2026-28")]
    [InlineData("2026-27-q0")]
    [InlineData("2026-27-q5")]
    [InlineData("2026-28-q1")]
    [InlineData("2026-27_q1")]
    [InlineData("October 2026")]
    [InlineData("2026-10 ")]
    [InlineData("-026-10")]
    [InlineData("0026-10")]
    [InlineData("9999-12")]
    public void What_names_no_months_is_not_read(string text) => Assert.Null(MonthSpan.Parse(text));

    [Fact]
    public void Every_month_quarter_and_year_is_read_back_from_its_own_name()
    {
        foreach (var month in ManyMonths)
        {
            MonthSpan[] spans = [MonthSpan.Of(month), MonthSpan.QuarterOf(month), FinancialYear.Of(month).Months];
            Assert.All(spans, span => Assert.Equal(span, MonthSpan.Parse(span.ToString())));
            Assert.All(spans, span => Assert.Contains(month, span.Months));
            Assert.True(spans[2].Contains(spans[1]) && spans[1].Contains(spans[0]));
        }
    }

    [Fact]
    public void Four_quarters_of_three_months_make_a_year_that_begins_in_April()
    {
        foreach (var year in ManyMonths.Chunk(12))
        {
            Assert.Equal(4, year[0].Month);
            Assert.Single(year.Select(FinancialYear.Of).Distinct());
            Assert.Equal([(3, "q1"), (3, "q2"), (3, "q3"), (3, "q4")], year.GroupBy(month => MonthSpan.QuarterOf(month).ToString()[^2..]).Select(quarter => (quarter.Count(), quarter.Key)));
        }
    }

    [Fact]
    public void Other_months_in_a_row_are_named_by_their_ends()
    {
        var launch = new MonthSpan(new YearMonth(2024, 7), new YearMonth(2024, 12));

        Assert.Equal(("July 2024 to December 2024", "2024-07_2024-12", 6), (launch.Describe(), launch.ToString(), launch.Count));
        Assert.True(launch.Contains(new LocalDate(2024, 12, 31)));
        Assert.False(launch.Contains(new LocalDate(2025, 1, 1)));
        Assert.False(launch.Contains(FinancialYear.Of(launch.From).Months));
    }

    [Theory]
    [InlineData(2027, 3, "2026-27")]
    [InlineData(2027, 4, "2027-28")]
    [InlineData(2099, 12, "2099-00")]
    public void A_financial_year_ends_in_March(int year, int month, string name)
    {
        var of = FinancialYear.Of(new YearMonth(year, month));

        Assert.Equal(name, of.ToString());
        Assert.Equal(of, FinancialYear.Parse(name));
        Assert.Equal($"\"{name}\"", JsonSerializer.Serialize(of, HubJson.Options));
        Assert.Equal(of, JsonSerializer.Deserialize<FinancialYear>($"\"{name}\"", HubJson.Options));
    }

    [Theory]
    [InlineData("2026-26")]
    [InlineData("2026-28")]
    [InlineData("2026/27")]
    [InlineData("26-27")]
    [InlineData("2026-2027")]
    [InlineData("1626-27")]
    public void Years_that_do_not_follow_each_other_or_are_written_otherwise_are_none(string text) => Assert.Null(FinancialYear.Parse(text));

    [Fact]
    public void Awards_by_year_come_back_from_JSON_as_they_went_in()
    {
        var award = new Dictionary<FinancialYear, decimal> { [new(2025)] = 129_000, [new(2026)] = 188_000.50m };

        var text = JsonSerializer.Serialize(award, HubJson.Options);

        Assert.Equal(award, JsonSerializer.Deserialize<Dictionary<FinancialYear, decimal>>(text, HubJson.Options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Dictionary<FinancialYear, decimal>>(text.Replace("2025-26", "2025", StringComparison.Ordinal), HubJson.Options));
    }

    [Theory]
    [InlineData(WindowKind.Month, "2026-10", "October 2026")]
    [InlineData(WindowKind.YearToDate, "2026-10", "April 2026 to October 2026")]
    [InlineData(WindowKind.YearToDate, "2027-03", "the year 2026-27")]
    [InlineData(WindowKind.YearToDate, "2027-04", "April 2027")]
    [InlineData(WindowKind.LastTwelveMonths, "2026-10", "November 2025 to October 2026")]
    [InlineData(WindowKind.Since, "2026-10", "July 2024 to October 2026")]
    [InlineData(WindowKind.Since, "2024-07", "July 2024")]
    public void A_measure_is_of_the_months_that_its_window_has_for_the_return(WindowKind kind, string month, string words) =>
        Assert.Equal(words, new Window(kind, kind is WindowKind.Since ? new YearMonth(2024, 7) : null).For(MonthSpan.Parse(month)!.From)!.Describe());

    [Fact]
    public void What_has_not_begun_is_of_no_months() => Assert.Null(new Window(WindowKind.Since, new YearMonth(2024, 7)).For(new YearMonth(2024, 6)));

    [Theory]
    [InlineData("2022-23", "2022-23", 50.9)]
    [InlineData("2022-23", "2023-24", 51.4)]
    [InlineData("2022-23", "2026-27", 52.9)]
    [InlineData("2022-23-q4", "2026-27", 52.9)]
    [InlineData("2023-04", "2026-27", 52.4)]
    public void Half_a_point_a_year_is_aimed_at_from_the_year_of_the_baseline_on(string baseline, string year, double target)
    {
        var measure = Rate(new Baseline(MonthSpan.Parse(baseline)!, null), new TargetPath(0.5m, new Dictionary<FinancialYear, decimal>()));

        Assert.All(FinancialYear.Parse(year)!.Value.Months.Months, month => Assert.Equal((decimal)target, measure.TargetIn(month, 50.9m)));
        Assert.Null(measure.TargetIn(new YearMonth(2026, 10), null));
    }

    [Theory]
    [InlineData("2025-03", null)]
    [InlineData("2025-04", 20)]
    [InlineData("2026-10", 20)]
    [InlineData("2027-03", 20)]
    [InlineData("2027-04", 30)]
    [InlineData("2031-01", 30)]
    public void A_year_for_which_no_target_is_listed_has_the_one_before_it(string month, int? target)
    {
        var measure = Rate(null, new TargetPath(null, new Dictionary<FinancialYear, decimal> { [new(2027)] = 30, [new(2025)] = 20 }));

        Assert.Equal(target, measure.TargetIn(MonthSpan.Parse(month)!.From, null));
    }

    [Fact]
    public void A_measure_without_a_target_aims_at_nothing() => Assert.Null(Rate(new Baseline(new FinancialYear(2022).Months, 50), null).TargetIn(new YearMonth(2026, 10), 50));

    private static Measure Rate(Baseline? baseline, TargetPath? target) =>
        GivenStrands.Read(GivenStrands.Whole).Returns!.Find("IF-01")! with { Baseline = baseline, Target = target };
}
