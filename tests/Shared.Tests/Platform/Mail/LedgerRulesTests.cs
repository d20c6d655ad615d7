using HubAutomation.Shared.Platform.Mail.Ledger;

namespace HubAutomation.Shared.Tests.Platform.Mail;

public sealed class LedgerRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);
    private static readonly LedgerRules Rules = new(Settle);

    [Fact]
    public void Before_a_call_the_row_says_that_the_mail_is_being_sent()
    {
        Assert.Equal(LedgerStep.Call, LedgerRules.Next(null, Now));
        Assert.Equal(new LedgerState(MailStatus.Sending, 1, Now, Now + Settle), Rules.Calling(null, Now));
    }

    [Theory]
    [InlineData(MailStatus.Skipped, LedgerStep.Call)]
    [InlineData(MailStatus.Deferred, LedgerStep.Call)]
    [InlineData(MailStatus.Sending, LedgerStep.LookUp)]
    [InlineData(MailStatus.Accepted, LedgerStep.LookUp)]
    [InlineData(MailStatus.Sent, LedgerStep.Done)]
    [InlineData(MailStatus.Delivered, LedgerStep.Done)]
    [InlineData(MailStatus.Bounced, LedgerStep.Done)]
    [InlineData(MailStatus.Suppressed, LedgerStep.Done)]
    [InlineData(MailStatus.Refused, LedgerStep.Done)]
    [InlineData(MailStatus.Unclear, LedgerStep.Done)]
    public void A_mail_that_may_have_been_taken_is_looked_up_and_never_called_for(MailStatus status, LedgerStep step) =>
        Assert.Equal(step, LedgerRules.Next(new LedgerState(status, 1, Now.AddHours(-1), null), Now));

    [Fact]
    public void Nothing_is_done_before_the_time_has_come()
    {
        var state = new LedgerState(MailStatus.Sending, 1, Now, Now + Settle);

        Assert.Equal(LedgerStep.Wait, LedgerRules.Next(state, Now.AddSeconds(59)));
        Assert.Equal(LedgerStep.LookUp, LedgerRules.Next(state, Now.AddSeconds(60)));
    }

    [Fact]
    public void An_unclear_answer_leaves_the_row_as_it_was_before_the_call()
    {
        var calling = Rules.Calling(null, Now);

        Assert.Equal(calling, LedgerRules.AfterCall(calling, CallAnswer.Unclear, Wait, Now));
    }

    [Fact]
    public void A_clear_no_for_now_does_not_count_as_an_attempt()
    {
        var after = LedgerRules.AfterCall(Rules.Calling(null, Now), CallAnswer.Deferred, Wait, Now);

        Assert.Equal(new LedgerState(MailStatus.Deferred, 0, Now, Now + Wait), after);
    }

    [Fact]
    public void A_service_that_refuses_the_hub_leaves_the_mail_to_another_run()
    {
        var after = LedgerRules.AfterCall(Rules.Calling(null, Now), CallAnswer.NotAuthorised, TimeSpan.Zero, Now);

        Assert.Equal(new LedgerState(MailStatus.Skipped, 0, Now, null), after);
        Assert.Equal(LedgerStep.Call, LedgerRules.Next(after, Now));
    }

    [Fact]
    public void Unknown_to_the_service_is_believed_only_when_no_earlier_call_can_still_arrive()
    {
        var calling = Rules.Calling(null, Now);

        var early = Rules.AfterLookUp(calling, LookUpAnswer.Unknown, Wait, Now.AddSeconds(59));
        var late = Rules.AfterLookUp(calling, LookUpAnswer.Unknown, Wait, Now.AddSeconds(60));

        Assert.Equal((false, Now + Settle), (LedgerRules.IsToBeSentAgain(early), early.NotBefore));
        Assert.True(LedgerRules.IsToBeSentAgain(late));
    }

    [Fact]
    public void After_too_many_attempts_a_person_is_asked()
    {
        var state = new LedgerState(MailStatus.Sending, LedgerRules.MostAttempts, Now.AddHours(-1), null);

        Assert.Equal(MailStatus.Unclear, Rules.AfterLookUp(state, LookUpAnswer.Unknown, Wait, Now).Status);
    }

    [Fact]
    public void What_the_service_took_and_has_forgotten_is_never_sent_again()
    {
        var accepted = new LedgerState(MailStatus.Accepted, 1, Now.AddHours(-1), null);

        Assert.Equal(MailStatus.Unclear, Rules.AfterLookUp(accepted, LookUpAnswer.Unknown, Wait, Now).Status);
    }

    [Theory]
    [InlineData(LookUpAnswer.Running)]
    [InlineData(LookUpAnswer.NoAnswer)]
    public void What_stays_open_for_a_day_goes_to_a_person(LookUpAnswer answer)
    {
        var state = new LedgerState(MailStatus.Sending, 1, Now, null);

        Assert.False(LedgerRules.IsDone(Rules.AfterLookUp(state, answer, Wait, Now.AddHours(23)).Status));
        Assert.Equal(MailStatus.Unclear, Rules.AfterLookUp(state, answer, Wait, Now.AddHours(25)).Status);
    }

    [Fact]
    public void No_answer_to_a_look_up_is_never_taken_for_a_no()
    {
        var state = new LedgerState(MailStatus.Sending, 1, Now.AddHours(-1), null);

        Assert.False(LedgerRules.IsToBeSentAgain(Rules.AfterLookUp(state, LookUpAnswer.NoAnswer, Wait, Now)));
    }

    [Theory]
    [InlineData(MailStatus.Sent, "Delivered", MailStatus.Delivered)]
    [InlineData(MailStatus.Accepted, "Bounced", MailStatus.Bounced)]
    [InlineData(MailStatus.Bounced, "Delivered", MailStatus.Bounced)]
    [InlineData(MailStatus.Delivered, "Bounced", MailStatus.Bounced)]
    [InlineData(MailStatus.Sent, "Suppressed", MailStatus.Suppressed)]
    [InlineData(MailStatus.Sent, "FilteredSpam", MailStatus.Refused)]
    [InlineData(MailStatus.Sent, "SomethingNew", MailStatus.Sent)]
    public void A_delivery_report_is_told_in_the_row(MailStatus before, string report, MailStatus after) =>
        Assert.Equal(after, LedgerRules.AfterReport(before, report));
}
