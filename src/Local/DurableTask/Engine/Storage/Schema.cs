namespace HubAutomation.Local.DurableTask.Engine.Storage;

/// <summary>The tables of a task hub file, and how durable a commit to it is.</summary>
/// <remarks>
/// Times are UTC ticks. History is append-only in a plain rowid table: clustering it by instance would make every commit touch as
/// many pages as there are instances. What is outstanding comes and goes, and is little: it is clustered by instance, without an
/// index beside it. Keys are given out by the engine and never used twice within a process.
/// </remarks>
internal static class Schema
{
    /// <summary>"hub1" as a number: marks the file as a task hub.</summary>
    private const int ApplicationId = 0x68756231;

    /// <summary>The first format.</summary>
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

    /// <summary>What each later format adds to the one before. A new file goes through all of them, so that old and new files are alike.</summary>
    private static readonly string[] Upgrades =
    [
        """
        ALTER TABLE instances ADD COLUMN trace_parent TEXT;
        ALTER TABLE instances ADD COLUMN trace_state TEXT;
        ALTER TABLE instances ADD COLUMN trace_span TEXT;
        """,

        // A turn's time is in its history: an instance's own row is written only when something else of it changes.
        """
        ALTER TABLE history ADD COLUMN taken INTEGER;
        ALTER TABLE inbox RENAME TO inbox2;
        CREATE TABLE inbox (
            instance INTEGER NOT NULL,
            id INTEGER NOT NULL,
            execution INTEGER,
            message TEXT NOT NULL,
            PRIMARY KEY (instance, id)) WITHOUT ROWID;
        INSERT INTO inbox SELECT instance, id, execution, message FROM inbox2;
        DROP TABLE inbox2;
        ALTER TABLE activities RENAME TO activities2;
        CREATE TABLE activities (
            instance INTEGER NOT NULL,
            id INTEGER NOT NULL,
            execution INTEGER NOT NULL,
            task INTEGER NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            input TEXT,
            deliveries INTEGER NOT NULL,
            PRIMARY KEY (instance, id)) WITHOUT ROWID;
        INSERT INTO activities SELECT instance, id, execution, task, name, version, input, deliveries FROM activities2;
        DROP TABLE activities2;
        ALTER TABLE timers RENAME TO timers2;
        CREATE TABLE timers (
            instance INTEGER NOT NULL,
            execution INTEGER NOT NULL,
            task INTEGER NOT NULL,
            due INTEGER NOT NULL,
            PRIMARY KEY (instance, execution, task)) WITHOUT ROWID;
        INSERT INTO timers SELECT instance, execution, task, due FROM timers2;
        DROP TABLE timers2;
        """,

        // Histories are the protocol's own events, in bytes, since workers replay them themselves. What stands in earlier histories
        // they could not go on with; those of ended instances are dropped, and how they ended is kept.
        """
        DELETE FROM history;
        DELETE FROM inbox;
        DELETE FROM activities;
        DELETE FROM timers;
        UPDATE payloads SET carried_over = NULL, failure = replace(failure, '"inner":', '"innerFailure":');
        ALTER TABLE instances DROP COLUMN waiting_for;
        ALTER TABLE activities ADD COLUMN tags TEXT;
        """,
    ];

    /// <summary>The first format whose histories workers can go on with.</summary>
    private const int FirstReplayable = 4;

    private static int Version => 1 + Upgrades.Length;

    /// <summary>Makes a new file's tables, or brings those of an existing file to this version.</summary>
    /// <exception cref="InvalidOperationException">The file is something else, or of a newer version.</exception>
    public static void Prepare(Database database, CommitDurability durability)
    {
        var tables = database.Number("SELECT count(*) FROM sqlite_schema");
        if (tables == 0)
        {
            Create(database, Version);
        }
        else if (database.Number("PRAGMA application_id") != ApplicationId)
        {
            throw new InvalidOperationException("it is a database, but not a task hub");
        }
        else
        {
            Upgrade(database, (int)database.Number("PRAGMA user_version"));
        }

        // At every start: a file that was recovered or copied by SQLite's own tools has lost the setting.
        database.Execute("PRAGMA journal_mode = WAL");
        database.Execute(durability == CommitDurability.PowerCut ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        database.Execute("PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY");
    }

    /// <summary>Makes the tables as a release of that format did.</summary>
    public static void Create(Database database, int format) =>
        database.Execute($"BEGIN; {Tables} PRAGMA application_id = {ApplicationId}; {Steps(1, format)} COMMIT");

    private static void Upgrade(Database database, int found)
    {
        if (found < 1 || found > Version)
            throw new InvalidOperationException($"it was written by another release (format {found}; this one reads 1 to {Version})");
        if (found < FirstReplayable && database.Number("SELECT count(*) FROM instances WHERE completed IS NULL") is > 0 and var unfinished)
        {
            throw new InvalidOperationException(
                $"it has {unfinished} orchestration{(unfinished == 1 ? "" : "s")} under way that an earlier release began (format {found}), and this one cannot go on with "
                + "their histories; start that release once more and let them end, or terminate them there");
        }

        if (found < Version)
            database.Execute($"BEGIN IMMEDIATE; {Steps(found, Version)} COMMIT");
    }

    private static string Steps(int from, int to) => $"{string.Concat(Upgrades[(from - 1)..(to - 1)])} PRAGMA user_version = {to};";
}
