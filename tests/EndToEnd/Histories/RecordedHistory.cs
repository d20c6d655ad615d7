using System.Text.Json.Nodes;
using Google.Protobuf;
using Microsoft.DurableTask.Protobuf;

namespace HubAutomation.EndToEnd.Histories;

/// <summary>What a run has gone through, event by event, as the task hub sends it to a worker.</summary>
/// <param name="Events">The events.</param>
internal sealed record RecordedHistory(IReadOnlyList<HistoryEvent> Events)
{
    /// <summary>How the run began.</summary>
    public ExecutionStartedEvent Started { get; } = Events.Select(e => e.ExecutionStarted).First(started => started is not null);

    public string Orchestrator => Started.Name;

    public string Version => Started.Version;

    /// <summary>Reads what <see cref="ToJson"/> has written.</summary>
    public static RecordedHistory Parse(string json) =>
        new([.. JsonNode.Parse(json)!.AsArray().Select(e => JsonParser.Default.Parse<HistoryEvent>(e!.ToJsonString()))]);

    public string ToJson() => new JsonArray([.. Events.Select(e => JsonNode.Parse(JsonFormatter.Default.Format(e)))]).ToJsonString();

    /// <summary>The turns of the run: each begins with the moment at which it was taken.</summary>
    public IEnumerable<RecordedTurn> Turns()
    {
        var starts = Enumerable.Range(0, Events.Count).Where(i => Events[i].OrchestratorStarted is not null).Append(Events.Count).ToList();
        return starts.Zip(starts.Skip(1), (from, to) => new RecordedTurn([.. Events.Take(from)], [.. Events.Skip(from).Take(to - from)]));
    }
}

/// <summary>One turn of a run.</summary>
/// <param name="Before">All that had happened before.</param>
/// <param name="Events">What the orchestrator was told, then what it asked for.</param>
internal sealed record RecordedTurn(IReadOnlyList<HistoryEvent> Before, IReadOnlyList<HistoryEvent> Events)
{
    /// <summary>What the orchestrator was told.</summary>
    public IEnumerable<HistoryEvent> Told => Events.Where(e => Asked(e) is null && e.ExecutionCompleted is null && e.OrchestratorCompleted is null);

    /// <summary>What it asked for, call by call, in words.</summary>
    public IReadOnlyList<(int Call, string What)> AskedFor => [.. Events.Where(e => Asked(e) is not null).Select(e => (e.EventId, Asked(e)!))];

    /// <summary>How the run ended with it; null when it went on.</summary>
    public OrchestrationStatus? Ending => Events.Select(e => e.ExecutionCompleted).FirstOrDefault(completed => completed is not null)?.OrchestrationStatus;

    private static string? Asked(HistoryEvent e) => e switch
    {
        { TaskScheduled: { } task } => $"activity '{task.Name}'",
        { TimerCreated: not null } => "a timer",
        { SubOrchestrationInstanceCreated: { } child } => $"sub-orchestration '{child.Name}'",
        { EventSent: { } sent } => $"event '{sent.Name}' to a run",
        _ => null,
    };
}
