using Azure;
using Azure.Storage.Blobs.Models;
using HubAutomation.Functions.Platform;
using HubAutomation.Functions.Platform.Parameters;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Functions.Timetables;

/// <summary>The timetable workflows as people start them.</summary>
public sealed class TimetableWorkflows(HubStorage storage, SettingsStore settings)
{
    private static readonly TextKind<string> File = TextKind.Checked(
        $"a file's name as it is in the partner's folder: up to {InputFile.LongestName} characters without control characters and backslashes, and none that ends in {InputFile.RejectsSuffix}",
        InputFile.IsName);

    /// <summary>Name of the ingest workflow.</summary>
    public const string IngestName = "ingest-timetable";

    /// <summary>Name of the withdrawing workflow.</summary>
    public const string WithdrawName = "withdraw-timetable";

    /// <summary>Name of the sweep workflow.</summary>
    public const string SweepName = "sweep-inbox";

    /// <summary>Name of the publishing workflow.</summary>
    public const string PublishName = "publish-timetables";

    /// <summary>Takes in a partner's file again, or says what would happen.</summary>
    public Workflow<IngestParameters> Ingest => new(
        IngestName, "Takes in a partner's timetable file, even if it was taken in before.",
        static given => new IngestParameters(
            given.Required("partner", "the partner", TextKind.Id),
            given.Required("file", "the file", File),
            given.Switch("dryRun", "true to be told what would happen, without any effect"),
            given.Switch("replacesAll", "true to withdraw what the file does not have, however much that is")),
        PlanIngestAsync);

    /// <summary>Withdraws what came from a file that its partner has removed, or should not have sent.</summary>
    public Workflow<WithdrawParameters> Withdraw => new(
        WithdrawName, "Withdraws every session that came from a partner's file.",
        static given => new WithdrawParameters(
            given.Required("partner", "the partner", TextKind.Id),
            given.Required("file", "the file, also one that is no longer there", File)),
        PlanWithdrawAsync);

    /// <summary>Looks for files that no event told us of.</summary>
    public Workflow<NoParameters> Sweep => new(
        SweepName, "Starts every timetable file that has no outcome yet.", NoParameters.Declare,
        (authority, _, _) => Task.FromResult<StartPlan>(
            new StartPlan.Start(nameof(SweepInbox), new SweepInbox.Input(authority), Names.Key(authority))));

    /// <summary>Publishes again.</summary>
    public Workflow<NoParameters> Publish => new(
        PublishName, "Makes all timetables again from what was taken in, e.g. after a change of configuration.", NoParameters.Declare,
        (authority, _, _) => Task.FromResult<StartPlan>(
            new StartPlan.Start(nameof(RepublishTimetables), new RepublishTimetables.Input(authority), Names.Key(authority))));

    /// <summary>What is to be taken in.</summary>
    /// <param name="Partner">The partner's id.</param>
    /// <param name="File">The file's name in their folder.</param>
    /// <param name="DryRun">Only say what would happen.</param>
    /// <param name="ReplacesAll">Withdraw what the file does not have, however much that is.</param>
    public sealed record IngestParameters(string Partner, string File, bool DryRun, bool ReplacesAll);

    /// <summary>What is to be withdrawn.</summary>
    /// <param name="Partner">The partner's id.</param>
    /// <param name="File">The file's name in their folder.</param>
    public sealed record WithdrawParameters(string Partner, string File);

    private async Task<StartPlan> PlanIngestAsync(string authority, IngestParameters given, CancellationToken cancellation)
    {
        if (await settings.CurrentAsync(authority, cancellation) is not { } council || council.Partners.All(partner => partner.Id != given.Partner))
        {
            return new StartPlan.Refuse(400, $"partners.json of {authority} has no partner \"{given.Partner}\".");
        }

        return await FindAsync(authority, given.Partner, given.File, cancellation) is { } file
            ? Start(file, given.DryRun ? IngestPurpose.Try : given.ReplacesAll ? IngestPurpose.TakeInForAll : IngestPurpose.TakeInAgain)
            : new StartPlan.Refuse(404, $"Partner \"{given.Partner}\" has no file of that name in its folder.");
    }

    private async Task<StartPlan> PlanWithdrawAsync(string authority, WithdrawParameters given, CancellationToken cancellation)
    {
        var known = await storage.TimetableFiles.GetEntityIfExistsAsync<TimetableFileRow>(
            authority, TimetableFileRow.Key(given.Partner, given.File), cancellationToken: cancellation);
        if (!known.HasValue)
        {
            return new StartPlan.Refuse(404, $"Nothing was ever taken in from a file of that name of partner \"{given.Partner}\".");
        }

        // A file that is still there counts as answered, so that the sweep does not take it in again.
        var file = await FindAsync(authority, given.Partner, given.File, cancellation)
            ?? new InputFile(authority, given.Partner, given.File, known.Value!.BlobETag ?? "", known.Value.UploadedAt ?? default);
        return Start(file, IngestPurpose.Withdraw);
    }

    private static StartPlan.Start Start(InputFile file, IngestPurpose purpose) =>
        new(nameof(IngestTimetable), new IngestTimetable.Input(file, purpose), file.Key);

    private async Task<InputFile?> FindAsync(string authority, string partner, string name, CancellationToken cancellation)
    {
        var blobName = $"{authority}/{partner}/{name}";
        try
        {
            BlobProperties blob = await storage.Timetables.GetBlobClient(blobName).GetPropertiesAsync(cancellationToken: cancellation);
            return InputFile.Parse(blobName, blob.ETag, blob.LastModified);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 400)
        {
            return null;
        }
    }
}
