using Google.Protobuf.WellKnownTypes;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>What an orchestrator can ask for, as a worker says it.</summary>
internal static class Actions
{
    public static P.OrchestratorAction Call(int id, string activity, string? input = null) => new()
    {
        Id = id,
        ScheduleTask = new P.ScheduleTaskAction { Name = activity, Input = input },
    };

    public static P.OrchestratorAction Timer(int id, DateTimeOffset due) => new()
    {
        Id = id,
        CreateTimer = new P.CreateTimerAction { FireAt = Timestamp.FromDateTimeOffset(due) },
    };

    public static P.OrchestratorAction Child(int id, string name, string instanceId) => new()
    {
        Id = id,
        CreateSubOrchestration = new P.CreateSubOrchestrationAction { Name = name, InstanceId = instanceId },
    };

    public static P.OrchestratorAction Send(int id, string instanceId, string name, string data) => new()
    {
        Id = id,
        SendEvent = new P.SendEventAction { Instance = new P.OrchestrationInstance { InstanceId = instanceId }, Name = name, Data = data },
    };

    public static P.OrchestratorAction Complete(int id, string? result = null) => new()
    {
        Id = id,
        CompleteOrchestration = new P.CompleteOrchestrationAction { OrchestrationStatus = P.OrchestrationStatus.Completed, Result = result },
    };

    public static P.OrchestratorAction ContinueAsNew(int id, string input, params IEnumerable<P.HistoryEvent> carriedOver) => new()
    {
        Id = id,
        CompleteOrchestration = new P.CompleteOrchestrationAction
        {
            OrchestrationStatus = P.OrchestrationStatus.ContinuedAsNew,
            Result = input,
            CarryoverEvents = { carriedOver },
        },
    };
}
