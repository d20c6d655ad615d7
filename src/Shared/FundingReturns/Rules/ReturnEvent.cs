using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Rules;

/// <summary>Something that happens to a return. What comes of it, <see cref="ReturnStates"/> decides.</summary>
public abstract record ReturnEvent
{
    private ReturnEvent()
    {
    }

    /// <summary>A run begins to work on it; another than before takes it over.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Reason">Why there is another version; null for none, or none but the one that was given.</param>
    public sealed record Opened(string RunId, string? Reason) : ReturnEvent;

    /// <summary>Leads are asked for figures.</summary>
    /// <param name="Leads">Ids of those who have something to send.</param>
    /// <param name="Until">When they are to have sent it, UTC.</param>
    public sealed record LeadsAsked(IReadOnlyList<string> Leads, DateTimeOffset Until) : ReturnEvent;

    /// <summary>Lines and findings were made of what there is.</summary>
    /// <param name="Entries">How many entries of the month in <c>Submissions</c> went into it.</param>
    /// <param name="Lines">Lines.</param>
    /// <param name="Filled">Lines with a value.</param>
    /// <param name="Errors">Findings that forbid freezing.</param>
    /// <param name="Warnings">Findings that need a comment.</param>
    public sealed record Compiled(int Entries, int Lines, int Filled, int Errors, int Warnings) : ReturnEvent;

    /// <summary>The programme manager is given what was compiled: a round of deciding begins.</summary>
    /// <param name="Manager">The manager's id.</param>
    /// <param name="Until">When they are to have decided, UTC.</param>
    public sealed record Given(string Manager, DateTimeOffset Until) : ReturnEvent;

    /// <summary>Nobody has decided in time, and whoever may decide is asked once more.</summary>
    /// <param name="Deciders">Their ids.</param>
    /// <param name="Until">When it is to be decided now, UTC.</param>
    public sealed record Overdue(IReadOnlyList<string> Deciders, DateTimeOffset Until) : ReturnEvent;

    /// <summary>Somebody decides.</summary>
    /// <param name="Round">The round that they had before them.</param>
    /// <param name="Decision">What they decide.</param>
    /// <param name="By">Their id.</param>
    /// <param name="At">When, UTC.</param>
    public sealed record Decided(int Round, ReturnDecision Decision, string By, DateTimeOffset At) : ReturnEvent;

    /// <summary>A lead's words had come before the approval, and were not before whoever approved.</summary>
    public sealed record ApprovalOvertaken : ReturnEvent;

    /// <summary>Staff give it up.</summary>
    /// <param name="At">When, UTC.</param>
    public sealed record GivenUp(DateTimeOffset At) : ReturnEvent;

    /// <summary>What was approved is closed for good, as the next in the chain.</summary>
    /// <param name="By">Id of the person who approved it.</param>
    /// <param name="At">When, UTC.</param>
    /// <param name="Previous">Fingerprint of the return that was frozen before it.</param>
    /// <param name="Fingerprint">Its own.</param>
    /// <param name="ChainNumber">Its place in the chain.</param>
    public sealed record Frozen(string By, DateTimeOffset At, string Previous, string Fingerprint, int ChainNumber) : ReturnEvent;
}
