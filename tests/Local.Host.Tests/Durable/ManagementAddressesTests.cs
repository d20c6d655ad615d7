using HubAutomation.Local.Host.Durable;
using Microsoft.AspNetCore.Http;

namespace HubAutomation.Local.Host.Tests.Durable;

public class ManagementAddressesTests
{
    [Fact]
    public void Addresses_carry_the_key_and_leave_room_for_event_and_reason()
    {
        var addresses = ManagementAddresses.Of("http://127.0.0.1:7071", "return 2026/09", "k+y=");

        const string Instance = "http://127.0.0.1:7071/runtime/webhooks/durabletask/instances/return%202026%2F09";
        Assert.Equal($"{Instance}?code=k%2By%3D", addresses.StatusQueryGetUri);
        Assert.Equal($"{Instance}/raiseEvent/{{eventName}}?code=k%2By%3D", addresses.SendEventPostUri);
        Assert.Equal($"{Instance}/terminate?reason={{text}}&code=k%2By%3D", addresses.TerminatePostUri);
        Assert.Equal($"{Instance}/restart?code=k%2By%3D", addresses.RestartPostUri);
    }

    [Fact]
    public void Where_no_key_is_asked_for_they_give_none_away()
    {
        var addresses = ManagementAddresses.Of("http://127.0.0.1:7071", "a1", null);

        Assert.EndsWith("/instances/a1", addresses.StatusQueryGetUri, StringComparison.Ordinal);
        Assert.EndsWith("/instances/a1/terminate?reason={text}", addresses.TerminatePostUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, null, "http://localhost:7071")]
    [InlineData(null, "https", "evil.example", "https://localhost:7071")]
    [InlineData(null, "https://evil.example/?", null, "http://localhost:7071")]
    [InlineData("for=192.0.2.60;proto=https;host=\"evil.example\", for=10.0.0.1", "http", "evil.example", "http://localhost:7071")]
    public void No_header_leads_callers_elsewhere_than_where_they_called(string? forwarded, string? proto, string? host, string origin)
    {
        var request = new DefaultHttpContext().Request;
        (request.Scheme, request.Host) = ("http", new HostString("localhost:7071"));
        request.Headers["Forwarded"] = forwarded;
        request.Headers["X-Forwarded-Proto"] = proto;
        request.Headers["X-Forwarded-Host"] = host;

        Assert.Equal(origin, ManagementAddresses.Origin(request));
    }
}
