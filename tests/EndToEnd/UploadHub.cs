using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using HubAutomation.Testing.Hub;

namespace HubAutomation.EndToEnd;

/// <summary>A hub whose partner "groups" sends timetables by personal link, and what one needs to do so by hand.</summary>
public sealed partial class UploadHub : IAsyncLifetime
{
    public const string GoodAndBad = "Activity,Day,Start,End,Venue\nStay and play,Monday,9.30am,11am,Hub 1\nBaby massage,Tuseday,1pm,2pm,Hub 2\n";

    /// <summary>A timetable of eight activities, none of which stands in the other file.</summary>
    public static readonly string Standing =
        "Activity,Day,Start,End,Venue\n" + string.Concat(Enumerable.Range(1, 8).Select(i => $"Rhyme time {i},Tuesday,9.30am,11am,Hub {1 + (i % 6)}\n"));

    private const string OfItsOwn = "It is a timetable of its own.";

    private readonly string seed = Directory.CreateTempSubdirectory("hub-seed-").FullName;

    internal Hub Hub { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        InventedTimetable.WriteConfiguration(seed, furtherPartners: 1);
        Hub = await Hub.StartAsync(seed);
    }

    public async Task DisposeAsync()
    {
        await Hub.DisposeAsync();
        Directory.Delete(seed, recursive: true);
    }

    /// <summary>Has a link mailed to the partner; its address on this machine, out of the mail.</summary>
    public async Task<Uri> LinkAsync()
    {
        using var answer = await Hub.Http.PostAsJsonAsync("api/sampleton/workflows/send-upload-links", new { partner = "groups" });
        await Hub.FinishAsync(answer.EnsureSuccessStatusCode().Headers.Location!.ToString().Split('/')[^1]);
        return await LatestLinkAsync();
    }

    /// <summary>The link in the newest mail that holds one.</summary>
    public async Task<Uri> LatestLinkAsync()
    {
        var mail = (await Hub.Sandbox.MailsAsync()).Last(mail => mail.Subject == "Send us your timetable");
        return OnThisMachine(Link().Match(await Hub.Sandbox.PageAsync(mail.Number)).Value);
    }

    /// <summary>An address that the hub has written, where it can be reached by a test.</summary>
    public Uri OnThisMachine(string address) => new(Hub.Http.BaseAddress!, new Uri(address).PathAndQuery);

    /// <summary>A page as a browser asks for it.</summary>
    public async Task<HttpResponseMessage> GetAsync(Uri page)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Add("Accept", "text/html");
        return await Hub.Http.SendAsync(request);
    }

    /// <summary>Chooses a file on a page, as a browser does.</summary>
    public async Task<HttpResponseMessage> ChooseAsync(Uri page, string name, string content, string? token = null, string from = "same-origin")
    {
        token ??= Field(await (await GetAsync(page)).Content.ReadAsStringAsync(), "form");
        using var form = new MultipartFormDataContent { { new StringContent(token), "form" }, { new StringContent(content), "file", name } };
        return await PostAsync(page, form, from);
    }

    /// <summary>Presses the button below what was understood; says that the file stands beside others, when that is asked and nothing else is said.</summary>
    public async Task<HttpResponseMessage> SendAsync(Uri page, string check, string? answer = null, string? draft = null, string from = "same-origin")
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["form"] = Field(check, "form"),
            ["draft"] = draft ?? Field(check, "draft"),
            ["is"] = answer ?? Answer(check, OfItsOwn),
        });
        return await PostAsync(new Uri(page.AbsoluteUri + "/send"), form, from);
    }

    /// <summary>The partner sends a file by a new link, and answers the question where there is one; the receipt.</summary>
    public async Task<string> SendNewAsync(string name, string content, string? answer = null)
    {
        var link = await LinkAsync();
        var check = await (await ChooseAsync(link, name, content)).Content.ReadAsStringAsync();
        await SendAsync(link, check, Answer(check, answer ?? OfItsOwn));
        await Hub.App.SettleAsync();
        return WebUtility.HtmlDecode(await (await GetAsync(link)).Content.ReadAsStringAsync());
    }

    /// <summary>The value of the answer that says so.</summary>
    public static string Answer(string check, string label) =>
        Regex.Match(WebUtility.HtmlDecode(check), $"value=\"(?<value>[^\"]*)\">\\s*<label[^>]*>{Regex.Escape(label)}").Groups["value"].Value;

    /// <summary>The value of a hidden field.</summary>
    public static string Field(string html, string name) => Regex.Match(html, $"name=\"{name}\" value=\"(?<value>[^\"]*)\"").Groups["value"].Value;

    private async Task<HttpResponseMessage> PostAsync(Uri page, HttpContent form, string from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, page) { Content = form };
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Sec-Fetch-Site", from);
        return await Hub.Http.SendAsync(request);
    }

    [GeneratedRegex(@"http://hub\.example/api/sampleton/upload/[A-Za-z0-9_.-]+")]
    private static partial Regex Link();
}
