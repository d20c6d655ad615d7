using HubAutomation.Functions.Platform;
using HubAutomation.Functions.Platform.Parameters;
using HubAutomation.Shared.Backups;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Functions.Backups;

/// <summary>Backups as people start them.</summary>
public sealed class BackupWorkflows(BackupStore backups, HubStorage storage, SettingsStore settings)
{
    private static readonly TextKind<string> Backup = TextKind.Checked("the name of a folder in the container backups, like 20260915T010000Z", TableExport.IsName);

    /// <summary>Name of the export.</summary>
    public const string ExportName = "export-tables";

    /// <summary>Name of the restore.</summary>
    public const string RestoreName = "restore-tables";

    /// <summary>Copies all tables into the container <c>backups</c>, beside each night's copy.</summary>
    public Workflow<NoParameters> Export => new(
        ExportName, "Copies every table into the container backups.", NoParameters.Declare,
        (_, _, _) => Task.FromResult<StartPlan>(new StartPlan.Start(nameof(ExportTables), null, Names.Key(ExportName))),
        ForWholeHub: true);

    /// <summary>Brings rows of a backup back.</summary>
    public Workflow<RestoreParameters> Restore => new(
        RestoreName, "Adds the rows of a backup that are missing, and replaces those that were changed since when told to.",
        given => new RestoreParameters(
            given.Required("backup", "the backup", Backup),
            given.List("tables", "the tables; all when left out", TextKind.OneOf(storage.TablesToKeep.Select(table => table.Name))),
            given.Optional("authority", "whose rows; everybody's when left out", TextKind.Id),
            given.Switch("replaceChanged", "true to replace rows that were changed since the backup"),
            given.Switch("dryRun", "true to be told what would happen, without any effect")),
        PlanRestoreAsync,
        ForWholeHub: true);

    /// <summary>What is to be restored.</summary>
    /// <param name="Backup">The backup's name.</param>
    /// <param name="Tables">The tables; null for all.</param>
    /// <param name="Authority">Whose rows; null for everybody's.</param>
    /// <param name="ReplaceChanged">Also replace rows that were changed since.</param>
    /// <param name="DryRun">Only say what would happen.</param>
    public sealed record RestoreParameters(string Backup, IReadOnlyList<string>? Tables, string? Authority, bool ReplaceChanged, bool DryRun);

    private async Task<StartPlan> PlanRestoreAsync(string authority, RestoreParameters given, CancellationToken cancellation)
    {
        if (await backups.ManifestAsync(given.Backup, cancellation) is not { } manifest)
        {
            return new StartPlan.Refuse(404, $"There is no complete backup {given.Backup} in the container backups.");
        }

        // Where the configuration was lost, too, anybody may be meant.
        if (given.Authority is { } whose && whose != RunStore.WholeHub
            && await settings.AuthoritiesAsync(cancellation) is { Count: > 0 } authorities && !authorities.Contains(whose))
        {
            return new StartPlan.Refuse(
                404, $"There is no authority \"{whose}\" in the container configuration. There are: {string.Join(", ", authorities)}; {RunStore.WholeHub} stands for what is about all of them.");
        }

        var has = manifest.Tables.Where(file => file.Rows is not null).Select(file => file.Table).Order(StringComparer.Ordinal).ToList();
        var order = new RestoreOrder(
            given.Backup, given.Tables is { } tables ? string.Join(' ', tables) : null, given.Authority, given.ReplaceChanged, given.DryRun);
        return given.Tables?.FirstOrDefault(table => !has.Contains(table)) is { } unknown
            ? new StartPlan.Refuse(404, $"The backup has no table \"{unknown}\". It has: {string.Join(", ", has)}.")
            : new StartPlan.Start(nameof(RestoreTables), order, Names.Key(order.Backup));
    }
}
