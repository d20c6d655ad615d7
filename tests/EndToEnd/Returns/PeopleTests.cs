using System.Net;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using HubAutomation.Functions.FundingReturns;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.EndToEnd.Returns;

/// <summary>What people wrote is kept and shown; and nobody is left without an answer: a second lead, a lead with a question, a lead who is late.</summary>
public sealed class PeopleTests(ReturnHub returns) : IClassFixture<ReturnHub>
{
    private const string Coordinator = "coordinator@example.org";

    private readonly Hub hub = returns.Hub;

    [Fact]
    public async Task Two_leads_are_both_asked_see_what_the_other_wrote_and_the_last_answer_counts()
    {
        await WithTwoLeadsAsync();
        await StartAsync("2026-07");
        var (first, second) = (await returns.LinkAsync(ReturnHub.FeedingLead, "July 2026"), await returns.LinkAsync(Coordinator, "July 2026"));
        var mail = Assert.Single(await returns.MailsAsync(Coordinator, "Your figures for July 2026, Infant feeding: please send them by "));
        Assert.Contains("Feeding lead is asked for Infant feeding as well. Either of you can answer.", await hub.Sandbox.PageAsync(mail.Number), StringComparison.Ordinal);
        var opened = await returns.PageAsync(second);

        await returns.PressAsync(first, "save", ("IF-05-value", "9"), ("IF-05-text", "One is on leave."));
        Assert.Contains("Written by Feeding lead on ", await returns.PageAsync(second), StringComparison.Ordinal);

        // The second lead had the page open before: what they did not touch stays as the first has said it.
        await PostAsync(second, opened, "send", ("IF-05-value", ""), ("IF-05-text", ""), ("IF-06-numerator", "17"), ("IF-06-denominator", "20"));
        var state = (await hub.Service<SubmissionStore>().StatesAsync("sampleton", "2026-07", default))["infant-feeding"];
        Assert.Equal((9m, "lead-feeding", "coordinator"), (state.Figures["IF-05"].Value, state.Figures["IF-05"].By, state.Figures["IF-06"].By));
        Assert.DoesNotContain(await hub.Service<WaitingList>().OfAsync("sampleton", "lead-feeding", default), item => item.Return.Month == "2026-07");

        await returns.PressAsync(second, "send", ("IF-05-value", "12"), ("why", "Three were forgotten."));
        Assert.Contains("value=\"12\"", await returns.PageAsync(first), StringComparison.Ordinal);
        Assert.Contains("by coordinator, before by lead-feeding", await AuditedAsync("return-figure-replaced"), StringComparison.Ordinal);
        Assert.Contains("by coordinator, with figures of lead-feeding", await AuditedAsync("return-figures-sent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_may_ask_without_giving_figures_and_the_manager_reads_it_beside_the_return()
    {
        await StartAsync("2026-06");
        var page = await returns.LinkAsync(ReturnHub.FeedingLead, "June 2026");

        var (_, empty) = await returns.PressAsync(page, "note");
        Assert.Contains("Write your note or question", empty, StringComparison.Ordinal);
        var (_, sent) = await returns.PressAsync(page, "note", ("note", "Do <dads> count as volunteers?"), ("IF-05-value", "nine"));

        Assert.Contains("The programme manager has your note.", sent, StringComparison.Ordinal);
        Assert.Contains("value=\"nine\"", sent, StringComparison.Ordinal);
        Assert.Empty((await hub.Service<SubmissionStore>().StatesAsync("sampleton", "2026-06", default))["infant-feeding"].Figures);
        await returns.SendFiguresAsync("June 2026");
        var decide = await returns.LinkAsync(ReturnHub.Manager, "June 2026");
        Assert.Contains("Do &lt;dads&gt; count as volunteers?", await returns.PageAsync(decide), StringComparison.Ordinal);
        Assert.Contains("count as volunteers?", await hub.Sandbox.PageAsync((await returns.MailsAsync(ReturnHub.Manager, "The return for June 2026"))[^1].Number), StringComparison.Ordinal);

        // A further note makes no new draft: it changes no figure.
        await returns.PressAsync(page, "note", ("note", "Never mind."));
        Assert.Equal(1, (await returns.RowAsync("2026-06")).Rounds);
        Assert.Contains("Never mind.", await returns.PageAsync(decide), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_late_lead_is_told_that_the_return_went_on_and_what_then_and_the_stand_in_why_it_is_them()
    {
        await StartAsync("2026-05");
        await returns.SkipToAsync(hub.App.Clock.GetUtcNow().AddDays(20));
        await returns.SkipToAsync(hub.App.Clock.GetUtcNow().AddDays(6));

        var told = Assert.Single(await returns.MailsAsync(ReturnHub.PanelLead, "The return for May 2026 goes on without your figures for Parent-carer panel"));
        Assert.Contains("You can still send them until the return is approved.", await hub.Sandbox.PageAsync(told.Number), StringComparison.Ordinal);
        var standIn = (await returns.MailsAsync(ReturnHub.StandIn, "The return for May 2026 awaits you, in place of Programme manager: please approve it or send it back by "))[0];
        Assert.Contains("You stand in for Programme manager, who has not decided in time.", await hub.Sandbox.PageAsync(standIn.Number), StringComparison.Ordinal);

        // What the mail says is so: the draft is made anew with what comes late.
        await returns.PressAsync(await returns.LinkAsync(ReturnHub.PanelLead, "May 2026"), "send", ("PC-02-text", "More groups."));
        var anew = (await returns.MailsAsync(ReturnHub.Manager, "The return for May 2026 awaits you"))[^1];
        Assert.Contains("What the panel told us: nothing → “More groups.”", WebUtility.HtmlDecode(await hub.Sandbox.PageAsync(anew.Number)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_typed_beside_a_draft_that_was_made_anew_stay_with_their_warnings()
    {
        await StartAsync("2026-04");
        await returns.PressAsync(await returns.LinkAsync(ReturnHub.FeedingLead, "April 2026"), "send", ("IF-05-value", "9"));
        await returns.PressAsync(await returns.LinkAsync(ReturnHub.PanelLead, "April 2026"), "send", ("PC-02-text", "More groups."), ("PC-03-value", "1"));
        var page = await returns.LinkAsync(ReturnHub.Manager, "April 2026");
        var opened = await returns.PageAsync(page);
        var missing = Regex.Match(opened, "for=\"(?<field>about-[0-9a-f]+)\">Warning: Visits at three months has no figure").Groups["field"].Value;

        await returns.PressAsync(await returns.LinkAsync(ReturnHub.FeedingLead, "April 2026"), "send", ("IF-05-value", "12"), ("why", "Three were forgotten."));
        var (_, again) = await PostAsync(page, opened, "send-back", (missing, "Nobody counted."), ("strand", "panel"), ("comment", "Which groups?"));

        Assert.Contains("The figures were computed again since you opened the page", again, StringComparison.Ordinal);
        Assert.Contains(">Nobody counted.</textarea>", again, StringComparison.Ordinal);
        Assert.Contains(">Which groups?</textarea>", again, StringComparison.Ordinal);
        Assert.Contains("value=\"panel\" checked", again, StringComparison.Ordinal);
        Assert.Contains("Volunteers: 9 people → 12 people, by Feeding lead: “Three were forgotten.”", again, StringComparison.Ordinal);
        Assert.Contains(">Nobody counted.</textarea>", await returns.PageAsync(page), StringComparison.Ordinal);
        Assert.Equal(ReturnStatus.AwaitingApproval, (await returns.RowAsync("2026-04")).StatusNow());
        var redraft = (await returns.MailsAsync(ReturnHub.Manager, "The return for April 2026 awaits you"))[^1];
        Assert.Contains("Volunteers: 9 people → 12 people, by Feeding lead: “Three were forgotten.”", WebUtility.HtmlDecode(await hub.Sandbox.PageAsync(redraft.Number)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_typed_on_a_page_that_takes_nothing_any_more_are_shown_back()
    {
        await StartAsync("2026-03");
        var lead = await returns.LinkAsync(ReturnHub.FeedingLead, "March 2026");
        var form = await returns.PageAsync(lead);

        // Open for longer than a form may be: nothing is lost, and the button is pressed once more.
        var (tooLate, shown) = await returns.PostAsync(lead, new FormUrlEncodedContent(new Dictionary<string, string> { ["form"] = "0.AAAA", ["do"] = "send", ["IF-05-value"] = "9", ["IF-05-text"] = "One is ill." }));
        Assert.Equal(HttpStatusCode.BadRequest, tooLate);
        Assert.Contains("The page was open for too long", shown, StringComparison.Ordinal);
        Assert.Contains(">One is ill.</textarea>", shown, StringComparison.Ordinal);

        await returns.SendFiguresAsync("March 2026");
        var (manager, standIn) = (await returns.LinkAsync(ReturnHub.Manager, "March 2026"), await StandInLinkAsync("2026-03"));
        var opened = await returns.PageAsync(standIn);
        await returns.ApproveAsync("March 2026");
        var (_, decided) = await PostAsync(standIn, opened, "send-back", ("strand", "panel"), ("comment", "Which groups?\nAll?"));

        Assert.Contains("Somebody had decided before you pressed the button", decided, StringComparison.Ordinal);
        Assert.Contains("<p>Which groups?</p>", decided, StringComparison.Ordinal);
        Assert.Contains("is approved", await returns.PageAsync(manager), StringComparison.Ordinal);
        var (_, closed) = await PostAsync(lead, form, "send", ("IF-05-value", "11"), ("note", "Two came back."));
        Assert.Contains("The return was approved while you had the page open", closed, StringComparison.Ordinal);
        Assert.Contains("<p>Two came back.</p>", closed, StringComparison.Ordinal);
        Assert.Contains("<dt>Volunteers</dt>", closed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_typed_behind_a_link_that_somebody_else_has_taken_over_are_shown_back_and_nothing_from_elsewhere_is()
    {
        await StartAsync("2026-02");
        var page = await returns.LinkAsync(ReturnHub.PanelLead, "February 2026");
        var form = await returns.PageAsync(page);
        var strands = await StrandsAsync();
        try
        {
            await UploadAsync(strands.Replace("lead-panel", "lead-parents", StringComparison.Ordinal));
            var (status, answer) = await PostAsync(page, form, "send", ("PC-02-text", "More <groups>."));
            var (_, forged) = await returns.PostAsync(page, new FormUrlEncodedContent(new Dictionary<string, string> { ["PC-02-text"] = "Pay here." }), from: "cross-site");

            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.Contains("This is no longer yours", answer, StringComparison.Ordinal);
            Assert.Contains("<dt>What the panel told us, in words</dt>", answer, StringComparison.Ordinal);
            Assert.Contains("<p>More &lt;groups&gt;.</p>", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("Pay here", forged, StringComparison.Ordinal);
        }
        finally
        {
            await UploadAsync(strands);
        }
    }

    [Fact]
    public async Task The_same_wrong_rows_are_asked_about_once_and_last_months_word_is_offered()
    {
        const string bad = "2025-04-20,Infants,revenue,actual,\"1,250.00\"\n";
        var ledger = hub.Storage.Figures.GetBlobClient("sampleton/ledger/2025-26.csv");
        var good = (await ledger.DownloadContentAsync()).Value.Content.ToString();
        await ledger.UploadAsync(BinaryData.FromString(good + bad), overwrite: true);
        await StartAsync("2025-05");
        await returns.PressAsync(await returns.LinkAsync(ReturnHub.FeedingLead, "May 2025"), "send", ("IF-05-value", "9"));
        await returns.PressAsync(await returns.LinkAsync(ReturnHub.PanelLead, "May 2025"), "send", ("PC-02-text", "More groups."), ("PC-03-value", "1"));
        var first = await returns.LinkAsync(ReturnHub.Manager, "May 2025");
        Assert.Contains("ledger/2025-26.csv: 1 row was left out of the figures, £1,250.00 in all.", await returns.PageAsync(first), StringComparison.Ordinal);
        var rows = await returns.PageAsync(new Uri(first.AbsoluteUri + "/rows.html"));
        Assert.Contains("Infants", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("1,250.00\"", rows, StringComparison.Ordinal);
        Assert.Contains("ledger/2025-26.csv,14,Strand,Infants,unknown-strand", await hub.Http.GetStringAsync(new Uri(first.AbsoluteUri + "/rows.csv")), StringComparison.Ordinal);
        await returns.ApproveAsync("May 2025");

        await ledger.UploadAsync(BinaryData.FromString(good + "2025-05-21,Infants,revenue,actual,7.00\n" + bad), overwrite: true);
        await StartAsync("2025-06");
        await returns.PressAsync(await returns.LinkAsync(ReturnHub.FeedingLead, "June 2025"), "send", ("IF-05-value", "9"));
        await returns.PressAsync(await returns.LinkAsync(ReturnHub.PanelLead, "June 2025"), "send", ("PC-02-text", "More groups."), ("PC-03-value", "1"));
        var page = await returns.LinkAsync(ReturnHub.Manager, "June 2025");
        var june = await returns.PageAsync(page);

        Assert.Contains("ledger/2025-26.csv: 1 row was left out of the figures, £7.00 in all.", june, StringComparison.Ordinal);
        Assert.Contains("ledger/2025-26.csv: 1 row is left out of the figures as before, £1,250.00 in all. In the return for May 2025 Programme manager said: “We know.”", june, StringComparison.Ordinal);
        Assert.Contains("In the return for May 2025 Programme manager wrote: “We know.”", june, StringComparison.Ordinal);
        var still = Regex.Matches(june, "name=\"(?<field>still-[0-9a-f]+)\"").Select(match => (match.Groups["field"].Value, "1")).ToArray();
        var (_, approved) = await returns.PressAsync(page, "approve", still);
        Assert.Contains("is being approved", approved, StringComparison.Ordinal);

        // From July on there is nothing new to ask about.
        await StartAsync("2025-07");
        await returns.SendFiguresAsync("July 2025");
        var july = await returns.PageAsync(await returns.LinkAsync(ReturnHub.Manager, "July 2025"));
        Assert.DoesNotContain("Warning: ledger", july, StringComparison.Ordinal);
        Assert.Contains("ledger/2025-26.csv: 2 rows are left out of the figures as before, £1,257.00 in all.", july, StringComparison.Ordinal);
        await ledger.UploadAsync(BinaryData.FromString(good), overwrite: true);
    }

    [Fact]
    public async Task Another_version_says_what_was_revised_and_why_to_the_public_without_telephone_numbers()
    {
        await StartAsync("2025-10");
        await returns.SendFiguresAsync("October 2025", volunteers: 40);
        await returns.ApproveAsync("October 2025");
        await hub.App.AdvanceAsync(TimeSpan.FromMinutes(15));
        await hub.StartRunAsync(ReturnWorkflows.BuildName, new { month = "2025-10", reason = "Twenty volunteers were forgotten. Call Jo Park on 0151 496 0123.", askAgain = "infant-feeding" });
        await hub.App.SettleAsync();
        await returns.PressAsync(await returns.LinkAsync(ReturnHub.FeedingLead, "October 2025, version 2"), "send", ("IF-05-value", "60"), ("why", "The second list was missing."));

        var page = await returns.PageAsync(await returns.LinkAsync(ReturnHub.Manager, "October 2025, version 2"));
        Assert.Contains("Volunteers: 40 people → 60 people, by Feeding lead: “The second list was missing.”", page, StringComparison.Ordinal);
        await returns.ApproveAsync("October 2025, version 2");

        var raw = await hub.Http.GetStringAsync(new Uri("api/sampleton/returns/documents/2025-10/report.html", UriKind.Relative));
        Assert.Contains("Changed since version 1", raw, StringComparison.Ordinal);
        Assert.Contains("40 people → 60 people, by Feeding lead: “The second list was missing.”", raw, StringComparison.Ordinal);
        var published = await hub.Http.GetStringAsync(new Uri("api/sampleton/returns/published/2025-10/report.html", UriKind.Relative));
        Assert.Contains("<dt>Revised</dt><dd class=\"url\">Twenty volunteers were forgotten.</dd>", published, StringComparison.Ordinal);
        Assert.Contains("<dt>What changed</dt><dd class=\"url\">Volunteers</dd>", published, StringComparison.Ordinal);
        Assert.DoesNotContain("0123", published, StringComparison.Ordinal);
        Assert.DoesNotContain("Jo Park", published, StringComparison.Ordinal);
        var first = await hub.Http.GetStringAsync(new Uri("api/sampleton/returns/published/2025-10/report.html?version=1", UriKind.Relative));
        Assert.DoesNotContain("Revised", first, StringComparison.Ordinal);
    }

    private async Task StartAsync(string month)
    {
        // The mail service takes only so many mails a minute and an hour.
        await hub.App.AdvanceAsync(TimeSpan.FromMinutes(15));
        await hub.StartRunAsync(ReturnWorkflows.BuildName, new { month });
        await hub.App.SettleAsync();
    }

    /// <summary>Presses a button of a page as it was when it was opened.</summary>
    private Task<(HttpStatusCode Status, string Page)> PostAsync(Uri page, string opened, string button, params (string Field, string Value)[] fields)
    {
        var all = Regex.Matches(opened, "<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"").DistinctBy(match => match.Groups["name"].Value)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);
        all["do"] = button;
        foreach (var (field, value) in fields)
            all[field] = value;
        return returns.PostAsync(page, new FormUrlEncodedContent(all));
    }

    private async Task<Uri> StandInLinkAsync(string month)
    {
        var link = await hub.Service<HubAutomation.Shared.FundingReturns.Steps.ReturnLinks>().DecideUrlAsync(await returns.RowAsync(month), "deputy", default);
        return new Uri(hub.Http.BaseAddress!, new Uri(link).PathAndQuery);
    }

    private async Task<string> AuditedAsync(string what) =>
        string.Join('\n', (await hub.Storage.Audit.QueryAsync<TableEntity>().Where(row => row.GetString("What") == what).ToListAsync()).Select(row => row.GetString("Details")));

    private async Task WithTwoLeadsAsync()
    {
        const string one = "\"lead\": { \"id\": \"lead-feeding\", \"name\": \"Feeding lead\", \"email\": \"lead-feeding@example.org\" }";
        await UploadAsync((await StrandsAsync()).Replace(one, $"\"leads\": [ {one["\"lead\": ".Length..]}, {{ \"id\": \"coordinator\", \"name\": \"Coordinator\", \"email\": \"{Coordinator}\" }} ]", StringComparison.Ordinal));
    }

    private async Task<string> StrandsAsync() => (await hub.Storage.Configuration.GetBlobClient("sampleton/strands.json").DownloadContentAsync()).Value.Content.ToString();

    private async Task UploadAsync(string strands) => await hub.Storage.Configuration.GetBlobClient("sampleton/strands.json").UploadAsync(BinaryData.FromString(strands), overwrite: true);
}
