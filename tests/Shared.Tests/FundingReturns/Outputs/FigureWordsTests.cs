using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Words;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs;

public sealed class FigureWordsTests
{
    [Theory]
    [InlineData(MeasureKind.Rate, "%", 1, 57.2, "57.2 %", "+57.2 percentage points")]
    [InlineData(MeasureKind.Rate, "%", 0, 1, "1 %", "+1 percentage point")]
    [InlineData(MeasureKind.Rate, "%", 1, -0.7, "-0.7 %", "−0.7 percentage points")]
    [InlineData(MeasureKind.Money, "£", 0, 396000, "£396,000", "+£396,000")]
    [InlineData(MeasureKind.Money, "£", 2, -12.5, "−£12.50", "−£12.50")]
    [InlineData(MeasureKind.Count, "visits", 0, 13500, "13,500 visits", "+13,500")]
    [InlineData(MeasureKind.Average, "minutes", 1, 2.2, "2.2 minutes", "+2.2")]
    [InlineData(MeasureKind.Milestone, "", 0, 1, "reached", "now reached")]
    [InlineData(MeasureKind.Count, "visits", 0, 0, "0 visits", "no change")]
    public void A_figure_and_a_change_are_said_like_this(MeasureKind kind, string unit, int decimals, double number, string figure, string change)
    {
        var (measure, _, _) = Returns.Row("A-1", "parenting", "A measure", kind, unit, null, decimals: decimals);

        Assert.Equal(figure, FigureWords.WithUnit(measure, (decimal)number).Replace('\u00A0', ' '));
        Assert.Equal(change, FigureWords.Change(measure, (decimal)number));
    }

    [Theory]
    [InlineData("meetings", 1, 0, "1 meeting")]
    [InlineData("activities", 1, 0, "1 activity")]
    [InlineData("young people", 1, 0, "1 young person")]
    [InlineData("children", 1, 0, "1 child")]
    [InlineData("staff", 1, 0, "1 staff")]
    [InlineData("minutes", 1, 1, "1.0 minutes")]
    [InlineData("children", 0, 0, "0 children")]
    [InlineData("people", 11, 0, "11 people")]
    public void Exactly_one_is_said_in_the_singular(string unit, int number, int decimals, string figure)
    {
        var (measure, _, _) = Returns.Row("A-1", "parenting", "A measure", MeasureKind.Count, unit, null, decimals: decimals);

        Assert.Equal(figure, FigureWords.WithUnit(measure, number));
    }

    [Theory]
    [InlineData(MeasureSource.Computed, 5, "2026-10.csv, 7 rows", "Computed by the hub: 2026-10.csv, 7 rows")]
    [InlineData(MeasureSource.Computed, null, "not computed", "Not computed")]
    [InlineData(MeasureSource.Submitted, null, "not sent", "Not sent")]
    [InlineData(MeasureSource.CarriedForward, 5, "carried forward from September 2026", "Carried forward from September 2026")]
    [InlineData(MeasureSource.Submitted, null, "", "")]
    public void Where_a_figure_comes_from_is_said_once(MeasureSource source, int? value, string from, string said)
    {
        var (measure, line, _) = Returns.Row("A-1", "parenting", "A measure", MeasureKind.Count, "visits", value, source: source);

        Assert.Equal(said, new ReturnFigure(Returns.Halton.Settings.Strands[1], measure, line with { From = from }, measure.Title).From);
    }

    [Fact]
    public void An_award_is_said_with_its_instalments()
    {
        Assert.Equal("£396,000 (2025-26 £198,000, 2026-27 £198,000)", FigureWords.Award(new Dictionary<FinancialYear, decimal> { [new(2026)] = 198_000, [new(2025)] = 198_000 }));
        Assert.Equal("not stated", FigureWords.Award(new Dictionary<FinancialYear, decimal>()));
    }

    [Fact]
    public void Somebody_who_has_left_is_called_by_the_role() =>
        Assert.Equal(["Jo Park", "Cora Finch", "Data team", "former-lead"], new[] { "manager", "feeding-lead", Finding.DataTeam, "former-lead" }.Select(id => ReturnWords.Person(Returns.Halton.Settings, id)));
}
