using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using HubAutomation.Shared.Platform.Graph;
using Microsoft.Kiota.Abstractions;

namespace HubAutomation.Local.Graph.Tests;

public sealed class UploadTests
{
    private const int Step = 320 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(DriveFiles.LargestSimpleUpload)]
    [InlineData(DriveFiles.LargestSimpleUpload + 1)]
    [InlineData(10_000_000)]
    public async Task A_report_arrives_whole_with_its_folders_whatever_its_size(int size)
    {
        await using var graph = await TestGraph.StartAsync();

        var stored = await graph.Files.UploadAsync("Reports/2026/Autumn.xlsx", Report(size), null, default);

        Assert.Equal(("Reports/2026/Autumn.xlsx", (long)size), (stored!.Path, stored.Size));
        Assert.Equal(Report(size).ToArray(), await File.ReadAllBytesAsync(Path.Combine(graph.DrivePath, "Reports", "2026", "Autumn.xlsx")));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(5_000_000)]
    public async Task A_report_replaces_the_one_before(int size)
    {
        await using var graph = await TestGraph.StartAsync();
        graph.Put("report.xlsx", "old");

        await graph.Files.UploadAsync("report.xlsx", Report(size), null, default);

        Assert.Equal(size, (await graph.Files.ListAsync("", default))!.Single().Size);
    }

    [Fact]
    public async Task A_report_that_somebody_has_changed_is_left_alone_when_that_is_wanted()
    {
        await using var graph = await TestGraph.StartAsync();
        var first = await graph.Files.UploadAsync("report.xlsx", Report(10), null, default);

        var second = await graph.Files.UploadAsync("report.xlsx", Report(20), first!.ETag, default);
        var third = await graph.Files.UploadAsync("report.xlsx", Report(30), first.ETag, default);

        Assert.Equal(20, second!.Size);
        Assert.Null(third);
        Assert.Equal(20, (await graph.Files.ListAsync("", default))!.Single().Size);
    }

    [Theory]
    [InlineData("TimeoutBeforeAccepting")]
    [InlineData("TimeoutAfterAccepting")]
    public async Task An_upload_that_is_cut_off_in_the_middle_goes_on_where_it_was(string fault)
    {
        await using var graph = await TestGraph.StartAsync();
        await graph.MisbehaveAsync(new { fault, next = 1, seconds = 0, on = "Uploads" });

        var stored = await graph.Files.UploadAsync("report.xlsx", Report(10_000_000), null, default);

        Assert.Equal((1, 10_000_000), (await graph.StruckAsync(fault), stored!.Size));
        Assert.Equal(0, graph.UnfinishedUploads);
        Assert.Equal(Report(10_000_000).ToArray(), await File.ReadAllBytesAsync(Path.Combine(graph.DrivePath, "report.xlsx")));
    }

    [Fact]
    public async Task A_report_whose_last_answer_was_lost_is_there_once_and_whole()
    {
        await using var graph = await TestGraph.StartAsync();
        await graph.MisbehaveAsync(new { fault = "TimeoutAfterAccepting", next = 1, seconds = 0, on = "Uploads" });

        // One range only: what is lost is the answer to all of it.
        await graph.Files.UploadAsync("report.xlsx", Report(DriveFiles.LargestSimpleUpload + 1), null, default);

        Assert.Equal(DriveFiles.LargestSimpleUpload + 1, (await graph.Files.ListAsync("", default))!.Single().Size);
    }

    [Fact]
    public async Task A_service_that_stays_away_is_told_as_an_error()
    {
        await using var graph = await TestGraph.StartAsync();
        await graph.MisbehaveAsync(new { fault = "ServerError", probability = 1, status = 501, on = "Files" });

        var error = await Assert.ThrowsAnyAsync<ApiException>(() => graph.Files.UploadAsync("report.xlsx", Report(10_000_000), null, default));

        Assert.Equal(501, error.ResponseStatusCode);
    }

    [Fact]
    public async Task Ranges_are_checked_as_Graph_checks_them()
    {
        await using var graph = await TestGraph.StartAsync();
        using var raw = new HttpClient();
        var address = await SessionAsync(graph);

        var odd = await PutAsync(raw, address, 0, Step + 1, 3 * Step);
        var first = await PutAsync(raw, address, 0, Step, 3 * Step);
        var repeated = await PutAsync(raw, address, 0, Step, 3 * Step);
        var ahead = await PutAsync(raw, address, 2 * Step, Step, 3 * Step);
        var otherTotal = await PutAsync(raw, address, Step, Step, 4 * Step);
        var status = JsonDocument.Parse(await raw.GetStringAsync(address)).RootElement.GetProperty("nextExpectedRanges")[0].GetString();
        var second = await PutAsync(raw, address, Step, Step, 3 * Step);
        var last = await PutAsync(raw, address, 2 * Step, Step, 3 * Step);
        var over = await raw.GetAsync(address);

        Assert.Equal(
            [400, 202, 416, 416, 400, 202, 201, 404],
            new[] { odd, first, repeated, ahead, otherTotal, second, last, over.StatusCode }.Select(s => (int)s));
        Assert.Equal($"{Step}-", status);
    }

    [Fact]
    public async Task A_session_can_be_ended_and_takes_no_token()
    {
        await using var graph = await TestGraph.StartAsync();
        using var raw = new HttpClient();
        var address = await SessionAsync(graph);

        using var withToken = await graph.Http.GetAsync(address);
        using var ended = await raw.DeleteAsync(address);
        using var after = await raw.GetAsync(address);

        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.NoContent, HttpStatusCode.NotFound), (withToken.StatusCode, ended.StatusCode, after.StatusCode));
        Assert.Empty((await graph.Files.ListAsync("", default))!);
    }

    [Fact]
    public async Task A_name_that_is_taken_fails_unless_replacing_is_wanted()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.Put("report.xlsx", "old");

        using var answer = await graph.Http.PostAsync($"v1.0/drives/{TestGraph.DriveId}/root:/report.xlsx:/createUploadSession", null);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("nameAlreadyExists", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static MemoryStream Report(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return new MemoryStream(content);
    }

    private static async Task<Uri> SessionAsync(TestGraph graph)
    {
        using var answer = await graph.Http.PostAsync($"v1.0/drives/{TestGraph.DriveId}/root:/raw.bin:/createUploadSession", null);
        return new Uri(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("uploadUrl").GetString()!);
    }

    private static async Task<HttpStatusCode> PutAsync(HttpClient http, Uri address, int first, int length, int total)
    {
        using var content = new ByteArrayContent(RandomNumberGenerator.GetBytes(length));
        content.Headers.ContentRange = new ContentRangeHeaderValue(first, first + length - 1, total);
        return (await http.PutAsync(address, content)).StatusCode;
    }
}
