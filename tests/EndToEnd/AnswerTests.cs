using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using HubAutomation.Functions.Timetables;
using HubAutomation.Shared.Messages;
using HubAutomation.Shared.Platform.Links;
using HubAutomation.Shared.Platform.Mail.Subscriptions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace HubAutomation.EndToEnd;

/// <summary>What every answer of the hub has in common, whoever asks for what and however badly.</summary>
public sealed partial class AnswerTests(UploadHub group) : IClassFixture<UploadHub>
{
    private const string Asking = "api/sampleton/upload";
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    private static readonly IReadOnlyList<(string Method, string Route)> Routes =
        [.. typeof(IngestTimetable).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>()
            .SelectMany(trigger => trigger.Methods!.Select(method => (method.ToUpperInvariant(), trigger.Route!)))];

    public static TheoryData<string, string, int> BadForms => new()
    {
        { "multipart/form-data", "email=a", 400 },
        { "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na@exam", 400 },
        { "multipart/form-data; boundary=b", string.Concat(Enumerable.Repeat("--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n", 200)), 400 },
        { UrlEncoded, string.Join('&', Enumerable.Repeat("a", 1100)), 400 },
        { UrlEncoded + "; charset=utf-7", "email=+AGE-", 400 },
        { UrlEncoded, "email=a%00@example.org", 400 },
        { UrlEncoded, "email=" + new string('a', 40_000), 413 },
        { "text/plain", "email=a@example.org", 415 },
        { "application/json", "{}", 415 },
        { "", "email=a@example.org", 415 },
    };

    [Fact]
    public async Task Whatever_the_address_and_the_outcome_an_answer_is_kept_by_nobody_and_has_its_headers()
    {
        Assert.True(Routes.Count > 30, "The routes of the app are found.");
        foreach (var authority in new[] { "sampleton", "nowhere" })
        {
            foreach (var (method, route) in Routes)
            {
                var address = Placeholder().Replace(route.Replace("{authority}", authority, StringComparison.Ordinal), "x1");
                foreach (var accept in new[] { "text/html", "application/json" })
                {
                    using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, UriKind.Relative));
                    request.Headers.Add("Accept", accept);
                    using var answer = await group.Hub.Http.SendAsync(request);

                    Assert.True((int)answer.StatusCode < 500, $"{method} {address}: {answer.StatusCode}");
                    AssertProtected(answer, isPublished: address == "api/sampleton/timetables" || address.StartsWith("api/sampleton/timetables.", StringComparison.Ordinal));
                }
            }
        }
    }

    [Fact]
    public async Task Redirects_downloads_and_used_links_have_them_too()
    {
        var link = await group.LinkAsync();
        var check = await (await group.ChooseAsync(link, "headers.csv", UploadHub.GoodAndBad)).Content.ReadAsStringAsync();
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["form"] = UploadHub.Field(check, "form"), ["draft"] = UploadHub.Field(check, "draft"), ["is"] = UploadHub.Answer(check, "It is a timetable of its own.") });

        using var redirect = await http.PostAsync(new Uri(link.AbsoluteUri + "/send"), form);
        using var download = await group.Hub.Http.GetAsync("api/sampleton/upload/example.csv");

        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.OK), (redirect.StatusCode, download.StatusCode));
        AssertProtected(redirect, isPublished: false);
        AssertProtected(download, isPublished: false);
        await group.Hub.App.SettleAsync();
        using var published = await group.Hub.Http.GetAsync("api/sampleton/timetables");
        AssertProtected(published, isPublished: true);
    }

    [Theory]
    [MemberData(nameof(BadForms))]
    public async Task A_form_that_cannot_be_read_is_refused_on_a_page_or_in_words_and_is_no_failure(string type, string body, int status)
    {
        var links = group.Hub.Service<PersonalLinks>();
        var stop = await links.SignAsync(UnsubscribeLink.For("sampleton", PartnerMessages.Subscription, new string('0', 32)), default);
        var upload = (await group.LinkAsync()).AbsolutePath;
        string[] forms = [Asking, $"api/sampleton/unsubscribe/{stop}", upload, upload + "/send"];
        foreach (var form in status == 413 ? forms.Take(2) : forms)
        {
            using var asked = await SendAsync(form, type, body, "text/html");
            using var called = await SendAsync(form, type, body, "application/json");

            Assert.Equal((form, status, "text/html"), (form, (int)asked.StatusCode, asked.Content.Headers.ContentType?.MediaType));
            Assert.Equal((form, status, "application/problem+json"), (form, (int)called.StatusCode, called.Content.Headers.ContentType?.MediaType));
            Assert.Contains("<h1>", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            AssertProtected(asked, isPublished: false);
        }

        Assert.DoesNotContain(group.Hub.App.Log, line => line.Level >= LogLevel.Error);
    }

    /// <summary>A server in front reads how long each part of a body is before the hub does, and so answers first; none of it is a failure of the hub.</summary>
    [Theory]
    [InlineData("zz\r\nemail=x\r\n0\r\n\r\n")]
    [InlineData("5\r\nemail=x@example.org\r\n0\r\n\r\n")]
    public async Task A_body_that_is_wrong_about_its_own_length_is_refused_and_is_no_failure(string body)
    {
        var upload = (await group.LinkAsync()).AbsolutePath;
        foreach (var form in new[] { "/" + Asking, upload, upload + "/send", "/api/sampleton/unsubscribe/x.y", "/api/sampleton/returns/figures/x.y", "/api/sampleton/returns/decide/x.y", "/api/sampleton/workflows/publish-timetables" })
        {
            var answer = await SendRawAsync($"POST {form} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nContent-Type: {UrlEncoded}\r\nTransfer-Encoding: chunked\r\n\r\n{body}");

            Assert.True(answer[0].StartsWith("HTTP/1.1 4", StringComparison.Ordinal), $"{form}: {answer[0]}");
            Assert.Contains("Cache-Control: no-store", answer);
        }

        await group.Hub.App.SettleAsync();
        Assert.DoesNotContain(group.Hub.App.Log, line => line.Level >= LogLevel.Error);
    }

    private async Task<List<string>> SendRawAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, group.Hub.Http.BaseAddress!.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(socket.GetStream());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var answer = new List<string>();
        while (await reader.ReadLineAsync(limit.Token) is { Length: > 0 } line)
            answer.Add(line);
        return answer;
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData(UrlEncoded, 415)]
    [InlineData("multipart/form-data; boundary=b", 415)]
    [InlineData("", 415)]
    [InlineData("application/json", 202)]
    [InlineData("application/json; charset=utf-8", 202)]
    public async Task What_starts_a_workflow_says_that_it_is_JSON_which_no_page_of_somebody_else_can(string type, int status)
    {
        using var answer = await SendAsync("api/sampleton/workflows/publish-timetables", type, "{}", "*/*");

        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 415)
            Assert.Contains("Send JSON, and say so: Content-Type: application/json.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await group.Hub.App.SettleAsync();
    }

    [Theory]
    [InlineData("mail/unsubscribed")]
    [InlineData("mail/unsubscribed/remove")]
    [InlineData("mail/suppressions/remove")]
    [InlineData("mail/upload-link/preview")]
    public async Task So_does_everything_else_that_takes_JSON(string address)
    {
        const string body = """{"address":"groups@example.org","subscription":"partner-messages"}""";

        using var answer = await SendAsync($"api/sampleton/{address}", "text/plain", body, "*/*");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task More_JSON_than_anything_needs_is_not_taken()
    {
        using var answer = await SendAsync("api/sampleton/workflows/publish-timetables", "application/json", "{" + new string(' ', 2 << 20) + "}", "*/*");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public void Nothing_but_the_one_place_reads_a_form_or_sets_these_headers()
    {
        var source = Directory.EnumerateFiles(Testing.Repository.PathOf("src/Functions"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

        string[] NamesOf(string text) => [.. source.Where(file => File.ReadAllText(file).Contains(text, StringComparison.Ordinal)).Select(file => Path.GetFileName(file)!).Order()];
        Assert.Equal(["FormBody.cs"], NamesOf("ReadFormAsync("));
        Assert.Equal(["AnswerHeaders.cs"], NamesOf("X-Content-Type-Options"));
        Assert.Equal(["AnswerHeaders.cs"], NamesOf("CacheControl"));
    }

    private async Task<HttpResponseMessage> SendAsync(string address, string type, string body, string accept)
    {
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        content.Headers.ContentType = type.Length == 0 ? null : MediaTypeHeaderValue.Parse(type);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative)) { Content = content };
        request.Headers.Add("Accept", accept);
        return await group.Hub.Http.SendAsync(request);
    }

    private static void AssertProtected(HttpResponseMessage answer, bool isPublished)
    {
        string One(string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : "";
        var published = isPublished && answer.IsSuccessStatusCode;
        var about = $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri} {answer.StatusCode}";
        Assert.Equal((about, published ? "public, max-age=60" : "no-store"), (about, One("Cache-Control")));
        Assert.Equal((about, "nosniff"), (about, One("X-Content-Type-Options")));
        Assert.Equal((about, "no-referrer"), (about, One("Referrer-Policy")));
        Assert.Equal((about, published ? "cross-origin" : "same-origin"), (about, One("Cross-Origin-Resource-Policy")));
        Assert.StartsWith($"{about} default-src 'none'", $"{about} {One("Content-Security-Policy")}", StringComparison.Ordinal);
        Assert.Equal((about, !published), (about, One("Content-Security-Policy").Contains("frame-ancestors 'none'", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Placeholder();
}
