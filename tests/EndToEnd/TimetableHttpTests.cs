using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HubAutomation.Testing.Hub;

namespace HubAutomation.EndToEnd;

/// <summary>What families, calendars and other systems get over HTTP.</summary>
public sealed class TimetableHttpTests(OneTimetable timetable) : IClassFixture<OneTimetable>
{
    private readonly Hub hub = timetable.Hub;

    [Theory]
    [InlineData("api/sampleton/timetables", "text/html")]
    [InlineData("api/sampleton/timetables/town/autumn", "text/html")]
    [InlineData("api/sampleton/timetables/hub-1/autumn-2026", "text/html")]
    [InlineData("api/sampleton/timetables/town/autumn.ics", "text/calendar")]
    [InlineData("api/sampleton/timetables/town.ics", "text/calendar")]
    [InlineData("api/sampleton/timetables.ics", "text/calendar")]
    [InlineData("api/sampleton/timetables.json", "application/json")]
    public async Task Each_document_is_served_with_its_type_and_an_unchanged_one_costs_no_body(string address, string type)
    {
        using var first = await hub.Http.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(type, first.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(first.Content.Headers.LastModified);

        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await hub.Http.SendAsync(again);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Instances_of_a_span_of_dates_have_start_end_venue_and_uid()
    {
        using var json = JsonDocument.Parse(await hub.Http.GetStringAsync("api/sampleton/timetables.json?from=2026-11-23&to=2026-11-30"));

        var instances = json.RootElement.GetProperty("instances").EnumerateArray().ToList();
        Assert.Equal(["2026-11-23T09:30:00+00:00", "2026-11-30T09:30:00+00:00"], instances.Select(i => i.GetProperty("start").GetString()));
        Assert.All(instances, i => Assert.Equal("Hub 1", i.GetProperty("venue").GetProperty("name").GetString()));
        Assert.All(instances, i => Assert.EndsWith("@sampleton.familyhubs", i.GetProperty("uid").GetString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("api/nowhere/timetables")]
    [InlineData("api/sampleton/timetables/moon/autumn")]
    [InlineData("api/sampleton/timetables/..%2F..%2Fmanifest.json/autumn")]
    [InlineData("api/runs/sampleton.ingest-timetable.0000000000000000")]
    [InlineData("api/runs/nonsense")]
    [InlineData("api/runs/sampleton.ingest%23timetable.%3F")]
    public async Task What_is_not_there_is_a_problem_with_a_sentence(string address)
    {
        using var answer = await hub.Http.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("api/sampleton/workflows/ingest-timetable", """{ "partner": "groups" }""", "The parameter \"file\" is missing. It must be a file's name")]
    [InlineData("api/sampleton/workflows/ingest-timetable", """{ "partner": "groups", "file": "x", "loudly": true }""", "dryRun: true to be told what would happen, without any effect; true or false, without quotation marks")]
    [InlineData("api/sampleton/workflows/ingest-timetable", "[", "as a JSON object")]
    [InlineData("api/sampleton/workflows/ingest-timetable", """{ "partner": "groups", "file": "../../sampleton/groups/autumn.csv" }""", "It must be a file's name as it is in the partner's folder")]
    [InlineData("api/sampleton/workflows/ingest-timetable", """{ "partner": "groups", "file": "nothing.csv" }""", "has no file of that name")]
    [InlineData("api/sampleton/workflows/ingest-timetable", """{ "partner": "nobody", "file": "nothing.csv" }""", "partners.json of sampleton has no partner")]
    [InlineData("api/sampleton/workflows/make-tea", "{}", "There are: build-monthly-return, cancel-monthly-return, check-configuration, export-tables, ingest-timetable, message-partners, publish-timetables, restore-tables, roll-up-returns, send-upload-links, sweep-inbox, take-in-reference-file, withdraw-timetable")]
    [InlineData("api/nowhere/workflows/sweep-inbox", "{}", "no authority")]
    public async Task A_start_that_cannot_be_made_says_what_to_do(string address, string body, string sentence)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await hub.Http.PostAsync(new Uri(address, UriKind.Relative), content);

        Assert.True((int)answer.StatusCode is 400 or 404, answer.StatusCode.ToString());
        Assert.Contains(sentence, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_idempotency_key_is_the_same_run()
    {
        var first = await StartAsync("monday-sweep");
        var second = await StartAsync("monday-sweep");
        var third = await StartAsync("tuesday-sweep");

        Assert.Equal(first, second);
        Assert.NotEqual(first, third);
    }

    [Fact]
    public async Task Health_says_that_storage_answers() =>
        Assert.Equal("""{"status":"healthy"}""", await hub.Http.GetStringAsync("api/health"));

    private async Task<string> StartAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/sampleton/workflows/sweep-inbox");
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await hub.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }
}

/// <summary>A hub with one session taken in and published.</summary>
public sealed class OneTimetable : IAsyncLifetime
{
    private readonly string seed = Directory.CreateTempSubdirectory("hub-seed-").FullName;

    internal Hub Hub { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        InventedTimetable.WriteConfiguration(seed);
        Hub = await Hub.StartAsync(seed);
        await Hub.IngestAsync(InventedTimetable.Partner, "autumn.csv", BinaryData.FromString("""
            Activity,Day,Start,End,Venue,Dates
            Stay and play,Monday,9.30am,11am,Hub 1,from 7 September 2026 until 14 December 2026
            """));
    }

    public async Task DisposeAsync()
    {
        await Hub.DisposeAsync();
        Directory.Delete(seed, recursive: true);
    }
}
