using System.Net.Http.Json;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using HubAutomation.Functions.FundingReturns;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Storage;

namespace HubAutomation.EndToEnd.Returns;

/// <summary>
/// A year of monthly returns on the test's clock: opened by themselves on the first working day, with late leads, a strand sent back, a hub
/// that dies in every step, a correction after freezing, a definition that changes in April, and a manager on leave.
/// </summary>
public sealed class YearOfReturnsTests(ReturnHub returns) : IClassFixture<ReturnHub>
{
    private readonly Hub hub = returns.Hub;

    [Fact]
    public async Task Twelve_frozen_returns_and_a_chain_that_is_whole()
    {
        // The change of April is in the configuration long before.
        InventedReturns.WriteStrands(returns.Seed, opensByItself: true, "2027-04-01", "Babies who are breastfed within 48 hours, of all born.");

        await MonthAsync(2026, 9, LateLeadsAsync);
        await MonthAsync(2026, 10, SentBackAsync);
        await MonthAsync(2026, 11, DyingAsync);
        await MonthAsync(2026, 12, InOrderAsync);
        await CorrectedAsync("2026-11", "November 2026");
        await MonthAsync(2027, 1, InOrderAsync);
        await MonthAsync(2027, 2, ManagerOnLeaveAsync);
        await MonthAsync(2027, 3, InOrderAsync);
        await MonthAsync(2027, 4, ChangedDefinitionAsync);
        await MonthAsync(2027, 5, StartedAnewAsync);
        await MonthAsync(2027, 6, InOrderAsync);
        await MonthAsync(2027, 7, InOrderAsync);
        await MonthAsync(2027, 8, InOrderAsync);

        var rows = await returns.Returns.ListAsync("sampleton", new MonthSpan(new(2026, 9), new(2027, 8)), default);
        Assert.All(rows, row => Assert.Equal(ReturnStatus.Frozen, row.StatusNow()));
        Assert.Equal(12, rows.Select(row => row.Name().Month).Distinct().Count());
        Assert.Equal(13, rows.Count);
        Assert.Equal((true, 13), await ChainAsync());
        Assert.All((await hub.Sandbox.MailsAsync()).Where(mail => mail.Subject.StartsWith("Return for", StringComparison.Ordinal)).GroupBy(mail => (mail.Subject, mail.To[0])), mails => Assert.Single(mails));

        // Last year's definition stays with last year's returns, and a measure's course takes the newest version of each month.
        Assert.Equal("Babies who are breastfed at birth, of all born.", await DefinitionAsync("2027-03"));
        Assert.Equal("Babies who are breastfed within 48 hours, of all born.", await DefinitionAsync("2027-04"));
        var volunteers = await returns.Returns.OverTimeAsync("sampleton", "IF-05", new MonthSpan(new(2026, 9), new(2027, 8)), default);
        Assert.Equal([null, 9m, 14m, .. Enumerable.Repeat<decimal?>(9m, 9)], volunteers.Select(point => point.Line.Value));
        Assert.Equal(2, volunteers[2].Return.Version);

        await TamperAsync("2027-02");
        var report = await hub.Http.GetFromJsonAsync<JsonElement>("api/sampleton/returns/chain");
        Assert.Equal("February 2027: its lines are not those that were frozen on 2027-03-10.", Assert.Single(report.GetProperty("breaks").EnumerateArray()).GetString());
    }

    /// <summary>Opens by itself when the month is over, goes its way, and is frozen in the end.</summary>
    private async Task MonthAsync(int year, int month, Func<string, string, Task> goAsync)
    {
        var next = new DateTimeOffset(year, month, 1, 8, 6, 0, TimeSpan.Zero).AddMonths(1);
        while (next.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || next is { Month: 1, Day: 1 })
            next = next.AddDays(1);
        await returns.SkipToAsync(next);
        var (key, name) = ($"{year}-{month:D2}", MonthSpan.Name(new(year, month)));
        Assert.Equal(ReturnStatus.Collecting, (await returns.RowAsync(key)).StatusNow());
        await goAsync(key, name);
        Assert.Equal(ReturnStatus.Frozen, (await returns.RowAsync(key)).StatusNow());
    }

    private async Task InOrderAsync(string key, string month)
    {
        await returns.SendFiguresAsync(month);
        await returns.ApproveAsync(month);
    }

    private async Task LateLeadsAsync(string key, string month)
    {
        await returns.PressAsync(await returns.LinkAsync(ReturnHub.PanelLead, month), "send", ("PC-02-text", "More prams, please."), ("PC-03-value", "1"));
        await DaysAsync(5);
        Assert.Single(await returns.MailsAsync(ReturnHub.FeedingLead, "are due"));
        Assert.Empty(await returns.MailsAsync(ReturnHub.PanelLead, "are due"));
        await DaysAsync(3);
        Assert.Single(await returns.MailsAsync(ReturnHub.Manager, "are late"));
        await DaysAsync(5);
        Assert.Equal(ReturnStatus.AwaitingApproval, (await returns.RowAsync(key)).StatusNow());
        Assert.Contains("Infant feeding has not been sent by its lead", await returns.PageAsync(await returns.LinkAsync(ReturnHub.Manager, "awaits you")), StringComparison.Ordinal);
        await returns.ApproveAsync($"{month} awaits you");
    }

    private async Task SentBackAsync(string key, string month)
    {
        await returns.SendFiguresAsync(month, volunteers: 90);
        var page = await returns.LinkAsync(ReturnHub.Manager, month);
        await returns.PressAsync(page, "send-back", ("strand", "infant-feeding"), ("comment", "Ninety volunteers?"));
        var asked = await returns.LinkAsync(ReturnHub.FeedingLead, month);
        Assert.Contains("Ninety volunteers?", await returns.PageAsync(asked), StringComparison.Ordinal);

        var (_, unexplained) = await returns.PressAsync(asked, "send", ("IF-05-value", "9"), ("IF-06-numerator", "17"), ("IF-06-denominator", "20"));
        Assert.Contains("You change figures that were sent before. Say why", unexplained, StringComparison.Ordinal);
        await returns.PressAsync(asked, "send", ("IF-05-value", "9"), ("IF-06-numerator", "17"), ("IF-06-denominator", "20"), ("why", "A slip of the finger."));

        Assert.Equal(2, (await returns.RowAsync(key)).Rounds);
        await returns.ApproveAsync(month);
    }

    /// <summary>Before and after every single step the hub dies, and nothing is asked, mailed or frozen twice.</summary>
    private async Task DyingAsync(string key, string month)
    {
        var before = hub.App.Deaths;
        hub.App.DiesInEveryStep = true;
        await returns.SendFiguresAsync(month);
        await returns.ApproveAsync(month);
        await hub.App.SettleAsync();
        hub.App.DiesInEveryStep = false;
        Assert.True(hub.App.Deaths - before > 20, $"died {hub.App.Deaths - before} times");
        Assert.Single(await returns.MailsAsync(ReturnHub.Manager, $"The return for {month} awaits you"));
    }

    private async Task CorrectedAsync(string key, string month)
    {
        var run = await hub.StartRunAsync(ReturnWorkflows.BuildName, new { month = key, reason = "Five volunteers were forgotten", askAgain = "infant-feeding" });
        await hub.App.SettleAsync();
        await returns.PressAsync(
            await returns.LinkAsync(ReturnHub.FeedingLead, $"{month}, version 2"), "send",
            ("IF-05-value", "14"), ("IF-06-numerator", "17"), ("IF-06-denominator", "20"), ("why", "Five were forgotten."));
        await returns.ApproveAsync($"The return for {month}, version 2 awaits you");
        Assert.Equal("Frozen", (await hub.FinishAsync(run)).Outcome);
        Assert.Contains("9 people", await returns.PageAsync(await returns.LinkAsync(ReturnHub.FeedingLead, $"Your figures for {month}")), StringComparison.Ordinal);
        Assert.Equal(("Five volunteers were forgotten", 2), (await returns.RowAsync(key, 2)) is var row ? (row.Reason, row.Name().Version) : default);
    }

    private async Task ManagerOnLeaveAsync(string key, string month)
    {
        await returns.SendFiguresAsync(month);
        await DaysAsync(9);
        Assert.Contains("approval", await WaitingAsync("deputy"), StringComparison.Ordinal);
        await returns.ApproveAsync(month, ReturnHub.StandIn);
        Assert.DoesNotContain(key, await WaitingAsync("deputy"), StringComparison.Ordinal);
        Assert.Equal("deputy", (await returns.RowAsync(key)).FrozenBy);
    }

    private Task<string> WaitingAsync(string person) => hub.Http.GetStringAsync(new Uri($"api/sampleton/returns/waiting/{person}", UriKind.Relative));

    private async Task ChangedDefinitionAsync(string key, string month)
    {
        await returns.SendFiguresAsync(month);
        var page = await returns.PageAsync(await returns.LinkAsync(ReturnHub.Manager, month));
        Assert.Contains("Breastfeeding at birth cannot be compared with last month&#39;s: its definition changed.", page, StringComparison.Ordinal);
        await returns.ApproveAsync(month);
    }

    private async Task StartedAnewAsync(string key, string month)
    {
        await returns.SendFiguresAsync(month);
        var first = (await returns.RowAsync(key)).RunId;
        var second = await hub.StartRunAsync(ReturnWorkflows.BuildName, new { month = key, restart = true });
        await hub.App.SettleAsync();
        Assert.NotEqual(first, second);
        await returns.ApproveAsync(month);
        Assert.Equal("Frozen", (await hub.FinishAsync(second)).Outcome);
    }

    private Task DaysAsync(int days) => returns.SkipToAsync(hub.App.Clock.GetUtcNow().AddDays(days));

    private async Task<(bool, int)> ChainAsync()
    {
        var report = await hub.Http.GetFromJsonAsync<JsonElement>("api/sampleton/returns/chain");
        return (report.GetProperty("isWhole").GetBoolean(), report.GetProperty("returns").GetInt32());
    }

    private async Task<string> DefinitionAsync(string month) =>
        (await hub.Service<ReturnBlobs>().LoadAsync(new ReturnRef("sampleton", month, 1), default))!.Settings.Find("IF-01")!.Definition;

    private async Task TamperAsync(string month)
    {
        var row = (await hub.Storage.ReturnLines.GetEntityAsync<TableEntity>($"sampleton.{month}.001", "001.IF-05")).Value;
        row["Line"] = row.GetString("Line").Replace("\"value\":9", "\"value\":10", StringComparison.Ordinal);
        await hub.Storage.ReturnLines.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace);
    }
}
