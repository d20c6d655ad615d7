namespace HubAutomation.Shared.Backups;

/// <summary>What a backup holds: <c>backups/{backup}/manifest.json</c>, written when every table is there.</summary>
/// <param name="At">When the last table was done, UTC.</param>
/// <param name="Tables">The tables, in the order in which they were exported.</param>
public sealed record BackupManifest(DateTimeOffset At, IReadOnlyList<TableFile> Tables);

/// <summary>A table in a backup: <c>backups/{backup}/{table}.jsonl.gz</c>, one entity a line.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">How many rows it has; null when the table itself was missing, and there is no file.</param>
/// <param name="Sha256">SHA-256 of the file as it is stored, hexadecimal.</param>
public sealed record TableFile(string Table, long? Rows, string Sha256);
