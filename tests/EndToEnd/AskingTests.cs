using System.Net;
using System.Text.Json;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Mail.Quota;
using HubAutomation.Shared.Platform.Runs;

namespace HubAutomation.EndToEnd;

/// <summary>Anybody may ask for an upload link: what they learn from it, and what they can use up.</summary>
public sealed class AskingTests : IAsyncLifetime
{
    private const string Partner = "groups@example.org";
    private const string Stranger = "stranger@example.org";

    private readonly UploadHub group = new();

    private Hub Hub => group.Hub;

    public Task InitializeAsync() => group.InitializeAsync();

    public Task DisposeAsync() => group.DisposeAsync();

    [Fact]
    public async Task A_partner_and_a_stranger_are_answered_alike_and_by_the_same_way()
    {
        var partner = await WayOfAsync(Partner);
        var stranger = await WayOfAsync(Stranger);

        Assert.Equal(partner.Answer, stranger.Answer);
        Assert.Equal(partner.Steps, stranger.Steps);
        Assert.Equal(["PlanMail", "PrepareUploadLinks", "RecordEnd", "SendMail"], partner.Steps);
        Assert.Equal((1, 0), (partner.Mails, stranger.Mails));
    }

    [Fact]
    public async Task Neither_the_run_nor_its_name_holds_who_was_asked_for()
    {
        await AskAsync(Partner);
        await Hub.App.SettleAsync();
        var run = Assert.Single(await RunsAsync());
        var instance = (await Hub.App.DurableTaskClient.GetInstanceAsync(run.RowKey, getInputsAndOutputs: true))!;

        foreach (var text in new[] { run.RowKey, JsonSerializer.Serialize(run), instance.SerializedInput })
        {
            Assert.DoesNotContain("example.org", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("groups", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_asks_again_and_again_is_asked_to_wait_whatever_they_say_of_themselves()
    {
        for (var i = 0; i < CallerLimit.MostOfOne; i++)
            Assert.Equal(HttpStatusCode.OK, (await AskAsync($"somebody-{i}@example.org")).Status);

        var (limited, page) = await AskAsync(Partner);
        var (madeUp, _) = await AskAsync(Partner, "203.0.113.7");
        await Hub.App.AdvanceAsync(CallerLimit.Window);
        var (later, _) = await AskAsync(Partner);

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (limited, madeUp, later));
        Assert.Contains("You can ask again in a quarter of an hour", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_anybody_may_have_sent_leaves_three_quarters_of_the_quota_to_all_other_mails()
    {
        var (quota, limits) = (Hub.Service<QuotaStore>(), Hub.Service<MailOptions>().Limits);

        var (asked, free) = await quota.TakeAsync(1000, isAsked: true, default);
        var (more, _) = await quota.TakeAsync(1, isAsked: true, default);
        var (others, _) = await quota.TakeAsync(1000, isAsked: false, default);

        Assert.Equal(limits.ShareOfAsked.PerMinute, asked);
        Assert.True(free > Hub.App.Clock.GetUtcNow());
        Assert.Equal((0, limits.PerMinute - asked), (more, others));
        Assert.True(others >= limits.PerMinute * 3 / 4);
    }

    [Fact]
    public async Task When_all_is_used_up_what_is_asked_for_waits_like_any_other()
    {
        var quota = Hub.Service<QuotaStore>();
        await quota.TakeAsync(1000, isAsked: false, default);

        var (asked, free) = await quota.TakeAsync(1, isAsked: true, default);

        Assert.Equal(0, asked);
        Assert.True(free > Hub.App.Clock.GetUtcNow());
    }

    private async Task<(string Answer, IReadOnlyList<string> Steps, int Mails)> WayOfAsync(string address)
    {
        var (before, mails) = ((await RunsAsync()).Select(run => run.RowKey).ToHashSet(), (await Hub.Sandbox.MailsAsync()).Count);
        var (_, answer) = await AskAsync(address);
        await Hub.App.SettleAsync();
        var run = Assert.Single(await RunsAsync(), run => !before.Contains(run.RowKey));
        Assert.Equal(nameof(RunStatus.Completed), run.Status);
        return (answer, [.. (await Hub.Runs.StepsAsync(run.RowKey, default)).Select(step => step.Step).Order(StringComparer.Ordinal)], (await Hub.Sandbox.MailsAsync()).Count - mails);
    }

    private async Task<IReadOnlyList<RunRecord>> RunsAsync() =>
        [.. (await Hub.Runs.SinceAsync(DateTimeOffset.UnixEpoch.AddYears(1), default)).Where(run => run.Workflow == "send-upload-links")];

    private async Task<(HttpStatusCode Status, string Page)> AskAsync(string address, string? caller = null)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["email"] = address });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/sampleton/upload", UriKind.Relative)) { Content = form };
        request.Headers.Add("Accept", "text/html");
        if (caller is not null)
            request.Headers.Add("X-Forwarded-For", caller);
        using var answer = await Hub.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
