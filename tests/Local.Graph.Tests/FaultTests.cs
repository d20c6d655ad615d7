using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using HubAutomation.Shared.Platform.Graph;
using Microsoft.Kiota.Abstractions;

namespace HubAutomation.Local.Graph.Tests;

/// <summary>A Graph that misbehaves, and what the hub's connection makes of it.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("TooManyRequests", 0)]
    [InlineData("ServerError", 503)]
    [InlineData("ServerError", 504)]
    public async Task What_Graph_asks_to_wait_is_waited(string fault, int status)
    {
        await using var graph = await TestGraph.StartAsync();
        graph.SetList((1, "one"));
        await graph.MisbehaveAsync(new { fault, next = 1, seconds = 1, status = status == 0 ? 500 : status });

        var watch = Stopwatch.StartNew();
        var rows = await graph.Lists.ReadAsync(TestGraph.ListId, default);

        Assert.Single(rows!);
        Assert.Equal(1, await graph.StruckAsync(fault));
        // A lower bound, which no slow machine breaks.
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(0.9), $"It waited {watch.Elapsed} only.");
    }

    [Fact]
    public async Task Everything_that_is_done_is_tried_again_when_Graph_is_busy()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.Put("survey.csv", "1,yes");
        graph.SetList((1, "one"));
        async Task<T> BusyAsync<T>(string area, Func<Task<T>> work)
        {
            await graph.MisbehaveAsync(new { fault = "TooManyRequests", next = 2, seconds = 0, on = area });
            var result = await work();
            Assert.Equal((area, 2), (area, await graph.StruckAsync("TooManyRequests")));
            return result;
        }

        using var content = new MemoryStream();
        await BusyAsync("Files", () => graph.Files.DownloadAsync("survey.csv", null, content, default));
        await BusyAsync("Downloads", () => graph.Files.DownloadAsync("survey.csv", null, content, default));
        await BusyAsync("Files", () => graph.Files.ListAsync("", default));
        await BusyAsync("Files", () => graph.Files.UploadAsync("small.txt", new MemoryStream([1, 2, 3]), null, default));
        await BusyAsync("Uploads", () => graph.Files.UploadAsync("large.bin", new MemoryStream(new byte[10_000_000]), null, default));
        await BusyAsync("Lists", () => graph.Lists.ChangesAsync(TestGraph.ListId, null, default));

        Assert.Equal("1,yes1,yes", System.Text.Encoding.UTF8.GetString(content.ToArray()));
        Assert.Equal([("large.bin", 10_000_000L), ("small.txt", 3L), ("survey.csv", 5L)], (await graph.Files.ListAsync("", default))!.Select(f => (f.Path, f.Size)));
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_told_with_its_length()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.SetList((1, "one"));
        await graph.MisbehaveAsync(new { fault = "TooManyRequests", probability = 1, seconds = 300 });

        var error = await Assert.ThrowsAnyAsync<ApiException>(() => graph.Lists.ReadAsync(TestGraph.ListId, default));

        Assert.Equal((429, "300"), (error.ResponseStatusCode, error.ResponseHeaders["Retry-After"].Single()));
        Assert.Equal(1, await graph.StruckAsync("TooManyRequests"));
    }

    [Fact]
    public async Task What_does_not_pass_is_told_after_six_tries()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.SetList((1, "one"));
        await graph.MisbehaveAsync(new { fault = "TooManyRequests", probability = 1, seconds = 0 });

        var error = await Assert.ThrowsAnyAsync<ApiException>(() => graph.Lists.ReadAsync(TestGraph.ListId, default));

        Assert.Equal((429, 6), (error.ResponseStatusCode, await graph.StruckAsync("TooManyRequests")));
    }

    [Fact]
    public async Task A_lost_connection_is_thrown_and_the_next_call_goes_well()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.SetList((1, "one"));
        await graph.MisbehaveAsync(new { fault = "TimeoutBeforeAccepting", next = 1, seconds = 0 });

        await Assert.ThrowsAsync<HttpRequestException>(() => graph.Lists.ReadAsync(TestGraph.ListId, default));

        Assert.Single((await graph.Lists.ReadAsync(TestGraph.ListId, default))!);
    }

    [Fact]
    public async Task The_page_shows_what_is_served_and_how_often_each_fault_struck()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.Put("Surveys/<b>autumn.csv", "1,yes");
        graph.SetList((1, "one"), (2, "two"));
        await graph.MisbehaveAsync(new { fault = "TooManyRequests", next = 2, seconds = 0 });
        await graph.Lists.ReadAsync(TestGraph.ListId, default);

        var page = await graph.Http.GetStringAsync("sandbox/graph");

        Assert.Contains("<td>Surveys/&lt;b&gt;autumn.csv</td><td>5</td>", page, StringComparison.Ordinal);
        Assert.Contains($"<td>{TestGraph.Site}</td><td>responses</td><td>2</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>TooManyRequests</td><td>2</td>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sandbox/graph")]
    [InlineData("sandbox")]
    [InlineData("sandbox/mails")]
    [InlineData("no/such/address")]
    public async Task What_is_shown_is_kept_by_nobody_and_its_address_is_told_to_nobody(string address)
    {
        await using var graph = await TestGraph.StartAsync();

        using var answer = await graph.Http.GetAsync(new Uri(address, UriKind.Relative));

        string One(string name) => Assert.Single(answer.Headers.GetValues(name));
        Assert.Equal(("no-store", "no-referrer", "nosniff"), (One("Cache-Control"), One("Referrer-Policy"), One("X-Content-Type-Options")));
        Assert.StartsWith("default-src 'none'; ", One("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_of_mail_are_none_of_Graph()
    {
        await using var graph = await TestGraph.StartAsync();

        using var answer = await graph.Http.PutAsJsonAsync("sandbox/graph/faults", new { rules = new[] { new { fault = "Bounce", next = 1 } } });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Resync", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://graph.example/v1.0")]
    [InlineData("graph.microsoft.com")]
    public void An_endpoint_in_Azure_is_an_https_address(string address)
    {
        var error = Assert.Throws<InvalidOperationException>(() => new GraphOptions { Endpoint = new Uri(address, UriKind.RelativeOrAbsolute) });

        Assert.Contains("Graph__endpoint", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("endpoint=http://127.0.0.1:7072/v1.0")]
    [InlineData("UseGraphSandbox=true")]
    public void A_setting_that_cannot_be_read_is_named(string setting)
    {
        var error = Assert.Throws<InvalidOperationException>(() => new GraphConnection(new GraphOptions { ConnectionString = setting }));

        Assert.Contains("Graph", error.Message, StringComparison.Ordinal);
    }
}
