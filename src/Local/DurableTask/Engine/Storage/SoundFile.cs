namespace HubAutomation.Local.DurableTask.Engine.Storage;

/// <summary>Opens a file after a look at it, before anything is changed in it: what is damaged is left to a person, untouched.</summary>
internal static class SoundFile
{
    /// <exception cref="InvalidOperationException">It is damaged.</exception>
    /// <exception cref="StorageException">SQLite cannot read it.</exception>
    public static Database Open(string path, CommitDurability durability)
    {
        var log = new FileInfo(path + "-wal");
        var isEmpty = new FileInfo(path) is not { Exists: true, Length: > 0 };

        // SQLite would take the log for a stranger's, and delete it with all that was committed to it.
        if (isEmpty && log is { Exists: true, Length: > 0 })
            throw new InvalidOperationException("it is missing or empty, while its log (the file ending in -wal) is there");

        // Without a flush at each commit a power cut may leave any part of the log unwritten, which then says nothing.
        if (log.Exists && durability == CommitDurability.PowerCut)
            WriteAheadLog.Demand(log);
        var database = Database.Open(path);
        try
        {
            if (!isEmpty)
                Check(database);
            return database;
        }
        catch
        {
            database.CloseUntouched();
            throw;
        }
    }

    private static void Check(Database database)
    {
        using var check = database.PrepareOnce("PRAGMA quick_check(1)");
        using var rows = check.Query();
        if (rows.Next() && rows.Text(0) is var found and not "ok")
            throw new InvalidOperationException($"it is damaged ({found.ReplaceLineEndings(" ").TrimEnd('.')})");
    }
}
