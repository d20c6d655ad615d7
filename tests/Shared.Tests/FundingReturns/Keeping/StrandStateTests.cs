using HubAutomation.Shared.FundingReturns.Keeping;

namespace HubAutomation.Shared.Tests.FundingReturns.Keeping;

/// <summary>How a strand stands, by what was said about it and when.</summary>
public sealed class StrandStateTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 9, 10, 15, 0, TimeSpan.Zero);
    private static readonly StrandState Nothing = StrandState.Nothing("panel");

    [Fact]
    public void It_is_sent_once_its_lead_has_sent_it_and_until_it_is_sent_back()
    {
        Assert.False(Nothing.IsSent);
        Assert.False((Nothing with { SentBack = Mark(Monday) }).IsSent);
        Assert.True((Nothing with { Sent = Mark(Monday) }).IsSent);
        Assert.False((Nothing with { Sent = Mark(Monday), SentBack = Mark(Monday.AddHours(1)) }).IsSent);
        Assert.False((Nothing with { Sent = Mark(Monday), SentBack = Mark(Monday) }).IsSent);
        Assert.True((Nothing with { Sent = Mark(Monday.AddHours(2)), SentBack = Mark(Monday.AddHours(1)) }).IsSent);
    }

    [Fact]
    public void What_is_said_now_is_said_after_everything_before_even_by_a_clock_that_is_slow()
    {
        var slow = Monday.AddMinutes(-3);
        var filledIn = Nothing with { Figures = new Dictionary<string, Submission> { ["PC-01"] = Said(2, Monday) } };

        Assert.Equal(slow, Nothing.Next(slow));
        Assert.True(filledIn.Next(slow) > Monday);
        Assert.Equal(Monday.AddHours(1), filledIn.Next(Monday.AddHours(1)));
        Assert.True((filledIn with { Sent = Mark(Monday.AddHours(2)) }).Next(Monday.AddHours(2)) > Monday.AddHours(2));
        Assert.True((filledIn with { SentBack = Mark(Monday.AddHours(3)) }).Next(slow) > Monday.AddHours(3));
    }

    [Fact]
    public void Said_again_by_another_person_at_another_time_it_is_the_same()
    {
        Assert.True(Said(2, Monday).SaysTheSameAs(Said(2.0m, Monday.AddDays(1)) with { By = "deputy", Via = "file", Why = "Asked again." }));
        Assert.False(Said(2, Monday).SaysTheSameAs(null));
        Assert.False(Said(2, Monday).SaysTheSameAs(Said(3, Monday)));
        Assert.False(Said(2, Monday).SaysTheSameAs(Said(2, Monday) with { Text = "Two, not three." }));
        Assert.False(Said(null, Monday).SaysTheSameAs(Said(0, Monday)));
    }

    private static StrandMark Mark(DateTimeOffset at) => new("panel-lead", at, null);

    private static Submission Said(decimal? value, DateTimeOffset at) => new("panel", "PC-01", value, null, null, null, "panel-lead", at, "page", null);
}
