using System.Net;
using System.Net.Http.Headers;
using HubAutomation.Local.Host.Tests.Kit;
using HubAutomation.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Host.Tests.Hosting;

public sealed class SandboxTests : IDisposable
{
    private readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    [Theory]
    [InlineData("UseSandbox=true")]
    [InlineData("usesandbox=TRUE;DeliveryReports=api/reports")]
    public async Task A_setting_that_asks_for_the_sandbox_becomes_a_connection_string_of_it(string value)
    {
        await using var host = await StartAsync(value);

        var connection = host.Services.GetRequiredService<IConfiguration>()["Post"]!;
        var parts = connection.Split(';', 2);
        using var http = new HttpClient();
        var page = await http.GetStringAsync(parts[0]["endpoint=".Length..]);

        Assert.StartsWith("accesskey=", parts[1], StringComparison.Ordinal);
        Assert.Contains("Outbox", page, StringComparison.Ordinal);
        Assert.Contains("read them at http://127.0.0.1:", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_such_a_setting_there_is_no_sandbox()
    {
        await using var host = await StartAsync("endpoint=https://unit.example;accesskey=AA==");

        Assert.DoesNotContain("Mails are kept", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_asks_for_Graph_becomes_its_address_and_token()
    {
        await using var host = await StartAsync("UseGraphSandbox=true");

        var connection = host.Services.GetRequiredService<IConfiguration>()["Post"]!;
        var parts = connection.Split(';', 2);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", parts[1]["token=".Length..]);
        using var answer = await http.GetAsync($"{parts[0]["endpoint=".Length..]}/drives/none/root");

        Assert.EndsWith("/v1.0", parts[0], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("Graph is served from ", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Mails are kept", _output.ToString(), StringComparison.Ordinal);
    }

    private Task<TestApp> StartAsync(string post) => Sample.StartAsync(
        options =>
        {
            options.Settings = new Dictionary<string, string?> { ["Post"] = post };
            options.Output = _output;
        });
}
