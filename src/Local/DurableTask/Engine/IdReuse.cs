using System.Collections.Frozen;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Engine;

/// <summary>In which statuses an existing instance stands in the way of a new one of its id.</summary>
internal static class IdReuse
{
    private static readonly FrozenSet<OrchestrationRuntimeStatus> Unfinished =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    /// <summary>The statuses named; every unfinished one when none are.</summary>
    /// <exception cref="ArgumentException">A name is no status, or the statuses contradict each other.</exception>
    public static IReadOnlySet<OrchestrationRuntimeStatus> Blocking(IReadOnlyList<string>? dedupeStatuses)
    {
        if (dedupeStatuses is null)
            return Unfinished;
        var blocking = dedupeStatuses.Select(Parse).ToFrozenSet();
        if (blocking.Contains(OrchestrationRuntimeStatus.Terminated) && !Unfinished.IsSubsetOf(blocking))
        {
            throw new ArgumentException(
                "Dedupe statuses that contain Terminated must contain Pending, Running and Suspended too: an instance that still runs would be " +
                "terminated to make room, and then stand in the way as terminated.",
                nameof(dedupeStatuses));
        }

        return blocking;
    }

    private static OrchestrationRuntimeStatus Parse(string name) =>
        Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status) && StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Contains(status)
            ? status
            : throw new ArgumentException($"'{name}' is not a status that an instance can be in.", nameof(name));
}
