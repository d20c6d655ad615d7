using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HubAutomation.Functions.Configuration;
using HubAutomation.Functions.Timetables;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Testing.Hub;

namespace HubAutomation.EndToEnd;

/// <summary>A configuration with mistakes is not used, and reaches a person: by mail, in a run, and at an address.</summary>
public sealed class ConfigurationTests : IAsyncLifetime
{
    private const string BrokenCalendar = "{\n  \"terms\": [],\n  \"seasons\": []\n  \"bankHolidays\": {}\n}";
    private const string WhatIsWrong = "line 4, column 3: is not JSON: a comma or a closing bracket is expected here.";

    private readonly string seed = Directory.CreateTempSubdirectory("hub-seed-").FullName;
    private Hub hub = null!;

    public async Task InitializeAsync()
    {
        InventedTimetable.WriteConfiguration(seed);
        hub = await Hub.StartAsync(seed);
        await hub.App.AdvanceAsync(TimeSpan.FromMinutes(6));
    }

    public async Task DisposeAsync()
    {
        await hub.DisposeAsync();
        Directory.Delete(seed, recursive: true);
    }

    [Fact]
    public async Task The_owner_is_told_within_minutes_once_what_is_wrong_and_what_holds_meanwhile()
    {
        Assert.Empty(await hub.Sandbox.MailsAsync());
        await UploadAsync("calendar.json", BrokenCalendar);
        await hub.App.AdvanceAsync(TimeSpan.FromHours(3));

        var mail = Assert.Single(await hub.Sandbox.MailsAsync());
        Assert.Equal(("team@example.org", "The configuration has 1 mistake and is not in use"), (mail.To.Single(), mail.Subject));
        var page = await hub.Sandbox.PageAsync(mail.Number);
        Assert.Contains("calendar.json, " + WhatIsWrong, page, StringComparison.Ordinal);
        Assert.Contains("The version accepted on 14 September 2026, ", page, StringComparison.Ordinal);
        Assert.Contains("Sampleton Family Hubs team", page, StringComparison.Ordinal);
        Assert.DoesNotContain("BytePositionInLine", page, StringComparison.Ordinal);

        await UploadAsync("authority.json", await AuthorityWithOwnerAsync());
        await hub.App.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Single(await hub.Sandbox.MailsAsync());

        await UploadAsync("calendar.json", """{ "terms": [], "seasons": [] }""");
        await hub.App.AdvanceAsync(TimeSpan.FromMinutes(6));
        await UploadAsync("places.json", """{ "places": [] , }""");
        await hub.App.AdvanceAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(["team@example.org", "desk@example.org"], (await hub.Sandbox.MailsAsync()).Select(sent => sent.To.Single()));
    }

    [Fact]
    public async Task The_run_that_publishes_says_so_and_an_address_shows_every_mistake()
    {
        var good = await GetAsync();
        Assert.Equal(("in-force", 0), (good.GetProperty("status").GetString(), good.GetProperty("problems").GetArrayLength()));

        await UploadAsync("calendar.json", BrokenCalendar);
        await UploadAsync("partners.json", """{ "partners": [ { "id": "groups", "name": "Sampleton groups", "defaultPlace": "moon", "defaultBooking": "knock" } ] }""");
        var run = await hub.FinishAsync(await hub.StartRunAsync(TimetableWorkflows.PublishName, new { }));

        Assert.Equal("Published", run.Outcome);
        Assert.Contains(" The configuration that was uploaded has 1 mistake and is not in use: calendar.json, line 4, column 3. The version accepted on 14 September 2026, ", run.Summary, StringComparison.Ordinal);
        var shown = await GetAsync();
        Assert.Equal("refused", shown.GetProperty("status").GetString());
        Assert.Equal("Sampleton Family Hubs team", shown.GetProperty("ownerIsTold").GetString());
        Assert.Equal([("calendar.json", WhatIsWrong)], ProblemsOf(shown));

        await UploadAsync("calendar.json", """{ "terms": [], "seasons": [], "bankHolidays": {} }""");
        Assert.Equal(
            [
                ("partners.json", "partners[0].defaultPlace: \"moon\" is not a place of places.json."),
                ("partners.json", "partners[0].defaultBooking: \"knock\" is not understood as a way of booking. Write drop in, booking recommended, booking essential, by appointment or referral only."),
            ],
            ProblemsOf(await GetAsync()));
    }

    [Fact]
    public async Task Staff_check_what_they_have_uploaded_and_a_trial_mails_nobody()
    {
        Assert.Equal(("InForce", "The configuration that is uploaded has no mistake and is in force."), await CheckAsync(dryRun: true));
        await UploadAsync("calendar.json", BrokenCalendar);

        var (outcome, summary) = await CheckAsync(dryRun: true);
        Assert.Equal("Refused", outcome);
        Assert.StartsWith("The configuration that was uploaded has 1 mistake and is not in use: calendar.json, line 4, column 3.", summary, StringComparison.Ordinal);
        Assert.Empty(await hub.Sandbox.MailsAsync());

        Assert.EndsWith("Its owner is told: 1 of 1 mails sent.", (await CheckAsync(dryRun: false)).Summary, StringComparison.Ordinal);
        Assert.EndsWith("Its owner is told: 1 of 1 mails sent.", (await CheckAsync(dryRun: false)).Summary, StringComparison.Ordinal);
        Assert.Single(await hub.Sandbox.MailsAsync());
    }

    [Fact]
    public async Task An_authority_that_never_had_a_valid_version_is_shown_too_and_one_without_a_folder_is_not_there()
    {
        await hub.Storage.Configuration.GetBlobClient("newtown/authority.json").UploadAsync(BinaryData.FromString("{"));
        var shown = await hub.Http.GetFromJsonAsync<JsonElement>("api/newtown/configuration");
        using var nowhere = await hub.Http.GetAsync(new Uri("api/nowhere/configuration", UriKind.Relative));

        Assert.Equal("refused", shown.GetProperty("status").GetString());
        Assert.Contains("There is no version that could be in force, so the authority is not served.", shown.GetProperty("says").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, shown.GetProperty("problems").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    /// <summary>The version was accepted by a release that did not look at postcodes; nobody has changed anything since.</summary>
    [Fact]
    public async Task A_rule_that_a_release_brings_tells_the_owner_and_takes_nobody_out_of_service()
    {
        var places = (await hub.Storage.Configuration.GetBlobClient("sampleton/places.json").DownloadContentAsync()).Value.Content.ToString();
        var older = places.Replace("ZZ1 1AA", "unknown", StringComparison.Ordinal);
        var current = hub.Storage.AcceptedConfiguration.GetBlobClient("sampleton/current.json");
        var accepted = (await current.DownloadContentAsync()).Value.Content.ToString();
        await current.UploadAsync(BinaryData.FromString(accepted.Replace("ZZ1 1AA", "unknown", StringComparison.Ordinal)), overwrite: true);
        await UploadAsync("places.json", older);

        var inForce = await hub.Service<SettingsStore>().CurrentAsync("sampleton", default);
        await hub.App.AdvanceAsync(TimeSpan.FromMinutes(6));

        Assert.Equal("unknown", inForce!.Places[0].Postcode);
        var mail = Assert.Single(await hub.Sandbox.MailsAsync());
        Assert.Contains("places[0].postcode: \"unknown\" is not a UK postcode like WA8 7ZX.", await hub.Sandbox.PageAsync(mail.Number), StringComparison.Ordinal);
    }

    private async Task<(string Outcome, string Summary)> CheckAsync(bool dryRun)
    {
        var run = await hub.FinishAsync(await hub.StartRunAsync(ConfigurationWorkflows.CheckName, new { dryRun }));
        return (run.Outcome!, run.Summary!);
    }

    private Task<JsonElement> GetAsync() => hub.Http.GetFromJsonAsync<JsonElement>("api/sampleton/configuration");

    private static IEnumerable<(string, string)> ProblemsOf(JsonElement shown) => shown.GetProperty("problems").EnumerateArray()
        .Select(problem => (problem.GetProperty("file").GetString()!, $"{problem.GetProperty("key").GetString()}: {problem.GetProperty("rule").GetString()}"));

    private async Task<string> AuthorityWithOwnerAsync() =>
        (await hub.Storage.Configuration.GetBlobClient("sampleton/authority.json").DownloadContentAsync()).Value.Content.ToString()
            .Replace("\"areas\"", "\"owner\": { \"name\": \"Hub desk\", \"email\": \"desk@example.org\" }, \"areas\"", StringComparison.Ordinal);

    private async Task UploadAsync(string file, string text) => await hub.Storage.Configuration.GetBlobClient($"sampleton/{file}").UploadAsync(BinaryData.FromString(text), overwrite: true);
}
