using System.Net;
using HubAutomation.Functions.Platform;
using Microsoft.AspNetCore.Http;

namespace HubAutomation.Functions.Tests.Platform;

/// <summary>How often somebody without a name may have something done.</summary>
public sealed class CallerLimitTests
{
    private readonly Clock clock = new();
    private readonly CallerLimit limit;

    public CallerLimitTests() => limit = new CallerLimit(clock);

    [Fact]
    public void A_caller_may_ask_ten_times_in_a_quarter_of_an_hour_and_then_again()
    {
        Assert.Equal(CallerLimit.MostOfOne, Enumerable.Range(0, 50).Count(_ => Asks("203.0.113.7")));
        Assert.True(Asks("203.0.113.8"));

        clock.Now += CallerLimit.Window;
        Assert.True(Asks("203.0.113.7"));
    }

    [Theory]
    [InlineData("203.0.113.7", "", "203.0.113.7", "198.51.100.1")]
    [InlineData("203.0.113.7", "198.51.100.1", "203.0.113.7", "198.51.100.2")]
    [InlineData("127.0.0.1", "203.0.113.7", "127.0.0.1", "198.51.100.1, 203.0.113.7:50001")]
    [InlineData("::ffff:203.0.113.7", "", "203.0.113.7", "")]
    [InlineData("2001:db8:1:2::1", "", "2001:db8:1:2:3::9", "")]
    [InlineData("127.0.0.1", "[2001:db8:1:2::1]:443", "127.0.0.1", "2001:db8:1:2::2")]
    [InlineData("127.0.0.1", "nonsense", "127.0.0.1", "")]
    public void What_a_caller_says_of_itself_makes_no_other_caller_of_it(string from, string forwardedFor, string again, string sayingThen)
    {
        for (var i = 0; i < CallerLimit.MostOfOne; i++)
            Assert.True(Asks(from, forwardedFor));

        Assert.False(Asks(again, sayingThen));
    }

    [Theory]
    [InlineData("127.0.0.1", "203.0.113.7", "127.0.0.1", "203.0.113.8")]
    [InlineData("2001:db8:1:2::1", "", "2001:db8:1:3::1", "")]
    public void Callers_from_elsewhere_are_others(string from, string forwardedFor, string other, string sayingThen)
    {
        for (var i = 0; i < CallerLimit.MostOfOne; i++)
            Asks(from, forwardedFor);

        Assert.True(Asks(other, sayingThen));
    }

    [Fact]
    public void All_callers_together_may_ask_so_often_and_no_more()
    {
        var admitted = Enumerable.Range(0, 1000).Count(i => Asks($"10.1.{i / 250}.{i % 250}"));

        Assert.Equal(CallerLimit.MostOfAll, admitted);
    }

    private bool Asks(string from, string forwardedFor = "")
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(from);
        if (forwardedFor.Length > 0)
            http.Request.Headers["X-Forwarded-For"] = forwardedFor;
        return limit.Admits(http);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
