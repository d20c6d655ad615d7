using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables;

namespace HubAutomation.Functions.Timetables;

/// <summary>The timetable workflows as people start them.</summary>
public sealed class TimetableWorkflows(HubStorage storage)
{
    private static readonly StartPlan.Refuse NeedsFile = new(
        400, "Give the parameters \"partner\" (an id) and \"file\" (a name in that partner's folder).");

    private static readonly string[] Switches = ["dryRun", "replacesAll"];

    /// <summary>Name of the ingest workflow.</summary>
    public const string IngestName = "ingest-timetable";

    /// <summary>Name of the withdrawing workflow.</summary>
    public const string WithdrawName = "withdraw-timetable";

    /// <summary>Name of the sweep workflow.</summary>
    public const string SweepName = "sweep-inbox";

    /// <summary>Name of the publishing workflow.</summary>
    public const string PublishName = "publish-timetables";

    /// <summary>Takes in a partner's file again, or says what would happen.</summary>
    public Workflow Ingest => new(
        IngestName, "Takes in a partner's timetable file, even if it was taken in before.",
        new Dictionary<string, string>
        {
            ["partner"] = "the partner's id, required",
            ["file"] = "the file's name in the partner's folder, required",
            ["dryRun"] = "true to be told what would happen, without any effect",
            ["replacesAll"] = "true to withdraw what the file does not have, however much that is",
        },
        PlanIngestAsync);

    /// <summary>Withdraws what came from a file that its partner has removed, or should not have sent.</summary>
    public Workflow Withdraw => new(
        WithdrawName, "Withdraws every session that came from a partner's file.",
        new Dictionary<string, string>
        {
            ["partner"] = "the partner's id, required",
            ["file"] = "the file's name as it was in the partner's folder, required",
        },
        PlanWithdrawAsync);

    /// <summary>Looks for files that no event told us of.</summary>
    public Workflow Sweep => new(
        SweepName, "Starts every timetable file that has no outcome yet.", new Dictionary<string, string>(),
        (authority, _, _) => Task.FromResult<StartPlan>(
            new StartPlan.Start(nameof(SweepInbox), new SweepInbox.Input(authority), Names.Key(authority))));

    /// <summary>Publishes again.</summary>
    public Workflow Publish => new(
        PublishName, "Makes all timetables again from what was taken in, e.g. after a change of configuration.", new Dictionary<string, string>(),
        (authority, _, _) => Task.FromResult<StartPlan>(
            new StartPlan.Start(nameof(RepublishTimetables), new RepublishTimetables.Input(authority), Names.Key(authority))));

    private async Task<StartPlan> PlanIngestAsync(string authority, JsonElement parameters, CancellationToken cancellation)
    {
        var (partner, name) = (TextOf(parameters, "partner"), TextOf(parameters, "file"));
        if (!Names.IsId(partner) || name is null)
        {
            return NeedsFile;
        }

        if (Array.Find(Switches, name => parameters.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) is { } wrong)
        {
            return new StartPlan.Refuse(400, $"The parameter \"{wrong}\" is true or false.");
        }

        return await FindAsync(authority, partner!, name, cancellation) is { } file
            ? Start(file, IsTrue(parameters, "dryRun") ? IngestPurpose.Try : IsTrue(parameters, "replacesAll") ? IngestPurpose.TakeInForAll : IngestPurpose.TakeInAgain)
            : new StartPlan.Refuse(404, $"Partner \"{partner}\" has no file of that name in its folder.");
    }

    private async Task<StartPlan> PlanWithdrawAsync(string authority, JsonElement parameters, CancellationToken cancellation)
    {
        var (partner, name) = (TextOf(parameters, "partner"), TextOf(parameters, "file"));
        if (!Names.IsId(partner) || name is null)
        {
            return NeedsFile;
        }

        var known = await storage.TimetableFiles.GetEntityIfExistsAsync<TimetableFileRow>(
            authority, TimetableFileRow.Key(partner!, name), cancellationToken: cancellation);
        if (!known.HasValue)
        {
            return new StartPlan.Refuse(404, $"Nothing was ever taken in from a file of that name of partner \"{partner}\".");
        }

        // A file that is still there counts as answered, so that the sweep does not take it in again.
        var file = await FindAsync(authority, partner!, name, cancellation)
            ?? new InputFile(authority, partner!, name, known.Value!.BlobETag ?? "", known.Value.UploadedAt ?? default);
        return Start(file, IngestPurpose.Withdraw);
    }

    private static StartPlan.Start Start(InputFile file, IngestPurpose purpose) =>
        new(nameof(IngestTimetable), new IngestTimetable.Input(file, purpose), file.Key);

    private async Task<InputFile?> FindAsync(string authority, string partner, string name, CancellationToken cancellation)
    {
        var blobName = $"{authority}/{partner}/{name}";
        if (InputFile.Parse(blobName, default, default) is null)
        {
            return null;
        }

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

    private static bool IsTrue(JsonElement parameters, string name) =>
        parameters.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string? TextOf(JsonElement parameters, string name) =>
        parameters.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
