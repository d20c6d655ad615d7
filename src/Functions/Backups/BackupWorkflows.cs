using System.Text.Json;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Backups;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Functions.Backups;

/// <summary>Backups as people start them.</summary>
public sealed class BackupWorkflows(BackupStore backups)
{
    /// <summary>Name of the export.</summary>
    public const string ExportName = "export-tables";

    /// <summary>Name of the restore.</summary>
    public const string RestoreName = "restore-tables";

    /// <summary>Copies all tables into the container <c>backups</c>, beside each night's copy.</summary>
    public Workflow Export => new(
        ExportName, "Copies every table into the container backups.", new Dictionary<string, string>(),
        (_, _, _) => Task.FromResult<StartPlan>(new StartPlan.Start(nameof(ExportTables), null, Names.Key(ExportName))),
        ForWholeHub: true);

    /// <summary>Brings rows of a backup back.</summary>
    public Workflow Restore => new(
        RestoreName, "Adds the rows of a backup that are missing, and replaces those that were changed since when told to.",
        new Dictionary<string, string>
        {
            ["backup"] = "the backup's name, required: a folder of the container backups, 20260915T010000Z",
            ["tables"] = "a list of tables; all when left out",
            ["authority"] = "an authority's id, for its rows only",
            ["replaceChanged"] = "true to replace rows that were changed since the backup",
            ["dryRun"] = "true to be told what would happen, without any effect",
        },
        PlanRestoreAsync,
        ForWholeHub: true);

    private async Task<StartPlan> PlanRestoreAsync(string authority, JsonElement parameters, CancellationToken cancellation)
    {
        var order = Read(parameters);
        if (order is null)
        {
            return new StartPlan.Refuse(
                400, "Give \"backup\" as a text; \"tables\" is a list of texts, \"authority\" an id, \"replaceChanged\" and \"dryRun\" are true or false.");
        }

        if (await backups.ManifestAsync(order.Backup, cancellation) is not { } manifest)
        {
            return new StartPlan.Refuse(404, "There is no complete backup of that name in the container backups.");
        }

        var unknown = order.Tables?.Split(' ').Except(manifest.Tables.Where(t => t.Rows is not null).Select(t => t.Table)).FirstOrDefault();
        return unknown is not null || order.Among(manifest).Count == 0
            ? new StartPlan.Refuse(404, $"The backup has no table \"{unknown}\". It has: {string.Join(", ", manifest.Tables.Select(t => t.Table).Order())}.")
            : new StartPlan.Start(nameof(RestoreTables), order, Names.Key(order.Backup));
    }

    // Null when a parameter is not what it should be.
    private static RestoreOrder? Read(JsonElement parameters)
    {
        try
        {
            var given = parameters.Deserialize<Given>(HubJson.Options)!;
            return given is { Backup: { Length: > 0 } backup, Tables: null or { Length: > 0 } } && (given.Authority is null || Names.IsId(given.Authority))
                ? new RestoreOrder(backup, given.Tables is { } tables ? string.Join(' ', tables) : null, given.Authority, given.ReplaceChanged, given.DryRun)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Given(string? Backup, string[]? Tables, string? Authority, bool ReplaceChanged, bool DryRun);
}
