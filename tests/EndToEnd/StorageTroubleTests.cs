using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Text;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Testing;
using HubAutomation.Testing.Hub;
using Microsoft.Extensions.Logging;

namespace HubAutomation.EndToEnd;

/// <summary>What people and programs see while storage does not work.</summary>
public sealed class StorageTroubleTests : IAsyncLifetime
{
    // Two seconds are promised; a machine under load is given many more, which is still far from the minutes that the storage client would try by itself.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static readonly string[] PublicPages =
    [
        "api/sampleton/timetables", "api/sampleton/timetables/town/autumn", "api/sampleton/timetables.ics", "api/sampleton/timetables.json",
        "api/sampleton/upload", "api/sampleton/upload/guide", "api/sampleton/upload/x.y", "api/sampleton/unsubscribe/x.y",
        "api/sampleton/returns/figures/x.y", "api/sampleton/returns/decide/x.y", "api/sampleton/returns/published/2026-07/report.html",
        "api/sampleton/timetables/changes", "api/sampleton/returns/facts",
    ];

    private readonly string seed = Directory.CreateTempSubdirectory("hub-seed-").FullName;

    private Azurite storing = null!;
    private Hub hub = null!;

    public async Task InitializeAsync()
    {
        InventedTimetable.WriteConfiguration(seed, furtherPartners: 1);
        storing = await Azurite.StartAsync();
        hub = await Hub.StartOnAsync(storing.ConnectionString, seed, before: null, "PagePatience=00:00:01.200");
    }

    public async Task DisposeAsync()
    {
        await storing.GoOnAsync();
        await hub.DisposeAsync();
        await storing.DisposeAsync();
        Directory.Delete(seed, recursive: true);
    }

    [Fact]
    public async Task Storage_that_hangs_is_told_on_every_page_within_seconds_and_in_one_line_of_the_log()
    {
        await storing.HangAsync();

        await EveryPageSaysSoAsync();
        await storing.GoOnAsync();

        Assert.Equal(HttpStatusCode.OK, (await AskAsync("api/health")).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("api/sampleton/upload")).Status);
    }

    [Fact]
    public async Task So_is_storage_that_is_gone()
    {
        await storing.EndAsync();

        await EveryPageSaysSoAsync();
    }

    [Fact]
    public async Task Storage_that_has_lost_its_containers_is_no_storage_without_entries()
    {
        foreach (var container in new[] { hub.Storage.Published, hub.Storage.Configuration })
            await container.DeleteAsync();

        var (status, page, _) = await AskAsync("api/sampleton/timetables");
        var (health, reason, _) = await AskAsync("api/health");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (status, health));
        Assert.Contains("The hub cannot reach what it has stored.", page, StringComparison.Ordinal);
        Assert.Contains("Storage does not work: a container or a table is gone.", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_is_one_without_its_tables()
    {
        await hub.Storage.HubKeys.DeleteAsync();
        await hub.Storage.Runs.DeleteAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync("api/health")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync("api/runs/sampleton.sweep-inbox.1")).Status);
    }

    [Fact]
    public async Task Storage_that_can_be_read_and_not_written_to_is_not_healthy()
    {
        await hub.Storage.MailQuota.DeleteAsync();

        var (health, reason, _) = await AskAsync("api/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health);
        Assert.Contains("Storage does not work: a container or a table is gone.", reason, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("api/sampleton/upload")).Status);
    }

    [Fact]
    public async Task A_key_that_is_damaged_is_a_page_and_a_line_of_the_log_with_what_to_do()
    {
        const string purpose = HubAutomation.Shared.Platform.Storage.HubKeys.PersonalLinks;
        await hub.Storage.HubKeys.UpsertEntityAsync(new TableEntity(purpose, purpose) { ["Key"] = new byte[32] }, TableUpdateMode.Replace);
        var text = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"sampleton~groups~send-timetable~timetables~{hub.App.Clock.GetUtcNow().AddDays(1).ToUnixTimeSeconds()}~b0c7ff33018cace9"));

        var (status, page, _) = await AskAsync($"api/sampleton/upload/{text}.{Base64Url.EncodeToString(new byte[32])}");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("<h1>Sorry, something went wrong</h1>", page, StringComparison.Ordinal);
        Assert.Contains(hub.App.Log, line => line.Level == LogLevel.Error && line.Text == "A request of function OpenUploadPage failed and was answered with 500.");
    }

    private async Task EveryPageSaysSoAsync()
    {
        foreach (var address in PublicPages)
        {
            var (status, page, took) = await AskAsync(address);
            Assert.Equal((address, HttpStatusCode.ServiceUnavailable), (address, status));
            Assert.Contains("<h1>Sorry, this does not work at the moment</h1>", page, StringComparison.Ordinal);
            Assert.True(took < Soon, $"{address} took {took}.");
        }

        var (health, reason, _) = await AskAsync("api/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health);
        Assert.Contains("Storage does not work: ", reason, StringComparison.Ordinal);

        // The worker writes it, and the host what the worker has told it: the same line.
        var line = Assert.Single(hub.App.Log.Select(line => line.Text).Where(text => text.StartsWith("Storage does not work: ", StringComparison.Ordinal)).Distinct());
        Assert.EndsWith("Requests answered with 503 since the last such line: 1; there is one line a minute.", line, StringComparison.Ordinal);
        Assert.DoesNotContain(hub.App.Log, other => other.Level >= LogLevel.Warning && other.Exception is not null);

        hub.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await AskAsync(PublicPages[0]);
        var later = hub.App.Log.Last(line => line.Text.StartsWith("Storage does not work: ", StringComparison.Ordinal));
        Assert.EndsWith($"since the last such line: {PublicPages.Length}; there is one line a minute.", later.Text, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Text, TimeSpan Took)> AskAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        request.Headers.Add("Accept", "text/html");
        var begun = Stopwatch.GetTimestamp();
        using var answer = await hub.Http.SendAsync(request);
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && address != "api/health")
            Assert.Equal("30", answer.Headers.RetryAfter?.ToString());
        return (answer.StatusCode, text, Stopwatch.GetElapsedTime(begun));
    }
}
