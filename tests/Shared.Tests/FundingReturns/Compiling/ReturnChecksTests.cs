using HubAutomation.Shared.FundingReturns;
using HubAutomation.Shared.FundingReturns.Compiling;
using HubAutomation.Shared.FundingReturns.Definitions;
using HubAutomation.Shared.FundingReturns.Keeping;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Compiling;

/// <summary>What is found in a return: how grave it is, in a sentence with the figures, and who can mend it.</summary>
public sealed class ReturnChecksTests
{
    [Fact]
    public void In_a_return_that_is_as_it_should_be_nothing_is_found() =>
        Assert.Empty(GivenMaterial.Material(GivenMaterial.Volunteers with { LargestJump = 50 }).Said(9).Frozen((new(2026, 9), 8)).Findings(before: [GivenMaterial.Volunteers with { LargestJump = 50 }]));

    [Fact]
    public void A_strand_that_its_lead_has_not_sent_is_late_and_what_was_filled_in_is_used()
    {
        var saved = GivenMaterial.Material(GivenMaterial.Volunteers).Said(9);
        var unsent = saved with { Strands = saved.Strands.ToDictionary(state => state.Key, state => state.Value with { Sent = null }) };

        Expect("Warning late, lead-feeding: Infant feeding has not been sent by its lead; what was filled in so far is used.", unsent);
        Assert.Equal(9, unsent.Line().Value);
    }

    [Fact]
    public void A_strand_that_was_sent_back_and_not_sent_again_is_late_too()
    {
        var sent = GivenMaterial.Material(GivenMaterial.Volunteers).Said(9);
        var back = sent with { Strands = sent.Strands.ToDictionary(state => state.Key, state => state.Value with { SentBack = new StrandMark("manager", GivenMaterial.Monday.AddHours(2), "Nine?") }) };

        Expect("Warning late, lead-feeding: Infant feeding was sent back and has not been sent again.", back);
    }

    [Fact]
    public void A_figure_that_was_not_sent_is_missing_beside_its_strand_being_late() => Expect(
        """
        Warning missing, lead-feeding: Volunteers has no figure: not sent.
        Warning late, lead-feeding: Infant feeding has not been sent by its lead; what was filled in so far is used.
        """,
        GivenMaterial.Material(GivenMaterial.Volunteers));

    [Fact]
    public void A_remark_is_no_figure()
    {
        Expect("Warning missing, lead-feeding: Volunteers has no figure: left empty, with the remark “Not counted this month”.", GivenMaterial.Material(GivenMaterial.Volunteers).Said(text: "Not counted this month"));
        Expect("Warning missing, lead-feeding: Visits at three months has no figure: left empty.", GivenMaterial.Material(GivenMaterial.Visits).Said());
    }

    [Fact]
    public void Words_may_be_missing()
    {
        var words = GivenMaterial.Material(GivenMaterial.Measure(MeasureKind.Text, "What the panel told us"));

        Expect("Note missing, lead-feeding: What the panel told us has no figure: left empty.", words.Said());
        Assert.Empty(words.Said(text: "A Saturday group.").Findings());
    }

    [Theory]
    [InlineData("breastfeeding/2026-27.csv", Severity.Warning, Severity.Note)]
    [InlineData("breastfeeding/2026-27.csv", Severity.Note, Severity.Warning)]
    [InlineData("ledger/2026-27.csv", Severity.Error, Severity.Warning)]
    public void A_computed_figure_that_a_file_is_missing_for_is_asked_about_once(string file, Severity ofTheFile, Severity ofTheFigure)
    {
        var finding = Assert.Single(GivenMaterial.Material(GivenMaterial.AtBirth).Findings(bySources: [new Finding(ofTheFile, "file-missing", null, file, "The file is missing.", Finding.DataTeam)]));

        Assert.Equal(
            (ofTheFigure, "missing", Finding.DataTeam, "Breastfeeding at birth has no figure: not computed."), (finding.Severity, finding.Rule, finding.MendBy, finding.Sentence));
    }

    [Fact]
    public void Of_nobody_there_is_no_rate_and_that_is_asked_about_once() => Expect(
        "Warning denominator-zero, lead-feeding: Visits at three months: the denominator is 0, so there is no rate.", GivenMaterial.Material(GivenMaterial.Visits).Said(numerator: 0, denominator: 0));

    [Fact]
    public void More_cannot_have_been_visited_than_there_were() => Expect(
        "Error numerator-exceeds, lead-feeding: Visits at three months: the numerator, 1,021, is more than the denominator, 1,020.",
        GivenMaterial.Material(GivenMaterial.Visits).Said(numerator: 1021, denominator: 1020));

    [Fact]
    public void Some_of_nobody_cannot_have_been_visited() => Expect(
        """
        Warning denominator-zero, lead-feeding: Visits at three months: the denominator is 0, so there is no rate.
        Error numerator-exceeds, lead-feeding: Visits at three months: the numerator, 3, is more than the denominator, 0.
        """,
        GivenMaterial.Material(GivenMaterial.Visits).Said(numerator: 3, denominator: 0));

    [Fact]
    public void A_rate_above_a_hundred_cannot_be_and_one_of_a_hundred_can()
    {
        Expect("Error rate-above-100, data-team: Breastfeeding at birth: a rate of 100.1 % cannot be.", GivenMaterial.Material(GivenMaterial.AtBirth).Computed("IF-01", 100.1m));
        Assert.Empty(GivenMaterial.Material(GivenMaterial.AtBirth).Computed("IF-01", 100, 83, 83).Findings());
    }

    [Fact]
    public void There_is_nothing_less_than_nothing_but_money()
    {
        Expect("Error below-zero, lead-feeding: Volunteers: -9 is less than nothing.", GivenMaterial.Material(GivenMaterial.Volunteers).Said(-9));
        Expect("Error below-zero, data-team: Breastfeeding at birth: -3 is less than nothing.", GivenMaterial.Material(GivenMaterial.AtBirth).Computed("IF-01", 12, -3, 25));
        Assert.Empty(GivenMaterial.Material(GivenMaterial.Measure(MeasureKind.Money, "Spent")).Said(-12.50m).Findings());
    }

    [Fact]
    public void Nobody_is_half_a_volunteer()
    {
        Expect("Error not-whole, lead-feeding: Volunteers: 9.5 is not a whole number.", GivenMaterial.Material(GivenMaterial.Volunteers with { Decimals = 1 }).Said(9.5m));
        Assert.Empty(GivenMaterial.Material(GivenMaterial.Measure(MeasureKind.Average, "Minutes") with { Decimals = 1 }).Said(numerator: 19, denominator: 2).Findings());
    }

    [Theory]
    [InlineData(8, 12, null)] // by 50 %, which is not more than 50 %
    [InlineData(8, 13, "Volunteers went from 8 to 13 in a month, by 63 %; more than 50 % is asked about. Say why, or have it mended.")]
    [InlineData(13, 6, "Volunteers went from 13 to 6 in a month, by 54 %; more than 50 % is asked about. Say why, or have it mended.")]
    [InlineData(0, 4, "Volunteers went from 0 to 4 in a month; more than 50 % is asked about. Say why, or have it mended.")]
    [InlineData(0, 0, null)]
    [InlineData(1000, 2100, "Volunteers went from 1,000 to 2,100 in a month, by 110 %; more than 50 % is asked about. Say why, or have it mended.")]
    public void A_jump_is_asked_about(int before, int now, string? sentence)
    {
        var jumping = GivenMaterial.Material(GivenMaterial.Volunteers with { LargestJump = 50 }).Said(now).Frozen((new(2026, 9), before));

        Assert.Equal(sentence is null ? [] : [$"Warning jump, lead-feeding: {sentence}"], jumping.Findings().Select(Words));
        Assert.Empty((jumping with { Settings = jumping.Settings with { Measures = [GivenMaterial.Volunteers] } }).Findings());
    }

    [Fact]
    public void What_is_counted_from_April_on_does_not_jump_in_April()
    {
        var sinceApril = GivenMaterial.Material(GivenMaterial.Volunteers with { LargestJump = 50, Window = new Window(WindowKind.YearToDate) }).Said(40);

        Assert.Empty((sinceApril.Frozen((new(2027, 3), 700)) with { Month = new YearMonth(2027, 4) }).Findings());
        Expect(
            "Warning jump, lead-feeding: Volunteers went from 700 to 40 in a month, by 94 %; more than 50 % is asked about. Say why, or have it mended.",
            sinceApril.Frozen((new(2026, 9), 700)));
    }

    [Fact]
    public void A_changed_definition_is_told_to_the_manager_with_what_changed()
    {
        var now = GivenMaterial.AtBirth;
        void Changed(Measure before, string words) => Expect(
            $"Warning definition-changed, manager: Breastfeeding at birth cannot be compared with last month's: {words} changed.", GivenMaterial.Material(now).Computed("IF-01", 57), [before]);

        Changed(now with { Definition = "Babies breastfed, of all whose feeding is known." }, "its definition");
        Changed(now with { Kind = MeasureKind.Count }, "what kind of figure it is");
        Changed(now with { Source = MeasureSource.Submitted, Figure = null }, "where it comes from");
        Changed(now with { Figure = GivenMaterial.Query("6-8 weeks") }, "what is computed");
        Changed(now with { Window = new Window(WindowKind.Month), Definition = "Else" }, "its definition and the months it is of");
        Assert.Empty(GivenMaterial.Material(now).Computed("IF-01", 57).Findings(before: [now with { Figure = GivenMaterial.Query("birth"), Title = "Breastfed at birth", Tolerance = 3 }]));
        Assert.Empty(GivenMaterial.Material(now).Computed("IF-01", 57).Findings(before: [now with { Code = "IF-09", Definition = "Else" }]));
    }

    [Fact]
    public void A_part_that_is_more_than_the_whole_is_an_error_in_the_rule_s_own_words()
    {
        Measure[] measures =
        [
            GivenMaterial.Measure(MeasureKind.Count, "Online", "Q-1"), GivenMaterial.Measure(MeasureKind.Count, "In person", "Q-2"), GivenMaterial.Measure(MeasureKind.Count, "Users", "Q-3"),
        ];
        ReturnMaterial With(decimal? online, decimal inPerson, decimal users)
        {
            var material = GivenMaterial.Material(measures).Said();
            var state = material.Strands["infant-feeding"];
            var said = new Dictionary<string, decimal?> { ["Q-1"] = online, ["Q-2"] = inPerson, ["Q-3"] = users };
            return material with
            {
                Settings = material.Settings with { Checks = [new SumRule(["Q-1", "Q-2"], ["Q-3"], "Each user comes one way.")] },
                Strands = new Dictionary<string, StrandState> { ["infant-feeding"] = state with { Figures = state.Figures.ToDictionary(figure => figure.Key, figure => figure.Value with { Value = said[figure.Key] }) } },
            };
        }

        Expect("Error sum-exceeds, manager: Each user comes one way. But Q-1 + Q-2 is 1,201, and Q-3 is 1,200.", With(700, 501, 1200));
        Assert.Empty(With(700, 500, 1200).Findings());
        Expect("Warning missing, lead-feeding: Online has no figure: left empty.", With(null, 1201, 1200));
    }

    [Fact]
    public void Two_rules_that_the_same_measure_breaks_are_two_findings_to_comment_on()
    {
        var material = GivenMaterial.Material(GivenMaterial.Measure(MeasureKind.Count, "Online", "Q-1"), GivenMaterial.Measure(MeasureKind.Count, "Users", "Q-2")).Said(5);
        var twice = material with { Settings = material.Settings with { Checks = [new SumRule(["Q-1", "Q-2"], ["Q-1"], "First."), new SumRule(["Q-1", "Q-2"], ["Q-2"], "Second.")] } };

        Assert.Equal(2, twice.Findings().Select(finding => finding.Key).Distinct().Count());
    }

    [Fact]
    public void What_a_strand_without_a_lead_lacks_is_the_manager_s_to_mend() => Expect(
        "Warning missing, manager: Panel meetings has no figure: not sent.", GivenMaterial.Material(GivenMaterial.Measure(MeasureKind.Count, "Panel meetings", "PC-01", "panel")));

    private static void Expect(string findings, ReturnMaterial material, IReadOnlyList<Measure>? before = null) =>
        Assert.Equal(findings.ReplaceLineEndings("\n").Split('\n'), material.Findings(before).Select(Words));

    private static string Words(Finding finding) => $"{finding.Severity} {finding.Rule}, {finding.MendBy}: {finding.Sentence}";
}
