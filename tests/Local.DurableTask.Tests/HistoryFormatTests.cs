using System.Text;
using HubAutomation.Local.DurableTask.Engine;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>How turns are written. Instances under way are read back by the next release: what is here must stay readable.</summary>
public sealed class HistoryFormatTests
{
    private const string Written = """
        {"at":"2026-09-14T08:00:00.1234567Z","received":[
        {"type":"ExecutionStarted"},
        {"type":"EventRaised","name":"Approved","payload":"{\"by\":\"Zoë & co\"}"},
        {"type":"TaskCompleted","result":"42","id":0},
        {"type":"TaskFailed","failure":{"errorType":"System.FormatException","errorMessage":"no day","inner":{"errorType":"System.Exception","errorMessage":"row 7","isNonRetriable":false},"isNonRetriable":true},"id":1},
        {"type":"TimerFired","id":2},
        {"type":"SubOrchestrationInstanceCompleted","result":"null","id":3},
        {"type":"SubOrchestrationInstanceFailed","failure":{"errorType":"Terminated","errorMessage":"gone","isNonRetriable":false},"id":4},
        {"type":"ExecutionSuspended","reason":"a question"},
        {"type":"ExecutionResumed"},
        {"type":"IllegalAwait"},
        {"type":"ExecutionTerminated","output":"\"stop\"","recursive":true}],"produced":[
        {"type":"TaskScheduled","name":"Read","version":"1.0","tags":{"team":"data"},"id":5},
        {"type":"TimerCreated","due":"2026-10-14T08:00:00Z","id":6},
        {"type":"SubOrchestrationInstanceCreated","name":"Child","instanceId":"abc","id":7},
        {"type":"EventSent","instanceId":"other","name":"Hello","id":8},
        {"type":"ExecutionCompleted","status":"Completed"}]}
        """;

    [Fact]
    public void Line_78_what_this_release_writes_is_what_the_first_wrote() =>
        Assert.Equal(Written.ReplaceLineEndings(string.Empty), Encoding.UTF8.GetString(AllEvents().ToUtf8()));

    [Fact]
    public void Line_78_what_the_first_release_wrote_is_read_back()
    {
        var read = Turn.FromUtf8(Encoding.UTF8.GetBytes(Written));

        Assert.Equal(AllEvents().At, read.At);
        Assert.Equal(DateTimeKind.Utc, read.At.Kind);
        Assert.Equal(AllEvents().Received, read.Received);
        Assert.Equal(AllEvents().Produced.Skip(1), read.Produced.Skip(1));
        Assert.Equal("data", Assert.IsType<TaskScheduled>(read.Produced[0]).Tags!["team"]);
    }

    private static Turn AllEvents() => new(
        new DateTime(2026, 9, 14, 8, 0, 0, DateTimeKind.Utc).AddTicks(1234567),
        [
            new ExecutionStarted(),
            new EventRaised("Approved", """{"by":"Zoë & co"}"""),
            new TaskCompleted(0, "42"),
            new TaskFailed(1, new Failure("System.FormatException", "no day", Inner: new Failure("System.Exception", "row 7"), IsNonRetriable: true)),
            new TimerFired(2),
            new SubOrchestrationInstanceCompleted(3, "null"),
            new SubOrchestrationInstanceFailed(4, new Failure("Terminated", "gone")),
            new ExecutionSuspended("a question"),
            new ExecutionResumed(null),
            new IllegalAwait(),
            new ExecutionTerminated("\"stop\"", true),
        ],
        [
            new TaskScheduled(5, "Read", "1.0", new Dictionary<string, string> { ["team"] = "data" }),
            new TimerCreated(6, new DateTime(2026, 10, 14, 8, 0, 0, DateTimeKind.Utc)),
            new SubOrchestrationInstanceCreated(7, "Child", "abc"),
            new EventSent(8, "other", "Hello"),
            new ExecutionCompleted("Completed"),
        ]);
}
