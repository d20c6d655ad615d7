using System.Globalization;
using HubAutomation.Local.DurableTask.Engine.Observing;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine.Storage;

/// <summary>The call of a parent orchestration that a sub-orchestration answers.</summary>
internal sealed record ParentCall(long Instance, int Execution, int Task, string InstanceId, string Name)
{
    public P.ParentInstanceInfo ToInfo() => new()
    {
        TaskScheduledId = Task,
        Name = Name,
        OrchestrationInstance = new P.OrchestrationInstance { InstanceId = InstanceId, ExecutionId = InstanceRow.ExecutionIdOf(Instance, Execution) },
    };
}

/// <summary>An instance to be created. Times are UTC.</summary>
internal sealed record NewInstance(
    string Id,
    string Name,
    string Version,
    string? Input,
    DateTime Created,
    DateTime? StartAt = null,
    IReadOnlyDictionary<string, string>? Tags = null,
    ParentCall? Parent = null,
    TraceLink? Trace = null);

/// <summary>An instance as its row has it. Times are UTC.</summary>
/// <param name="Key">Its number in the file; a new one when an id is used again.</param>
/// <param name="Execution">How often it has continued as new.</param>
internal sealed record InstanceRow(
    long Key,
    string Id,
    string Name,
    string Version,
    int Execution,
    P.OrchestrationStatus Status,
    DateTime Created,
    DateTime Updated,
    DateTime? StartAt,
    ParentCall? Parent,
    IReadOnlyDictionary<string, string>? Tags,
    string? CustomStatus,
    DateTime? Completed,
    TraceLink? Trace)
{
    public bool IsFinished => Status.IsFinished();

    /// <summary>A name of the present execution that no other execution of this file has.</summary>
    public string ExecutionId => ExecutionIdOf(Key, Execution);

    public static string ExecutionIdOf(long key, int execution) => string.Create(CultureInfo.InvariantCulture, $"{key:x8}{execution:x8}");
}

/// <summary>An instance with what is needed to take its next turn, but for its history.</summary>
/// <param name="Row">The instance.</param>
/// <param name="Input">What its execution began with.</param>
/// <param name="CarriedOver">Events that the execution before left to it.</param>
/// <param name="HasHistory">Whether it has taken a turn.</param>
internal sealed record StoredInstance(InstanceRow Row, string? Input, IReadOnlyList<P.HistoryEvent> CarriedOver, bool HasHistory);

/// <summary>An activity that has been asked for and not yet answered.</summary>
/// <param name="Due">Since when it can run, in UTC.</param>
/// <param name="Trace">What stands above it in a trace.</param>
/// <param name="Deliveries">In how many processes that did not live to finish it it was, or may have been, under way.</param>
internal sealed record ActivityRow(
    long Id,
    long Instance,
    string InstanceId,
    int Execution,
    int Task,
    string Name,
    string Version,
    string? Input,
    int Deliveries,
    IReadOnlyDictionary<string, string>? Tags,
    DateTime Due,
    P.TraceContext? Trace);

/// <summary>A timer that has been set. Task −1 stands for the scheduled start of the instance.</summary>
internal readonly record struct TimerRow(long Instance, int Execution, int Task, DateTime Due)
{
    public const int Start = -1;
}

/// <summary>Where a message came from, and so what is deleted once it has been taken.</summary>
internal enum Origin
{
    Memory,
    Inbox,
    Activity,
    Timer,
}

/// <summary>A message on its way to an instance.</summary>
/// <param name="Event">The message.</param>
/// <param name="Execution">The execution it is meant for; null for whichever is current.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="RowId">Its row there.</param>
internal readonly record struct Delivery(P.HistoryEvent Event, int? Execution = null, Origin Origin = Origin.Memory, long RowId = 0);

internal static class RuntimeStatuses
{
    public static bool IsFinished(this P.OrchestrationStatus status) => status
        is P.OrchestrationStatus.Completed or P.OrchestrationStatus.Failed or P.OrchestrationStatus.Terminated;
}
