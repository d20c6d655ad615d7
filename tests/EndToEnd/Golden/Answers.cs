using System.Net.Http.Headers;
using System.Text;
using HubAutomation.EndToEnd.Returns;

namespace HubAutomation.EndToEnd.Golden;

/// <summary>What a hub answers to those who ask it over HTTP: status, headers and body.</summary>
internal static class Answers
{
    private const string Season = "api/halton/timetables/halton-brook/autumn-2026";

    private static readonly string[] Asked =
    [
        "api/health",
        "api/nowhere",
        "api/runs/none",
        "api/halton/timetables",
        "api/halton/timetables.ics",
        "api/halton/timetables.json",
        "api/halton/timetables.json?from=2026-11-09&to=2026-11-15",
        "api/halton/timetables.json?from=tomorrow",
        "api/halton/timetables/widnes.ics",
        "api/halton/timetables/nowhere.ics",
        "api/halton/timetables/widnes/autumn",
        "api/halton/timetables/changes",
        Season,
        Season + ".ics",
        Season + ".json",
        "api/halton/upload",
        "api/halton/mail/return-request/preview",
        "api/halton/mail/return-request/preview?part=text",
        "api/halton/mail/unsubscribed",
        "api/halton/returns",
        "api/halton/returns/chain",
        "api/halton/returns/facts",
        "api/halton/returns/facts?measure=none",
        "api/halton/returns/documents/2026-10/return.xlsx",
        "api/halton/returns/documents/2026-10/report.html",
        "api/halton/returns/documents/2026-10/figures.csv",
        "api/halton/returns/documents/2026-10/facts.json",
        "api/halton/returns/published/2026-10/report.html",
        "api/halton/returns/published/2026-10/figures.csv",
        "api/halton/returns/published/2026-10/facts.json",
        "api/halton/returns/published/2026-09/report.html",
        "api/halton/returns/packs/2026-10/widnes",
        "api/halton/returns/rejects/2026-10/ledger",
        "api/halton/returns/waiting/programme-manager",
        "api/don-valley/timetables",
        "api/don-valley/returns",
    ];

    private static readonly string[] Pages =
    [
        "api/nowhere/timetables",
        "api/halton/timetables/nowhere/autumn",
        "api/halton/upload/not-a-link",
        "api/halton/returns/decide/not-a-link",
    ];

    // The server's own, and how it sends: the host's affair, and the moment.
    private static readonly string[] LeftOut = ["Date", "Server", "Transfer-Encoding", "Content-Length"];

    /// <summary>Asks a hub where the return of October 2026 of halton is frozen, and that of don-valley not yet begun.</summary>
    public static async Task<IReadOnlyList<Made>> OfAsync(Hub hub, ReturnHub people)
    {
        var all = new List<Made>();

        // A page behind a link is told by whose it is, since the link is as long as a page is wide.
        async Task<EntityTagHeaderValue?> AskAsync(HttpMethod method, string what, Action<HttpRequestMessage>? with = null, Uri? link = null)
        {
            using var request = new HttpRequestMessage(method, link ?? new Uri(what.Split(' ')[0], UriKind.Relative));
            with?.Invoke(request);
            using var answer = await hub.Http.SendAsync(request);
            var content = Packed.Open(what, await answer.Content.ReadAsByteArrayAsync());
            all.Add(new Made($"http/{method} {what}", [.. Encoding.UTF8.GetBytes(Head(answer)), .. content]));
            return answer.Headers.ETag;
        }

        Task StartAsync(string what, string parameters) => AskAsync(HttpMethod.Post, what, request =>
        {
            request.Content = new StringContent(parameters, Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", "golden");
        });

        async Task FollowAsync(string what, string to, string subject) => await AskAsync(HttpMethod.Get, what, AsABrowser, await people.LinkAsync(to, subject));

        foreach (var address in Asked)
            await AskAsync(HttpMethod.Get, address);
        foreach (var page in Pages)
            await AskAsync(HttpMethod.Get, page + " as a browser", AsABrowser);

        var known = await AskAsync(HttpMethod.Head, Season);
        await AskAsync(HttpMethod.Get, Season + " by somebody who has it", request => request.Headers.IfNoneMatch.Add(known!));

        await FollowAsync("the page of a lead, frozen", "lead-infant-feeding@halton.example.gov.uk", "October 2026");
        await FollowAsync("the page of the manager, frozen", "programme-manager@halton.example.gov.uk", "awaits you");

        await StartAsync("api/halton/workflows/none", "{}");
        await StartAsync("api/halton/workflows/build-monthly-return with a wrong parameter", """{ "mounth": "2026-10" }""");
        await StartAsync("api/halton/workflows/build-monthly-return of a month that is frozen", """{ "month": "2026-10" }""");
        await StartAsync("api/halton/workflows/build-monthly-return on trial", """{ "month": "2026-09", "dryRun": true }""");
        await StartAsync("api/don-valley/workflows/build-monthly-return", """{ "month": "2026-10" }""");
        await hub.App.SettleAsync();
        await FollowAsync("the form of a lead", "infant-feeding-coordinator@don-valley.example.gov.uk", "October 2026");
        return all;
    }

    private static void AsABrowser(HttpRequestMessage request) => request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));

    private static string Head(HttpResponseMessage answer)
    {
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => !LeftOut.Contains(header.Key));
        return $"{(int)answer.StatusCode}\n{string.Concat(headers.Select(header => $"{header.Key}: {string.Join(", ", header.Value)}\n").Order(StringComparer.Ordinal))}\n";
    }
}
