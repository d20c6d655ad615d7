using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HubAutomation.Local.Functions.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Local.Functions.Tests.Http;

public sealed class AdminTests(AdminTests.SharedHost shared) : IClassFixture<AdminTests.SharedHost>
{
    [Fact]
    public async Task The_host_says_that_it_runs()
    {
        await shared.AdvanceAsync(TimeSpan.FromMinutes(1));
        var status = await shared.Http.GetFromJsonAsync<JsonElement>("admin/host/status");

        Assert.Equal("Running", status.GetProperty("state").GetString());
        Assert.Equal(60_000, status.GetProperty("processUptime").GetInt64());
        Assert.Equal(0, status.GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task Functions_are_listed_with_their_address_and_bindings()
    {
        var function = Assert.Single((await shared.Http.GetFromJsonAsync<JsonElement>("admin/functions")).EnumerateArray());

        Assert.Equal("Hello", function.GetProperty("name").GetString());
        Assert.Equal($"{shared.Http.BaseAddress}api/hello/{{name}}", function.GetProperty("invoke_url_template").GetString());
        var binding = Assert.Single(function.GetProperty("config").GetProperty("bindings").EnumerateArray());
        Assert.Equal("""{"name":"request","type":"httpTrigger","direction":"In"}""", binding.GetRawText());
    }

    [Theory]
    [InlineData("admin/functions/hello", HttpStatusCode.OK)]
    [InlineData("admin/functions/hello/status", HttpStatusCode.OK)]
    [InlineData("admin/functions/nobody", HttpStatusCode.NotFound)]
    [InlineData("admin/functions/nobody/status", HttpStatusCode.NotFound)]
    [InlineData("admin/blobs/poison", HttpStatusCode.OK)]
    public async Task An_address_answers(string address, HttpStatusCode status)
    {
        Assert.Equal(status, (await shared.Http.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);
    }

    [Theory]
    [InlineData("nobody", """{"input":""}""", HttpStatusCode.NotFound)]
    [InlineData("hello", """{"input":""}""", HttpStatusCode.BadRequest)]
    [InlineData("hello", "", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_run_by_hand_is_told(string function, string body, HttpStatusCode status)
    {
        using var content = new StringContent(body);
        var answer = await shared.Http.PostAsync(new Uri($"admin/functions/{function}", UriKind.Relative), content);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task The_table_at_start_up_lists_function_trigger_and_address()
    {
        Assert.Contains($"  Hello:  [GET,POST] {shared.Http.BaseAddress}api/hello/{{name}}", shared.Output.ToString(), StringComparison.Ordinal);
    }

    public sealed class SharedHost : IAsyncLifetime
    {
        private TestApp? _host;

        public HttpClient Http => _host!.Http;

        public Task AdvanceAsync(TimeSpan time) => _host!.AdvanceAsync(time);

        public StringWriter Output { get; } = new();

        public async Task InitializeAsync() => _host = await TestApp.StartAsync([typeof(Functions)], options => options.Output = Output);

        public async Task DisposeAsync() => await _host!.DisposeAsync();
    }

    public static class Functions
    {
        [Function("Hello")]
        public static string Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "hello/{name}")] HttpRequest request, string name)
            => $"Hello {name}";
    }
}
