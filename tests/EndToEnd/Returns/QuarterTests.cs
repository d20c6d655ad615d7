using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HubAutomation.Functions.FundingReturns;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Testing.Hub;
using NodaTime.Text;

namespace HubAutomation.EndToEnd.Returns;

/// <summary>Quarters rolled up from monthly returns that leads have filled in and the manager has approved.</summary>
public sealed class QuarterTests : IAsyncLifetime
{
    private readonly string seed = Directory.CreateTempSubdirectory("hub-seed-").FullName;
    private Hub hub = null!;
    private ReturnHub people = null!;

    public async Task InitializeAsync()
    {
        InventedTimetable.WriteConfiguration(seed);
        WriteStrands();
        InventedReturns.WriteFigures(seed);

        // Nine children come every month, and a tenth in June and in February.
        WriteAttendance("2025-26.csv", (1, 9), (2, 10), (3, 9));
        WriteAttendance("2026-27.csv", (4, 9), (5, 9), (6, 10));
        hub = await Hub.StartAsync(seed);
        people = new ReturnHub(hub);
    }

    public async Task DisposeAsync()
    {
        await hub.DisposeAsync();
        Directory.Delete(seed, recursive: true);
    }

    [Fact]
    public async Task Who_came_in_each_of_three_months_counts_once_and_the_national_file_has_the_quarter()
    {
        foreach (var month in (string[])["2026-04", "2026-05", "2026-06"])
            await FreezeAsync(month);

        var (outcome, summary) = await RollUpAsync("2026-27-q1");

        Assert.Equal("RolledUp", outcome);
        Assert.StartsWith(
            "The returns of April to June 2026 (Q1 2026-27) are rolled up from 3 of 3 months (2026-04 v1, 2026-05 v1, 2026-06 v1): 7 of 7 figures, 0 errors, 1 warning. Documents: api/sampleton/returns/documents/2026-27-q1/return.xlsx, ",
            summary, StringComparison.Ordinal);
        foreach (var address in summary.Split("Documents: ")[1].Split(", "))
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(address));

        var figures = await FactsAsync("documents/2026-27-q1/facts.json");
        Assert.Equal((10m, 28m), (Value(figures, "AT-01"), Value(figures, "AT-02"))); // children, and their visits: 9 + 9 + 10
        Assert.Equal(85m, Value(figures, "IF-06")); // 17 of 20 three times
        Assert.False(figures["IF-05"].TryGetProperty("value", out _));
        Assert.Equal("between 9 and 27", figures["IF-05"].GetProperty("text").GetString());
        Assert.Equal("Parents asked for a Saturday group.", figures["PC-02"].GetProperty("text").GetString());
        Assert.Equal(1m, Value(figures, "PC-03"));

        // Breastfeeding is typed into a form, and who came is uploaded.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("api/sampleton/returns/documents/2026-27-q1/national.xlsx"));
        Assert.Equal(
            [
                "ServiceName,QSU01,QSU02,QSU03,QSU05",
                "Service Name,Was the service '{serviceName}' delivered for users this quarter?,Do you have data on the number of users who accessed this service this quarter?,\"Overall, how many service users have used this service?\",Have you used a method for counting unique individuals who attend this service?",
                "Stay and play,yes,yes,10,yes",
            ],
            (await GetAsync("documents/2026-27-q1/service-users.csv")).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries));

        var frozen = await people.RowAsync("2026-05");
        var report = await GetAsync("documents/2026-27-q1/report.html");
        Assert.Contains($"Fingerprint {frozen.Fingerprint}", report, StringComparison.Ordinal);
        Assert.Contains("Somebody who came in two months would count twice.", report, StringComparison.Ordinal);
        Assert.DoesNotContain(frozen.Fingerprint!, await GetAsync("published/2026-27-q1/report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_that_is_not_frozen_is_said_and_nothing_is_published_until_it_is()
    {
        await FreezeAsync("2026-01");
        await FreezeAsync("2026-03");

        var tried = await RollUpAsync("2025-26-q4", dryRun: true);
        Assert.Equal(("DryRun", "7 measures of January to March 2026 (Q4 2025-26) would be rolled up from 2 of 3 months (2026-01 v1, 2026-03 v1). Nothing was written."), tried);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("api/sampleton/returns/documents/2025-26-q4/return.xlsx"));

        await RollUpAsync("2025-26-q4");
        var report = await GetAsync("documents/2025-26-q4/report.html");
        Assert.Contains("Rolled up from 2 of 3 months; February 2026 is not frozen", report, StringComparison.Ordinal);
        Assert.Contains("February 2026 is not frozen: nothing that leads have said for it is in here", report, StringComparison.Ordinal);
        Assert.Equal("at least 9", (await FactsAsync("documents/2025-26-q4/facts.json"))["IF-05"].GetProperty("text").GetString());
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("api/sampleton/returns/published/2025-26-q4/report.html"));

        // Rolled up again once February is frozen, it takes the place of what was there; and once more, nothing changes.
        await FreezeAsync("2026-02");
        await RollUpAsync("2025-26-q4");
        Assert.Equal(85m, Value(await FactsAsync("documents/2025-26-q4/facts.json"), "IF-06"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("api/sampleton/returns/published/2025-26-q4/report.html"));
        var workbook = await hub.Http.GetByteArrayAsync(new Uri("api/sampleton/returns/documents/2025-26-q4/return.xlsx", UriKind.Relative));
        await RollUpAsync("2025-26-q4");
        Assert.Equal(workbook, await hub.Http.GetByteArrayAsync(new Uri("api/sampleton/returns/documents/2025-26-q4/return.xlsx", UriKind.Relative)));
        Assert.True((await hub.Service<ChainCheck>().CheckAsync("sampleton", default)).IsWhole);
    }

    [Fact]
    public async Task A_file_that_was_changed_after_its_month_was_frozen_shows_in_the_quarter_and_in_the_year()
    {
        await FreezeAsync("2026-01");
        WriteAttendance("2025-26.csv", (1, 12), (2, 10), (3, 9));
        await hub.Storage.Figures.GetBlobClient("sampleton/attendance/2025-26.csv").UploadAsync(Path.Combine(seed, "figures", "sampleton", "attendance", "2025-26.csv"), overwrite: true);
        await FreezeAsync("2026-02");
        await FreezeAsync("2026-03");

        await RollUpAsync("2025-26-q4");
        Assert.Contains(
            "Visits: computed anew it is 31 for January to March 2026 (Q4 2025-26), while the frozen months add up to 28.", await GetAsync("documents/2025-26-q4/report.html"), StringComparison.Ordinal);

        var (outcome, summary) = await RollUpAsync("2025-26");
        Assert.Equal("RolledUp", outcome);
        Assert.StartsWith("The returns of the year 2025-26 are rolled up from 3 of 12 months (2026-01 v1, 2026-02 v1, 2026-03 v1)", summary, StringComparison.Ordinal);
        Assert.Contains("Yearly return: 2025-26", await GetAsync("documents/2025-26/report.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "period": "2026-08" }""", "The parameter \"period\" is \"2026-08\". It must be a quarter like 2026-27-q3 or a financial year like 2026-27, from 2022-23 on, whose last month is over (2026-08 or before).")]
    [InlineData("""{ "dryRun": true }""", "The parameter \"period\" is missing. It must be a quarter like 2026-27-q3 or a financial year like 2026-27, from 2022-23 on, whose last month is over (2026-08 or before).")]
    [InlineData("""{ "period": "2026-27-q2" }""", "The parameter \"period\" is \"2026-27-q2\". It must be a quarter like 2026-27-q3 or a financial year like 2026-27, from 2022-23 on, whose last month is over (2026-08 or before).")]
    [InlineData("""{ "period": "2025-26-q3" }""", "No month of October to December 2025 (Q3 2025-26) is frozen, so there is nothing to roll up. Build the returns of its months and have them approved, then roll them up.")]
    [InlineData("""{ "period": "2025-26-q3", "dryRun": true }""", "No month of October to December 2025 (Q3 2025-26) is frozen, so there is nothing to roll up. Build the returns of its months and have them approved, then roll them up.")]
    public async Task What_is_no_period_or_has_nothing_to_roll_up_is_refused_in_words(string parameters, string sentence)
    {
        using var answer = await hub.Http.PostAsync(
            new Uri($"api/sampleton/workflows/{ReturnWorkflows.RollUpName}", UriKind.Relative), new StringContent(parameters, null, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(sentence, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }

    private async Task FreezeAsync(string month)
    {
        var run = await hub.StartRunAsync(ReturnWorkflows.BuildName, new { month });
        await hub.App.SettleAsync();
        var name = MonthSpan.Name(YearMonthPattern.Iso.Parse(month).Value);
        await people.SendFiguresAsync(name);
        await people.ApproveAsync(name);
        Assert.Equal("Frozen", (await hub.FinishAsync(run)).Outcome);
    }

    private async Task<(string Outcome, string Summary)> RollUpAsync(string period, bool dryRun = false)
    {
        var run = await hub.FinishAsync(await hub.StartRunAsync(ReturnWorkflows.RollUpName, new { period, dryRun }));
        return (run.Outcome!, run.Summary!);
    }

    private Task<string> GetAsync(string document) => hub.Http.GetStringAsync(new Uri($"api/sampleton/returns/{document}", UriKind.Relative));

    private async Task<HttpStatusCode> StatusAsync(string address)
    {
        using var answer = await hub.Http.GetAsync(new Uri(address, UriKind.Relative));
        return answer.StatusCode;
    }

    private async Task<Dictionary<string, JsonElement>> FactsAsync(string document) =>
        JsonSerializer.Deserialize<JsonElement>(await GetAsync(document)).EnumerateArray().ToDictionary(fact => fact.GetProperty("measure").GetString()!);

    private static decimal Value(Dictionary<string, JsonElement> facts, string measure) => facts[measure].GetProperty("value").GetDecimal();

    private void WriteAttendance(string name, params (int Month, int Children)[] months)
    {
        var folder = Directory.CreateDirectory(Path.Combine(seed, "figures", "sampleton", "attendance")).FullName;
        var year = int.Parse(name.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture);
        File.WriteAllLines(
            Path.Combine(folder, name),
            months.SelectMany(month => Enumerable.Range(1, month.Children).Select(child => $"C-{child},{(month.Month < 4 ? year + 1 : year)}-{month.Month:D2}-05,Hub 1,Stay and play,child,"))
                .Prepend("Person,Date,Place,Programme,Role,Delivery"));
    }

    private void WriteStrands() => File.WriteAllText(Path.Combine(seed, "configuration", "sampleton", "strands.json"), """
        { "manager": { "id": "manager", "name": "Programme manager", "email": "manager@example.org" },
          "strands": [
            { "id": "infant-feeding", "name": "Infant feeding", "lead": { "id": "lead-feeding", "name": "Feeding lead", "email": "lead-feeding@example.org" } },
            { "id": "panel", "name": "Parent-carer panel", "lead": { "id": "lead-panel", "name": "Panel lead", "email": "lead-panel@example.org" } } ],
          "measures": [
            { "code": "AT-01", "strand": "infant-feeding", "title": "Children who came", "definition": "Each child once.", "kind": "people", "source": "computed", "figure": "attendance.people", "nationalCode": "QSU03", "nationalService": "Stay and play" },
            { "code": "AT-02", "strand": "infant-feeding", "title": "Visits", "definition": "Each visit.", "kind": "count", "source": "computed", "figure": "attendance.visits" },
            { "code": "IF-01", "strand": "infant-feeding", "title": "Breastfeeding at birth", "definition": "Of all born.", "kind": "rate", "source": "computed",
              "figure": "breastfeeding.rate", "where": { "point": ["birth"] }, "nationalCode": "BR01a" },
            { "code": "IF-05", "strand": "infant-feeding", "title": "Volunteers", "definition": "Volunteers who were active.", "kind": "people", "source": "submitted" },
            { "code": "IF-06", "strand": "infant-feeding", "title": "Visits at three months", "definition": "Babies visited, of all due.", "kind": "rate", "source": "submitted", "target": { "byYear": { "2026-27": 80 } } },
            { "code": "PC-02", "strand": "panel", "title": "What the panel told us", "definition": "In its words.", "kind": "text", "source": "submitted", "publish": "as-it-is" },
            { "code": "PC-03", "strand": "panel", "title": "Offer published", "definition": "In print and online.", "kind": "milestone", "source": "carried-forward" } ] }
        """);
}
