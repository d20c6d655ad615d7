using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Mail.Quota;

namespace HubAutomation.Shared.Tests.Platform.Mail;

public sealed class MailQuotaTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_new_domain_sends_thirty_a_minute_and_a_hundred_an_hour()
    {
        var (usage, sent) = (QuotaUsage.None, new List<(DateTimeOffset At, int Mails)>());
        for (var at = Start; at < Start.AddHours(3); at = at.AddSeconds(1))
        {
            (var granted, usage) = usage.Take(1000, QuotaLimits.NewDomain, at);
            if (granted > 0)
                sent.Add((at, granted));
        }

        for (var from = Start; from < Start.AddHours(3); from = from.AddSeconds(1))
        {
            Assert.True(sent.Where(s => s.At >= from && s.At < from.AddMinutes(1)).Sum(s => s.Mails) <= 30, $"minute from {from}");
            Assert.True(sent.Where(s => s.At >= from && s.At < from.AddHours(1)).Sum(s => s.Mails) <= 100, $"hour from {from}");
        }

        Assert.Equal(300, sent.Sum(s => s.Mails));
    }

    [Fact]
    public void Nobody_takes_more_than_is_wanted()
    {
        var (granted, usage) = QuotaUsage.None.Take(4, QuotaLimits.NewDomain, Start);

        Assert.Equal(4, granted);
        Assert.Equal(26, usage.Take(100, QuotaLimits.NewDomain, Start).Granted);
    }

    [Fact]
    public void When_more_is_allowed_is_when_more_is_granted()
    {
        var (_, usage) = QuotaUsage.None.Take(30, QuotaLimits.NewDomain, Start.AddSeconds(7));

        var free = usage.NextFree(QuotaLimits.NewDomain, Start.AddSeconds(8));

        Assert.Equal(0, usage.Take(1, QuotaLimits.NewDomain, free.AddSeconds(-1)).Granted);
        Assert.Equal(1, usage.Take(1, QuotaLimits.NewDomain, free).Granted);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(30, 0)]
    [InlineData(31, 70)]
    [InlineData(100, 210)]
    [InlineData(101, 3610)]
    [InlineData(1000, 9 * 3610 + 210)]
    public void The_finish_time_is_known_before_the_start(int mails, int seconds) =>
        Assert.Equal(Start.AddSeconds(seconds), QuotaUsage.None.FinishTime(mails, QuotaLimits.NewDomain, Start));
}
