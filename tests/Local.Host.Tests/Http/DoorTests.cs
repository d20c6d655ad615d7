using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using HubAutomation.Local.Host.Hosting;
using HubAutomation.Local.Host.Tests.Kit;
using HubAutomation.Testing;
using Microsoft.AspNetCore.Http;

namespace HubAutomation.Local.Host.Tests.Http;

/// <summary>What a web page can do that somebody on this machine opens: nothing.</summary>
public sealed class DoorTests(DoorTests.OpenHost open) : IClassFixture<DoorTests.OpenHost>
{
    [Theory]
    [InlineData("localhost:7071", null)]
    [InlineData("LOCALHOST", null)]
    [InlineData("127.0.0.1:7071", null)]
    [InlineData("[::1]:7071", null)]
    [InlineData("hub.halton.example:8443", null)]
    [InlineData("hub.local", null)]
    [InlineData("evil.example", 421)]
    [InlineData("127.0.0.1.evil.example:7071", 421)]
    [InlineData("localhost.evil.example", 421)]
    [InlineData("evil-localhost:7071", 421)]
    [InlineData("192.168.1.20:7071", 421)]
    [InlineData("hub.local.evil.example", 421)]
    [InlineData("", 421)]
    public void On_this_machine_a_host_has_its_own_names_and_those_that_it_was_given(string host, int? status)
    {
        var door = HostSetup.Read(new LocalHostOptions { Arguments = ["--name", "hub.local"] }, ownsTheProcess: false).DoorFor("https://hub.halton.example/hub");

        Assert.Equal(status, door.WhyNot(Asking("GET", host))?.Status);
    }

    [Theory]
    [InlineData("192.168.1.20:7071", null)]
    [InlineData("localhost:7071", null)]
    [InlineData("evil.example", 421)]
    public void On_a_network_a_host_has_all_addresses_too(string host, int? status)
    {
        var door = HostSetup.Read(new LocalHostOptions { Arguments = ["--address", "*"] }, ownsTheProcess: false).DoorFor(null);

        Assert.Equal(status, door.WhyNot(Asking("GET", host))?.Status);
        Assert.Null(door.WhyNot(Asking("GET", Dns.GetHostName())));
    }

    [Theory]
    [InlineData("GET", "Sec-Fetch-Site: none", true)]
    [InlineData("GET", "Sec-Fetch-Site: same-origin", true)]
    [InlineData("POST", "Sec-Fetch-Site: same-origin", true)]
    [InlineData("POST", "Origin: http://localhost:7071", true)]
    [InlineData("POST", "Origin: http://LOCALHOST:7071", true)]
    [InlineData("POST", "", true)]
    [InlineData("GET", "Sec-Fetch-Site: cross-site, Sec-Fetch-Mode: navigate, Sec-Fetch-Dest: document", true)]
    [InlineData("GET", "Sec-Fetch-Site: same-site, Sec-Fetch-Mode: navigate, Sec-Fetch-Dest: document", true)]
    [InlineData("GET", "Sec-Fetch-Site: cross-site, Sec-Fetch-Mode: navigate, Sec-Fetch-Dest: iframe", false)]
    [InlineData("POST", "Sec-Fetch-Site: cross-site, Sec-Fetch-Mode: navigate, Sec-Fetch-Dest: document", false)]
    [InlineData("GET", "Sec-Fetch-Site: cross-site, Sec-Fetch-Mode: no-cors, Sec-Fetch-Dest: script", false)]
    [InlineData("GET", "Sec-Fetch-Site: same-site, Sec-Fetch-Mode: cors, Sec-Fetch-Dest: empty", false)]
    [InlineData("POST", "Sec-Fetch-Site: cross-site", false)]
    [InlineData("POST", "Sec-Fetch-Site: same-site, Origin: http://localhost:8080", false)]
    [InlineData("DELETE", "Sec-Fetch-Site: cross-site", false)]
    [InlineData("OPTIONS", "Origin: https://evil.example", false)]
    [InlineData("POST", "Origin: https://evil.example", false)]
    [InlineData("POST", "Origin: http://localhost:8080", false)]
    [InlineData("POST", "Origin: http://localhost:7071.evil.example", false)]
    [InlineData("POST", "Origin: null", false)]
    [InlineData("GET", "Origin: https://evil.example", false)]
    public void Pages_of_others_get_nothing_and_start_nothing_but_a_link_may_be_followed(string method, string headers, bool isLetIn)
    {
        var door = HostSetup.Read(new LocalHostOptions(), ownsTheProcess: false).DoorFor(null);

        var refusal = door.WhyNot(Asking(method, "localhost:7071", headers));

        Assert.Equal(isLetIn ? null : 403, refusal?.Status);
    }

    [Fact]
    public void A_proxy_that_is_called_by_a_given_name_may_call_the_host_by_its_own()
    {
        var door = HostSetup.Read(new LocalHostOptions(), ownsTheProcess: false).DoorFor("https://hub.halton.example");

        Assert.Null(door.WhyNot(Asking("POST", "127.0.0.1:7071", "Origin: https://hub.halton.example")));
        Assert.Equal(403, door.WhyNot(Asking("POST", "127.0.0.1:7071", "Origin: https://halton.example"))?.Status);
    }

    [Fact]
    public void Where_keys_are_asked_for_the_pages_of_others_may_show_what_anybody_may_read_and_no_more()
    {
        var door = HostSetup.Read(new LocalHostOptions { Arguments = ["--require-keys"] }, ownsTheProcess: false).DoorFor(null);

        Assert.Null(door.WhyNot(Asking("GET", "localhost", "Sec-Fetch-Site: cross-site, Sec-Fetch-Mode: navigate, Sec-Fetch-Dest: iframe")));
        Assert.Equal(403, door.WhyNot(Asking("POST", "localhost", "Sec-Fetch-Site: cross-site"))?.Status);
    }

    [Theory]
    [InlineData("api/hubs/1")]
    [InlineData("admin/host/status")]
    [InlineData("admin/functions")]
    [InlineData("runtime/webhooks/durabletask/instances")]
    [InlineData("no/such/address")]
    public async Task A_name_that_was_pointed_at_this_machine_reaches_none_of_its_addresses(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        request.Headers.Host = "evil.example:7071";

        using var answer = await open.Host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.Equal("Nothing is served here under the name “evil.example”; a name that is right is told to the local host by --name.", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_page_of_somebody_else_starts_no_orchestration()
    {
        using var form = new StringContent("\"3\"", Encoding.UTF8, MediaTypeHeaderValue.Parse("text/plain"));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("runtime/webhooks/durabletask/orchestrators/Gather/evil", UriKind.Relative)) { Content = form };
        request.Headers.Add("Origin", "https://evil.example");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await open.Host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Null(await open.Host.DurableTaskClient.GetInstanceAsync("evil"));
    }

    [Fact]
    public async Task What_an_app_answers_to_a_start_gives_nobody_a_key_who_was_asked_for_none()
    {
        var payload = await open.Host.Http.GetStringAsync(new Uri("api/gathering-links/0", UriKind.Relative));

        Assert.Contains("statusQueryGetUri", payload, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("code=", payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_a_name_is_refused()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, open.Host.Http.BaseAddress!.Port);
        await socket.GetStream().WriteAsync("GET /admin/host/ping HTTP/1.0\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(socket.GetStream());

        Assert.StartsWith("HTTP/1.1 421 ", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    private static HttpRequest Asking(string method, string host, string headers = "")
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Host) = (method, new HostString(host));
        foreach (var header in headers.Split(", ", StringSplitOptions.RemoveEmptyEntries))
            request.Headers[header.Split(": ")[0]] = header.Split(": ")[1];
        return request;
    }

    public sealed class OpenHost : IAsyncLifetime
    {
        internal TestApp Host { get; private set; } = null!;

        public async Task InitializeAsync() => Host = await Sample.StartAsync();

        public async Task DisposeAsync() => await Host.DisposeAsync();
    }
}
