using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using HubAutomation.Local.Sandbox;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Testing.Hub;
using NodaTime.Text;

namespace HubAutomation.Benchmarks.Returns;

/// <summary>A hub as a process of its own, and its programme managers, who decide by the links that they are mailed.</summary>
internal sealed partial class ReturnManagers : IAsyncDisposable
{
    private readonly SandboxServer sandbox;
    private readonly HttpClient http;
    private readonly HttpClient mails;

    private ReturnManagers(SandboxServer sandbox, HubProcess hub, int port)
    {
        (this.sandbox, Hub) = (sandbox, hub);
        http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        mails = new HttpClient { BaseAddress = sandbox.Address };
    }

    public HubProcess Hub { get; }

    public static async Task<ReturnManagers> StartAsync(string folder, string storage)
    {
        var sandbox = await SandboxServer.StartAsync(new SandboxOptions { OutboxFolder = Path.Combine(folder, "mails") });
        var port = HubProcess.FreePort();
        var hub = HubProcess.Start(
            "--seed", Path.Combine(folder, "seed"), "--state", Path.Combine(folder, "state"), "--storage", storage, "--port", port.ToString(CultureInfo.InvariantCulture),
            $"PublicBaseUrl=http://127.0.0.1:{port}", $"Email={sandbox.EmailConnectionString}", "MailPerMinute=100000", "MailPerHour=100000");
        return new ReturnManagers(sandbox, hub, port);
    }

    /// <summary>Starts a return as staff do.</summary>
    public async Task StartReturnAsync(string council, string month) =>
        (await http.PostAsJsonAsync($"api/{council}/workflows/build-monthly-return", new { month })).EnsureSuccessStatusCode();

    /// <summary>The pages that managers were mailed for a month, one for each authority.</summary>
    public async Task<IReadOnlyList<Uri>> DecisionsAsync(string month)
    {
        var words = $"The return for {MonthSpan.Name(YearMonthPattern.Iso.Parse(month).Value)} awaits you";
        var pages = new List<Uri>();
        foreach (var mail in (await MailsAsync()).Where(mail => mail.GetProperty("subject").GetString()!.Contains(words, StringComparison.Ordinal)))
            pages.Add(new Uri(Link().Match(await mails.GetStringAsync(new Uri($"sandbox/mails/{mail.GetProperty("number").GetInt32()}", UriKind.Relative))).Value));
        return pages;
    }

    /// <summary>Approves, with a comment on every warning.</summary>
    public async Task ApproveAsync(Uri page)
    {
        var html = await http.GetStringAsync(page);
        var fields = Hidden().Matches(html).ToDictionary(field => field.Groups["name"].Value, field => WebUtility.HtmlDecode(field.Groups["value"].Value));
        foreach (Match warning in Warning().Matches(html))
            fields[warning.Groups["name"].Value] = "We know.";
        fields["do"] = "approve";
        using var answer = await http.PostAsync(page, new FormUrlEncodedContent(fields));
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{page} was not approved: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>How many mails there are.</summary>
    public async Task<int> CountMailsAsync() => (await MailsAsync()).Count;

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        http.Dispose();
        mails.Dispose();
        await sandbox.DisposeAsync();
    }

    private async Task<List<JsonElement>> MailsAsync() => [.. (await mails.GetFromJsonAsync<JsonElement>("sandbox/mails")).EnumerateArray()];

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/api/[a-z0-9-]+/returns/decide/[A-Za-z0-9_.-]+")]
    private static partial Regex Link();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[a-z]+)\" value=\"(?<value>[^\"]*)\">")]
    private static partial Regex Hidden();

    [GeneratedRegex("name=\"(?<name>about-[0-9a-f]+)\"")]
    private static partial Regex Warning();
}
