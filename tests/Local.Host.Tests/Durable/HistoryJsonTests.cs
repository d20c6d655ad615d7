using System.Text;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using HubAutomation.Local.Host.Durable;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.Host.Tests.Durable;

public class HistoryJsonTests
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly List<P.HistoryEvent> _history = [];

    [Fact]
    public void A_step_is_one_row_with_its_name_and_when_it_was_asked_for()
    {
        Add(-1, e => e.OrchestratorStarted = new());
        Add(-1, e => e.ExecutionStarted = new() { Name = "Approve", Input = "\"secret\"" });
        Add(0, e => e.TaskScheduled = new() { Name = "Ask", Input = "\"secret\"" });
        Add(-1, e => e.OrchestratorCompleted = new());
        Add(-1, e => e.TaskCompleted = new() { TaskScheduledId = 0, Result = "\"secret\"" });
        Add(1, e => e.ExecutionCompleted = new() { OrchestrationStatus = P.OrchestrationStatus.Completed, Result = "\"secret\"" });

        Assert.Equal(
            """
            [{"EventType":"ExecutionStarted","FunctionName":"Approve","Timestamp":"2026-09-01T08:00:01Z"},
            {"EventType":"TaskCompleted","Timestamp":"2026-09-01T08:00:04Z","ScheduledTime":"2026-09-01T08:00:02Z","FunctionName":"Ask"},
            {"EventType":"ExecutionCompleted","OrchestrationStatus":"Completed","Timestamp":"2026-09-01T08:00:05Z"}]
            """.ReplaceLineEndings(""),
            Write(showOutput: false));
    }

    [Fact]
    public void Results_are_shown_on_request()
    {
        Add(0, e => e.TaskScheduled = new() { Name = "Ask" });
        Add(-1, e => e.TaskCompleted = new() { TaskScheduledId = 0, Result = """{"answer":42}""" });
        Add(1, e => e.ExecutionCompleted = new() { OrchestrationStatus = P.OrchestrationStatus.Completed, Result = "plain" });

        var events = JsonSerializer.Deserialize<JsonElement>(Write(showOutput: true));

        Assert.Equal(42, events[0].GetProperty("Result").GetProperty("answer").GetInt32());
        Assert.Equal("plain", events[1].GetProperty("Result").GetString());
    }

    [Fact]
    public void A_step_that_has_not_ended_is_shown_as_asked_for()
    {
        Add(0, e => e.SubOrchestrationInstanceCreated = new() { Name = "Review", InstanceId = "r1", Input = "\"secret\"" });

        Assert.Equal(
            """[{"EventType":"SubOrchestrationInstanceCreated","Name":"Review","InstanceId":"r1","Timestamp":"2026-09-01T08:00:00Z"}]""",
            Write(showOutput: true));
    }

    [Fact]
    public void A_failed_step_says_why()
    {
        Add(0, e => e.SubOrchestrationInstanceCreated = new() { Name = "Review", InstanceId = "r1" });
        Add(-1, e => e.SubOrchestrationInstanceFailed = new()
        {
            TaskScheduledId = 0,
            FailureDetails = new()
            {
                ErrorType = "TaskFailedException",
                ErrorMessage = "Ask failed",
                InnerFailure = new() { ErrorType = "FormatException", ErrorMessage = "no table" },
            },
        });

        var failed = Assert.Single(JsonSerializer.Deserialize<JsonElement>(Write(showOutput: false)).EnumerateArray());

        Assert.Equal("Review", failed.GetProperty("FunctionName").GetString());
        Assert.Equal("Ask failed", failed.GetProperty("Reason").GetString());
        Assert.Equal("no table", failed.GetProperty("FailureDetails").GetProperty("InnerFailure").GetProperty("ErrorMessage").GetString());
    }

    [Fact]
    public void Timers_and_events_are_shown_without_numbers_and_contents()
    {
        Add(0, e => e.TimerCreated = new() { FireAt = Start.AddHours(1).ToTimestamp() });
        Add(-1, e => e.TimerFired = new() { TimerId = 0, FireAt = Start.AddHours(1).ToTimestamp() });
        Add(-1, e => e.EventRaised = new() { Name = "Approved", Input = "\"secret\"" });

        Assert.Equal(
            """
            [{"EventType":"TimerCreated","FireAt":"2026-09-01T09:00:00Z","Timestamp":"2026-09-01T08:00:00Z"},
            {"EventType":"TimerFired","FireAt":"2026-09-01T09:00:00Z","Timestamp":"2026-09-01T08:00:01Z"},
            {"EventType":"EventRaised","Name":"Approved","Timestamp":"2026-09-01T08:00:02Z"}]
            """.ReplaceLineEndings(""),
            Write(showOutput: true));
    }

    private void Add(int id, Action<P.HistoryEvent> fill)
    {
        var entry = new P.HistoryEvent { EventId = id, Timestamp = Start.AddSeconds(_history.Count).ToTimestamp() };
        fill(entry);
        _history.Add(entry);
    }

    private string Write(bool showOutput)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            HistoryJson.Write(json, _history, showOutput);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
