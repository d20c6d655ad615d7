using HubAutomation.Local.DurableTask.Engine.Storage;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>Makes a task hub's file what an earlier release would have left behind.</summary>
internal static class EarlierFormat
{
    private static readonly string[] Tables = ["instances", "payloads", "history", "inbox", "activities", "timers"];

    /// <summary>Writes the file anew in that format, with all of its rows.</summary>
    public static void Rewrite(string path, int format)
    {
        var earlier = path + ".earlier";
        using (var database = Database.Open(earlier))
        {
            Schema.Create(database, format);
            database.Execute($"ATTACH '{path}' AS today");
            foreach (var table in Tables)
            {
                var columns = string.Join(", ", Columns(database, "main", table).Intersect(Columns(database, "today", table)));
                database.Execute($"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}");
            }
        }

        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
        File.Move(earlier, path, overwrite: true);
    }

    private static List<string> Columns(Database database, string schema, string table)
    {
        var columns = new List<string>();
        using var statement = database.PrepareOnce($"SELECT name FROM pragma_table_info('{table}', '{schema}')");
        using var rows = statement.Query();
        while (rows.Next())
            columns.Add(rows.Text(0));
        return columns;
    }
}
