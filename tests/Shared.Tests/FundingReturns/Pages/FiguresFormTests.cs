using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Pages;
using HubAutomation.Shared.Tests.FundingReturns.Rules;

namespace HubAutomation.Shared.Tests.FundingReturns.Pages;

/// <summary>What is understood of what leads fill in, and what they are told where it is not.</summary>
public sealed class FiguresFormTests
{
    private static readonly Measure Spent = GivenMaterial.Measure(MeasureKind.Money, "Spent", "IF-91") with { Decimals = 2 };
    private static readonly Measure Volunteers = GivenMaterial.Volunteers with { Code = "IF-05" };
    private static readonly Measure Visits = GivenMaterial.Visits with { Code = "IF-06" };
    private static readonly Measure Minutes = GivenMaterial.Measure(MeasureKind.Average, "Minutes of a visit", "IF-07");
    private static readonly Measure Offer = GivenMaterial.Measure(MeasureKind.Milestone, "Offer published", "IF-08");
    private static readonly Measure Words = GivenMaterial.Measure(MeasureKind.Text, "What parents told us", "IF-09");
    private static readonly Dictionary<string, StrandState> Nothing = [];

    [Theory]
    [InlineData("9", 9)]
    [InlineData(" 9 ", 9)]
    [InlineData("0", 0)]
    [InlineData("9.0", 9)]
    [InlineData("1,234", 1234)]
    [InlineData("1 234", 1234)]
    [InlineData("1\u00A0234", 1234)]
    [InlineData("1,234,567", 1_234_567)]
    [InlineData("+9", 9)]
    public void A_number_is_read_as_people_write_it(string written, int number) => Assert.Equal(number, Assert.Single(Read([Volunteers], ("IF-05-value", written)).Said).Value);

    [Theory]
    [InlineData("nine", "“nine” is no number. Write it in digits, like 1234 or 12.5, or leave it empty")]
    [InlineData("n/a", "“n/a” is no number. Write it in digits, like 1234 or 12.5, or leave it empty")]
    [InlineData("-", "“-” is no number. Write it in digits, like 1234 or 12.5, or leave it empty")]
    [InlineData("9-11", "“9-11” is no number. Write it in digits, like 1234 or 12.5, or leave it empty")]
    [InlineData("12,5", "“12,5” is no number. Write it in digits, like 1234 or 12.5, or leave it empty")]
    [InlineData("1,23", "“1,23” is no number. Write it in digits, like 1234 or 12.5, or leave it empty")]
    [InlineData("9 10", "“9 10” is no number. Write it in digits, like 1234 or 12.5, or leave it empty")]
    [InlineData("9,9", "“9,9” is no number. Write it in digits, like 1234 or 12.5, or leave it empty")]
    [InlineData("1e3", "“1e3” is no number. Write it in digits, like 1234 or 12.5, or leave it empty")]
    [InlineData("9999999999999", "“9999999999999” is no number. Write it in digits, like 1234 or 12.5, or leave it empty")]
    [InlineData("9 of the volunteers whom we had in summer came", "“9 of the volunteers whom we had in summ…” is no number. Write it in digits, like 1234 or 12.5, or leave it empty")]
    [InlineData("85 %", "“85 %” is a share. Write the number itself, like 1234")]
    [InlineData("-9", "This must be 0 or more")]
    [InlineData("9.5", "This must be a whole number")]
    public void What_is_no_number_of_people_is_said_at_its_field_and_nothing_is_taken(string written, string sentence) =>
        Assert.Equal(new FieldProblem("IF-05-value", sentence), Assert.Single(Read([Volunteers], ("IF-05-value", written)).Problems));

    [Theory]
    [InlineData("£1,234.50", 1234.50)]
    [InlineData("£ 1234.5", 1234.50)]
    [InlineData("-12.50", -12.50)]
    [InlineData("0", 0)]
    public void Pounds_have_pence_and_may_come_back(string written, double pounds) => Assert.Equal((decimal)pounds, Assert.Single(Read([Spent], ("IF-91-value", written)).Said).Value);

    [Fact]
    public void A_rate_is_two_whole_numbers_the_first_of_the_second()
    {
        var said = Assert.Single(Read([Visits], ("IF-06-numerator", "17"), ("IF-06-denominator", "1,020"), ("IF-06-text", "Two were on holiday.\r\n")).Said);

        Assert.Equal((17m, 1020m, "Two were on holiday."), (said.Numerator, said.Denominator, said.Text));
        Assert.Equal(1.7m, Math.Round(said.Value!.Value, 1));
    }

    [Theory]
    [InlineData("17", "", "IF-06-denominator: Fill in both numbers, or neither")]
    [InlineData("", "20", "IF-06-numerator: Fill in both numbers, or neither")]
    [InlineData("21", "20", "IF-06-numerator: This must not be more than the number below")]
    [InlineData("85%", "20", "IF-06-numerator: “85%” is a share. Write the number itself, like 1234")]
    [InlineData("some", "20", "IF-06-numerator: “some” is no number. Write it in digits, like 1234 or 12.5, or leave it empty")]
    [InlineData("17.5", "20", "IF-06-numerator: This must be a whole number")]
    [InlineData("0", "-20", "IF-06-denominator: This must be 0 or more")]
    public void Each_mistake_in_them_is_said_once_where_it_is(string numerator, string denominator, string problem) =>
        Assert.Equal([problem], Read([Visits], ("IF-06-numerator", numerator), ("IF-06-denominator", denominator)).Problems.Select(wrong => $"{wrong.Field}: {wrong.Sentence}"));

    [Fact]
    public void None_of_none_can_be_said_and_is_no_rate()
    {
        var said = Assert.Single(Read([Visits], ("IF-06-numerator", "0"), ("IF-06-denominator", "0")).Said);

        Assert.Equal((null, 0m, 0m), (said.Value, said.Numerator, said.Denominator));
    }

    [Fact]
    public void A_mean_may_be_more_than_one_and_its_sum_need_not_be_whole() =>
        Assert.Equal(42.35m, Assert.Single(Read([Minutes], ("IF-07-numerator", "423.5"), ("IF-07-denominator", "10")).Said).Value);

    [Theory]
    [InlineData("1", 1, null)]
    [InlineData("0", 0, null)]
    [InlineData("2", null, "Choose yes or no")]
    public void A_milestone_is_reached_or_not(string written, int? value, string? problem)
    {
        var read = Read([Offer], ("IF-08-value", written));

        Assert.Equal(problem, read.Problems.SingleOrDefault()?.Sentence);
        Assert.Equal(value, read.Said.SingleOrDefault()?.Value);
    }

    [Fact]
    public void Words_are_taken_as_they_are_up_to_four_thousand_characters()
    {
        Assert.Equal("=1+1, said Zoë’s group:\n“more”", Assert.Single(Read([Words], ("IF-09-text", " =1+1, said Zoë’s group:\r\n“more” ")).Said).Text);
        Assert.Empty(Read([Words], ("IF-09-text", new string('a', 4000))).Problems);
        Assert.Equal("Use at most 4000 characters", Assert.Single(Read([Words], ("IF-09-text", new string('a', 4001))).Problems).Sentence);
    }

    [Fact]
    public void What_is_left_empty_says_nothing_until_something_was_said_before()
    {
        Assert.Empty(Read([Volunteers, Visits, Words], ("IF-05-value", " "), ("IF-06-numerator", ""), ("IF-06-denominator", ""), ("IF-09-text", "\r\n")).Said);

        var cleared = Assert.Single(Read(Standing(false, (Volunteers, "9")), [Volunteers], ("IF-05-value", "")).Said);
        Assert.Null(cleared.Value);
    }

    [Fact]
    public void What_was_said_before_is_said_only_once_and_a_field_that_is_not_there_leaves_it()
    {
        var before = Standing(false, (Volunteers, "9"), (Words, "More groups."));

        Assert.Empty(Read(before, [Volunteers, Words], ("IF-05-value", "9.0")).Said);
        Assert.Equal(["IF-09"], Read(before, [Volunteers, Words], ("IF-05-value", "9"), ("IF-09-text", "Fewer groups.")).Said.Select(said => said.Measure));
    }

    [Fact]
    public void Once_a_strand_was_sent_a_change_needs_a_reason_and_keeps_it()
    {
        var sent = Standing(true, (Volunteers, "9"));

        Assert.Empty(Read(sent, [Volunteers], ("IF-05-value", "9")).Problems);
        Assert.Equal(new FieldProblem("why", "You change figures that were sent before. Say why"), Assert.Single(Read(sent, [Volunteers], ("IF-05-value", "11"), ("why", " ")).Problems));
        Assert.Equal("Two were forgotten.", Assert.Single(Read(sent, [Volunteers], ("IF-05-value", "11"), ("why", "Two were forgotten.")).Said).Why);
        Assert.Equal(new FieldProblem("why", "Use at most 4000 characters"), Assert.Single(Read(sent, [Volunteers], ("IF-05-value", "11"), ("why", new string('a', 4001))).Problems));
        Assert.Null(Assert.Single(Read([Volunteers], ("IF-05-value", "11"), ("why", "No reason needed.")).Said).Why);
    }

    [Fact]
    public void Who_said_it_when_and_how_stands_with_it()
    {
        var said = Assert.Single(FiguresForm.Read([Volunteers], new Dictionary<string, string> { ["IF-05-value"] = "9" }, Nothing, "lead-feeding", GivenMaterial.Monday, "file").Said);

        Assert.Equal(new Submission("infant-feeding", "IF-05", 9, null, null, null, "lead-feeding", GivenMaterial.Monday, "file", null), said);
    }

    [Fact]
    public void The_fields_of_what_was_said_are_read_back_as_the_same()
    {
        Measure[] measures = [Spent, Volunteers, Visits, Minutes, Offer, Words];
        var first = Read(
            measures, ("IF-91-value", "-1,234.50"), ("IF-05-value", "9"), ("IF-05-text", "One is ill."), ("IF-06-numerator", "1"), ("IF-06-denominator", "3"),
            ("IF-07-numerator", "0.1"), ("IF-07-denominator", "3"), ("IF-08-value", "1"), ("IF-09-text", "A\nB"));
        Assert.Equal(6, first.Said.Count);
        var state = StrandState.Nothing("infant-feeding") with { Figures = first.Said.ToDictionary(said => said.Measure) };

        var again = FiguresForm.Read(measures, FiguresForm.Fields(measures, state.Figures), new Dictionary<string, StrandState> { ["infant-feeding"] = state }, "lead-feeding", GivenMaterial.Monday, "page");

        Assert.Empty(again.Said);
        Assert.Empty(again.Problems);
    }

    [Fact]
    public void What_was_asked_otherwise_is_answered_anew_without_a_reason_and_what_was_not_is_corrected_with_one()
    {
        var sent = Standing(isSent: true, (Volunteers, "9"), (Spent, "12"))["infant-feeding"];
        var asked = new Dictionary<string, StrandState> { ["infant-feeding"] = (sent with { Sent = sent.Sent! with { Questions = new Dictionary<string, string> { ["IF-91"] = Spent.QuestionFor(GivenMaterial.October) } } }).For([Volunteers, Spent], GivenMaterial.October) };

        var answered = Read(asked, [Volunteers, Spent], ("IF-05-value", "6"), ("IF-91-value", "12"));
        Assert.Equal((6m, null), (Assert.Single(answered.Said).Value, answered.Said[0].Why));
        Assert.Empty(answered.Problems);

        Assert.Equal("You change figures that were sent before. Say why", Assert.Single(Read(asked, [Volunteers, Spent], ("IF-05-value", "6"), ("IF-91-value", "13")).Problems).Sentence);
    }

    [Fact]
    public void A_page_on_which_something_else_was_asked_gives_no_answer_to_what_is_asked_now()
    {
        var states = new Dictionary<string, StrandState> { ["infant-feeding"] = StrandState.Nothing("infant-feeding").For([Volunteers, Visits], GivenMaterial.October) };

        Assert.Equal(
            [("IF-05-value", "What is counted or aimed at has changed since you opened the page. Read it once more, and answer it as it stands now"), ("IF-06-numerator", "What is counted or aimed at has changed since you opened the page. Read it once more, and answer it as it stands now")],
            Read(states, [Volunteers, Visits], ("IF-05-value", "6"), ("IF-05-asked", "another"), ("IF-06-numerator", "6"), ("IF-06-denominator", "7"), ("IF-06-asked", "another")).Problems.Select(problem => (problem.Field, problem.Sentence)));
        Assert.Equal(6, Assert.Single(Read(states, [Volunteers], ("IF-05-value", "6"), ("IF-05-asked", Volunteers.QuestionFor(GivenMaterial.October))).Said).Value);
    }

    [Theory]
    [InlineData("90%", 90)]
    [InlineData("90 %", 90)]
    [InlineData("90.5", 90.5)]
    [InlineData("0%", 0)]
    [InlineData("0", 0)]
    [InlineData("100", 100)]
    [InlineData("0.5%", 0.5)]
    public void A_share_may_be_all_that_is_known(string written, double share)
    {
        var said = Assert.Single(Read([Visits], ("IF-06-numerator", ""), ("IF-06-denominator", ""), ("IF-06-value", written)).Said);

        Assert.Equal(((decimal?)share, null, null), (said.Value, said.Numerator, said.Denominator));
    }

    [Theory]
    [InlineData("", "", "0.9", "IF-06-value: “0.9” may be 0.9% or 90%. Write it with its sign, like 90%")]
    [InlineData("", "", "1", "IF-06-value: “1” may be 1% or 100%. Write it with its sign, like 90%")]
    [InlineData("", "", "120%", "IF-06-value: A share is at most 100%")]
    [InlineData("", "", "-5%", "IF-06-value: “-5%” is no share. Write it like 90%, or leave it empty")]
    [InlineData("", "", "most", "IF-06-value: “most” is no share. Write it like 90%, or leave it empty")]
    [InlineData("17", "20", "90%", "IF-06-value: This is not 17 out of 20, which makes 85. Leave either this or the two numbers")]
    public void A_share_that_can_be_two_or_that_its_numbers_do_not_make_is_asked_about(string numerator, string denominator, string written, string problem) =>
        Assert.Equal([problem], Read([Visits], ("IF-06-numerator", numerator), ("IF-06-denominator", denominator), ("IF-06-value", written)).Problems.Select(wrong => $"{wrong.Field}: {wrong.Sentence}"));

    [Theory]
    [InlineData("17", "20", "85%")]
    [InlineData("1", "3", "33.3%")]
    [InlineData("2", "3", "67")]
    public void A_share_beside_the_numbers_that_make_it_is_no_mistake(string numerator, string denominator, string written) =>
        Assert.Equal(numerator, $"{Assert.Single(Read([Visits], ("IF-06-numerator", numerator), ("IF-06-denominator", denominator), ("IF-06-value", written)).Said).Numerator:0}");

    [Fact]
    public void A_slip_of_size_is_asked_about_in_a_first_month_and_taken_with_a_word_about_it()
    {
        var problem = Assert.Single(Read([Volunteers], ("IF-05-value", "99,999,999,999")).Problems);

        Assert.Equal(new FieldProblem("IF-05-value", "99,999,999,999 is a great many: more than 10,000 is asked about. Correct it, or say below what the reader should know about it"), problem);
        Assert.Empty(Read([Volunteers], ("IF-05-value", "99,999,999,999"), ("IF-05-text", "The county’s, all of them.")).Problems);
        Assert.Equal("IF-06-denominator", Assert.Single(Read([Visits], ("IF-06-numerator", "17"), ("IF-06-denominator", "2000000")).Problems).Field);
    }

    [Fact]
    public void What_another_lead_has_said_meanwhile_stays_where_this_one_has_not_typed_anything_else()
    {
        Dictionary<string, string> found = new() { ["IF-05-value"] = "9", ["IF-05-text"] = "", ["IF-09-text"] = "A\nB" };
        Dictionary<string, string> now = new() { ["IF-05-value"] = "12", ["IF-05-text"] = "Three are new.", ["IF-09-text"] = "A\nB" };

        var typed = FiguresForm.OnTopOf(new Dictionary<string, string> { ["IF-05-value"] = "9", ["IF-05-text"] = "", ["IF-09-text"] = "C", ["do"] = "send" }, found, now);

        Assert.Equal(new Dictionary<string, string> { ["IF-05-value"] = "12", ["IF-05-text"] = "Three are new.", ["IF-09-text"] = "C", ["do"] = "send" }, typed);
        Assert.Equal("11", FiguresForm.OnTopOf(new Dictionary<string, string> { ["IF-05-value"] = "11" }, found, now)["IF-05-value"]);
    }

    private static Dictionary<string, StrandState> Standing(bool isSent, params (Measure Measure, string Said)[] said) => new()
    {
        ["infant-feeding"] = new(
            "infant-feeding",
            said.ToDictionary(one => one.Measure.Code, one => new Submission(
                "infant-feeding", one.Measure.Code, one.Measure.Kind is MeasureKind.Text ? null : decimal.Parse(one.Said, CultureInfo.InvariantCulture), null, null,
                one.Measure.Kind is MeasureKind.Text ? one.Said : null, "lead-feeding", GivenMaterial.Monday, "page", null)),
            isSent ? new StrandMark("lead-feeding", GivenMaterial.Monday, null) : null, null),
    };

    private static FiguresRead Read(Measure[] measures, params (string Field, string Text)[] fields) => Read(Nothing, measures, fields);

    private static FiguresRead Read(Dictionary<string, StrandState> states, Measure[] measures, params (string Field, string Text)[] fields) =>
        FiguresForm.Read(measures, fields.ToDictionary(field => field.Field, field => field.Text), states, "lead-feeding", GivenMaterial.Monday.AddHours(1), "page");
}
