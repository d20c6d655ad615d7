using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Rules;

/// <summary>Somebody who is waited for.</summary>
/// <param name="Person">Their id.</param>
/// <param name="What"><see cref="WaitingItem.Figures"/> or <see cref="WaitingItem.Approval"/>.</param>
/// <param name="Until">When it is due, UTC.</param>
public sealed record Awaited(string Person, string What, DateTimeOffset Until);

/// <summary>How a return stands after something has happened.</summary>
/// <param name="Row">The return.</param>
/// <param name="NoLonger">What nobody is waited for any more, whoever was.</param>
/// <param name="Awaited">Who is waited for from now on; of anybody else that is still waited for, nothing changes.</param>
public sealed record ReturnState(ReturnRow Row, IReadOnlyList<string> NoLonger, IReadOnlyList<Awaited> Awaited);

/// <summary>
/// The decisions about where a return stands and who is waited for. Whatever happens twice, or comes too late, changes nothing: a frozen
/// return stays as it is, one that was given up stays so until a run opens it again, and the first decision of a round stands.
/// </summary>
public static class ReturnStates
{
    private static readonly string[] Everything = [WaitingItem.Figures, WaitingItem.Approval];

    /// <summary>What comes of something that happens.</summary>
    public static ReturnState After(ReturnRow row, ReturnEvent happened)
    {
        ArgumentNullException.ThrowIfNull(row);
        return ComesTooLate(row, happened) ? Only(row) : happened switch
        {
            ReturnEvent.Opened opened => Only(row.RunId == opened.RunId ? row : TakenOver(row, opened)),
            ReturnEvent.LeadsAsked asked => new ReturnState(
                Undecided(row, ReturnStatus.Collecting) with { LeadsUntil = asked.Until }, [WaitingItem.Figures],
                [.. asked.Leads.Select(lead => new Awaited(lead, WaitingItem.Figures, asked.Until))]),
            ReturnEvent.Compiled compiled => Only(Counted(row, compiled)),
            ReturnEvent.Given given => Deciding(NextRound(row), [given.Manager], given.Until),
            ReturnEvent.Overdue overdue => Deciding(row, overdue.Deciders, overdue.Until),
            ReturnEvent.Decided decided => After(row, decided),
            ReturnEvent.ApprovalOvertaken => Only(row.Decision == nameof(ReturnDecision.Approve) ? row with { Decision = nameof(ReturnDecision.ComputeAgain) } : row),
            ReturnEvent.GivenUp up => new ReturnState(
                Decided(row, ReturnDecision.Cancel, "staff", up.At) with { Status = nameof(ReturnStatus.Cancelled) }, Everything, []),
            ReturnEvent.Frozen frozen => Only(Closed(row, frozen)),
            _ => throw new ArgumentException($"{happened} is nothing that happens to a return.", nameof(happened)),
        };
    }

    /// <summary>
    /// The strands that are still to be sent. Once the manager has had the return, only what was sent back, or is asked otherwise than when
    /// it was sent, is waited for.
    /// </summary>
    public static IReadOnlyList<Strand> Missing(ReturnRow row, ReturnSettings settings, IReadOnlyDictionary<string, StrandState> strands)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(settings);
        return
        [
            .. settings.AskedStrands().Where(strand => strands.GetValueOrDefault(strand.Id) switch
            {
                { IsSent: true } => false,
                { IsSentBack: true } or { AskedAnew.Count: > 0 } => true,
                _ => row.Rounds == 0,
            }),
        ];
    }

    /// <summary>Ids of those who lead strands: each once, whatever they lead.</summary>
    public static IEnumerable<string> LeadsOf(IEnumerable<Strand> strands) =>
        strands.SelectMany(strand => strand.Leads).Select(lead => lead.Id).Distinct();

    /// <summary>Ids of the leads of a strand that was sent who have nothing more to send.</summary>
    public static IEnumerable<string> DoneWith(Strand sent, IReadOnlyList<Strand> missing) => LeadsOf([sent]).Except(LeadsOf(missing));

    /// <summary>Whether a lead has said something since the draft was made that awaits a decision: then it is to be made anew.</summary>
    public static bool IsOvertaken(ReturnRow row, IReadOnlyDictionary<string, StrandState> strands)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(strands);
        return row.StatusNow() is ReturnStatus.AwaitingApproval && strands.Values.Sum(strand => strand.Entries) > row.Entries;
    }

    // What was approved may be closed while staff give it up: then it is frozen, as they are told.
    private static bool ComesTooLate(ReturnRow row, ReturnEvent happened) => row.StatusNow() switch
    {
        ReturnStatus.Frozen => true,
        ReturnStatus.Cancelled => happened is not (ReturnEvent.Opened or ReturnEvent.GivenUp or ReturnEvent.Frozen),
        _ => false,
    };

    private static ReturnState Only(ReturnRow row) => new(row, [], []);

    private static ReturnRow TakenOver(ReturnRow row, ReturnEvent.Opened opened) => row with
    {
        RunId = opened.RunId,
        Status = nameof(ReturnStatus.Collecting),
        Reason = opened.Reason ?? row.Reason,
        Reopened = row.Reopened + (row.StatusNow() is ReturnStatus.Cancelled ? 1 : 0),
    };

    private static ReturnRow Counted(ReturnRow row, ReturnEvent.Compiled compiled) => row with
    {
        Status = nameof(ReturnStatus.Compiling),
        Entries = compiled.Entries,
        Lines = compiled.Lines,
        Filled = compiled.Filled,
        Errors = compiled.Errors,
        Warnings = compiled.Warnings,
    };

    // A repeated step finds the round that it began.
    private static ReturnRow NextRound(ReturnRow row) => row.StatusNow() is ReturnStatus.AwaitingApproval
        ? row
        : Undecided(row, ReturnStatus.AwaitingApproval) with { Rounds = row.Rounds + 1 };

    private static ReturnState Deciding(ReturnRow row, IReadOnlyList<string> deciders, DateTimeOffset until) =>
        new(row, [], row.Decision is null ? [.. deciders.Select(person => new Awaited(person, WaitingItem.Approval, until))] : []);

    private static ReturnState After(ReturnRow row, ReturnEvent.Decided decided)
    {
        var counts = row.Decision is null && row.Rounds == decided.Round && row.StatusNow() is ReturnStatus.AwaitingApproval;
        var after = counts ? Decided(row, decided.Decision, decided.By, decided.At) : row;
        string[] noLonger = after.Decision switch { null => [], nameof(ReturnDecision.Approve) => Everything, _ => [WaitingItem.Approval] };
        return new ReturnState(after, noLonger, []);
    }

    private static ReturnRow Decided(ReturnRow row, ReturnDecision decision, string by, DateTimeOffset at) =>
        row with { Decision = decision.ToString(), DecidedBy = by, DecidedAt = at };

    private static ReturnRow Undecided(ReturnRow row, ReturnStatus status) =>
        row with { Status = status.ToString(), Decision = null, DecidedBy = null, DecidedAt = null };

    private static ReturnRow Closed(ReturnRow row, ReturnEvent.Frozen frozen) => row with
    {
        Status = nameof(ReturnStatus.Frozen),
        FrozenBy = frozen.By,
        FrozenAt = frozen.At,
        Previous = frozen.Previous,
        Fingerprint = frozen.Fingerprint,
        ChainNumber = frozen.ChainNumber,
    };
}
