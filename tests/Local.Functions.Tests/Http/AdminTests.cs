using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Local.Functions.Tests.Http;

public class AdminTests
{
    [Fact]
    public async Task The_host_says_that_it_runs()
    {
        await using var host = await TestHost.StartAsync([typeof(Functions)]);

        var status = await host.Http.GetFromJsonAsync<JsonElement>("admin/host/status");

        Assert.Equal("Running", status.GetProperty("state").GetString());
        Assert.True(status.GetProperty("processUptime").GetInt64() > 0);
        Assert.Equal(0, status.GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task Functions_are_listed_with_their_address_and_bindings()
    {
        await using var host = await TestHost.StartAsync([typeof(Functions)]);

        var function = Assert.Single((await host.Http.GetFromJsonAsync<JsonElement>("admin/functions")).EnumerateArray());

        Assert.Equal("Hello", function.GetProperty("name").GetString());
        Assert.Equal($"{host.Http.BaseAddress}api/hello/{{name}}", function.GetProperty("invoke_url_template").GetString());
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
        await using var host = await TestHost.StartAsync([typeof(Functions)]);

        Assert.Equal(status, (await host.Http.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);
    }

    [Theory]
    [InlineData("nobody", """{"input":""}""", HttpStatusCode.NotFound)]
    [InlineData("hello", """{"input":""}""", HttpStatusCode.BadRequest)]
    [InlineData("hello", "", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_run_by_hand_is_told(string function, string body, HttpStatusCode status)
    {
        await using var host = await TestHost.StartAsync([typeof(Functions)]);

        using var content = new StringContent(body);
        var answer = await host.Http.PostAsync(new Uri($"admin/functions/{function}", UriKind.Relative), content);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task The_table_at_start_up_lists_function_trigger_and_address()
    {
        await using var host = await TestHost.StartAsync([typeof(Functions)]);

        Assert.Contains($"  Hello:  [GET,POST] {host.Http.BaseAddress}api/hello/{{name}}", host.Output.ToString(), StringComparison.Ordinal);
    }

    public static class Functions
    {
        [Function("Hello")]
        public static string Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "hello/{name}")] HttpRequest request, string name)
            => $"Hello {name}";
    }
}
