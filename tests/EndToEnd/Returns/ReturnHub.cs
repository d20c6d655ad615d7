using System.Net;
using System.Text.RegularExpressions;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Testing.Hub;

namespace HubAutomation.EndToEnd.Returns;

/// <summary>A hub whose council makes monthly returns of two strands, and what leads and the manager do by hand.</summary>
public sealed partial class ReturnHub : IAsyncLifetime
{
    public const string FeedingLead = "lead-feeding@example.org";
    public const string PanelLead = "lead-panel@example.org";
    public const string Manager = "manager@example.org";
    public const string StandIn = "deputy@example.org";

    private readonly string seed = Directory.CreateTempSubdirectory("hub-seed-").FullName;

    public ReturnHub()
    {
    }

    /// <summary>People at work on a hub that is there already.</summary>
    internal ReturnHub(Hub hub) => Hub = hub;

    internal Hub Hub { get; private set; } = null!;

    /// <summary>The folder that the hub's storage was filled from.</summary>
    internal string Seed => seed;

    internal ReturnStore Returns => Hub.Service<ReturnStore>();

    public async Task InitializeAsync()
    {
        InventedTimetable.WriteConfiguration(seed);
        InventedReturns.WriteStrands(seed, opensByItself: true);
        InventedReturns.WriteFigures(seed);
        Hub = await Hub.StartAsync(seed);
    }

    public async Task DisposeAsync()
    {
        await Hub.DisposeAsync();
        Directory.Delete(seed, recursive: true);
    }

    /// <summary>Lets weeks pass in which nobody looks: the hub is down, and catches up when it comes back.</summary>
    internal async Task SkipToAsync(DateTimeOffset moment)
    {
        await Hub.App.StopAsync();
        Hub.App.Clock.Advance(moment - Hub.App.Clock.GetUtcNow());
        await Hub.App.StartAgainAsync();
        await Hub.App.AdvanceAsync(TimeSpan.FromMinutes(6));
    }

    internal async Task<ReturnRow> RowAsync(string month, int version = 1) =>
        await Returns.FindAsync(new ReturnRef("sampleton", month, version), default) ?? throw new InvalidOperationException($"There is no return {month}.");

    internal async Task<IReadOnlyList<SandboxMail>> MailsAsync(string to, string subject) =>
        [.. (await Hub.Sandbox.MailsAsync()).Where(mail => mail.To.Contains(to) && mail.Subject.Contains(subject, StringComparison.Ordinal))];

    /// <summary>The page that the newest mail to somebody leads to.</summary>
    internal async Task<Uri> LinkAsync(string to, string subject)
    {
        var mail = (await MailsAsync(to, subject))[^1];
        return new Uri(Hub.Http.BaseAddress!, new Uri(Link().Match(await Hub.Sandbox.PageAsync(mail.Number)).Value).PathAndQuery);
    }

    internal async Task<string> PageAsync(Uri page)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Add("Accept", "text/html");
        using var answer = await Hub.Http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Presses a button of a page's form, as a browser does.</summary>
    internal async Task<(HttpStatusCode Status, string Page)> PressAsync(Uri page, string button, params (string Field, string Value)[] fields)
    {
        var form = await PageAsync(page);
        var all = new Dictionary<string, string> { ["form"] = UploadHub.Field(form, "form"), ["round"] = UploadHub.Field(form, "round"), ["do"] = button };
        foreach (var (field, value) in fields)
            all[field] = value;
        return await PostAsync(page, new FormUrlEncodedContent(all));
    }

    internal async Task<(HttpStatusCode Status, string Page)> PostAsync(Uri page, HttpContent form, string from = "same-origin")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, page) { Content = form };
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Sec-Fetch-Site", from);
        using var answer = await Hub.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        await Hub.App.SettleAsync();
        return (answer.StatusCode, text);
    }

    /// <summary>Both leads send what is asked of them.</summary>
    internal async Task SendFiguresAsync(string month, int volunteers = 9)
    {
        await PressAsync(await LinkAsync(FeedingLead, month), "send", ("IF-05-value", $"{volunteers}"), ("IF-06-numerator", "17"), ("IF-06-denominator", "20"));
        await PressAsync(await LinkAsync(PanelLead, month), "send", ("PC-02-text", "Parents asked for a Saturday group."), ("PC-03-value", "1"));
    }

    /// <summary>Approves by the mailed link, with a comment on every warning.</summary>
    internal async Task<string> ApproveAsync(string month, string by = Manager)
    {
        var page = await LinkAsync(by, month);
        var warnings = About().Matches(await PageAsync(page)).Select(match => (match.Groups["field"].Value, "We know."));
        return (await PressAsync(page, "approve", [.. warnings])).Page;
    }

    [GeneratedRegex(@"http://hub\.example/api/[a-z-]+/returns/(figures|decide)/[A-Za-z0-9_.-]+")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"(?<field>about-[0-9a-f]+)\"")]
    private static partial Regex About();
}
