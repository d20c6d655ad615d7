namespace HubAutomation.Local.DurableTask;

/// <summary>What a task hub has to do at one moment.</summary>
/// <param name="Runnable">How many instances have a turn to take and how many activities wait or run.</param>
/// <param name="NextTimer">When the next timer or scheduled start is due; null when none is set.</param>
/// <param name="OpenWaits">The unfinished instances that wait for something from outside or for a timer, oldest first.</param>
public sealed record Workload(int Runnable, DateTimeOffset? NextTimer, IReadOnlyList<OpenWait> OpenWaits);

/// <summary>An instance that waits.</summary>
/// <param name="InstanceId">Its id.</param>
/// <param name="Name">Its orchestrator.</param>
/// <param name="WaitingFor">What it waits for, as a person would say it: "event 'Approved' or timer due 2026-09-14 09:00:00 UTC".</param>
/// <param name="Due">When its next timer is due; null when it waits for no timer.</param>
public sealed record OpenWait(string InstanceId, string Name, string WaitingFor, DateTimeOffset? Due);
