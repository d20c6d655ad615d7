using System.Globalization;
using System.Text.Json.Serialization;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Backups;

/// <summary>How far a backup is.</summary>
/// <param name="Done">Tables that are in it.</param>
/// <param name="Of">Tables in all.</param>
/// <param name="Rows">Rows of those that are in it.</param>
/// <param name="Missing">Tables that do not exist, with spaces between them; null when all do.</param>
public sealed record ExportProgress(int Done, int Of, long Rows, string? Missing) : IJournalled
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string JournalLine => string.Create(CultureInfo.InvariantCulture, $"{Done} of {Of} tables, {Rows} rows")
        + (Missing is null ? "" : $"; missing: {Missing}");
}

/// <summary>
/// Copies the hub's tables into blobs, since the table service brings nothing back that was deleted. A table a step: a step that is
/// repeated goes on with the first table that is not in the backup yet.
/// </summary>
public sealed class TableExport(HubStorage storage, BackupStore backups, TimeProvider time)
{
    private const string NameFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The name of a backup that begins at a moment: <c>20260915T010000Z</c>.</summary>
    public static string NameAt(DateTime beginsAtUtc) => beginsAtUtc.ToString(NameFormat, CultureInfo.InvariantCulture);

    /// <summary>Whether a text can be a backup's name.</summary>
    public static bool IsName(string text) =>
        DateTime.TryParseExact(text, NameFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    /// <summary>When a backup began, by its name.</summary>
    /// <exception cref="FormatException">That is no backup's name.</exception>
    public static DateTimeOffset BeganAt(string name) => DateTimeOffset.ParseExact(name, NameFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>Exports the next table, and completes the backup after the last.</summary>
    public async Task<ExportProgress> ExportNextAsync(string backup, CancellationToken cancellation)
    {
        var files = new List<TableFile>();
        foreach (var table in storage.TablesToKeep)
        {
            if (await backups.FindAsync(backup, table.Name, cancellation) is { } done)
            {
                files.Add(done);
                continue;
            }

            files.Add(await backups.SaveAsync(backup, table, cancellation));
            break;
        }

        if (files.Count == storage.TablesToKeep.Count)
        {
            await backups.CompleteAsync(backup, new BackupManifest(time.GetUtcNow(), files), cancellation);
        }

        var missing = string.Join(' ', files.Where(f => f.Rows is null).Select(f => f.Table));
        return new ExportProgress(files.Count, storage.TablesToKeep.Count, files.Sum(f => f.Rows ?? 0), missing.Length == 0 ? null : missing);
    }
}
