using HubAutomation.EndToEnd.Returns;
using HubAutomation.Functions.Backups;
using HubAutomation.Functions.Configuration;
using HubAutomation.Functions.FundingReturns;
using HubAutomation.Functions.Messages;
using HubAutomation.Functions.Platform;
using HubAutomation.Functions.Timetables;
using HubAutomation.Shared.Backups;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Merging;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Testing.Hub;

namespace HubAutomation.EndToEnd.Histories;

/// <summary>
/// Runs that go every way a workflow has, one after the other through one hub. Each ends as its name says, or is left in the middle: these
/// are what a deployment finds under way.
/// </summary>
internal sealed class Ways(Hub hub)
{
    private const string Row = "Stay and play,Monday,9.30am,11am,Hub 1\n";
    private const string Headings = "Activity,Day,Start,End,Venue\n";
    private static readonly DateTimeOffset LongAgo = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<(string Name, RecordedHistory History)> gone = [];

    public async Task<IReadOnlyList<(string Name, RecordedHistory History)>> GoAsync()
    {
        await TakeInAsync();
        await TakeInForStaffAsync();
        await TakeTurnsAsync();
        await MailAsync();
        await GiveUpAsync();
        await EndAsync("publish-timetables.published", "Published", TimetableWorkflows.PublishName);
        await EndAsync("sweep-inbox.swept", "Swept", TimetableWorkflows.SweepName);
        await BackUpAsync();
        await TakeInReferenceAsync();
        await ReturnAsync();
        await CheckConfigurationAsync();
        return gone;
    }

    private async Task TakeInAsync()
    {
        var rejected = "Baby massage,Tuseday,1pm,2pm,Hub 2\n";
        await EndAsync("ingest-timetable.accepted", "Accepted", await UploadAsync("autumn.csv", Headings + Row + rejected));
        await EndAsync("ingest-timetable.unchanged", "Unchanged", await UploadAsync("autumn.csv", Headings + Row + rejected));
        await EndAsync("ingest-timetable.quarantined", "Quarantined", await UploadAsync("empty.csv", ""));
    }

    private async Task TakeInForStaffAsync()
    {
        var file = new { partner = InventedTimetable.Partner, file = "autumn.csv" };
        await EndAsync("ingest-timetable.tried", "DryRun", TimetableWorkflows.IngestName, new { file.partner, file.file, dryRun = true });
        await EndAsync("ingest-timetable.withdrawn", "Accepted", TimetableWorkflows.WithdrawName, file);
    }

    /// <summary>Of a file that another run is merging, and of one of which a newer version has been taken in.</summary>
    private async Task TakeTurnsAsync()
    {
        await ClaimAsync("shared.csv", LongAgo);
        var waiting = await UploadAsync("shared.csv", Headings + Row);
        Keep("ingest-timetable.waiting-for-its-turn", waiting);
        await ReleaseAsync("shared.csv");
        await EndAsync("ingest-timetable.waited-for-its-turn", "Accepted", waiting);

        await ClaimAsync("late.csv", DateTimeOffset.MaxValue);
        await EndAsync("ingest-timetable.superseded", "Superseded", await UploadAsync("late.csv", Headings + Row));
    }

    private async Task MailAsync()
    {
        await hub.Sandbox.MisbehaveAsync(new { fault = "TooManyRequests", next = 1, seconds = 60 });
        Keep("ingest-timetable.waiting-for-the-mail-service", await UploadAsync("mailed.csv", Headings + Row));

        object Message(bool dryRun) => new { subject = "Spring timetables", message = "Please send yours.", dryRun };
        await EndAsync("message-partners.tried", "DryRun", MessageWorkflows.PartnersName, Message(dryRun: true));
        await hub.Sandbox.MisbehaveAsync(new { fault = "TooManyRequests", next = 1, seconds = 60 });
        var sending = await hub.StartRunAsync(MessageWorkflows.PartnersName, Message(dryRun: false));
        await hub.App.SettleAsync();
        Keep("message-partners.waiting-for-the-mail-service", sending);
        await EndAsync("message-partners.sent", "Sent", sending);

        await EndAsync("send-upload-links.tried", "DryRun", UploadWorkflows.LinksName, new { dryRun = true });
        await EndAsync("send-upload-links.sent", "Sent", UploadWorkflows.LinksName, new { partner = InventedTimetable.Partner });
    }

    private async Task GiveUpAsync()
    {
        await hub.Storage.Sessions.DeleteAsync();
        await EndAsync("ingest-timetable.gave-up", nameof(RunStatus.Failed), await UploadAsync("unlucky.csv", Headings + Row));
        await EndAsync("publish-timetables.gave-up", nameof(RunStatus.Failed), TimetableWorkflows.PublishName);
        await hub.Storage.Sessions.CreateAsync();
    }

    private async Task BackUpAsync()
    {
        await EndAsync("export-tables.exported", "Exported", await hub.StartRunAsync(BackupWorkflows.ExportName, new { }, RunStore.WholeHub));
        var backup = await hub.Storage.Backups.GetBlobsAsync().Select(blob => blob.Name.Split('/')[0]).LastAsync();
        await EndAsync("restore-tables.restored", "Restored", await hub.StartRunAsync(BackupWorkflows.RestoreName, new { backup }, RunStore.WholeHub));
    }

    private async Task TakeInReferenceAsync()
    {
        const string wards = "LSOA21CD,WD25CD,WD25NM\n";
        const string row = "E01000001,E05000001,Kingsway\n";
        await EndAsync("take-in-reference-file.taken-in", "TakenIn", await UploadReferenceAsync("wards.csv", wards + row));
        await EndAsync("take-in-reference-file.unchanged", "Unchanged", await UploadReferenceAsync("wards.csv", wards + row));
        await EndAsync("take-in-reference-file.refused", "Refused", await UploadReferenceAsync("wards.csv", wards + "E01000001,E05000001,\n"));
        await EndAsync("take-in-reference-file.twice", "Refused", await UploadReferenceAsync("wards.csv", wards + row + row));
        await EndAsync("take-in-reference-file.not-recognised", "NotRecognised", await UploadReferenceAsync("notes.csv", "What,Where from\n"));
    }

    private async Task ReturnAsync()
    {
        var people = new ReturnHub(hub);
        await EndAsync("build-monthly-return.tried", "DryRun", ReturnWorkflows.BuildName, new { month = "2026-08", dryRun = true });

        var inOrder = await OpenAsync("2026-08");
        Keep("build-monthly-return.waiting-for-leads", inOrder);
        await people.SendFiguresAsync("August 2026", volunteers: 90);
        Keep("build-monthly-return.waiting-for-approval", inOrder);
        await people.PressAsync(await people.LinkAsync(ReturnHub.Manager, "August 2026"), "send-back", ("strand", "infant-feeding"), ("comment", "Ninety?"));
        Keep("build-monthly-return.sent-back", inOrder);
        await people.PressAsync(
            await people.LinkAsync(ReturnHub.FeedingLead, "August 2026"), "send",
            ("IF-05-value", "9"), ("IF-06-numerator", "17"), ("IF-06-denominator", "20"), ("why", "A slip."));
        await people.PressAsync(await people.LinkAsync(ReturnHub.Manager, "August 2026"), "compute-again");
        await people.ApproveAsync("August 2026");
        await EndAsync("build-monthly-return.frozen", "Frozen", inOrder);

        var alone = await OpenAsync("2026-07");
        await people.SkipToAsync(hub.App.Clock.GetUtcNow().AddDays(20));
        await people.SkipToAsync(hub.App.Clock.GetUtcNow().AddDays(20));
        await people.ApproveAsync("July 2026", ReturnHub.StandIn);
        await EndAsync("build-monthly-return.late-leads-told", "Frozen", alone);

        var first = await OpenAsync("2026-06");
        var second = await hub.StartRunAsync(ReturnWorkflows.BuildName, new { month = "2026-06", restart = true });
        await hub.App.SettleAsync();
        await people.SendFiguresAsync("June 2026");
        await EndAsync("cancel-monthly-return.cancelled", "Cancelled", ReturnWorkflows.CancelName, new { month = "2026-06" });
        await EndAsync("build-monthly-return.cancelled", "Cancelled", second);
        await EndAsync("build-monthly-return.taken-over", "TakenOver", first);

        await EndAsync("roll-up-returns.tried", "DryRun", ReturnWorkflows.RollUpName, new { period = "2026-27-q2", dryRun = true });
        await EndAsync("roll-up-returns.refused", "Refused", await RollUpUnaskedAsync("2026-27-q1"));
        await EndAsync("roll-up-returns.rolled-up", "RolledUp", ReturnWorkflows.RollUpName, new { period = "2026-27-q2" });
    }

    // Staff who ask for a quarter without a frozen month are refused; a run that finds none was started before they were taken away.
    private Task<string> RollUpUnaskedAsync(string period)
    {
        var input = new RollUpReturns.Input(new PeriodRef(InventedTimetable.Authority, period));
        return hub.Service<WorkflowStarter>().StartAsync(
            hub.App.DurableTaskClient, InventedTimetable.Authority, ReturnWorkflows.RollUpName, "unasked", new StartPlan.Start(nameof(RollUpReturns), input, "unasked"), "http", default);
    }

    private async Task CheckConfigurationAsync()
    {
        await EndAsync("check-configuration.in-force", "InForce", ConfigurationWorkflows.CheckName, new { });
        await hub.Storage.Configuration.GetBlobClient($"{InventedTimetable.Authority}/calendar.json").UploadAsync(BinaryData.FromString("{"), overwrite: true);
        await EndAsync("check-configuration.tried", "Refused", ConfigurationWorkflows.CheckName, new { dryRun = true });
        await EndAsync("check-configuration.told", "Refused", ConfigurationWorkflows.CheckName, new { });
    }

    private async Task<string> OpenAsync(string month)
    {
        var run = await hub.StartRunAsync(ReturnWorkflows.BuildName, new { month });
        await hub.App.SettleAsync();
        return run;
    }

    private Task<string> UploadReferenceAsync(string name, string content) => hub.UploadReferenceAsync(name, BinaryData.FromString(content));

    private Task<string> UploadAsync(string name, string content) =>
        hub.UploadAsync(InventedTimetable.Partner, name, BinaryData.FromString(content));

    private async Task EndAsync(string name, string outcome, string workflow, object parameters) =>
        await EndAsync(name, outcome, await hub.StartRunAsync(workflow, parameters));

    private async Task EndAsync(string name, string outcome, string runOrWorkflow)
    {
        var run = runOrWorkflow.Contains('.', StringComparison.Ordinal) ? runOrWorkflow : await hub.StartRunAsync(runOrWorkflow, new { });
        Assert.Equal(outcome, (await hub.FinishAsync(run)).Outcome);
        Keep(name, run);
    }

    private void Keep(string name, string run)
    {
        var history = new RecordedHistory(hub.App.ReadHistory(run));
        gone.Add(($"{history.Version}/{name}", history));
    }

    // Another run claims the file, as the one that merges another version of it.
    private Task<Claim> ClaimAsync(string name, DateTimeOffset uploadedAt) => hub.Service<FileClaims>().ClaimAsync(
        new InputFile(InventedTimetable.Authority, InventedTimetable.Partner, name, "0x1", uploadedAt), "sampleton.ingest-timetable.other", null, default);

    private async Task ReleaseAsync(string name)
    {
        var row = (await hub.Storage.TimetableFiles.GetEntityAsync<TimetableFileRow>(
            InventedTimetable.Authority, TimetableFileRow.Key(InventedTimetable.Partner, name))).Value;
        row.ClaimedUntil = LongAgo;
        await hub.Storage.TimetableFiles.UpdateEntityAsync(row, row.ETag, Azure.Data.Tables.TableUpdateMode.Replace);
    }
}
