using System.Collections.Concurrent;
using Google.Protobuf.Collections;
using HubAutomation.Local.DurableTask.Engine.Observing;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine.Storage;

/// <summary>Reads of single instances, over connections of their own, so that reading never waits for writing.</summary>
internal sealed class HubReader(string path) : IDisposable
{
    private readonly ConcurrentBag<Connection> idle = [];
    private volatile bool closed;

    /// <summary>Runs a read on a connection that nobody else uses meanwhile.</summary>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public T Read<T>(Func<Connection, T> read)
    {
        ObjectDisposedException.ThrowIf(closed, typeof(SqliteTaskHub));
        var connection = idle.TryTake(out var free) ? free : new Connection(Database.Open(path, readOnly: true));
        try
        {
            return read(connection);
        }
        finally
        {
            if (closed)
                connection.Dispose();
            else
                idle.Add(connection);
        }
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var connection))
            connection.Dispose();
    }

    /// <summary>The statements of one connection.</summary>
    internal sealed class Connection : IDisposable
    {
        internal const string InstanceColumns =
            $"key, id, name, version, execution, status, created, {LastUpdated}, start_at, " +
            "parent, parent_execution, parent_task, parent_id, parent_name, tags, custom_status, completed, trace_parent, trace_state, trace_span";

        /// <summary>The time of an instance's last turn, or of what happened to it since.</summary>
        internal const string LastUpdated =
            "max(updated, ifnull((SELECT taken FROM history WHERE history.instance = instances.key ORDER BY history.id DESC LIMIT 1), 0))";

        private readonly Statement byKey;
        private readonly Statement byId;
        private readonly Statement payload;
        private readonly Statement history;
        private readonly Statement firstTurn;

        public Connection(Database database)
        {
            Database = database;
            byKey = database.Prepare($"SELECT {InstanceColumns} FROM instances WHERE key = ?");
            byId = database.Prepare($"SELECT {InstanceColumns} FROM instances WHERE id = ?");
            payload = database.Prepare("SELECT input, output, failure, carried_over FROM payloads WHERE instance = ?");
            history = database.Prepare("SELECT turn FROM history WHERE instance = ? ORDER BY id");
            firstTurn = database.Prepare("SELECT 1 FROM history WHERE instance = ? LIMIT 1");
        }

        public Database Database { get; }

        public InstanceRow? FindInstance(string id) => ReadInstance(byId.Set(id));

        /// <summary>The instance with what its next turn needs, but for its history; null when it is gone or finished.</summary>
        public StoredInstance? LoadUnfinished(long key)
        {
            // One read transaction, so that row and payload are of the same moment.
            Database.Execute("BEGIN");
            try
            {
                if (ReadInstance(byKey.Set(key)) is not { IsFinished: false } row)
                    return null;
                var (input, _, _, carriedOver) = ReadPayload(key);
                return new StoredInstance(row, input, carriedOver, HasTakenATurn(key));
            }
            finally
            {
                Database.Execute("COMMIT");
            }
        }

        /// <summary>Adds all that an instance has gone through since its execution began.</summary>
        public bool ReadHistory(long key, RepeatedField<P.HistoryEvent> events)
        {
            using var rows = history.Set(key).Query();
            while (rows.Next())
                events.AddRange(P.HistoryChunk.Parser.ParseFrom(rows.Bytes(0)).Events);
            return events.Count > 0;
        }

        public (string? Input, string? Output, P.TaskFailureDetails? Failure, IReadOnlyList<P.HistoryEvent> CarriedOver) ReadPayload(long key)
        {
            using var rows = payload.Set(key).Query();
            if (!rows.Next())
                return (null, null, null, []);
            var failure = rows.TextOrNull(2) is { } text ? FailureText.Read(text) : null;
            var carriedOver = rows.IsNull(3) ? [] : P.HistoryChunk.Parser.ParseFrom(rows.Bytes(3)).Events;
            return (rows.TextOrNull(0), rows.TextOrNull(1), failure, carriedOver);
        }

        public void Dispose() => Database.Dispose();

        internal static InstanceRow ReadInstance(Statement.Rows rows) => new(
            rows.Number(0),
            rows.Text(1),
            rows.Text(2),
            rows.Text(3),
            (int)rows.Number(4),
            (P.OrchestrationStatus)rows.Number(5),
            Time(rows.Number(6)),
            Time(rows.Number(7)),
            rows.NumberOrNull(8) is { } startAt ? Time(startAt) : null,
            rows.IsNull(9) ? null : new ParentCall(rows.Number(9), (int)rows.Number(10), (int)rows.Number(11), rows.Text(12), rows.Text(13)),
            TagsText.Read(rows.TextOrNull(14)),
            rows.TextOrNull(15),
            rows.NumberOrNull(16) is { } completed ? Time(completed) : null,
            ReadTrace(rows, 17));

        /// <summary>The three columns of a trace, from the first on.</summary>
        internal static TraceLink? ReadTrace(Statement.Rows rows, int first) =>
            rows.TextOrNull(first) is { } parent ? new TraceLink(parent, rows.TextOrNull(first + 1), rows.Text(first + 2)) : null;

        internal static DateTime Time(long ticks) => new(ticks, DateTimeKind.Utc);

        private bool HasTakenATurn(long key)
        {
            using var rows = firstTurn.Set(key).Query();
            return rows.Next();
        }

        private static InstanceRow? ReadInstance(Statement query)
        {
            using var rows = query.Query();
            return rows.Next() ? ReadInstance(rows) : null;
        }
    }
}
