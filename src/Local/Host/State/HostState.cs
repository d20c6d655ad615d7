using Microsoft.Data.Sqlite;

namespace HubAutomation.Local.Host.State;

/// <summary>
/// What the host remembers through restarts, in one SQLite file of the state folder. One connection, used under a lock:
/// every statement is a lookup or a single row, and the host is the file's only user.
/// </summary>
internal sealed class HostState : IDisposable
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        CREATE TABLE IF NOT EXISTS timers (
            name TEXT PRIMARY KEY, schedule TEXT NOT NULL, last INTEGER, next INTEGER NOT NULL, updated INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS blob_receipts (
            function TEXT NOT NULL, container TEXT NOT NULL, blob TEXT NOT NULL, etag TEXT NOT NULL,
            state TEXT NOT NULL, attempts INTEGER NOT NULL, error TEXT, updated INTEGER NOT NULL,
            PRIMARY KEY (function, container, blob));
        """;

    private readonly Lock _lock = new();
    private readonly SqliteConnection _connection;

    /// <exception cref="HostStartException">The file cannot be used; the message names it and the way out.</exception>
    public HostState(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "host.db");
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            Execute(Schema);
        }
        catch (SqliteException error)
        {
            _connection.Dispose();
            throw new HostStartException(
                $"The file {path} cannot be used: {error.Message} Move it away together with the files of the same name beside it and start again: "
                + "every blob is then handed to its functions once more, and timers begin anew.",
                error);
        }
    }

    /// <summary>Runs a statement with parameters $1, $2, ...</summary>
    public void Execute(string sql, params ReadOnlySpan<object?> values)
    {
        lock (_lock)
        {
            using var command = Command(sql, values);
            command.ExecuteNonQuery();
        }
    }

    /// <summary>The rows that a query gives.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        lock (_lock)
        {
            using var command = Command(sql, values);
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(read(reader));
            }

            return rows;
        }
    }

    public void Dispose() => _connection.Dispose();

#pragma warning disable CA2100 // Every statement is a constant of this project; values go in as parameters.
    private SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
        }

        return command;
    }
#pragma warning restore CA2100
}
