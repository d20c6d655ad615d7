using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Tests.FundingReturns.Settings;

namespace HubAutomation.Shared.Tests.FundingReturns.Rules;

/// <summary>Where a return stands, and who is waited for, after whatever may happen to it.</summary>
public sealed class ReturnStatesTests
{
    private static readonly DateTimeOffset Monday = GivenMaterial.Monday;
    private static readonly ReturnRow New = ReturnRow.For(new ReturnRef("halton", "2026-10", 1), "run-1", null, Monday);
    private static readonly ReturnEvent Compiled = new ReturnEvent.Compiled(1, 2, 3, 4, 5);
    private static readonly ReturnRow Given = After(New, new ReturnEvent.Given("manager", Monday.AddDays(3)));
    private static readonly ReturnRow Cancelled = After(New, new ReturnEvent.GivenUp(Monday));
    private static readonly ReturnRow Frozen = After(Approved(Given), new ReturnEvent.Frozen("manager", Monday, "before", "now", 4));

    [Fact]
    public void When_leads_are_asked_they_are_waited_for_and_nobody_else_with_figures()
    {
        var state = ReturnStates.After(New, new ReturnEvent.LeadsAsked(["feeding", "panel"], Monday.AddDays(5)));

        Assert.Equal((ReturnStatus.Collecting, Monday.AddDays(5)), (state.Row.StatusNow(), state.Row.LeadsUntil!.Value));
        Assert.Equal([WaitingItem.Figures], state.NoLonger);
        Assert.Equal([Figures("feeding"), Figures("panel")], state.Awaited);

        static Awaited Figures(string lead) => new(lead, WaitingItem.Figures, Monday.AddDays(5));
    }

    [Fact]
    public void When_leads_are_asked_again_what_was_decided_before_is_of_no_account()
    {
        var back = After(Given, Decide(1, ReturnDecision.SendBack));

        var asked = After(back, new ReturnEvent.LeadsAsked(["feeding"], Monday.AddDays(5)));

        Assert.Equal((ReturnStatus.Collecting, 1), (asked.StatusNow(), asked.Rounds));
        Assert.Equal((null, null, null), (asked.Decision, asked.DecidedBy, asked.DecidedAt));
    }

    [Fact]
    public void What_was_compiled_is_counted_and_nobody_is_waited_for_because_of_it()
    {
        var state = ReturnStates.After(New, Compiled);

        Assert.Equal(
            (ReturnStatus.Compiling, 1, 2, 3, 4, 5),
            (state.Row.StatusNow(), state.Row.Entries, state.Row.Lines, state.Row.Filled, state.Row.Errors, state.Row.Warnings));
        Assert.Empty(state.NoLonger);
        Assert.Empty(state.Awaited);
    }

    [Fact]
    public void An_approval_gives_way_to_what_a_lead_had_sent_before_it_and_a_return_that_is_closed_does_not()
    {
        var overtaken = After(Approved(Given), new ReturnEvent.ApprovalOvertaken());

        Assert.Equal((ReturnStatus.AwaitingApproval, nameof(ReturnDecision.ComputeAgain)), (overtaken.StatusNow(), overtaken.Decision));
        Assert.Equal(Given, After(Given, new ReturnEvent.ApprovalOvertaken()));
        Assert.Equal(Frozen, After(Frozen, new ReturnEvent.ApprovalOvertaken()));
    }

    [Fact]
    public void Given_to_the_manager_it_waits_for_them_in_a_round_of_its_own()
    {
        var first = ReturnStates.After(After(New, Compiled), new ReturnEvent.Given("manager", Monday.AddDays(3)));
        Assert.Equal((ReturnStatus.AwaitingApproval, 1, null), (first.Row.StatusNow(), first.Row.Rounds, first.Row.Decision));
        Assert.Equal([new Awaited("manager", WaitingItem.Approval, Monday.AddDays(3))], first.Awaited);
        Assert.Empty(first.NoLonger);

        var computed = After(After(first.Row, Decide(1, ReturnDecision.ComputeAgain)), Compiled);
        var second = After(computed, new ReturnEvent.Given("manager", Monday));
        Assert.Equal((2, null), (second.Rounds, second.Decision));
    }

    [Fact]
    public void A_step_that_gives_it_once_more_finds_the_round_that_it_began_and_the_decision_that_was_made_meanwhile()
    {
        Assert.Equal(Given, After(Given, new ReturnEvent.Given("manager", Monday.AddDays(3))));

        var decided = After(Given, Decide(1, ReturnDecision.ComputeAgain));
        var repeated = ReturnStates.After(decided, new ReturnEvent.Given("manager", Monday.AddDays(3)));
        Assert.Equal(decided, repeated.Row);
        Assert.Empty(repeated.Awaited);
    }

    [Fact]
    public void Overdue_it_waits_for_whoever_may_decide_unless_somebody_has()
    {
        var overdue = new ReturnEvent.Overdue(["manager", "deputy"], Monday.AddDays(7));

        Assert.Equal(
            [new Awaited("manager", WaitingItem.Approval, overdue.Until), new Awaited("deputy", WaitingItem.Approval, overdue.Until)],
            ReturnStates.After(Given, overdue).Awaited);
        Assert.Equal(Given, After(Given, overdue));
        Assert.Empty(ReturnStates.After(After(Given, Decide(1, ReturnDecision.SendBack)), overdue).Awaited);
    }

    [Fact]
    public void Approved_it_waits_for_nobody_and_sent_back_or_computed_again_not_for_approval()
    {
        var approved = ReturnStates.After(Given, Decide(1, ReturnDecision.Approve));
        Assert.Equal(("Approve", "manager", Monday), (approved.Row.Decision, approved.Row.DecidedBy, approved.Row.DecidedAt!.Value));
        Assert.Equal([WaitingItem.Figures, WaitingItem.Approval], approved.NoLonger);

        Assert.Equal([WaitingItem.Approval], ReturnStates.After(Given, Decide(1, ReturnDecision.SendBack)).NoLonger);
        Assert.Equal([WaitingItem.Approval], ReturnStates.After(Given, Decide(1, ReturnDecision.ComputeAgain)).NoLonger);
    }

    [Fact]
    public void The_first_decision_of_a_round_stands()
    {
        var sentBack = After(Given, Decide(1, ReturnDecision.SendBack));

        Assert.Equal(sentBack, After(sentBack, new ReturnEvent.Decided(1, ReturnDecision.Approve, "deputy", Monday.AddMinutes(1))));
    }

    [Fact]
    public void A_decision_for_an_older_round_changes_nothing()
    {
        var second = After(After(After(Given, Decide(1, ReturnDecision.ComputeAgain)), Compiled), new ReturnEvent.Given("manager", Monday));

        var late = ReturnStates.After(second, Decide(1, ReturnDecision.Approve));

        Assert.Equal(second, late.Row);
        Assert.Empty(late.NoLonger);
        Assert.Equal("Approve", After(second, Decide(2, ReturnDecision.Approve)).Decision);
    }

    [Fact]
    public void Nothing_is_decided_that_nobody_was_given() => Assert.Equal(New, After(New, Decide(0, ReturnDecision.Approve)));

    [Fact]
    public void Given_up_it_waits_for_nobody_and_stays_so_until_a_run_opens_it_again()
    {
        var up = ReturnStates.After(Given, new ReturnEvent.GivenUp(Monday));
        Assert.Equal((ReturnStatus.Cancelled, "Cancel", "staff"), (up.Row.StatusNow(), up.Row.Decision, up.Row.DecidedBy));
        Assert.Equal([WaitingItem.Figures, WaitingItem.Approval], up.NoLonger);

        ReturnEvent[] late =
        [
            new ReturnEvent.Opened("run-1", null), new ReturnEvent.LeadsAsked(["feeding"], Monday), Compiled,
            new ReturnEvent.Given("manager", Monday), new ReturnEvent.Overdue(["manager"], Monday), Decide(0, ReturnDecision.Approve),
        ];
        Assert.All(late, happened => ChangesNothing(Cancelled, happened));
        Assert.Equal((ReturnStatus.Collecting, "run-2", 1), Opened(After(Cancelled, new ReturnEvent.Opened("run-2", null))));
    }

    [Fact]
    public void Another_run_takes_it_over_from_its_beginning_with_the_reason_it_had()
    {
        var taken = After(Given with { Reason = "Corrected." }, new ReturnEvent.Opened("run-2", null));

        Assert.Equal((ReturnStatus.Collecting, "run-2", 0), Opened(taken));
        Assert.Equal(("Corrected.", 1), (taken.Reason, taken.Rounds));
        Assert.Equal("Once more.", After(taken, new ReturnEvent.Opened("run-3", "Once more.")).Reason);
        Assert.Equal(Given, After(Given, new ReturnEvent.Opened("run-1", "Once more.")));
    }

    [Fact]
    public void Frozen_it_stays_as_it_is_whatever_happens()
    {
        Assert.Equal((ReturnStatus.Frozen, "manager"), (Frozen.StatusNow(), Frozen.FrozenBy));
        Assert.Equal(("before", "now", 4), (Frozen.Previous, Frozen.Fingerprint, Frozen.ChainNumber));
        ReturnEvent[] late =
        [
            new ReturnEvent.Opened("run-2", null), new ReturnEvent.LeadsAsked(["feeding"], Monday), Compiled,
            new ReturnEvent.Given("manager", Monday), new ReturnEvent.Overdue(["manager"], Monday), Decide(1, ReturnDecision.SendBack),
            new ReturnEvent.GivenUp(Monday), new ReturnEvent.Frozen("deputy", Monday, "a", "b", 5),
        ];

        Assert.All(late, happened => ChangesNothing(Frozen, happened));
    }

    [Fact]
    public void Before_the_first_round_every_strand_is_waited_for_that_was_not_sent()
    {
        Assert.Equal(["infant-feeding"], Missing(New));
        Assert.Empty(Missing(New, Sent));
    }

    [Fact]
    public void After_the_first_round_only_what_was_sent_back_or_is_asked_otherwise_is_waited_for()
    {
        Assert.Empty(Missing(Given));
        Assert.Empty(Missing(Given, Sent));
        var back = new StrandMark("manager", Monday.AddHours(1), "Look again.");
        Assert.Equal(["infant-feeding"], Missing(Given, Sent with { SentBack = back }));
        Assert.Equal(["infant-feeding"], Missing(Given, Sent with { AskedAnew = ["IF-05"] }));
    }

    [Fact]
    public void Whoever_leads_another_strand_that_is_missing_is_still_waited_for()
    {
        ReturnPerson feeding = new("feeding", "Feeding", ""), both = new("both", "Both", "");
        var strand = new Strand("infant-feeding", "Infant feeding", null, feeding, new Dictionary<FinancialYear, decimal>());
        var sent = strand.With([feeding, both]);

        Assert.Equal(["feeding", "both"], ReturnStates.DoneWith(sent, []));
        Assert.Equal(["feeding"], ReturnStates.DoneWith(sent, [sent.With([both])]));
    }

    [Fact]
    public void What_a_lead_says_after_it_was_compiled_overtakes_the_draft_that_awaits_a_decision()
    {
        Dictionary<string, StrandState> said = new() { ["infant-feeding"] = Sent with { Entries = 3 } };

        Assert.True(ReturnStates.IsOvertaken(Given with { Entries = 2 }, said));
        Assert.False(ReturnStates.IsOvertaken(Given with { Entries = 3 }, said));
        Assert.False(ReturnStates.IsOvertaken(New with { Entries = 2 }, said));
    }

    private static void ChangesNothing(ReturnRow row, ReturnEvent happened)
    {
        var state = ReturnStates.After(row, happened);
        Assert.Equal(row, state.Row);
        Assert.Empty(state.NoLonger);
        Assert.Empty(state.Awaited);
    }

    private static StrandState Sent => StrandState.Nothing("infant-feeding") with { Sent = new StrandMark("feeding", Monday, null) };

    private static ReturnRow After(ReturnRow row, ReturnEvent happened) => ReturnStates.After(row, happened).Row;

    private static ReturnRow Approved(ReturnRow row) => After(row, Decide(row.Rounds, ReturnDecision.Approve));

    private static ReturnEvent.Decided Decide(int round, ReturnDecision decision) => new(round, decision, "manager", Monday);

    private static (ReturnStatus, string, int) Opened(ReturnRow row) => (row.StatusNow(), row.RunId, row.Reopened);

    // Infant feeding asks its lead; the panel of these settings has none.
    private static IEnumerable<string> Missing(ReturnRow row, params StrandState[] known) =>
        ReturnStates.Missing(row, GivenStrands.Read(GivenStrands.Whole).Returns!, known.ToDictionary(strand => strand.Strand))
            .Select(strand => strand.Id);
}
