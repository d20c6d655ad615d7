using System.Diagnostics;
using SQLitePCL;

namespace HubAutomation.Benchmarks.Engine;

/// <summary>
/// What SQLite itself does on this disk: rows of 200 bytes appended to a table, each commit flushed to the disk, with nothing
/// around it. The reference of the engine's figures.
/// </summary>
internal sealed class BareSqlite : IDisposable
{
    private readonly sqlite3 file;
    private readonly sqlite3_stmt begin;
    private readonly sqlite3_stmt insert;
    private readonly sqlite3_stmt commit;
    private readonly byte[] row = new byte[200];

    static BareSqlite() => Batteries_V2.Init();

    public BareSqlite(string path)
    {
        Check(raw.sqlite3_open(path, out file));
        Check(raw.sqlite3_exec(file, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, content BLOB)"));
        Check(raw.sqlite3_prepare_v2(file, "BEGIN IMMEDIATE", out begin));
        Check(raw.sqlite3_prepare_v2(file, "INSERT INTO rows (content) VALUES (?)", out insert));
        Check(raw.sqlite3_prepare_v2(file, "COMMIT", out commit));
        Random.Shared.NextBytes(row);
    }

    /// <summary>Commits a second, measured over about a second.</summary>
    /// <param name="rowsPerCommit">How many rows share a commit.</param>
    public double CommitsPerSecond(int rowsPerCommit)
    {
        var watch = Stopwatch.StartNew();
        var commits = 0;
        for (; watch.ElapsedMilliseconds < 1000; commits++)
        {
            Run(begin);
            for (var i = 0; i < rowsPerCommit; i++)
            {
                Check(raw.sqlite3_bind_blob(insert, 1, row));
                Run(insert);
            }

            Run(commit);
        }

        return commits / watch.Elapsed.TotalSeconds;
    }

    public void Dispose()
    {
        begin.Dispose();
        insert.Dispose();
        commit.Dispose();
        file.Dispose();
    }

    private void Run(sqlite3_stmt statement)
    {
        Check(raw.sqlite3_step(statement));
        Check(raw.sqlite3_reset(statement));
    }

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            throw new InvalidOperationException($"SQLite error {result}: {raw.sqlite3_errmsg(file).utf8_to_string()}");
        }
    }
}
