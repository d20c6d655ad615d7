using System.Net;
using HubAutomation.Functions.FundingReturns;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.EndToEnd.Returns;

/// <summary>What is held against what was there before: files against files, questions against questions.</summary>
public sealed class JudgedReturnTests(ReturnHub returns) : IClassFixture<ReturnHub>
{
    private const string Volunteers = "Volunteers who were active.";

    private readonly Hub hub = returns.Hub;

    [Fact]
    public async Task A_definition_that_changed_and_a_measure_that_is_new_are_asked_for_in_the_next_version_and_no_old_answer_stands_for_them()
    {
        await StartAsync(new { month = "2026-07" });
        await returns.SendFiguresAsync("July 2026");
        await returns.ApproveAsync("July 2026");

        await WithStrandsAsync(
            strands => strands.Replace(Volunteers, "Volunteers who were active at least twice.", StringComparison.Ordinal)
                .Replace("""{ "code": "IF-06",""", """{ "code": "IF-07", "strand": "infant-feeding", "title": "Peer groups", "definition": "Groups that met.", "kind": "count", "source": "submitted" }, { "code": "IF-06",""", StringComparison.Ordinal),
            async () =>
            {
                await StartAsync(new { month = "2026-07", reason = "The board counts volunteers otherwise." });

                Assert.Equal(ReturnStatus.Collecting, (await returns.RowAsync("2026-07", 2)).StatusNow());
                Assert.Empty(await returns.MailsAsync(ReturnHub.PanelLead, "July 2026, version 2"));
                var asked = Assert.Single(await returns.MailsAsync(ReturnHub.FeedingLead, "July 2026, version 2"));
                Assert.Contains("something is asked that was not: Volunteers, Peer groups. What you said to it before is not used.", await hub.Sandbox.PageAsync(asked.Number), StringComparison.Ordinal);
                var link = await returns.LinkAsync(ReturnHub.FeedingLead, "July 2026, version 2");
                var page = await returns.PageAsync(link);
                Assert.Contains("<strong>Asked anew:</strong> Volunteers, Peer groups.", page, StringComparison.Ordinal);
                Assert.Contains("name=\"IF-05-value\" value=\"\"", page, StringComparison.Ordinal);
                Assert.Contains("name=\"IF-06-numerator\" value=\"17\"", page, StringComparison.Ordinal);

                // An answer to what was not asked before is no correction that wants a reason.
                var (status, _) = await returns.PressAsync(link, "send", ("IF-05-value", "6"), ("IF-07-value", "3"), ("IF-06-numerator", "17"), ("IF-06-denominator", "20"));

                Assert.Equal(HttpStatusCode.OK, status);
                var decide = await returns.PageAsync(await returns.LinkAsync(ReturnHub.Manager, "July 2026, version 2"));
                Assert.Contains("Volunteers cannot be compared with version 1&#39;s: its definition changed.", decide, StringComparison.Ordinal);
                await returns.ApproveAsync("July 2026, version 2");
                var lines = await returns.Returns.OverTimeAsync("sampleton", "IF-05", MonthSpan.Of(new(2026, 7)), default);
                Assert.Equal((2, 6m), Assert.Single(lines) is var (name, line) ? (name.Version, line.Value!.Value) : default);
            });
    }

    [Fact]
    public async Task A_target_that_changes_while_the_manager_has_the_draft_is_a_question_that_nobody_has_answered()
    {
        await StartAsync(new { month = "2026-06" });
        await returns.SendFiguresAsync("June 2026");
        var link = await returns.LinkAsync(ReturnHub.Manager, "June 2026");

        await WithStrandsAsync(
            strands => strands.Replace("\"2026-27\": 80", "\"2026-27\": 95", StringComparison.Ordinal),
            async () =>
            {
                await returns.PressAsync(link, "compute-again");
                var page = await returns.PageAsync(link);
                Assert.Contains("Infant feeding was sent, and what it is asked has changed since: Visits at three months. It has not been sent again", page, StringComparison.Ordinal);
                Assert.Contains("Visits at three months has no figure: what is asked changed after the lead had answered, and it was not answered again.", page, StringComparison.Ordinal);

                await returns.PressAsync(link, "send-back", ("strand", "infant-feeding"), ("comment", "The target is 95 now."));
                Assert.Equal(2, (await returns.MailsAsync(ReturnHub.FeedingLead, "June 2026")).Count);
                await returns.PressAsync(await returns.LinkAsync(ReturnHub.FeedingLead, "June 2026"), "send", ("IF-05-value", "9"), ("IF-06-numerator", "19"), ("IF-06-denominator", "20"));

                var visits = (await hub.Service<ReturnBlobs>().LoadAsync(new ReturnRef("sampleton", "2026-06", 1), default))!.Lines.Single(line => line.Measure == "IF-06");
                Assert.Equal((95m, 95m), (visits.Value!.Value, visits.Target!.Value));
                Assert.DoesNotContain("has not been sent again", await returns.PageAsync(link), StringComparison.Ordinal);
            });
    }

    [Fact]
    public async Task A_ledger_without_a_strand_that_it_had_sent_as_a_correction_cannot_be_approved_unseen()
    {
        var ledger = hub.Storage.Figures.GetBlobClient("sampleton/ledger/2026-27.csv");
        await StartAsync(new { month = "2026-05" });
        await returns.SendFiguresAsync("May 2026");
        await returns.ApproveAsync("May 2026");
        var whole = (await ledger.DownloadContentAsync()).Value.Content;
        await ledger.UploadAsync(BinaryData.FromString("Date,Strand,Type,Kind,Amount\n2026-04-15,panel,revenue,actual,10.00\n2026-05-15,panel,revenue,actual,20.00\n"), overwrite: true);

        await StartAsync(new { month = "2026-05", reason = "The panel's rooms were forgotten." });

        var link = await returns.LinkAsync(ReturnHub.Manager, "May 2026, version 2");
        var page = await returns.PageAsync(link);
        Assert.Contains("ledger says nothing for May 2026 of the strand Infant feeding (£402.25 in 1 row before the file was replaced).", page, StringComparison.Ordinal);
        Assert.Contains("ledger no longer has what was counted before of the strand Infant feeding (April 2026: £401.25 in 1 row).", page, StringComparison.Ordinal);
        Assert.Contains("Spent this financial year is £0, and was £804 in version 1.", page, StringComparison.Ordinal);
        var (status, _) = await returns.PressAsync(link, "approve");
        Assert.Equal(HttpStatusCode.BadRequest, status);

        await ledger.UploadAsync(whole, overwrite: true);
        await returns.PressAsync(link, "compute-again");

        Assert.DoesNotContain("ledger ", await returns.PageAsync(link), StringComparison.Ordinal);
        await returns.ApproveAsync("May 2026, version 2");
    }

    [Fact]
    public async Task A_file_that_is_replaced_while_the_manager_has_the_draft_is_held_against_itself()
    {
        var ledger = hub.Storage.Figures.GetBlobClient("sampleton/ledger/2025-26.csv");
        await StartAsync(new { month = "2026-01" });
        await returns.SendFiguresAsync("January 2026");
        await ledger.UploadAsync(BinaryData.FromString("Date,Strand,Type,Kind,Amount\n2026-01-15,panel,revenue,actual,10.00\n"), overwrite: true);
        var link = await returns.LinkAsync(ReturnHub.Manager, "January 2026");

        await returns.PressAsync(link, "compute-again");

        Assert.Contains("ledger says nothing for January 2026 of the strand Infant feeding (£410.25 in 1 row before the file was replaced).", await returns.PageAsync(link), StringComparison.Ordinal);
    }

    private async Task StartAsync(object parameters)
    {
        // The mail service takes only so many mails a minute and an hour.
        await hub.App.AdvanceAsync(TimeSpan.FromMinutes(15));
        await hub.StartRunAsync(ReturnWorkflows.BuildName, parameters);
        await hub.App.SettleAsync();
    }

    private async Task WithStrandsAsync(Func<string, string> change, Func<Task> doAsync)
    {
        var (file, blob) = (Path.Combine(returns.Seed, "configuration", "sampleton", "strands.json"), hub.Storage.Configuration.GetBlobClient("sampleton/strands.json"));
        var before = await File.ReadAllTextAsync(file);
        Assert.NotEqual(before, change(before));
        await blob.UploadAsync(BinaryData.FromString(change(before)), overwrite: true);
        try
        {
            await doAsync();
        }
        finally
        {
            await blob.UploadAsync(file, overwrite: true);
        }
    }
}
