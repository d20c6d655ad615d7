using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine.Storage;

/// <summary>The statements that change the file. Used by the writer's thread only, inside its transaction.</summary>
internal sealed class HubTables
{
    private readonly Statement begin;
    private readonly Statement commit;
    private readonly Statement insertInstance;
    private readonly Statement updateInstance;
    private readonly Statement finishInstance;
    private readonly Statement restartInstance;
    private readonly Statement findUnfinished;
    private readonly Statement findInstance;
    private readonly Statement original;
    private readonly Statement findOpenChildren;
    private readonly Statement findFinishedChildren;
    private readonly Statement insertPayload;
    private readonly Statement finishPayload;
    private readonly Statement restartPayload;
    private readonly Statement insertHistory;
    private readonly Statement insertMessage;
    private readonly Statement deleteMessage;
    private readonly Statement messages;
    private readonly Statement insertActivity;
    private readonly Statement countDelivery;
    private readonly Statement deleteActivity;
    private readonly Statement insertTimer;
    private readonly Statement deleteTimer;
    private readonly Statement[] clearExecution;
    private readonly Statement clearInbox;
    private readonly Statement[] deleteInstance;
    private long lastInstance;
    private long lastHistory;
    private long lastMessage;
    private long lastActivity;

    public HubTables(Database database)
    {
        begin = database.Prepare("BEGIN IMMEDIATE");
        commit = database.Prepare("COMMIT");
        insertInstance = database.Prepare("""
            INSERT INTO instances (key, id, name, version, execution, status, created, updated, start_at,
                parent, parent_execution, parent_task, parent_id, parent_name, tags, trace_parent, trace_state, trace_span)
            VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
        updateInstance = database.Prepare("UPDATE instances SET status = ?, updated = ?, custom_status = ? WHERE key = ? AND completed IS NULL");
        finishInstance = database.Prepare(
            "UPDATE instances SET status = ?, updated = ?, completed = ?, custom_status = ? WHERE key = ? AND completed IS NULL");
        restartInstance = database.Prepare("""
            UPDATE instances SET status = ?, updated = ?, custom_status = ?, execution = execution + 1, version = ?
            WHERE key = ? AND completed IS NULL
            """);
        findUnfinished = database.Prepare("SELECT 1 FROM instances WHERE key = ? AND completed IS NULL");
        findInstance = database.Prepare("SELECT key, status FROM instances WHERE id = ?");
        original = database.Prepare(
            "SELECT id, name, version, input, tags FROM instances JOIN payloads ON instance = key WHERE key = ?");
        findOpenChildren = database.Prepare("SELECT key FROM instances WHERE parent = ? AND completed IS NULL");
        findFinishedChildren = database.Prepare("SELECT key FROM instances WHERE parent = ? AND completed IS NOT NULL");
        insertPayload = database.Prepare("INSERT INTO payloads (instance, input) VALUES (?, ?)");
        finishPayload = database.Prepare("UPDATE payloads SET output = ?, failure = ?, carried_over = NULL WHERE instance = ?");
        restartPayload = database.Prepare("UPDATE payloads SET input = ?, carried_over = ? WHERE instance = ?");
        insertHistory = database.Prepare("INSERT INTO history (id, instance, taken, turn) VALUES (?, ?, ?, ?)");
        insertMessage = database.Prepare("INSERT INTO inbox (instance, id, execution, message) VALUES (?, ?, ?, ?)");
        deleteMessage = database.Prepare("DELETE FROM inbox WHERE instance = ? AND id = ?");
        messages = database.Prepare("SELECT message FROM inbox WHERE instance = ? ORDER BY id DESC");
        insertActivity = database.Prepare(
            "INSERT INTO activities (instance, id, execution, task, name, version, input, tags, deliveries) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)");
        countDelivery = database.Prepare("UPDATE activities SET deliveries = deliveries + ? WHERE instance = ? AND id = ?");
        deleteActivity = database.Prepare("DELETE FROM activities WHERE instance = ? AND id = ?");
        insertTimer = database.Prepare("INSERT INTO timers (instance, execution, task, due) VALUES (?, ?, ?, ?)");
        deleteTimer = database.Prepare("DELETE FROM timers WHERE instance = ? AND execution = ? AND task = ?");
        clearInbox = database.Prepare("DELETE FROM inbox WHERE instance = ?");
        clearExecution =
        [
            database.Prepare("DELETE FROM activities WHERE instance = ?"),
            database.Prepare("DELETE FROM timers WHERE instance = ?"),
        ];
        deleteInstance =
        [
            database.Prepare("DELETE FROM history WHERE instance = ?"),
            database.Prepare("DELETE FROM payloads WHERE instance = ?"),
            database.Prepare("DELETE FROM instances WHERE key = ?"),
        ];
        lastInstance = database.Number("SELECT max(key) FROM instances");
        lastHistory = database.Number("SELECT max(id) FROM history");
        lastMessage = database.Number("SELECT max(id) FROM inbox");
        lastActivity = database.Number("SELECT max(id) FROM activities");
        Database = database;
    }

    /// <summary>The connection, for reads that must see this transaction.</summary>
    public Database Database { get; }

    public void Begin() => begin.Run();

    public void Commit() => commit.Run();

    public (long Key, P.OrchestrationStatus Status)? FindInstance(string id)
    {
        using var rows = findInstance.Set(id).Query();
        return rows.Next() ? (rows.Number(0), (P.OrchestrationStatus)rows.Number(1)) : null;
    }

    /// <summary>Whether an instance exists and has not ended.</summary>
    public bool IsUnfinished(long key)
    {
        using var rows = findUnfinished.Set(key).Query();
        return rows.Next();
    }

    public List<long> FindChildren(long parent, bool finished)
    {
        var keys = new List<long>();
        using var rows = (finished ? findFinishedChildren : findOpenChildren).Set(parent).Query();
        while (rows.Next())
            keys.Add(rows.Number(0));
        return keys;
    }

    /// <summary>Adds an instance that has not started, with the message or the timer that will start it.</summary>
    public void AddInstance(NewInstance instance, Effects effects)
    {
        var key = ++lastInstance;
        insertInstance.Set(key).Set(instance.Id).Set(instance.Name).Set(instance.Version)
            .Set((long)P.OrchestrationStatus.Pending).Set(instance.Created.Ticks).Set(instance.Created.Ticks).Set(instance.StartAt?.Ticks)
            .Set(instance.Parent?.Instance).Set(instance.Parent?.Execution).Set(instance.Parent?.Task)
            .Set(instance.Parent?.InstanceId).Set(instance.Parent?.Name).Set(TagsText.Write(instance.Tags))
            .Set(instance.Trace?.Parent).Set(instance.Trace?.State).Set(instance.Trace?.Span).Run();
        insertPayload.Set(key).Set(instance.Input).Run();
        if (instance.StartAt is { } startAt)
            AddTimer(new TimerRow(key, 0, TimerRow.Start, startAt), effects);
        else
            effects.Deliveries.Add((key, new Delivery(HistoryEvents.StartMark)));
        effects.StatusChanges.Add(instance.Id);
    }

    /// <summary>What a finished or unfinished instance was started with.</summary>
    public NewInstance ReadOriginal(long key)
    {
        using var rows = original.Set(key).Query();
        rows.Next();
        return new NewInstance(rows.Text(0), rows.Text(1), rows.Text(2), rows.TextOrNull(3), default, null, TagsText.Read(rows.TextOrNull(4)));
    }

    /// <summary>Removes an instance with everything that belongs to it.</summary>
    public void DeleteInstance(long key, Effects effects)
    {
        ClearExecution(key);
        clearInbox.Set(key).Run();
        foreach (var statement in deleteInstance)
            statement.Set(key).Run();
        effects.Ended.Add(key);
    }

    /// <summary>Notes how an instance that goes on stands after a turn; false when it is gone or finished.</summary>
    public bool UpdateInstance(InstanceRow before, P.OrchestrationStatus status, DateTime now, string? customStatus)
    {
        if (status == before.Status && customStatus == before.CustomStatus)
            return IsUnfinished(before.Key);
        updateInstance.Set((long)status).Set(now.Ticks).Set(customStatus).Set(before.Key).Run();
        return Database.Changes > 0;
    }

    /// <summary>Notes the last turn; false when the instance is gone or finished already.</summary>
    public bool FinishInstance(long key, P.OrchestrationStatus status, DateTime now, string? customStatus, string? output, P.TaskFailureDetails? failure)
    {
        finishInstance.Set((long)status).Set(now.Ticks).Set(now.Ticks).Set(customStatus).Set(key).Run();
        if (Database.Changes == 0)
            return false;
        if (output is not null || failure is not null)
            finishPayload.Set(output).Set(FailureText.Write(failure)).Set(key).Run();
        ClearExecution(key);
        clearInbox.Set(key).Run();
        return true;
    }

    /// <summary>Starts an instance afresh; false when it is gone or finished.</summary>
    public bool RestartInstance(long key, P.OrchestrationStatus status, DateTime now, string? customStatus, P.CompleteOrchestrationAction ending, string version)
    {
        restartInstance.Set((long)status).Set(now.Ticks).Set(customStatus).Set(version).Set(key).Run();
        if (Database.Changes == 0)
            return false;
        restartPayload.Set(ending.Result);
        if (ending.CarryoverEvents.Count == 0)
            restartPayload.Set((string?)null);
        else
            restartPayload.SetBytes(new P.HistoryChunk { Events = { ending.CarryoverEvents } }.ToByteArray());
        restartPayload.Set(key).Run();
        ClearExecution(key);
        deleteInstance[0].Set(key).Run();
        return true;
    }

    /// <summary>Adds a turn to the history of an instance.</summary>
    public void AppendHistory(long key, DateTime taken, ReadOnlySpan<byte> turn) =>
        insertHistory.Set(++lastHistory).Set(key).Set(taken.Ticks).SetBytes(turn).Run();

    public void AddMessage(long key, int? execution, P.HistoryEvent message, Effects effects)
    {
        var id = ++lastMessage;
        insertMessage.Set(key).Set(id).Set(execution).SetBytes(message.ToByteArray()).Run();
        effects.Deliveries.Add((key, new Delivery(message, execution, Origin.Inbox, id)));
    }

    /// <summary>Whether an instance is suspended once it has taken what waits for it.</summary>
    public bool WillBeSuspended(long key, P.OrchestrationStatus status)
    {
        using var rows = messages.Set(key).Query();
        while (rows.Next())
        {
            var waiting = P.HistoryEvent.Parser.ParseFrom(rows.Bytes(0));
            if (waiting.ExecutionSuspended is not null || waiting.ExecutionResumed is not null)
                return waiting.ExecutionSuspended is not null;
        }

        return status == P.OrchestrationStatus.Suspended;
    }

    public void DeleteMessage(long instance, long id) => deleteMessage.Set(instance).Set(id).Run();

    public void AddActivity(ActivityRow activity, Effects effects)
    {
        activity = activity with { Id = ++lastActivity };
        insertActivity.Set(activity.Instance).Set(activity.Id).Set(activity.Execution).Set(activity.Task)
            .Set(activity.Name).Set(activity.Version).Set(activity.Input).Set(TagsText.Write(activity.Tags)).Run();
        effects.Activities.Add(activity);
    }

    /// <summary>Counts a start of an activity, or with −1 takes one back.</summary>
    public void CountDelivery(ActivityRow activity, int difference) => countDelivery.Set(difference).Set(activity.Instance).Set(activity.Id).Run();

    public void DeleteActivity(long instance, long id) => deleteActivity.Set(instance).Set(id).Run();

    public void AddTimer(TimerRow timer, Effects effects)
    {
        insertTimer.Set(timer.Instance).Set(timer.Execution).Set(timer.Task).Set(timer.Due.Ticks).Run();
        effects.TimersSet.Add(timer);
    }

    public void DeleteTimer(TimerRow timer) => deleteTimer.Set(timer.Instance).Set(timer.Execution).Set(timer.Task).Run();

    private void ClearExecution(long key)
    {
        foreach (var statement in clearExecution)
            statement.Set(key).Run();
    }
}

/// <summary>Tags as the file has them.</summary>
internal static class TagsText
{
    public static string? Write(IReadOnlyDictionary<string, string>? tags) => tags is null or { Count: 0 }
        ? null
        : JsonSerializer.Serialize(new Dictionary<string, string>(tags), TagsJson.Default.DictionaryStringString);

    public static IReadOnlyDictionary<string, string>? Read(string? text) =>
        text is null ? null : JsonSerializer.Deserialize(text, TagsJson.Default.DictionaryStringString);
}

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TagsJson : JsonSerializerContext;
