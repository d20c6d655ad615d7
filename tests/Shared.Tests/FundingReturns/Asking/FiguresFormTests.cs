using HubAutomation.Shared.FundingReturns.Asking;
using HubAutomation.Shared.FundingReturns.Definitions;
using HubAutomation.Shared.FundingReturns.Keeping;

namespace HubAutomation.Shared.Tests.FundingReturns.Asking;

public sealed class FiguresFormTests
{
    [Fact]
    public void Who_answers_a_milestone_with_anything_but_yes_or_no_is_told_to_choose()
    {
        var milestone = new Measure(
            "SL-01", "start-for-life", "Offer published", "Whether the offer is published.", MeasureKind.Milestone, "", 0, MeasureSource.CarriedForward, null,
            new Window(WindowKind.Month), GoodDirection.Higher, null, null, 0, null, PublishRule.AsItIs, null);

        var read = FiguresForm.Read(
            [milestone], new Dictionary<string, string> { ["SL-01-value"] = "nearly" }, new Dictionary<string, StrandState>(), "lead", default, "file");

        Assert.Equal([new FieldProblem("SL-01-value", "Choose yes or no")], read.Problems);
    }
}
