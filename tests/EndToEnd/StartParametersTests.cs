using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HubAutomation.Functions.Messages;
using HubAutomation.Functions.Platform.Parameters;
using HubAutomation.Functions.Timetables;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Testing.Hub;

namespace HubAutomation.EndToEnd;

/// <summary>A start that is wrong in itself is refused over HTTP, and nothing at all happens: no run, no mail, no mailing.</summary>
public sealed class StartParametersTests(PartnersAndHub partners) : IClassFixture<PartnersAndHub>
{
    private readonly Hub hub = partners.Hub;

    public static TheoryData<string, string> Wrong => new()
    {
        { MessageWorkflows.PartnersName, """{"subject":"Spring","message":"Hello","dryRun":"true"}""" },
        { UploadWorkflows.LinksName, """{"dryRun":"true"}""" },
        { UploadWorkflows.LinksName, """{"dryRun":1}""" },
        { UploadWorkflows.LinksName, """{"dryRun":false,"dryRun":true}""" },
        { UploadWorkflows.LinksName, """{"partner":"nobody"}""" },
        { UploadWorkflows.LinksName, """{"partner":["groups"]}""" },
        { MessageWorkflows.PartnersName, """{"subject":"Spring\ud800","message":"Hello"}""" },
        { MessageWorkflows.PartnersName, """{"subject":"Spring","message":"Hello\u0000"}""" },
        { MessageWorkflows.PartnersName, $$"""{"subject":"Spring","message":"{{new string('>', 4000)}} deep"}""" },
        { MessageWorkflows.PartnersName, $$"""{"subject":"Spring","message":"{{new string('*', 4000)}}deep{{new string('*', 4000)}}"}""" },
        { MessageWorkflows.PartnersName, $$"""{"subject":"Spring","message":"{{new string('a', 20_001)}}"}""" },
        { MessageWorkflows.PartnersName, $$"""{"subject":{{new string('[', 5000)}}{{new string(']', 5000)}},"message":"Hello"}""" },
        { MessageWorkflows.PartnersName, $$"""{"subject":"Spring","message":"{{new string('a', 300_000)}}"}""" },
        { MessageWorkflows.PartnersName, """{"subject":"Spring","message":"Hello",}""" },
        { MessageWorkflows.PartnersName + "?dryRun=true", """{"subject":"Spring","message":"Hello"}""" },
        { UploadWorkflows.LinksName + "?dryRun=true", "" },
        { MessageWorkflows.PartnersName, """{"subject":"Spring","message":"***"}""" },
        { MessageWorkflows.PartnersName, """{"subject":"Spring","message":"[a]: https://example.org"}""" },
        { MessageWorkflows.PartnersName, """{"subject":"\u200b","message":"\u2060"}""" },
        { "publish-timetables?restart=true", "{}" },
        { "publish-timetables", """{"all":true}""" },
        { "sweep-inbox", "[]" },
        { "build-monthly-return", "{}" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_wrong_starts_nothing(string workflow, string body)
    {
        var before = (await RunsAsync(), (await hub.Sandbox.MailsAsync()).Count);

        using var answer = await PostAsync(workflow, body);

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var status = body.Length > JsonBody.MostBytes ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.BadRequest;
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.True(problem.GetProperty("detail").GetString() is { Length: > 20 and < 1500 });
        await hub.App.SettleAsync();
        Assert.Equal(before, (await RunsAsync(), (await hub.Sandbox.MailsAsync()).Count));
    }

    [Fact]
    public async Task What_is_deep_and_can_be_laid_out_is_sent_and_what_cannot_is_named()
    {
        using var right = await PostAsync(MessageWorkflows.PartnersName, JsonSerializer.Serialize(new { subject = "Spring", message = "> > > - - Well **said** [here](https://example.org)", dryRun = true }));
        using var wrong = await PostAsync(MessageWorkflows.PartnersName, JsonSerializer.Serialize(new { subject = "Spring", message = new string('>', 4000) }));

        Assert.Equal(HttpStatusCode.Accepted, right.StatusCode);
        Assert.Equal(
            "The parameter \"message\" cannot be used. The text cannot be made a mail of: quotes, lists or brackets stand too deeply within each other. Write it more simply.",
            (await wrong.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }

    public static TheoryData<string> NoKeys => ["two words", "", new string('k', 256)];

    [Theory]
    [MemberData(nameof(NoKeys))]
    public async Task A_key_against_doubling_that_cannot_be_is_refused(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/sampleton/workflows/sweep-inbox");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);

        using var answer = await hub.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_key_that_was_used_for_a_trial_does_not_stand_for_the_start_in_earnest()
    {
        async Task<HttpResponseMessage> StartAsync(string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/sampleton/workflows/send-upload-links") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", "links-of-monday");
            return await hub.Http.SendAsync(request);
        }

        using var trial = await StartAsync("""{"partner":"groups","dryRun":true}""");
        using var again = await StartAsync("""{ "dryRun":true, "partner":"groups" }""");
        using var earnest = await StartAsync("""{"partner":"groups"}""");

        Assert.Equal(HttpStatusCode.Accepted, trial.StatusCode);
        Assert.Equal(trial.Headers.Location, again.Headers.Location);
        Assert.Equal(HttpStatusCode.BadRequest, earnest.StatusCode);
    }

    [Theory]
    [InlineData("mail/partner-message/preview", """{"subject":7}""", "The parameter \"subject\" is 7. It must be a text of 1 to 2000 characters that shows something, on one line, without control characters.")]
    [InlineData("mail/partner-message/preview", """{"message":null}""", "The parameter \"message\" is null. It must be a text of 1 to 20000 characters")]
    [InlineData("mail/partner-message/preview?part=pdf", "{}", "\"part\" is text or html, or left out.")]
    [InlineData("mail/suppressions/remove", """{"address":null}""", "The parameter \"address\" is null. It must be a mail address like libraries@example.gov.uk, without a name")]
    [InlineData("mail/suppressions/remove", """{"address":"a@example.org","adress":"b@example.org"}""", "Taking an address off the list has no parameter \"adress\".")]
    [InlineData("mail/unsubscribed", """{"address":"a@example.org","subscription":"receipts"}""", "The parameter \"subscription\" is \"receipts\". It must be one of partner-messages.")]
    [InlineData("mail/unsubscribed/remove", """{"address":"a@example.org","address":"b@example.org","subscription":"partner-messages"}""", "The parameter \"address\" stands twice.")]
    public async Task Other_addresses_read_what_they_are_given_by_the_same_rules(string address, string body, string sentence)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await hub.Http.PostAsync(new Uri($"api/sampleton/{address}", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PostAsync(string workflow, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await hub.Http.PostAsync(new Uri($"api/sampleton/workflows/{workflow}", UriKind.Relative), content);
    }

    private async Task<int> RunsAsync()
    {
        var runs = 0;
        await foreach (var _ in hub.Storage.Runs.QueryAsync<RunRecord>())
            runs++;
        return runs;
    }
}

/// <summary>A hub with partners who have addresses.</summary>
public sealed class PartnersAndHub : IAsyncLifetime
{
    private readonly string seed = Directory.CreateTempSubdirectory("hub-seed-").FullName;

    internal Hub Hub { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        InventedTimetable.WriteConfiguration(seed, furtherPartners: 2);
        Hub = await Hub.StartAsync(seed);
        await Hub.App.SettleAsync();
    }

    public async Task DisposeAsync()
    {
        await Hub.DisposeAsync();
        Directory.Delete(seed, recursive: true);
    }
}
