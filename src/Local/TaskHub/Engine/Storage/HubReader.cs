using System.Collections.Concurrent;
using System.Text.Json;
using HubAutomation.Local.TaskHub.Engine.Observing;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.TaskHub.Engine.Storage;

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
            "parent, parent_execution, parent_task, parent_id, parent_name, tags, custom_status, trace_parent, trace_state, trace_span, waiting_for";

        /// <summary>The time of an instance's last turn, or of what happened to it since.</summary>
        internal const string LastUpdated =
            "max(updated, ifnull((SELECT taken FROM history WHERE history.instance = instances.key ORDER BY history.id DESC LIMIT 1), 0))";

        private readonly Statement byKey;
        private readonly Statement byId;
        private readonly Statement payload;
        private readonly Statement history;

        public Connection(Database database)
        {
            Database = database;
            byKey = database.Prepare($"SELECT {InstanceColumns} FROM instances WHERE key = ?");
            byId = database.Prepare($"SELECT {InstanceColumns} FROM instances WHERE id = ?");
            payload = database.Prepare("SELECT input, output, failure, carried_over FROM payloads WHERE instance = ?");
            history = database.Prepare("SELECT turn FROM history WHERE instance = ? ORDER BY id");
        }

        public Database Database { get; }

        public InstanceRow? FindInstance(string id) => ReadInstance(byId.Set(id));

        /// <summary>The instance with all that its next turn needs; null when it is gone or finished.</summary>
        public StoredInstance? LoadUnfinished(long key)
        {
            // One read transaction, so that row, payload and history are of the same moment.
            Database.Execute("BEGIN");
            try
            {
                if (ReadInstance(byKey.Set(key)) is not { IsFinished: false } row)
                    return null;
                var (input, _, _, carriedOver) = ReadPayload(key);
                return new StoredInstance(row, input, carriedOver, ReadTurns(key));
            }
            finally
            {
                Database.Execute("COMMIT");
            }
        }

        /// <summary>The instance, finished or not, with the turns it has taken; null when there is none of that id.</summary>
        public RecordedInstance? ReadHistory(string id)
        {
            Database.Execute("BEGIN");
            try
            {
                return FindInstance(id) is { } row
                    ? new RecordedInstance(
                        row.Name, row.Version, row.Id, row.Parent?.Name, row.Parent?.InstanceId, ReadPayload(row.Key).Input, ReadTurns(row.Key))
                    : null;
            }
            finally
            {
                Database.Execute("COMMIT");
            }
        }

        public (string? Input, string? Output, Failure? Failure, IReadOnlyList<EventRaised> CarriedOver) ReadPayload(long key)
        {
            using var rows = payload.Set(key).Query();
            if (!rows.Next())
                return (null, null, null, []);
            var failure = rows.TextOrNull(2) is { } text ? JsonSerializer.Deserialize(text, HistoryJson.Default.Failure) : null;
            var carriedOver = rows.TextOrNull(3) is { } events ? JsonSerializer.Deserialize(events, HistoryJson.Default.ListEventRaised)! : [];
            return (rows.TextOrNull(0), rows.TextOrNull(1), failure, carriedOver);
        }

        public void Dispose() => Database.Dispose();

        internal static InstanceRow ReadInstance(Statement.Rows rows) => new(
            rows.Number(0),
            rows.Text(1),
            rows.Text(2),
            rows.Text(3),
            (int)rows.Number(4),
            (OrchestrationRuntimeStatus)rows.Number(5),
            Time(rows.Number(6)),
            Time(rows.Number(7)),
            rows.NumberOrNull(8) is { } startAt ? Time(startAt) : null,
            rows.IsNull(9) ? null : new ParentCall(rows.Number(9), (int)rows.Number(10), (int)rows.Number(11), rows.Text(12), rows.Text(13)),
            TagsText.Read(rows.TextOrNull(14)),
            rows.TextOrNull(15),
            ReadTrace(rows, 16),
            rows.TextOrNull(19));

        /// <summary>The three columns of a trace, from the first on.</summary>
        internal static TraceLink? ReadTrace(Statement.Rows rows, int first) =>
            rows.TextOrNull(first) is { } parent ? new TraceLink(parent, rows.TextOrNull(first + 1), rows.Text(first + 2)) : null;

        internal static DateTime Time(long ticks) => new(ticks, DateTimeKind.Utc);

        private List<Turn> ReadTurns(long key)
        {
            var turns = new List<Turn>();
            using var rows = history.Set(key).Query();
            while (rows.Next())
                turns.Add(Turn.FromUtf8(rows.Utf8(0)));
            return turns;
        }

        private static InstanceRow? ReadInstance(Statement query)
        {
            using var rows = query.Query();
            return rows.Next() ? ReadInstance(rows) : null;
        }
    }
}
