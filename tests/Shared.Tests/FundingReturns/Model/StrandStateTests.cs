using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Tests.FundingReturns.Rules;

namespace HubAutomation.Shared.Tests.FundingReturns.Model;

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

    [Fact]
    public void An_answer_is_one_to_the_question_that_was_asked()
    {
        var asked = GivenMaterial.Volunteers;
        var sent = Sent(asked);

        Assert.True(sent.For([asked], October).IsSent);
        Assert.Equal(9, sent.For([asked with { Title = "Those who help", LargestJump = 10, Tolerance = 3, Publish = PublishRule.Never }], October).Figures["IF-01"].Value);
        foreach (var other in new[]
        {
            asked with { Definition = "All who ever volunteered." }, asked with { Unit = "volunteers" }, asked with { Kind = MeasureKind.Count }, asked with { Window = new Window(WindowKind.YearToDate) },
            asked with { Target = GivenMaterial.Target(12) },
        })
        {
            var now = sent.For([other], October);
            Assert.Equal((false, "IF-01", 0), (now.IsSent, Assert.Single(now.AskedAnew), now.Figures.Count));
        }

        // Asked as before once more, it was answered.
        Assert.True(sent.For([asked with { Unit = "volunteers" }], October).For([asked], October).AskedAnew.Count == 0);
    }

    [Fact]
    public void A_measure_that_is_new_is_asked_for_also_of_a_strand_that_was_sent_and_left_empty_before()
    {
        var sent = Sent(GivenMaterial.Volunteers);

        var now = sent.For([GivenMaterial.Volunteers, GivenMaterial.Visits with { Code = "IF-02" }], October);

        Assert.Equal((false, "IF-02", 9m), (now.IsSent, Assert.Single(now.AskedAnew), now.Figures["IF-01"].Value!.Value));
        Assert.True(sent.For([], October).IsSent);
    }

    [Fact]
    public void What_was_sent_before_questions_were_noted_stands()
    {
        var old = Nothing with { Sent = Mark(Monday), Figures = new Dictionary<string, Submission> { ["IF-01"] = Said(9, Monday) } };

        Assert.Equal((true, 1), old.For([GivenMaterial.Volunteers with { Definition = "Anything else." }], October) is var now ? (now.IsSent, now.Figures.Count) : default);
    }

    [Fact]
    public void An_answer_that_counts_no_longer_was_said_all_the_same_before_what_is_said_now()
    {
        var now = (Nothing with { Figures = new Dictionary<string, Submission> { ["IF-01"] = Said(9, Monday) with { Question = "another" } } }).For([GivenMaterial.Volunteers], October);

        Assert.Empty(now.Figures);
        Assert.True(now.Next(Monday.AddMinutes(-3)) > Monday);
    }

    private static readonly NodaTime.YearMonth October = GivenMaterial.October;

    private static StrandState Sent(Measure asked) => Nothing with
    {
        Figures = new Dictionary<string, Submission> { [asked.Code] = Said(9, Monday) with { Measure = asked.Code, Question = asked.QuestionFor(October) } },
        Sent = Mark(Monday.AddHours(1)) with { Questions = new Dictionary<string, string> { [asked.Code] = asked.QuestionFor(October) } },
    };

    private static StrandMark Mark(DateTimeOffset at) => new("panel-lead", at, null);

    private static Submission Said(decimal? value, DateTimeOffset at) => new("panel", "PC-01", value, null, null, null, "panel-lead", at, "page", null);
}
