using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Mail;
using HubAutomation.Shared.FundingReturns.Outputs.Words;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs;

public sealed class ReturnMailContentTests
{
    [Fact]
    public void A_draft_asks_for_what_stands_in_its_way()
    {
        var said = ReturnMailContent.Of(Returns.Halton.Draft());

        Assert.Equal("Draft, not yet approved", said["status"]);
        Assert.Equal(
            """
            - Warning\: attendance\/2026\-10\.csv\: 3 rows were left out of the figures\. The first is row 812\, birth date\: This is no date\. \(Data team\)
            - Warning\: Breastfeeding at 10 to 14 days was not sent by 9 November\. Ask Cora Finch for it\. \(Cora Finch\)
            """.ReplaceLineEndings("\n"),
            said["findings"]);
    }

    [Fact]
    public void A_finished_return_says_how_warnings_were_answered()
    {
        var said = ReturnMailContent.Of(Returns.Halton);

        Assert.Equal("Frozen on 12 November 2026, 10:15 by Jo Park", said["status"]);
        Assert.Equal(@"- Dads supported fell from 8 to 4\, by 50 \%\; more than 40 \% is questioned\. Comment\: Both group leaders were ill\; they run again in November\. \(Dev Lark\)", said["findings"]);
        Assert.Equal(@"- Breastfeeding at 10 to 14 days \(Infant feeding\)", said["missing"]);
    }

    [Fact]
    public void The_chart_is_of_the_percentages() => Assert.Equal(
        """
        ```bars
        Breastfeeding at birth (target 52.9 %) | 57.2 % | 57.2
        Breastfeeding at 6 to 8 weeks (target 27.7 %) | 33.3 % | 33.3
        Practitioners trained in VIG (target 50.0 %) | 42.9 % | 42.9
        Staff who completed the home-learning training (target 80.0 %) | 71.4 % | 71.4
        ```
        """.ReplaceLineEndings("\n"),
        ReturnMailContent.Of(Returns.Halton)["chart"].Replace('\u00A0', ' '));

    [Fact]
    public void Nothing_to_say_is_said()
    {
        var said = ReturnMailContent.Of(Returns.Rotherham with { Lines = [.. Returns.Rotherham.Lines.Select(line => line with { Before = null })] });

        Assert.Equal(["There is nothing to compare with the month before\\.", "Nothing is off target\\.", "Nothing is missing\\."], new[] { "changes", "offTarget", "missing" }.Select(name => said[name]));
    }

    [Theory]
    [InlineData(MeasureKind.People, 43, 38, 5d / 43)]
    [InlineData(MeasureKind.People, 2, 1, 1d / 10)] // from 1 to 2 is no news
    [InlineData(MeasureKind.Average, 2, 1, 1d / 2)]
    [InlineData(MeasureKind.Milestone, 1, 0, 1d)]
    [InlineData(MeasureKind.Count, 0, 0, 0d)]
    [InlineData(MeasureKind.Count, 0, 80, 1d)]
    public void A_change_is_as_large_as_its_share_of_the_measure_s_own_scale(MeasureKind kind, int value, int before, double size)
    {
        var (measure, line, _) = Returns.Row("A-1", "parenting", "A measure", kind, "", value, before: before);

        Assert.Equal(size, (double)LargestChanges.Size(new ReturnFigure(Returns.Halton.Settings.Strands[1], measure, line, measure.Title)), 10);
    }

    [Fact]
    public void What_is_counted_from_April_on_has_not_fallen_when_it_begins_anew()
    {
        var (measure, line, _) = Returns.Row("A-1", "parenting", "Since April", MeasureKind.Count, "visits", 40, before: 700);
        var april = MonthSpan.Of(new(2026, 4));

        Assert.Null(new ReturnFigure(Returns.Halton.Settings.Strands[1], measure with { Window = new Window(WindowKind.YearToDate) }, line with { Window = april }, measure.Title).Change);
    }

    [Theory]
    [InlineData(120, 100, 0)] // 20 a month, as before
    [InlineData(160, 100, 60d / 160)] // 60 after 20 a month: more than the whole has grown by
    [InlineData(101, 100, 1d / 101)] // hardly anything
    public void What_is_counted_from_April_on_is_news_where_it_grew_unlike_before(int value, int before, double size)
    {
        var (measure, line, _) = Returns.Row("A-1", "parenting", "Since April", MeasureKind.Count, "visits", value, before: before);
        var sinceApril = new MonthSpan(new(2026, 4), new(2026, 9));

        Assert.Equal(size, (double)LargestChanges.Size(new ReturnFigure(
            Returns.Halton.Settings.Strands[1], measure with { Window = new Window(WindowKind.YearToDate) }, line with { Window = sinceApril }, measure.Title)), 10);
    }

    [Fact]
    public void Measures_of_the_same_title_are_told_apart_by_their_strand()
    {
        var of = Returns.Halton with { Settings = Returns.Halton.Settings with { Measures = [.. Returns.Halton.Settings.Measures.Select(measure => measure.Code is "IF-01" or "PM-01" ? measure with { Title = "Share" } : measure)] } };

        Assert.Contains("Share (Infant feeding) (target 52.9", ReturnMailContent.Of(of)["chart"], StringComparison.Ordinal);
    }
}
