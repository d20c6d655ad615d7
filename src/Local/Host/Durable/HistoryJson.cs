using System.Text.Json;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.Host.Durable;

/// <summary>
/// Writes a history as the durable HTTP API shows it: without inputs and numbers, the beginning of a step folded into its end,
/// and without the marks that say where a turn began and ended.
/// </summary>
internal static class HistoryJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<P.HistoryEvent> history, bool showOutput)
    {
        var begun = history.Where(IsBeginning).ToLookup(e => (e.EventTypeCase, e.EventId));
        var ended = history.Select(BeginningOf).OfType<(P.HistoryEvent.EventTypeOneofCase, int)>().ToHashSet();
        json.WriteStartArray();
        foreach (var entry in history.Where(e => IsShown(e) && !(IsBeginning(e) && ended.Contains((e.EventTypeCase, e.EventId)))))
        {
            json.WriteStartObject();
            json.WriteString("EventType", entry.EventTypeCase.ToString());
            WriteFields(json, entry, showOutput);
            json.WriteString("Timestamp", entry.Timestamp.ToDateTime());
            if (BeginningOf(entry) is { } key && begun[key].LastOrDefault() is { } beginning)
            {
                json.WriteString("ScheduledTime", beginning.Timestamp.ToDateTime());
                json.WriteString("FunctionName", beginning.TaskScheduled?.Name ?? beginning.SubOrchestrationInstanceCreated.Name);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static bool IsShown(P.HistoryEvent entry) => entry.EventTypeCase
        is not (P.HistoryEvent.EventTypeOneofCase.OrchestratorStarted or P.HistoryEvent.EventTypeOneofCase.OrchestratorCompleted);

    private static bool IsBeginning(P.HistoryEvent entry) => entry.EventTypeCase
        is P.HistoryEvent.EventTypeOneofCase.TaskScheduled or P.HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated;

    /// <summary>Which event began what this one ends.</summary>
    private static (P.HistoryEvent.EventTypeOneofCase Type, int Id)? BeginningOf(P.HistoryEvent entry) => entry.EventTypeCase switch
    {
        P.HistoryEvent.EventTypeOneofCase.TaskCompleted => (P.HistoryEvent.EventTypeOneofCase.TaskScheduled, entry.TaskCompleted.TaskScheduledId),
        P.HistoryEvent.EventTypeOneofCase.TaskFailed => (P.HistoryEvent.EventTypeOneofCase.TaskScheduled, entry.TaskFailed.TaskScheduledId),
        P.HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCompleted =>
            (P.HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated, entry.SubOrchestrationInstanceCompleted.TaskScheduledId),
        P.HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceFailed =>
            (P.HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated, entry.SubOrchestrationInstanceFailed.TaskScheduledId),
        _ => null,
    };

    private static void WriteFields(Utf8JsonWriter json, P.HistoryEvent entry, bool showOutput)
    {
        switch (entry.EventTypeCase)
        {
            case P.HistoryEvent.EventTypeOneofCase.ExecutionStarted:
                json.WriteString("FunctionName", entry.ExecutionStarted.Name);
                break;
            case P.HistoryEvent.EventTypeOneofCase.ExecutionCompleted:
                json.WriteString("OrchestrationStatus", entry.ExecutionCompleted.OrchestrationStatus.ToString());
                WriteResult(json, entry.ExecutionCompleted.Result, showOutput);
                WriteFailure(json, entry.ExecutionCompleted.FailureDetails);
                break;
            case P.HistoryEvent.EventTypeOneofCase.TaskScheduled:
                json.WriteString("Name", entry.TaskScheduled.Name);
                break;
            case P.HistoryEvent.EventTypeOneofCase.TaskCompleted:
                WriteResult(json, entry.TaskCompleted.Result, showOutput);
                break;
            case P.HistoryEvent.EventTypeOneofCase.TaskFailed:
                WriteFailure(json, entry.TaskFailed.FailureDetails);
                break;
            case P.HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated:
                json.WriteString("Name", entry.SubOrchestrationInstanceCreated.Name);
                json.WriteString("InstanceId", entry.SubOrchestrationInstanceCreated.InstanceId);
                break;
            case P.HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCompleted:
                WriteResult(json, entry.SubOrchestrationInstanceCompleted.Result, showOutput);
                break;
            case P.HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceFailed:
                WriteFailure(json, entry.SubOrchestrationInstanceFailed.FailureDetails);
                break;
            case P.HistoryEvent.EventTypeOneofCase.TimerCreated:
                json.WriteString("FireAt", entry.TimerCreated.FireAt.ToDateTime());
                break;
            case P.HistoryEvent.EventTypeOneofCase.TimerFired:
                json.WriteString("FireAt", entry.TimerFired.FireAt.ToDateTime());
                break;
            case P.HistoryEvent.EventTypeOneofCase.EventRaised:
                json.WriteString("Name", entry.EventRaised.Name);
                break;
            case P.HistoryEvent.EventTypeOneofCase.EventSent:
                json.WriteString("Name", entry.EventSent.Name);
                json.WriteString("InstanceId", entry.EventSent.InstanceId);
                break;
            case P.HistoryEvent.EventTypeOneofCase.ExecutionSuspended:
                json.WriteString("Reason", entry.ExecutionSuspended.Input);
                break;
            case P.HistoryEvent.EventTypeOneofCase.ExecutionResumed:
                json.WriteString("Reason", entry.ExecutionResumed.Input);
                break;
        }
    }

    private static void WriteResult(Utf8JsonWriter json, string? result, bool show)
    {
        if (show)
        {
            StatusJson.WriteValue(json, "Result", result);
        }
    }

    private static void WriteFailure(Utf8JsonWriter json, P.TaskFailureDetails? failure)
    {
        if (failure is null)
        {
            return;
        }

        json.WriteString("Reason", failure.ErrorMessage);
        json.WriteString("Details", failure.StackTrace);
        json.WritePropertyName("FailureDetails");
        WriteDetails(json, failure);
    }

    private static void WriteDetails(Utf8JsonWriter json, P.TaskFailureDetails failure)
    {
        json.WriteStartObject();
        json.WriteString("ErrorType", failure.ErrorType);
        json.WriteString("ErrorMessage", failure.ErrorMessage);
        json.WriteString("StackTrace", failure.StackTrace);
        json.WriteBoolean("IsNonRetriable", failure.IsNonRetriable);
        json.WritePropertyName("InnerFailure");
        if (failure.InnerFailure is null)
        {
            json.WriteNullValue();
        }
        else
        {
            WriteDetails(json, failure.InnerFailure);
        }

        json.WriteEndObject();
    }
}
