namespace HubAutomation.Local.DurableTask.Engine.Replay;

/// <summary>Something asked for in a turn, with what goes along but is not kept in the history.</summary>
internal sealed record Request(ScheduledEvent Event, string? Payload, string? Version, IDictionary<string, string>? Tags);

/// <summary>How an execution ended.</summary>
internal abstract record Ending
{
    internal sealed record Completed(string? Output) : Ending;

    internal sealed record Failed(Failure Failure) : Ending;

    internal sealed record Terminated(string? Output, bool Recursive) : Ending;

    internal sealed record ContinuedAsNew(string? Input, string? Version, IReadOnlyList<EventRaised> CarriedOver) : Ending;
}

/// <summary>What a turn brought.</summary>
internal sealed record TurnResult(Turn Turn, IReadOnlyList<Request> Requests, IReadOnlyList<int> CancelledTimers, bool IsSuspended, Ending? Ending);
