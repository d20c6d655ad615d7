using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Rules;

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

    [Theory]
    [InlineData(MeasureKind.Money, 2568.89, 256889, "£256,889 is more than ten times the £2,568.89 of the month before")]
    [InlineData(MeasureKind.Money, 1250.50, 125050, "£125,050 is more than ten times the £1,250.5 of the month before")]
    [InlineData(MeasureKind.Money, 125050, 1250, "£1,250 is less than a tenth of the £125,050 of the month before")]
    [InlineData(MeasureKind.Average, 23.3, 2.1, "2.1 is less than a tenth of the 23.3 of the month before")]
    [InlineData(MeasureKind.Count, 30, 301, "301 is more than ten times the 30 of the month before")]
    [InlineData(MeasureKind.Count, 301, 30, null)] // Groups end.
    [InlineData(MeasureKind.Count, 1, 15, null)]
    [InlineData(MeasureKind.Money, 2568.89, 25688, null)]
    public void A_slip_shows_beside_the_month_before_where_there_is_no_target(MeasureKind kind, decimal before, decimal now, string? doubt) => Assert.Equal(
        doubt is null ? [] : [$"Warning implausible, lead-feeding: Vouchers: {doubt}. Have it mended, or say why it is right."],
        GivenMaterial.Material(GivenMaterial.Measure(kind, "Vouchers") with { Decimals = kind is MeasureKind.Average ? 1 : 0 }).Said(now).Frozen((new(2026, 9), before)).Findings().Select(Words));

    [Fact]
    public void A_milestone_that_was_reached_is_not_undone_without_a_word()
    {
        var milestone = GivenMaterial.Material(GivenMaterial.Measure(MeasureKind.Milestone, "Offer published"));

        Assert.Equal(
            ["Warning milestone-undone, lead-feeding: Offer published was reached in September 2026, and is not reached now. Say why, or have it mended."],
            milestone.Said(0).Frozen((new(2026, 9), 1)).Findings().Select(Words));
        Assert.Empty(milestone.Said(0).Frozen((new(2026, 9), 0)).Findings());
        Assert.Empty(milestone.Said(1).Frozen((new(2026, 9), 1)).Findings());
    }

    [Theory]
    [InlineData(2, 5, 0, 0, "near was within 2 of the target, and is within 5")]
    [InlineData(5, 1, 0, 0, "near was within 5 of the target, and is within 1")]
    [InlineData(2, 2, 0, 1, "it was rounded to 0 decimals, and is to 1")]
    [InlineData(2, 5, 1, 0, "near was within 2 of the target, and is within 5 and it was rounded to 1 decimals, and is to 0")]
    [InlineData(2, 2, 0, 0, null)]
    public void What_decides_between_near_and_off_does_not_change_without_a_word(int toleranceThen, int tolerance, int decimalsThen, int decimals, string? change)
    {
        var now = GivenMaterial.Measure(MeasureKind.People, "Volunteers") with { Target = GivenMaterial.Target(20), Tolerance = tolerance, Decimals = decimals };

        Assert.Equal(
            change is null ? [] : [$"Warning rating-changed, manager: Volunteers is rated otherwise than in September 2026: {change}. Say who agreed it."],
            GivenMaterial.Material(now).Said(9).Findings(before: [now with { Tolerance = toleranceThen, Decimals = decimalsThen }]).Select(Words));
    }

    [Fact]
    public void Measures_of_the_same_title_can_be_told_apart_and_pounds_are_pounds()
    {
        var spent = GivenMaterial.Measure(MeasureKind.Money, "Spent", "IF-91") with { Window = new Window(WindowKind.YearToDate) };
        var found = GivenMaterial.Material(spent, spent with { Code = "PC-91", Strand = "panel" }).Said(17_888).Frozen((new(2026, 9), 17_888)).Findings();

        Assert.Equal(
            ["Spent (Infant feeding, IF-91) is counted from April 2026 on, and is £17,888 as it was in September 2026: nothing was added in October 2026. Say why, or have it mended."],
            found.Where(finding => finding.Rule == "does-not-grow").Select(finding => finding.Sentence));
        Assert.Contains(found, finding => finding.Sentence.StartsWith("Spent (Parent-carer panel, PC-91) has no figure", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_counted_from_April_on_does_not_jump_in_April()
    {
        Assert.Empty((SinceApril.Said(40).Frozen((new(2027, 3), 700)) with { Month = new YearMonth(2027, 4) }).Findings());
        Expect(
            "Warning jump, lead-feeding: Volunteers went from 40 to 700 in a month, by 1,650 %; more than 50 % is asked about. Say why, or have it mended.",
            SinceApril.Said(700).Frozen((new(2026, 9), 40)));
    }

    [Fact]
    public void What_is_counted_from_April_on_and_falls_is_asked_about_with_how_much_is_gone()
    {
        Expect(
            "Warning fell, lead-feeding: Volunteers is counted from April 2026 on, and fell from 700 in September 2026 to 40, by 660. What is counted from a month on can only grow: either something is missing now, or September 2026 said too much. Have it mended, or say what was wrong in September 2026.",
            SinceApril.Said(40).Frozen((new(2026, 9), 700)));

        // A month between that was never returned hides nothing.
        Assert.Equal("fell", Assert.Single(SinceApril.Said(40).Frozen((new(2026, 6), 41)).Findings()).Rule);
    }

    [Fact]
    public void What_is_counted_from_April_on_and_stands_still_is_asked_about()
    {
        Expect(
            "Warning does-not-grow, lead-feeding: Volunteers is counted from April 2026 on, and is 40 as it was in September 2026: nothing was added in October 2026. Say why, or have it mended.",
            SinceApril.Said(40).Frozen((new(2026, 9), 40)));
        Assert.Empty(SinceApril.Said(0).Frozen((new(2026, 9), 0)).Findings());
        Assert.Empty(SinceApril.Said(41).Frozen((new(2026, 9), 40)).Findings());
    }

    [Fact]
    public void What_is_counted_since_a_fixed_month_must_grow_over_the_years()
    {
        var sinceLaunch = GivenMaterial.Material(GivenMaterial.Volunteers with { Window = new Window(WindowKind.Since, new YearMonth(2024, 7)) }).Said(800);

        Assert.Equal("fell", Assert.Single((sinceLaunch.Frozen((new(2027, 3), 801)) with { Month = new YearMonth(2027, 4) }).Findings()).Rule);
    }

    [Theory]
    [InlineData(MeasureKind.Rate, WindowKind.YearToDate, null)]
    [InlineData(MeasureKind.People, WindowKind.Month, null)]
    [InlineData(MeasureKind.People, WindowKind.LastTwelveMonths, null)]
    [InlineData(MeasureKind.Money, WindowKind.YearToDate, "ledger.projection")]
    [InlineData(MeasureKind.People, WindowKind.YearToDate, "panel.members")]
    [InlineData(MeasureKind.People, WindowKind.Since, "registrations.people")]
    public void Levels_shares_and_what_is_of_a_month_may_fall(MeasureKind kind, WindowKind window, string? figure)
    {
        var measure = GivenMaterial.Volunteers with { Kind = kind, Window = new Window(window, new YearMonth(2024, 7)), Figure = figure?.Split('.') is [var source, var what] ? new FigureQuery(source, what, new Dictionary<string, IReadOnlyList<string>>()) : null };

        Assert.Empty(GivenMaterial.Material(measure).Said(40).Frozen((new(2026, 9), 70)).Findings());
    }

    [Fact]
    public void By_another_definition_nothing_is_said_to_have_fallen_and_there_is_no_month_before()
    {
        var material = SinceApril.Said(40).Frozen((new(2026, 9), 70));
        var before = material.Settings.Measures[0] with { Definition = "All who ever volunteered." };

        Assert.Equal("definition-changed", Assert.Single(material.Findings(before: [before])).Rule);
        Assert.Null((material with { Last = GivenMaterial.Earlier(new(2026, 9), 1, [before]) }).Line().Before);
        Assert.Equal(70, material.Line().Before);
    }

    [Fact]
    public void A_correction_that_lowers_a_computed_total_is_asked_about()
    {
        var spent = GivenMaterial.Measure(MeasureKind.Money, "Spent") with { Source = MeasureSource.Computed, Figure = new FigureQuery("ledger", "spent", new Dictionary<string, IReadOnlyList<string>>()) };
        ReturnMaterial Corrected(decimal now) => GivenMaterial.Material(spent).Computed("IF-01", now) with
        {
            Corrected = GivenMaterial.Earlier(GivenMaterial.October, 1, [spent], GivenMaterial.LineOf(spent, GivenMaterial.October, 43_210)),
        };

        Expect(
            "Warning lowered, data-team: Spent is £6,100, and was £43,210 in version 1. A correction that lowers a total is asked about, since the file may hold only what was corrected. Say why it is right, or have it mended.",
            Corrected(6_100));
        Assert.Empty(Corrected(43_210).Findings());
        Assert.Empty(Corrected(43_211).Findings());
    }

    [Theory]
    [InlineData(20, 12, "Warning target-changed, manager: Volunteers is held against another target than in September 2026: it was 20, and is 12. Say who agreed it.")]
    [InlineData(null, 12, "Warning target-changed, manager: Volunteers is held against another target than in September 2026: it had none, and has 12. Say who agreed it.")]
    [InlineData(20, null, "Warning target-changed, manager: Volunteers is held against another target than in September 2026: it was 20, and there is none. Say who agreed it.")]
    [InlineData(12, 12, null)]
    [InlineData(null, null, null)]
    public void A_changed_target_is_a_question_of_its_own(int? before, int? now, string? sentence)
    {
        static Measure Aiming(int? target) => GivenMaterial.Volunteers with { Target = target is { } aim ? GivenMaterial.Target(aim) : null };

        var found = GivenMaterial.Material(Aiming(now)).Said(9).Findings(before: [Aiming(before)]);

        Assert.Equal(sentence is null ? [] : [sentence], found.Select(Words));
    }

    [Fact]
    public void Next_year_s_target_is_no_change_of_this_year_s()
    {
        var before = GivenMaterial.Volunteers with { Target = GivenMaterial.Target(12) };
        var now = before with { Target = new TargetPath(null, new Dictionary<FinancialYear, decimal> { [new FinancialYear(2026)] = 12.0m, [new FinancialYear(2027)] = 20 }) };

        Assert.Empty(GivenMaterial.Material(now).Said(9).Findings(before: [before]));
        Assert.NotEmpty((GivenMaterial.Material(now).Said(9) with { Month = new YearMonth(2027, 4) }).Findings(before: [before]));
    }

    [Fact]
    public void A_target_that_is_held_against_otherwise_is_a_changed_one()
    {
        var before = SinceApril.Settings.Measures[0] with { LargestJump = null, Target = GivenMaterial.Target(120) };
        var profiled = before with { Target = GivenMaterial.Target(120) with { Profile = [5, 10, 20, 30, 40, 45, 55, 65, 75, 85, 95, 100] } };

        Expect(
            "Warning target-changed, manager: Volunteers is held against another target than in September 2026: it is still 120, but how it is reached – its baseline, its profile over the year or which way is good – changed. Say who agreed it.",
            GivenMaterial.Material(profiled).Said(9), [before]);
        Assert.Equal("target-changed", Assert.Single(GivenMaterial.Material(before with { Good = GoodDirection.Lower }).Said(9).Findings(before: [before])).Rule);
    }

    [Fact]
    public void A_correction_is_held_against_the_version_that_it_corrects()
    {
        var now = GivenMaterial.Volunteers with { Target = GivenMaterial.Target(12) };
        var material = GivenMaterial.Material(now).Said(9) with
        {
            Corrected = GivenMaterial.Earlier(GivenMaterial.October, 1, [now with { Definition = "Everybody.", Target = GivenMaterial.Target(20) }]),
            Last = GivenMaterial.Earlier(new(2026, 9), 1, [now with { Definition = "Everybody.", Target = GivenMaterial.Target(20) }]),
        };

        Expect(
            """
            Warning definition-changed, manager: Volunteers cannot be compared with version 1's: its definition changed.
            Warning target-changed, manager: Volunteers is held against another target than in version 1: it was 20, and is 12. Say who agreed it.
            """,
            material);
        Assert.Equal("Volunteers cannot be compared with August 2026's: its definition changed.", (material with { Corrected = null, Last = material.Last! with { Name = new("halton", "2026-08", 1) } }).Findings()[0].Sentence);
    }

    [Fact]
    public void A_strand_that_was_sent_to_another_question_is_late_and_its_answer_is_not_used()
    {
        var material = GivenMaterial.Material(GivenMaterial.Volunteers).Said(9);
        var answered = material.Strands["infant-feeding"];
        var sent = answered with
        {
            Sent = answered.Sent! with { Questions = new Dictionary<string, string> { ["IF-01"] = "another" } },
            Figures = answered.Figures.ToDictionary(said => said.Key, said => said.Value with { Question = "another" }),
        };

        Expect(
            """
            Warning missing, lead-feeding: Volunteers has no figure: what is asked changed after the lead had answered, and it was not answered again.
            Warning late, lead-feeding: Infant feeding was sent, and what it is asked has changed since: Volunteers. It has not been sent again, and what was said to another definition or target is not used. Send the strand back, so that its lead is asked.
            """,
            material with { Strands = new Dictionary<string, StrandState> { ["infant-feeding"] = sent.For([GivenMaterial.Volunteers], GivenMaterial.October) } });
    }

    [Fact]
    public void What_was_said_by_another_definition_is_not_carried_forward()
    {
        var strategy = GivenMaterial.Measure(MeasureKind.Milestone, "Strategy adopted") with { Source = MeasureSource.CarriedForward };
        var material = GivenMaterial.Material(strategy).Frozen((new(2026, 8), 1));
        ReturnLine Carried(Measure then) => (material with { CarriedFrom = new Dictionary<YearMonth, IReadOnlyList<Measure>> { [new(2026, 8)] = [then] } }).Line();

        Assert.Equal((1m, "carried forward from August 2026"), (Carried(strategy).Value, Carried(strategy).From));
        Assert.Equal((null, "what was said in August 2026 was of another definition and is not carried forward"), Carried(strategy with { Definition = "Drafted." }) is var line ? (line.Value, line.From) : default);
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
    public void A_window_and_a_baseline_in_the_future_are_asked_about()
    {
        Expect(
            "Warning window-not-begun, manager: Volunteers is counted from April 2027 on, which is after October 2026: there is no figure yet. Put its window right in the settings, or say why it stands there already.",
            GivenMaterial.Material(GivenMaterial.Volunteers with { Window = new Window(WindowKind.Since, new YearMonth(2027, 4)) }).Said(15));
        Expect(
            "Warning baseline-not-over, manager: Volunteers is compared with the year 2028-29, which was not over before October 2026: it has no baseline, and no target that begins there. Put the baseline's months right in the settings.",
            GivenMaterial.Material(GivenMaterial.Volunteers with { Baseline = new Baseline(new FinancialYear(2028).Months, 37) }).Said(15));
        Assert.Empty(GivenMaterial.Material(GivenMaterial.Volunteers with { Baseline = new Baseline(new FinancialYear(2025).Months, 37) }).Said(15).Findings());
    }

    [Fact]
    public void What_a_strand_without_a_lead_lacks_is_the_manager_s_to_mend() => Expect(
        "Warning missing, manager: Panel meetings has no figure: not sent.", GivenMaterial.Material(GivenMaterial.Measure(MeasureKind.Count, "Panel meetings", "PC-01", "panel")));

    private static ReturnMaterial SinceApril => GivenMaterial.Material(GivenMaterial.Volunteers with { LargestJump = 50, Window = new Window(WindowKind.YearToDate) });

    private static void Expect(string findings, ReturnMaterial material, IReadOnlyList<Measure>? before = null) =>
        Assert.Equal(findings.ReplaceLineEndings("\n").Split('\n'), material.Findings(before).Select(Words));

    private static string Words(Finding finding) => $"{finding.Severity} {finding.Rule}, {finding.MendBy}: {finding.Sentence}";
}
