using System.Net;
using System.Text.RegularExpressions;
using HubAutomation.Shared.FundingReturns;
using HubAutomation.Shared.FundingReturns.Keeping;
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

    internal Hub Hub { get; private set; } = null!;

    internal ReturnStore Returns => Hub.Service<ReturnStore>();

    public async Task InitializeAsync()
    {
        InventedTimetable.WriteConfiguration(seed);
        WriteStrands(opensByItself: true);
        WriteFigures();
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

    /// <summary>The council's strands; "from" begins a dated variant.</summary>
    internal void WriteStrands(bool opensByItself, string? from = null, string definition = "Babies who are breastfed at birth, of all born.")
    {
        var file = Path.Combine(seed, "configuration", "sampleton", from is null ? "strands.json" : $"strands.{from}.json");
        File.WriteAllText(file, $$"""
            { "timetable": { {{(opensByItself ? "\"opensOnWorkingDay\": 1, " : "")}}"leadsHaveWorkingDays": 5, "remindWorkingDaysBefore": 2, "waitForLateWorkingDays": 3, "approvalWorkingDays": 3 },
              "manager": { "id": "manager", "name": "Programme manager", "email": "manager@example.org" },
              "standIn": { "id": "deputy", "name": "Deputy", "email": "deputy@example.org" },
              "readers": [ { "id": "board", "name": "Board", "email": "board@example.org" } ],
              "strands": [
                { "id": "infant-feeding", "name": "Infant feeding", "lead": { "id": "lead-feeding", "name": "Feeding lead", "email": "lead-feeding@example.org" }, "award": { "2026-27": 12000 } },
                { "id": "panel", "name": "Parent-carer panel", "lead": { "id": "lead-panel", "name": "Panel lead", "email": "lead-panel@example.org" } } ],
              "measures": [
                { "code": "IF-01", "strand": "infant-feeding", "title": "Breastfeeding at birth", "definition": "{{definition}}", "kind": "rate", "source": "computed",
                  "figure": "breastfeeding.rate", "where": { "point": ["birth"] }, "window": "year-to-date", "baseline": { "months": "2025-26" }, "target": { "perYear": 0.5 }, "tolerance": 0.5, "nationalCode": "BR01a" },
                { "code": "IF-05", "strand": "infant-feeding", "title": "Volunteers", "definition": "Volunteers who were active.", "kind": "people", "source": "submitted", "largestJump": 50 },
                { "code": "IF-06", "strand": "infant-feeding", "title": "Visits at three months", "definition": "Babies visited, of all due.", "kind": "rate", "source": "submitted", "target": { "byYear": { "2026-27": 80 } }, "tolerance": 5 },
                { "code": "IF-91", "strand": "infant-feeding", "title": "Spent this financial year", "definition": "Actual spending since April.", "kind": "money", "source": "computed",
                  "figure": "ledger.spent", "where": { "strand": ["infant-feeding"] }, "window": "year-to-date", "good": "neither" },
                { "code": "PC-01", "strand": "panel", "title": "Panel activities", "definition": "What the panel did since April.", "kind": "count", "source": "computed", "figure": "panel.activities", "window": "year-to-date" },
                { "code": "PC-02", "strand": "panel", "title": "What the panel told us", "definition": "In its words.", "kind": "text", "source": "submitted", "publish": "as-it-is" },
                { "code": "PC-03", "strand": "panel", "title": "Offer published", "definition": "In print and online.", "kind": "milestone", "source": "carried-forward" } ],
              "checks": [ { "parts": ["PC-01"], "atMost": ["IF-91"], "says": "Activities cost at least a pound each." } ] }
            """);
    }

    private void WriteFigures()
    {
        void Write(string source, string name, string heading, IEnumerable<string> rows)
        {
            var folder = Directory.CreateDirectory(Path.Combine(seed, "figures", "sampleton", source)).FullName;
            File.WriteAllLines(Path.Combine(folder, name), rows.Prepend(heading));
        }

        IEnumerable<(int Year, int Month, int Number)> Months(int year) => Enumerable.Range(0, 12).Select(i => (year + ((i + 3) / 12), ((i + 3) % 12) + 1, i + 1));
        foreach (var year in new[] { 2025, 2026, 2027 })
        {
            var name = $"{year}-{(year + 1) % 100}.csv";
            Write("breastfeeding", name, "Month,Point,Due,Totally,Partially,Not at all", Months(year).Select(m => $"{m.Year}-{m.Month:D2},birth,100,{40 + year - 2025 + (m.Number % 3)},10,{50 - year + 2025 - (m.Number % 3)}"));
            Write("ledger", name, "Date,Strand,Type,Kind,Amount", Months(year).Select(m => $"{m.Year}-{m.Month:D2}-15,infant-feeding,revenue,actual,{400 + m.Number}.25"));
            Write("panel", name, "Date,Activity,Parents,Members", Months(year).Select(m => $"{m.Year}-{m.Month:D2}-10,meeting,{6 + (m.Number % 4)},12"));
        }
    }

    [GeneratedRegex(@"http://hub\.example/api/sampleton/returns/(figures|decide)/[A-Za-z0-9_.-]+")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"(?<field>about-[0-9a-f]+)\"")]
    private static partial Regex About();
}
