using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HubAutomation.Local.Host.Tests.Kit;
using HubAutomation.Testing;

namespace HubAutomation.Local.Host.Tests.Http;

public sealed class AdminTests(AdminTests.SharedHost shared) : IClassFixture<AdminTests.SharedHost>
{
    [Fact]
    public async Task The_host_says_that_it_runs()
    {
        await shared.App.AdvanceAsync(TimeSpan.FromMinutes(1));
        var status = await shared.App.Http.GetFromJsonAsync<JsonElement>("admin/host/status");

        Assert.Equal("Running", status.GetProperty("state").GetString());
        Assert.Equal(60_000, status.GetProperty("processUptime").GetInt64());
        Assert.Equal(0, status.GetProperty("errors").GetArrayLength());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task It_answers_to_a_ping(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("admin/host/ping", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, (await shared.App.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Functions_are_listed_with_their_address_and_bindings()
    {
        var functions = await shared.App.Http.GetFromJsonAsync<JsonElement>("admin/functions");
        var function = functions.EnumerateArray().Single(f => f.GetProperty("name").GetString() == "Outbox");

        Assert.Equal($"{shared.App.Http.BaseAddress}api/outbox", function.GetProperty("invoke_url_template").GetString());
        Assert.Equal(
            ["""{"name":"request","type":"httpTrigger","direction":"In"}""", """{"name":"$return","type":"http","direction":"Out"}"""],
            function.GetProperty("config").GetProperty("bindings").EnumerateArray().Select(b => b.GetRawText()));
    }

    [Theory]
    [InlineData("admin/functions/outbox", HttpStatusCode.OK)]
    [InlineData("admin/functions/outbox/status", HttpStatusCode.OK)]
    [InlineData("admin/functions/nobody", HttpStatusCode.NotFound)]
    [InlineData("admin/functions/nobody/status", HttpStatusCode.NotFound)]
    [InlineData("admin/blobs/poison", HttpStatusCode.OK)]
    public async Task An_address_answers(string address, HttpStatusCode status)
        => Assert.Equal(status, (await shared.App.Http.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);

    [Theory]
    [InlineData("admin/host/ping")]
    [InlineData("admin/host/status")]
    [InlineData("admin/functions")]
    [InlineData("admin/functions/nobody")]
    [InlineData("runtime/webhooks/durabletask/instances")]
    [InlineData("runtime/webhooks/durabletask/instances/nobody")]
    [InlineData("no/such/address")]
    [InlineData("api/broken")]
    public async Task Whatever_the_host_answers_itself_is_kept_by_nobody_and_runs_nothing(string address)
    {
        using var answer = await shared.App.Http.GetAsync(new Uri(address, UriKind.Relative));

        string One(string name) => Assert.Single(answer.Headers.GetValues(name));
        Assert.Equal(("no-store", "default-src 'none'; frame-ancestors 'none'"), (One("Cache-Control"), One("Content-Security-Policy")));
        Assert.Equal(("no-referrer", "nosniff"), (One("Referrer-Policy"), One("X-Content-Type-Options")));
    }

    [Fact]
    public async Task What_an_app_answers_has_the_headers_that_the_app_sets()
    {
        using var answer = await shared.App.Http.GetAsync(new Uri("api/open", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Cache-Control") || answer.Headers.Contains("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("nobody", """{"input":""}""", HttpStatusCode.NotFound)]
    [InlineData("outbox", """{"input":""}""", HttpStatusCode.BadRequest)]
    [InlineData("outbox", "", HttpStatusCode.BadRequest)]
    [InlineData("approve", """{"input":""}""", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_run_by_hand_is_told(string function, string body, HttpStatusCode status)
    {
        using var content = new StringContent(body);
        var answer = await shared.App.Http.PostAsync(new Uri($"admin/functions/{function}", UriKind.Relative), content);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task The_table_at_start_up_lists_function_trigger_and_address()
    {
        await using var output = new StringWriter();
        await using var app = await Sample.StartAsync(options => options.Output = output);

        Assert.Matches($"Outbox: +\\[GET\\] {app.Http.BaseAddress}api/outbox", output.ToString());
    }

    [Fact]
    public async Task While_it_drains_requests_are_served_and_orchestrations_wait()
    {
        await using var app = await Sample.StartAsync();
        Assert.Equal("Disabled", await DrainStateAsync(app));

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(app, "admin/host/drain"));
        await Until(async () => await DrainStateAsync(app) == "Completed");
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(app, "runtime/webhooks/durabletask/orchestrators/Approve/d1", "\"at once\""));
        Assert.Equal("Pending", await StatusOfAsync(app, "d1"));

        Assert.Equal(HttpStatusCode.OK, await PostAsync(app, "admin/host/resume"));
        await app.SettleAsync();
        Assert.Equal("Completed", await StatusOfAsync(app, "d1"));
        Assert.Equal("Disabled", await DrainStateAsync(app));
    }

    private static async Task<string?> DrainStateAsync(TestApp app) =>
        (await app.Http.GetFromJsonAsync<JsonElement>("admin/host/drain/status")).GetProperty("state").GetString();

    private static async Task<string?> StatusOfAsync(TestApp app, string id) =>
        (await app.Http.GetFromJsonAsync<JsonElement>($"runtime/webhooks/durabletask/instances/{id}")).GetProperty("runtimeStatus").GetString();

    private static async Task<HttpStatusCode> PostAsync(TestApp app, string address, string? json = null)
    {
        using var content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        return (await app.Http.PostAsync(new Uri(address, UriKind.Relative), content)).StatusCode;
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Yield();
        }
    }

    public sealed class SharedHost : IAsyncLifetime
    {
        internal TestApp App { get; private set; } = null!;

        public async Task InitializeAsync() => App = await Sample.StartAsync();

        public async Task DisposeAsync() => await App.DisposeAsync();
    }
}
