using System.Text;
using HubAutomation.Shared.Messages;
using HubAutomation.Shared.Platform.Links;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Mail.Subscriptions;
using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Testing;

namespace HubAutomation.Shared.Tests.Platform.Mail;

public sealed class SubscriptionTests
{
    private static readonly Authority Sampleton = new("sampleton", "Sampleton <Council>", "Sampleton Family Hubs", null, []);

    /// <summary>A new mail has to be added here: may people stop it, or must they be told?</summary>
    [Theory]
    [InlineData("timetable-receipt", null)]
    [InlineData("upload-link", null)]
    [InlineData("partner-message", "partner-messages")]
    [InlineData("return-request", null)]
    [InlineData("return-reminder", null)]
    [InlineData("return-went-on", null)]
    [InlineData("return-late", null)]
    [InlineData("return-draft", null)]
    [InlineData("return-final", null)]
    [InlineData("return-published", null)]
    [InlineData("configuration-refused", null)]
    public void What_people_did_or_asked_for_is_answered_and_everything_else_can_be_stopped(string mail, string? subscription)
    {
        Assert.Equal(11, EveryCapability.Hub.Mails.Defaults.Count);
        Assert.Equal(subscription, EveryCapability.Hub.Mails.Defaults[mail].Kind.Subscription?.Id);
        Assert.Equal(subscription, EveryCapability.Hub.Subscriptions.Find(subscription)?.Id);
    }

    [Fact]
    public void The_link_is_the_same_in_every_mail_and_never_runs_out()
    {
        var mailbox = new string('a', 32);
        var link = UnsubscribeLink.For("sampleton", PartnerMessages.Subscription, mailbox);

        Assert.Equal(link, UnsubscribeLink.For("sampleton", PartnerMessages.Subscription, mailbox));
        Assert.Equal(link, PersonalLink.Read(link.Write()));
        Assert.Equal(9999, link.ExpiresAt.Year);
    }

    [Fact]
    public void Who_has_unsubscribed_is_copied_each_night() => Assert.Contains(
        "MailUnsubscriptions",
        EveryCapability.Connect().TablesToKeep.Select(table => table.Name));

    [Fact]
    public void How_a_mailing_ended_says_how_many_have_unsubscribed_and_that_needs_nobody()
    {
        var progress = new MailingProgress(Total: 9, Sent: 5, Skipped: 1, Failed: 0, Unclear: 0, Open: 0, NextAt: null, Unsubscribed: 3);

        Assert.Equal("5 of 9 mails sent, 3 not sent because they have unsubscribed, 1 could not be written to.", progress.Summary);
        Assert.False(progress.NeedsAPerson);
    }

    [Fact]
    public void The_page_that_asks_has_one_form_that_needs_nothing_but_the_link()
    {
        var page = Text(UnsubscribePages.Ask(Sampleton, PartnerMessages.Subscription));

        Assert.Contains("<p class=\"lead\">You would get no more messages to partners from Sampleton Family Hubs.</p>", page, StringComparison.Ordinal);
        Assert.Contains("<form method=\"post\">\n<button type=\"submit\" name=\"do\" value=\"stop\">Stop these mails</button>\n</form>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<input", page, StringComparison.Ordinal);
        Assert.Contains("Sampleton &lt;Council&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_after_it_tells_the_time_in_London_and_carries_the_form_that_undoes_it()
    {
        var page = Text(UnsubscribePages.Stopped(Sampleton, PartnerMessages.Subscription, new DateTimeOffset(2026, 7, 1, 23, 30, 0, TimeSpan.Zero), "1.token"));

        Assert.Contains("Since 2 July 2026, 00:30 you get no more messages to partners", page, StringComparison.Ordinal);
        Assert.Contains("<input type=\"hidden\" name=\"form\" value=\"1.token\">", page, StringComparison.Ordinal);
        Assert.Contains("name=\"do\" value=\"resume\">Start these mails again</button>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"stop\"", page, StringComparison.Ordinal);
    }

    private static string Text(HtmlPage page) => Encoding.UTF8.GetString(page.Content.Span);
}
