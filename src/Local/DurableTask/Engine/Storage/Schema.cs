namespace HubAutomation.Local.DurableTask.Engine.Storage;

/// <summary>The tables of a task hub file, and how durable a commit to it is.</summary>
/// <remarks>
/// Times are UTC ticks. History is append-only in plain rowid tables: clustering it by instance would make every commit touch as
/// many pages as there are instances. Keys are given out by the engine and never used twice within a process.
/// </remarks>
internal static class Schema
{
    /// <summary>"hub1" as a number: marks the file as a task hub.</summary>
    private const int ApplicationId = 0x68756231;
    private const int Version = 1;

    private const string Tables = """
        CREATE TABLE instances (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            execution INTEGER NOT NULL,
            status INTEGER NOT NULL,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            completed INTEGER,
            start_at INTEGER,
            parent INTEGER,
            parent_execution INTEGER,
            parent_task INTEGER,
            parent_id TEXT,
            parent_name TEXT,
            tags TEXT,
            custom_status TEXT,
            waiting_for TEXT);
        CREATE INDEX instances_by_parent ON instances (parent) WHERE parent IS NOT NULL;
        CREATE INDEX instances_by_open_status ON instances (status) WHERE completed IS NULL;
        CREATE TABLE payloads (
            instance INTEGER PRIMARY KEY,
            input TEXT,
            output TEXT,
            failure TEXT,
            carried_over TEXT);
        CREATE TABLE history (
            id INTEGER PRIMARY KEY,
            instance INTEGER NOT NULL,
            turn TEXT NOT NULL);
        CREATE INDEX history_by_instance ON history (instance);
        CREATE TABLE inbox (
            id INTEGER PRIMARY KEY,
            instance INTEGER NOT NULL,
            execution INTEGER,
            message TEXT NOT NULL);
        CREATE INDEX inbox_by_instance ON inbox (instance);
        CREATE TABLE activities (
            id INTEGER PRIMARY KEY,
            instance INTEGER NOT NULL,
            execution INTEGER NOT NULL,
            task INTEGER NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            input TEXT,
            deliveries INTEGER NOT NULL);
        CREATE INDEX activities_by_instance ON activities (instance);
        CREATE TABLE timers (
            id INTEGER PRIMARY KEY,
            instance INTEGER NOT NULL,
            execution INTEGER NOT NULL,
            task INTEGER NOT NULL,
            due INTEGER NOT NULL);
        CREATE INDEX timers_by_instance ON timers (instance);
        """;

    /// <summary>Makes a new file's tables, or checks that an existing file is a task hub of this version.</summary>
    /// <exception cref="InvalidOperationException">The file is something else, or of a newer version.</exception>
    public static void Prepare(Database database, CommitDurability durability)
    {
        var tables = database.Number("SELECT count(*) FROM sqlite_schema");
        if (tables == 0)
        {
            database.Execute($"BEGIN; {Tables} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}; COMMIT");
        }
        else if (database.Number("PRAGMA application_id") != ApplicationId)
        {
            throw new InvalidOperationException("it is a database, but not a task hub");
        }
        else if (database.Number("PRAGMA user_version") is var found and not Version)
        {
            throw new InvalidOperationException($"it was written by another release (format {found}; this one reads {Version})");
        }

        // At every start: a file that was recovered or copied by SQLite's own tools has lost the setting.
        database.Execute("PRAGMA journal_mode = WAL");
        database.Execute(durability == CommitDurability.PowerCut ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        database.Execute("PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY");
    }
}
