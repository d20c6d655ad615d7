using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using HubAutomation.EndToEnd.Returns;
using HubAutomation.Functions.Backups;
using HubAutomation.Functions.FundingReturns;
using HubAutomation.Shared.Backups;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Messages;
using HubAutomation.Shared.Platform.Links;
using HubAutomation.Shared.Platform.Mail.Subscriptions;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.EndToEnd.Backups;

/// <summary>A restore brings back what was lost, and nothing that was frozen, used up or taken back since.</summary>
public sealed class RestoreOfFrozenTests(ReturnHub returns) : IClassFixture<ReturnHub>
{
    private readonly Hub hub = returns.Hub;

    [Fact]
    public async Task A_return_that_was_frozen_since_stays_frozen_and_its_chain_whole_and_a_lost_table_comes_back()
    {
        await FreezeAsync("2026-05", "May 2026");
        var second = await hub.StartRunAsync(ReturnWorkflows.BuildName, new { month = "2026-06" });
        await hub.App.SettleAsync();
        var whileOpen = await ExportAsync();
        await returns.SendFiguresAsync("June 2026");
        await returns.ApproveAsync("June 2026");
        Assert.Equal("Frozen", (await hub.FinishAsync(second)).Outcome);
        var frozen = await ContentAsync();

        var trial = await RestoreAsync(new { backup = whileOpen, replaceChanged = true, dryRun = true });
        var restored = await RestoreAsync(new { backup = whileOpen, replaceChanged = true });

        foreach (var summary in new[] { trial, restored })
        {
            Assert.Contains("Returns, 1 row: what is frozen is never changed", summary, StringComparison.Ordinal);
            Assert.Contains("Returns, 1 row: the chain of frozen returns goes on, and is never set back", summary, StringComparison.Ordinal);
        }

        Assert.Equal(frozen, await ContentAsync());
        Assert.Equal(ReturnStatus.Frozen, (await returns.RowAsync("2026-06")).StatusNow());
        await AssertChainAsync(2);

        var afterwards = await ExportAsync();
        foreach (var table in new[] { hub.Storage.Returns, hub.Storage.ReturnLines, hub.Storage.Findings, hub.Storage.Submissions })
        {
            await table.DeleteAsync();
            await table.CreateAsync();
        }

        await AssertChainAsync(0);
        await RestoreAsync(new { backup = afterwards });
        Assert.Equal(frozen, await ContentAsync());
        await AssertChainAsync(2);
    }

    [Fact]
    public async Task A_key_that_was_taken_out_of_use_does_not_come_back_and_copies_hold_none()
    {
        var link = new PersonalLink("sampleton", "groups", "upload", "timetable", hub.App.Clock.GetUtcNow().AddDays(7), "once");
        var signed = await hub.Service<PersonalLinks>().SignAsync(link, default);
        var old = "20260101T000000Z";
        var store = hub.Service<BackupStore>();
        var file = await store.SaveAsync(old, hub.Storage.HubKeys, default);
        await store.CompleteAsync(old, new BackupManifest(hub.App.Clock.GetUtcNow(), [file]), default);
        await hub.Storage.HubKeys.DeleteEntityAsync(HubKeys.PersonalLinks, HubKeys.PersonalLinks);
        await hub.App.StopAsync();
        await hub.App.StartAgainAsync();

        var summary = await RestoreAsync(new { backup = old, replaceChanged = true });

        Assert.Contains(" Left alone: HubKeys, 1 row: keys are secrets, and one that was taken out of use must not come back.", summary, StringComparison.Ordinal);
        Assert.IsType<LinkReading.NotOurs>(await hub.Service<PersonalLinks>().ReadAsync(signed, "sampleton", "upload", default));
        var manifest = await store.ManifestAsync(await ExportAsync(), default);
        Assert.DoesNotContain("HubKeys", manifest!.Tables.Select(table => table.Table));
    }

    [Fact]
    public async Task Who_has_subscribed_again_since_gets_mails_and_who_was_lost_gets_none()
    {
        var unsubscriptions = hub.Service<Unsubscriptions>();
        var (back, lost) = (new string('b', 32), new string('c', 32));
        foreach (var mailbox in new[] { back, lost })
            await unsubscriptions.AddAsync("sampleton", PartnerMessages.Subscription, mailbox, UnsubscribedBy.Page, default);
        await hub.Storage.LinkUses.AddEntityAsync(new TableEntity("sampleton", "used") { ["What"] = "sent", ["At"] = hub.App.Clock.GetUtcNow() });
        var backup = await ExportAsync();
        await hub.App.AdvanceAsync(TimeSpan.FromMinutes(1));
        await unsubscriptions.RemoveAsync("sampleton", PartnerMessages.Subscription, back, UnsubscribedBy.Page, default);
        await hub.Storage.MailUnsubscriptions.DeleteEntityAsync("sampleton.partner-messages", lost);
        await hub.Storage.LinkUses.UpsertEntityAsync(new TableEntity("sampleton", "used") { ["What"] = "sent", ["At"] = hub.App.Clock.GetUtcNow(), ["RunId"] = "run" }, TableUpdateMode.Replace);

        var summary = await RestoreAsync(new { backup, tables = new[] { "MailUnsubscriptions", "LinkUses" }, replaceChanged = true });

        Assert.Contains("MailUnsubscriptions, 1 row: they have subscribed again since; LinkUses, 1 row: a link that was used stays used.", summary, StringComparison.Ordinal);
        Assert.Null(await unsubscriptions.FindAsync("sampleton", PartnerMessages.Subscription, back, default));
        Assert.NotNull(await unsubscriptions.FindAsync("sampleton", PartnerMessages.Subscription, lost, default));
        Assert.Equal("run", (await hub.Storage.LinkUses.GetEntityAsync<TableEntity>("sampleton", "used")).Value.GetString("RunId"));
    }

    [Fact]
    public async Task An_address_that_staff_took_off_the_list_since_stays_off_it()
    {
        var list = hub.Service<HubAutomation.Shared.Platform.Mail.SuppressionList>();
        await list.AddAsync("sampleton", "works-again@example.org", "Bounced", hub.App.Clock.GetUtcNow(), default);
        await list.AddAsync("sampleton", "lost@example.org", "Bounced", hub.App.Clock.GetUtcNow(), default);
        var backup = await ExportAsync();
        await hub.App.AdvanceAsync(TimeSpan.FromMinutes(1));
        await hub.Http.PostAsJsonAsync("api/sampleton/mail/suppressions/remove", new { address = "works-again@example.org" });
        await foreach (var row in hub.Storage.MailSuppressions.QueryAsync<TableEntity>())
            await hub.Storage.MailSuppressions.DeleteEntityAsync(row.PartitionKey, row.RowKey);

        var summary = await RestoreAsync(new { backup, tables = new[] { "MailSuppressions" } });

        Assert.Contains("MailSuppressions, 1 row: staff have taken the address off the list since.", summary, StringComparison.Ordinal);
        Assert.False(await list.HasAsync("sampleton", "works-again@example.org", default));
        Assert.True(await list.HasAsync("sampleton", "lost@example.org", default));
    }

    [Fact]
    public async Task A_run_that_was_under_way_then_does_not_come_back_and_a_table_that_is_not_ours_is_passed_over()
    {
        await hub.Storage.Runs.AddEntityAsync(new TableEntity("sampleton", "sampleton.sweep-inbox.lost") { ["Workflow"] = "sweep-inbox", ["Status"] = "Running" });
        var old = "20260102T000000Z";
        var store = hub.Service<BackupStore>();
        var runs = await store.SaveAsync(old, hub.Storage.Runs, default);
        var strange = new TableFile("Elsewhere", runs.Rows, runs.Sha256);
        await hub.Storage.Backups.GetBlobClient($"{old}/Elsewhere.jsonl.gz").UploadAsync((await hub.Storage.Backups.GetBlobClient($"{old}/Runs.jsonl.gz").DownloadContentAsync()).Value.Content, overwrite: true);
        await store.CompleteAsync(old, new BackupManifest(hub.App.Clock.GetUtcNow(), [runs, strange]), default);
        await hub.Storage.Runs.DeleteEntityAsync("sampleton", "sampleton.sweep-inbox.lost");

        var summary = await RestoreAsync(new { backup = old });

        Assert.Contains("Runs, 1 row: a run that was under way then is not under way now", summary, StringComparison.Ordinal);
        Assert.Contains(": the hub has no such table.", summary, StringComparison.Ordinal);
        Assert.Null(await hub.Runs.FindAsync("sampleton.sweep-inbox.lost", default));
    }

    private async Task FreezeAsync(string month, string name)
    {
        var run = await hub.StartRunAsync(ReturnWorkflows.BuildName, new { month });
        await hub.App.SettleAsync();
        await returns.SendFiguresAsync(name);
        await returns.ApproveAsync(name);
        Assert.Equal("Frozen", (await hub.FinishAsync(run)).Outcome);
    }

    private async Task AssertChainAsync(int length)
    {
        var chain = await hub.Http.GetFromJsonAsync<JsonElement>("api/sampleton/returns/chain");
        Assert.Equal((true, length), (chain.GetProperty("isWhole").GetBoolean(), chain.GetProperty("returns").GetInt32()));
    }

    private async Task<List<string>> ContentAsync() =>
    [
        .. await TableContent.ReadAsync(hub.Storage.Returns), .. await TableContent.ReadAsync(hub.Storage.ReturnLines),
        .. await TableContent.ReadAsync(hub.Storage.Findings), .. await TableContent.ReadAsync(hub.Storage.Submissions),
    ];

    private async Task<string> ExportAsync()
    {
        await hub.App.AdvanceAsync(TimeSpan.FromSeconds(2));
        var run = await hub.FinishAsync(await hub.StartRunAsync(BackupWorkflows.ExportName, new { }, RunStore.WholeHub));
        Assert.Equal("Exported", run.Outcome);
        return run.Summary!.Split(' ')[1].TrimEnd(':');
    }

    private async Task<string> RestoreAsync(object order) =>
        (await hub.FinishAsync(await hub.StartRunAsync(BackupWorkflows.RestoreName, order, RunStore.WholeHub))).Summary!;
}
