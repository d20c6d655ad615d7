using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Worker.Grpc;

namespace HubAutomation.EndToEnd.Histories;

/// <summary>Has the worker's own runner take every turn of a recorded run again, and compares what the code asks for with what it asked for then.</summary>
internal static class Replay
{
    /// <summary>Null when the code does what it did when the history was recorded; else what it does differently.</summary>
    public static string? Difference(RecordedHistory history, ITaskOrchestrator orchestrator) =>
        history.Turns().Select(turn => Difference(turn, Take(turn, orchestrator))).FirstOrDefault(difference => difference is not null);

    private static OrchestratorResponse Take(RecordedTurn turn, ITaskOrchestrator orchestrator)
    {
        var request = new OrchestratorRequest
        {
            InstanceId = "replayed",
            EntityParameters = new OrchestratorEntityParameters { EntityMessageReorderWindow = new Duration() },
            PastEvents = { turn.Before },
            NewEvents = { turn.Told },
        };
        var answer = GrpcOrchestrationRunner.LoadAndRun(Convert.ToBase64String(request.ToByteArray()), orchestrator, services: null);
        return OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(answer));
    }

    private static string? Difference(RecordedTurn then, OrchestratorResponse now)
    {
        var asked = now.Actions.Where(action => action.CompleteOrchestration is null).ToDictionary(action => action.Id, Words);
        foreach (var (call, what) in then.AskedFor)
        {
            if (!asked.Remove(call, out var today))
                return Say(call, what, Ending(now) is { } ending ? $"ends there ({ending})" : "asks for nothing");
            if (today != what)
                return Say(call, what, $"asks for {today}");
        }

        if (asked.Count > 0)
            return Say(asked.Keys.Min(), "nothing", $"asks for {asked[asked.Keys.Min()]}");
        return Ending(now) == then.Ending ? null : $"the history {(then.Ending is { } before ? $"ends there ({before})" : "goes on")}, but the code now {(Ending(now) is { } end ? $"ends ({end})" : "goes on")}.";
    }

    private static OrchestrationStatus? Ending(OrchestratorResponse answer) =>
        answer.Actions.Select(action => action.CompleteOrchestration).FirstOrDefault(completion => completion is not null)?.OrchestrationStatus;

    private static string Say(int call, string then, string now) => string.Create(
        CultureInfo.InvariantCulture, $"as its call #{call} the history has {then}, but the code now {now} there. Was the orchestrator changed while runs of it are under way?");

    private static string Words(OrchestratorAction action) => action switch
    {
        { ScheduleTask: { } task } => $"activity '{task.Name}'",
        { CreateTimer: not null } => "a timer",
        { CreateSubOrchestration: { } child } => $"sub-orchestration '{child.Name}'",
        { SendEvent: { } sent } => $"event '{sent.Name}' to a run",
        var other => other.OrchestratorActionTypeCase.ToString(),
    };
}
