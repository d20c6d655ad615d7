using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HubAutomation.Shared.Platform.Graph;

namespace HubAutomation.Local.Graph.Tests;

public sealed class DownloadTests
{
    [Fact]
    public async Task A_file_is_read_with_its_tag_and_not_again_while_the_tag_is_the_same()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.Put("Surveys/Autumn – 2026 #1 & 50%.csv", "id,answer\n1,yes\n");

        var (first, content) = await ReadAsync(graph, "Surveys/Autumn – 2026 #1 & 50%.csv", null);
        var (again, nothing) = await ReadAsync(graph, "Surveys/Autumn – 2026 #1 & 50%.csv", first.File!.ETag);

        Assert.Equal((DownloadOutcome.Read, "id,answer\n1,yes\n", 16L), (first.Outcome, content, first.File.Size));
        Assert.Equal((DownloadOutcome.Unchanged, ""), (again.Outcome, nothing));
    }

    [Fact]
    public async Task A_file_that_changed_is_read_and_has_another_tag()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.Put("survey.csv", "1,yes");
        var (before, _) = await ReadAsync(graph, "survey.csv", null);

        graph.Put("survey.csv", "1,not");
        var (after, content) = await ReadAsync(graph, "survey.csv", before.File!.ETag);

        Assert.Equal((DownloadOutcome.Read, "1,not"), (after.Outcome, content));
        Assert.NotEqual(before.File.ETag, after.File!.ETag);
    }

    [Theory]
    [InlineData("missing.csv")]
    [InlineData("no folder/missing.csv")]
    public async Task A_file_that_is_not_there_is_a_value(string path)
    {
        await using var graph = await TestGraph.StartAsync();

        Assert.Equal(DownloadOutcome.NotFound, (await ReadAsync(graph, path, null)).Download.Outcome);
    }

    [Fact]
    public async Task An_empty_file_is_read()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.Put("empty.csv", "");

        var (download, content) = await ReadAsync(graph, "empty.csv", null);

        Assert.Equal((DownloadOutcome.Read, "", 0L), (download.Outcome, content, download.File!.Size));
    }

    [Fact]
    public async Task Content_is_redirected_to_another_host_that_is_not_given_the_token()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.Put("survey.csv", "1,yes");
        using var raw = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        raw.DefaultRequestHeaders.Authorization = graph.Http.DefaultRequestHeaders.Authorization;
        var item = new Uri(graph.Server.Address, $"v1.0/drives/{TestGraph.DriveId}/root:/survey.csv");

        using var redirect = await raw.GetAsync(item + ":/content");
        using var withToken = await raw.GetAsync(redirect.Headers.Location);
        raw.DefaultRequestHeaders.Authorization = null;
        var without = await raw.GetStringAsync(redirect.Headers.Location);

        Assert.Equal((HttpStatusCode.Redirect, "localhost"), (redirect.StatusCode, redirect.Headers.Location!.Host));
        Assert.Equal((HttpStatusCode.Unauthorized, "1,yes"), (withToken.StatusCode, without));
    }

    [Fact]
    public async Task The_present_content_tag_is_answered_with_not_modified()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.Put("survey.csv", "1,yes");
        var item = JsonDocument.Parse(await graph.Http.GetStringAsync($"v1.0/drives/{TestGraph.DriveId}/root:/survey.csv")).RootElement;

        foreach (var tag in new[] { "eTag", "cTag" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"v1.0/drives/{TestGraph.DriveId}/items/{item.GetProperty("id").GetString()}/content");
            request.Headers.TryAddWithoutValidation("If-None-Match", item.GetProperty(tag).GetString());
            Assert.Equal(HttpStatusCode.NotModified, (await graph.Http.SendAsync(request)).StatusCode);
        }
    }

    [Theory]
    [InlineData("root:/../secret.txt:/content")]
    [InlineData("root:/a/..%2F..%2Fsecret.txt:/content")]
    [InlineData("items/01Li4vc2VjcmV0LnR4dA/content")]
    public async Task Nothing_outside_a_drive_is_served(string address)
    {
        await using var graph = await TestGraph.StartAsync();
        File.WriteAllText(Path.Combine(graph.DrivePath, "..", "secret.txt"), "secret");
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri($"{graph.Server.Address}v1.0/drives/{TestGraph.DriveId}/{address}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

        Assert.Equal(HttpStatusCode.NotFound, (await graph.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Who_brings_no_token_or_a_wrong_one_is_refused_as_Graph_refuses()
    {
        await using var graph = await TestGraph.StartAsync();
        using var stranger = new HttpClient { BaseAddress = graph.Server.Address };
        using var without = await stranger.GetAsync($"v1.0/drives/{TestGraph.DriveId}/root");
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "wrong");
        using var wrong = await stranger.GetAsync($"v1.0/drives/{TestGraph.DriveId}/root");

        var error = JsonDocument.Parse(await wrong.Content.ReadAsStringAsync()).RootElement.GetProperty("error");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (without.StatusCode, wrong.StatusCode));
        Assert.Equal("InvalidAuthenticationToken", error.GetProperty("code").GetString());
        Assert.Equal(wrong.Headers.GetValues("request-id").Single(), error.GetProperty("innerError").GetProperty("request-id").GetString());
    }

    private static async Task<(Download Download, string Content)> ReadAsync(TestGraph graph, string path, string? tag)
    {
        using var content = new MemoryStream();
        var download = await graph.Files.DownloadAsync(path, tag, content, default);
        return (download, Encoding.UTF8.GetString(content.ToArray()));
    }
}
