using HubAutomation.Shared.FundingReturns.Model;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Settings;

/// <summary>What a strands.json means, from the smallest that holds to one with something of everything.</summary>
public sealed class StrandsFileTests
{
    [Fact]
    public void The_smallest_file_means_what_most_councils_want()
    {
        var (returns, problems) = GivenStrands.Read(GivenStrands.Smallest);

        Assert.Empty(problems);
        Assert.Equal(new ReturnTimetable(null, 5, 2, 3, 3), returns!.Timetable);
        Assert.Null(returns.StandIn);
        Assert.Null(returns.Reach);
        Assert.Null(returns.CapitalLimit);
        Assert.Null(Assert.Single(returns.Strands).TotalAward);
        var measure = Assert.Single(returns.Measures);
        Assert.Equal(
            ("people", 0, new Window(WindowKind.Month), GoodDirection.Higher, PublishRule.SmallNumbers, 0m, null),
            (measure.Unit, measure.Decimals, measure.Window, measure.Good, measure.Publish, measure.Tolerance, measure.LargestJump));
        Assert.Empty(returns.AskedStrands());
    }

    /// <summary>"3 referrals" was published beside "*" for people: whatever may be about people is protected unless the file says that it is not.</summary>
    [Theory]
    [InlineData("count", PublishRule.SmallNumbers)]
    [InlineData("people", PublishRule.SmallNumbers)]
    [InlineData("rate", PublishRule.SmallNumbers)]
    [InlineData("average", PublishRule.SmallNumbers)]
    [InlineData("money", PublishRule.AsItIs)]
    [InlineData("milestone", PublishRule.AsItIs)]
    [InlineData("text", PublishRule.Never)]
    public void What_may_be_published_is_by_kind_unless_the_file_says_otherwise(string kind, PublishRule usual)
    {
        var file = GivenStrands.Smallest.Replace("\"kind\": \"people\"", $"\"kind\": \"{kind}\"", StringComparison.Ordinal);

        Assert.Equal(usual, Assert.Single(GivenStrands.Read(file).Returns!.Measures).Publish);
        Assert.Equal(PublishRule.AsItIs, Assert.Single(GivenStrands.Read(file.Replace("\"source\"", "\"publish\": \"as-it-is\", \"source\"", StringComparison.Ordinal)).Returns!.Measures).Publish);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(", \"figures\": \"published\"", false)]
    [InlineData(", \"figures\": \"raw\"", true)]
    public void Readers_get_raw_figures_only_when_they_are_marked_for_them(string mark, bool getsRaw) => Assert.Equal(
        getsRaw, Assert.Single(GivenStrands.Read(GivenStrands.With("\"board@halton.example.gov.uk\"", $"\"board@halton.example.gov.uk\"{mark}")).Returns!.Readers).GetsRaw);

    [Fact]
    public void A_lead_may_be_a_reader_of_raw_figures_too() => Assert.Empty(GivenStrands.Read(GivenStrands.With(
        "\"readers\": [", "\"readers\": [ { \"id\": \"lead-feeding\", \"name\": \"Infant feeding lead\", \"email\": \"feeding@halton.example.gov.uk\", \"figures\": \"raw\" },")).Problems);

    [Fact]
    public void The_whole_file_is_read_as_it_is_written()
    {
        var (returns, problems) = GivenStrands.Read(GivenStrands.Whole);

        Assert.Empty(problems);
        Assert.Equal(new ReturnTimetable(1, 6, 0, 2, 4), returns!.Timetable);
        Assert.Equal(["programme-manager", "deputy", "board", "lead-feeding"], returns.People.Select(person => person.Id));
        Assert.Equal(5, returns.CapitalLimit);
        Assert.Equal(new ReachRule("E06000006", DeprivationIndex.Idaci, 2025, 30, null, 5, new Window(WindowKind.LastTwelveMonths)), returns.Reach);
        Assert.Equal(317_000.50m, returns.Strands[0].TotalAward);
        Assert.Equal("infant_feeding", returns.Strands[0].NationalCode);

        var birth = returns.Find("IF-01")!;
        Assert.Equal(("breastfeeding", "rate"), (birth.Figure!.Source, birth.Figure.What));
        Assert.Equal(["birth"], birth.Figure.Where["point"]);
        Assert.Equal((new Window(WindowKind.Since, new YearMonth(2024, 7)), "%", 1, 0.25m, null), (birth.Window, birth.Unit, birth.Decimals, birth.Tolerance, birth.NationalCode));
        Assert.Equal((new MonthSpan(new YearMonth(2022, 4), new YearMonth(2023, 3)), null), (birth.Baseline!.Months, birth.Baseline.Value));
        Assert.Equal((new MonthSpan(new YearMonth(2023, 1), new YearMonth(2023, 3)), 12m), (returns.Find("IF-05")!.Baseline!.Months, returns.Find("IF-05")!.Baseline!.Value!.Value));
        Assert.Equal((GoodDirection.Neither, PublishRule.AsItIs), (returns.Find("PC-02")!.Good, returns.Find("PC-02")!.Publish));

        var check = Assert.Single(returns.Checks);
        Assert.Equal(("IF-05", "IF-01", "There cannot be more volunteers than mothers."), (Assert.Single(check.Parts), Assert.Single(check.AtMost), check.Sentence));
    }

    [Fact]
    public void A_strand_may_have_several_leads_who_are_all_asked_and_named()
    {
        var (returns, problems) = GivenStrands.Read(GivenStrands.With("\"lead\": { \"id\": \"lead-feeding\"", "\"leads\": [ { \"id\": \"coordinator\", \"name\": \"Coordinator\", \"email\": \"c@example.org\" }, { \"id\": \"lead-feeding\"").Replace("feeding@halton.example.gov.uk\" }", "feeding@halton.example.gov.uk\" } ]", StringComparison.Ordinal));

        Assert.Empty(problems);
        Assert.Equal(["coordinator", "lead-feeding"], returns!.Strands[0].Leads.Select(lead => lead.Id));
        Assert.StartsWith("Coordinator or ", returns.Strands[0].LeadNames, StringComparison.Ordinal);
        Assert.Equal(["infant-feeding"], returns.AskedStrands().Select(strand => strand.Id));
        Assert.Contains("coordinator", returns.People.Select(person => person.Id));
        Assert.All(returns.WithoutAddresses().Strands[0].Leads, lead => Assert.Empty(lead.Email));
    }

    [Fact]
    public void Leads_are_asked_for_what_is_not_computed_and_a_strand_without_a_lead_for_nothing()
    {
        var returns = GivenStrands.Read(GivenStrands.Whole).Returns!;

        Assert.Equal(["infant-feeding"], returns.AskedStrands().Select(strand => strand.Id));
        Assert.Equal(["IF-05"], returns.AskedMeasures("infant-feeding").Select(measure => measure.Code));
        Assert.Equal(["PC-02"], returns.AskedMeasures("panel").Select(measure => measure.Code));
        Assert.Null(returns.Find("IF-99"));
    }

    [Fact]
    public void What_changes_in_April_leaves_March_as_it_was()
    {
        var april = GivenStrands.With("\"2026-27\": 24 }", "\"2026-27\": 24, \"2027-28\": 30 }")
            .Replace("Volunteers who were active.", "Volunteers who were active, or in training.", StringComparison.Ordinal);
        (string, string)[] files = [("strands.json", GivenStrands.Whole), ("strands.2027-04-01.json", april)];

        var inMarch = GivenStrands.Read(new LocalDate(2027, 3, 31), files).Returns!.Find("IF-05")!;
        var inApril = GivenStrands.Read(new LocalDate(2027, 4, 30), files).Returns!.Find("IF-05")!;

        Assert.Equal(("Volunteers who were active.", 24m), (inMarch.Definition, inMarch.TargetIn(new YearMonth(2027, 3), 12)));
        Assert.Equal(("Volunteers who were active, or in training.", 30m), (inApril.Definition, inApril.TargetIn(new YearMonth(2027, 4), 12)));
    }

    [Fact]
    public void A_mistake_in_a_later_variant_is_named_with_that_file_and_harms_nothing_before_it()
    {
        (string, string)[] files = [("strands.json", GivenStrands.Whole), ("strands.2027-04-01.json", GivenStrands.With("\"PC-02\"", "\"IF-05\""))];

        Assert.Empty(GivenStrands.Read(new LocalDate(2027, 3, 31), files).Problems);
        Assert.Equal(["strands.2027-04-01.json, measures: \"IF-05\" stands 2 times; it must be unique."], GivenStrands.Read(new LocalDate(2027, 4, 1), files).Problems);
    }

    [Fact]
    public void A_council_without_the_file_makes_no_returns()
    {
        var (returns, problems) = GivenStrands.Read(new LocalDate(2026, 10, 31));

        Assert.Null(returns);
        Assert.Empty(problems);
    }
}
