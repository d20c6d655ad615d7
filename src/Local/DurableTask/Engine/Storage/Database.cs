using System.Text;
using SQLitePCL;

namespace HubAutomation.Local.DurableTask.Engine.Storage;

/// <summary>One SQLite connection. Used by one thread at a time.</summary>
/// <remarks>Talks to SQLite below ADO.NET: a step of an orchestration is a handful of tiny statements, and there the layers would cost more than the work.</remarks>
internal sealed class Database : IDisposable
{
    private readonly sqlite3 handle;
    private readonly List<Statement> statements = [];

    static Database() => Batteries_V2.Init();

    private Database(sqlite3 handle)
    {
        this.handle = handle;
    }

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(handle);

    public static Database Open(string path, bool readOnly = false)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var result = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var database = new Database(handle);
        try
        {
            database.Check(result);
            database.Check(raw.sqlite3_busy_timeout(handle, 5000));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements that take no values and give no rows.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(handle, sql));

    /// <summary>Prepares a statement that lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var prepared));
        var statement = new Statement(this, prepared);
        statements.Add(statement);
        return statement;
    }

    /// <summary>Prepares a statement for one use; the caller disposes it.</summary>
    public Statement PrepareOnce(string sql)
    {
        Check(raw.sqlite3_prepare_v3(handle, sql, 0, out var prepared));
        return new Statement(this, prepared);
    }

    /// <summary>The first column of the first row, as a number.</summary>
    public long Number(string sql)
    {
        using var statement = PrepareOnce(sql);
        using var rows = statement.Query();
        return rows.Next() ? rows.Number(0) : 0;
    }

    /// <summary>Undoes what has not been committed, and makes every statement ready to be used again.</summary>
    public void Rollback()
    {
        statements.ForEach(statement => statement.Reset());

        // SQLite rolls back by itself after some errors; then there is no transaction left.
        if (raw.sqlite3_get_autocommit(handle) == 0)
            Execute("ROLLBACK");
    }

    public void Dispose()
    {
        foreach (var statement in statements)
            statement.Dispose();
        raw.sqlite3_close_v2(handle);
        handle.Dispose();
    }

    /// <summary>Closes without moving what stands in the log to the file, as closing otherwise does.</summary>
    public void CloseUntouched()
    {
        Check(raw.sqlite3_db_config(handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _));
        Dispose();
    }

    internal void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            throw new StorageException(result, raw.sqlite3_errmsg(handle).utf8_to_string());
    }
}

/// <summary>SQLite reported an error.</summary>
/// <param name="code">The result code of SQLite.</param>
/// <param name="message">Its text.</param>
internal sealed class StorageException(int code, string message) : IOException($"{message} (SQLite error {code})")
{
    /// <summary>The primary result code.</summary>
    public int Code { get; } = code & 0xff;

    /// <summary>True when the disk is full or cannot be written to, and the file is not to blame.</summary>
    public bool ConcernsTheDisk => Code is raw.SQLITE_FULL or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM;

    /// <summary>True when the same write may succeed later: what it says does not contradict what the file holds.</summary>
    public bool MayPass => ConcernsTheDisk || Code is raw.SQLITE_IOERR or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_NOMEM;
}

/// <summary>A prepared statement: set its values in order, then run it.</summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    private readonly Database database = database;
    private readonly sqlite3_stmt handle = handle;
    private int next;

    public Statement Set(long value)
    {
        database.Check(raw.sqlite3_bind_int64(handle, ++next, value));
        return this;
    }

    public Statement Set(long? value) => value is { } number ? Set(number) : SetNull();

    public Statement Set(string? value)
    {
        if (value is null)
            return SetNull();
        database.Check(raw.sqlite3_bind_text16(handle, ++next, value));
        return this;
    }

    public Statement SetBytes(ReadOnlySpan<byte> value)
    {
        database.Check(raw.sqlite3_bind_blob(handle, ++next, value));
        return this;
    }

    public void Run()
    {
        try
        {
            database.Check(raw.sqlite3_step(handle));
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>The rows; dispose them before the statement is used again.</summary>
    public Rows Query() => new(this);

    public void Dispose() => handle.Dispose();

    private Statement SetNull()
    {
        database.Check(raw.sqlite3_bind_null(handle, ++next));
        return this;
    }

    /// <summary>Forgets values and rows.</summary>
    public void Reset()
    {
        // The error of a failed step is reported by the step itself; reset only repeats it.
        _ = raw.sqlite3_reset(handle);
        _ = raw.sqlite3_clear_bindings(handle);
        next = 0;
    }

    /// <summary>Rows read one after another.</summary>
    internal readonly struct Rows(Statement statement) : IDisposable
    {
        public bool Next()
        {
            var result = raw.sqlite3_step(statement.handle);
            statement.database.Check(result);
            return result == raw.SQLITE_ROW;
        }

        public bool IsNull(int column) => raw.sqlite3_column_type(statement.handle, column) == raw.SQLITE_NULL;

        public long Number(int column) => raw.sqlite3_column_int64(statement.handle, column);

        public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

        public string Text(int column) => TextOrNull(column) ?? string.Empty;

        public string? TextOrNull(int column) =>
            IsNull(column) ? null : Encoding.UTF8.GetString(Bytes(column));

        /// <summary>Bytes, of a text its UTF-8; valid until the next row.</summary>
        public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement.handle, column);

        public void Dispose() => statement.Reset();
    }
}
