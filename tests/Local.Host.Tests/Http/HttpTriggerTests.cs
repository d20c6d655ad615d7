using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using HubAutomation.Local.Host.SampleApp;
using HubAutomation.Local.Host.Tests.Kit;
using HubAutomation.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Host.Tests.Http;

public sealed class HttpTriggerTests(HttpTriggerTests.SharedHost shared) : IClassFixture<HttpTriggerTests.SharedHost>
{
    [Fact]
    public async Task A_function_answers_on_its_route_below_the_default_prefix()
    {
        Assert.Equal("Widnes is open", await GetAsync("api/halton/hubs/widnes"));
    }

    [Fact]
    public async Task Route_values_are_bound_by_name_and_type()
    {
        Assert.Equal("7 sessions, page 1", await GetAsync("api/sessions/7"));
        Assert.Equal("7 sessions, page 3", await GetAsync("api/sessions/7/3"));
    }

    [Theory]
    [InlineData("api/sessions/seven")]
    [InlineData("api/nowhere")]
    [InlineData("plain")]
    public async Task What_no_route_takes_is_not_found(string address)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await shared.Http.GetAsync(Of(address))).StatusCode);
    }

    [Fact]
    public async Task A_wrong_method_is_not_found_as_in_the_real_host()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await shared.Http.PostAsync(Of("api/plain"), null)).StatusCode);
    }

    [Fact]
    public async Task Two_functions_share_a_route_with_different_methods()
    {
        Assert.Equal("read", await GetAsync("api/shared"));
        var written = await shared.Http.PutAsync(Of("api/shared"), null);
        Assert.Equal("written", await written.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task A_function_that_names_no_method_takes_all(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Of("api/any"));
        using var answer = await shared.Http.SendAsync(request);

        Assert.Equal(method, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_body_is_bound_from_json()
    {
        var answer = await shared.Http.PostAsJsonAsync("api/echo", new Hub("Ditton", 4));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("""{"name":"Ditton","sessions":5}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_function_that_throws_is_answered_with_an_empty_500()
    {
        var answer = await shared.Http.GetAsync(Of("api/broken"));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("api/silent")]
    [InlineData("api/plain")]
    public async Task A_function_whose_result_is_no_answer_answers_an_empty_200_as_in_the_real_host(string address)
    {
        var answer = await shared.Http.GetAsync(Of(address));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_catch_all_takes_the_rest_of_the_path()
    {
        Assert.Equal("2026/autumn/widnes.html", await GetAsync("api/published/2026/autumn/widnes.html"));
    }

    [Fact]
    public async Task The_app_sees_the_address_that_the_caller_used()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Of("api/caller?a=1&b=%C3%A4"));
        request.Headers.Host = "hub.example";
        using var answer = await shared.Http.SendAsync(request);

        Assert.Equal("http hub.example /api/caller?a=1&b=%C3%A4 ", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20_000_000)]
    public async Task A_body_arrives_whole(int length)
    {
        using var content = new ByteArrayContent(new byte[length]);
        using var answer = await shared.Http.PostAsync(Of("api/length"), content);

        Assert.Equal($"{length}", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_that_is_too_large_for_the_worker_is_an_empty_500_as_in_the_real_host()
    {
        using var content = new ByteArrayContent(new byte[35_000_000]);
        using var answer = await shared.Http.PostAsync(Of("api/length"), content);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("zz\r\nabc\r\n0\r\n\r\n")]
    [InlineData("3\r\nabcdef\r\n0\r\n\r\n")]
    [InlineData("-1\r\nabc\r\n0\r\n\r\n")]
    public async Task A_body_whose_parts_do_not_say_rightly_how_long_they_are_is_refused_at_once(string body)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, shared.Http.BaseAddress!.Port);
        var request = $"POST /api/length HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n{body}";
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(socket.GetStream());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var answer = new List<string>();
        while (await reader.ReadLineAsync(limit.Token) is { Length: > 0 } line)
            answer.Add(line);

        Assert.StartsWith("HTTP/1.1 400 ", answer[0], StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store", answer);
    }

    [Fact]
    public async Task A_function_hears_when_its_caller_has_gone()
    {
        await using var app = await Sample.StartAsync();
        var journal = app.Services.GetRequiredService<Diary>();
        using var gone = new CancellationTokenSource();
        var request = app.Http.GetAsync(Of("api/patient"), gone.Token);
        while (journal.IsEmpty)
        {
            await Task.Yield();
        }

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await app.SettleAsync();
        Assert.Equal(["aborted", "called off", "waits"], journal.Order());
    }

    private static Uri Of(string address) => new(address, UriKind.Relative);

    private Task<string> GetAsync(string address) => shared.Http.GetStringAsync(Of(address));

    /// <summary>The functions keep nothing, so that one host serves all tests.</summary>
    public sealed class SharedHost : IAsyncLifetime
    {
        private TestApp? host;

        public HttpClient Http => host!.Http;

        public async Task InitializeAsync() => host = await Sample.StartAsync(options => options.Arguments = ["--port", "0", "--name", "hub.example"]);

        public async Task DisposeAsync() => await host!.DisposeAsync();
    }
}
