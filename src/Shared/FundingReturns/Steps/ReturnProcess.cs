using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Shared.Platform.Audit;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Time;

namespace HubAutomation.Shared.FundingReturns.Steps;

/// <summary>What leads are asked for, and until when; moments in UTC.</summary>
/// <param name="Missing">How many strands are to be sent.</param>
/// <param name="RemindAt">When to remind; null for never.</param>
/// <param name="Until">When they are due.</param>
/// <param name="LateUntil">How long late ones are waited for.</param>
public sealed record FiguresAsked(int Missing, DateTimeOffset? RemindAt, DateTimeOffset Until, DateTimeOffset LateUntil)
{
    /// <summary>Whether late leads are told that the return goes on without them; false for runs that asked before they were.</summary>
    public bool TellsLateLeads { get; init; }
}

/// <summary>What is to be seen of a return by the run that works on it.</summary>
/// <param name="Missing">How many strands are still to be sent.</param>
/// <param name="Decision">Name of the <see cref="ReturnDecision"/>; null as long as there is none.</param>
/// <param name="IsTakenOver">Whether another run works on it.</param>
public sealed record ReturnSight(int Missing, string? Decision, bool IsTakenOver)
{
    /// <summary>Whether there is nothing more to do for this run.</summary>
    public bool IsOver => IsTakenOver || Decision == nameof(ReturnDecision.Cancel);
}

/// <summary>What is given to the programme manager.</summary>
/// <param name="Round">How often it was given.</param>
/// <param name="Errors">Findings that forbid freezing.</param>
/// <param name="Warnings">Findings that need a comment.</param>
/// <param name="Until">When the manager is to have decided, UTC; then the stand-in is asked, too.</param>
/// <param name="HasStandIn">Whether there is one.</param>
public sealed record ApprovalAsked(int Round, int Errors, int Warnings, DateTimeOffset Until, bool HasStandIn);

/// <summary>The steps of a return between its files and its freezing: who is asked for what, and what they said. Any step may be repeated.</summary>
public sealed class ReturnProcess(
    ReturnFrames frames, ReturnStore returns, SubmissionStore submissions, WaitingList waiting, AuditTrail audit)
{
    /// <summary>What making a return would do, in words.</summary>
    public async Task<string> PlanAsync(ReturnRef name, DateTimeOffset at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (await frames.FindAsync(name, cancellation) is not { } frame)
            return NoSettings(name);
        var missing = await MissingAsync(ReturnRow.For(name, "", null, at), frame.Returns, cancellation);
        var due = frame.Council.Calendar.PlusWorkingDays(London.DateAt(at), frame.Returns.Timetable.LeadsHaveWorkingDays).InLondon(WorkingDays.CloseOfBusiness);
        var figures = missing.Sum(strand => frame.Returns.AskedMeasures(strand.Id).Count);
        var computed = frame.Returns.Measures.Count(measure => measure.Source is MeasureSource.Computed);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"For {name.Words}, {ReturnStates.LeadsOf(missing).Count()} leads would be asked for {figures} figures of {missing.Count} strands until {London.Describe(due)}, and {computed} figures computed. Then {frame.Returns.Manager.Name} would be asked to approve. Nothing was sent.");
    }

    /// <summary>Opens a return for a run.</summary>
    /// <param name="name">The return.</param>
    /// <param name="runId">The run.</param>
    /// <param name="reason">Why there is another version; null for the first.</param>
    /// <param name="askAgain">Ids of strands that are to be sent again.</param>
    /// <param name="at">When, UTC; a repeated step passes the same moment.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ReturnOpening> OpenAsync(
        ReturnRef name, string runId, string? reason, IReadOnlyList<string> askAgain, DateTimeOffset at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(askAgain);
        if (await frames.FindAsync(name, cancellation) is not { } frame)
            return new ReturnOpening(NoSettings(name), 0);
        var row = await returns.OpenAsync(name, runId, reason, at, cancellation);
        if (row.StatusNow() is ReturnStatus.Frozen)
            return new ReturnOpening($"The return for {name.Words} is frozen. Another version needs a reason.", 0);
        await audit.AppendAsync(name.Authority, at, "return-opened", name.Key, runId, $"{frame.Returns.Measures.Count} measures", cancellation);
        foreach (var strand in askAgain)
            await submissions.MarkSentBackAsync(name.Authority, name.Month, strand, new StrandMark(frame.Returns.Manager.Id, at, reason), cancellation);
        return new ReturnOpening(null, SourceReadings.SourcesOf(frame.Returns).Count);
    }

    /// <summary>Which strands are to be sent, and until when.</summary>
    public async Task<FiguresAsked> AskFiguresAsync(ReturnRef name, DateTimeOffset at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var frame = await frames.OfAsync(name, cancellation);
        var (calendar, timetable) = (frame.Council.Calendar, frame.Returns.Timetable);
        var due = calendar.PlusWorkingDays(London.DateAt(at), timetable.LeadsHaveWorkingDays);
        var until = due.InLondon(WorkingDays.CloseOfBusiness);
        var missing = await MissingAsync(await RequireAsync(name, cancellation), frame.Returns, cancellation);
        await HappensAsync(name, new ReturnEvent.LeadsAsked([.. ReturnStates.LeadsOf(missing)], until), cancellation);
        DateTimeOffset? remind = timetable.RemindWorkingDaysBefore == 0
            ? null
            : calendar.PlusWorkingDays(due, -timetable.RemindWorkingDaysBefore).InLondon(new NodaTime.LocalTime(9, 0));
        return new FiguresAsked(
            missing.Count, remind > at ? remind : null, until, calendar.PlusWorkingDays(due, timetable.WaitForLateWorkingDays).InLondon(WorkingDays.CloseOfBusiness))
        {
            TellsLateLeads = true,
        };
    }

    /// <summary>How things stand for the run that works on a return.</summary>
    public async Task<ReturnSight> LookAsync(ReturnRef name, string runId, CancellationToken cancellation)
    {
        var frame = await frames.OfAsync(name, cancellation);
        var row = await RequireAsync(name, cancellation);
        var states = await submissions.StatesAsync(name, frame.Returns, cancellation);
        var isOvertaken = ReturnStates.IsOvertaken(row, states);

        // Whoever sends after the approval is told that it is too late. What came before it, and was not before the manager, is not passed over.
        if (isOvertaken && row.Decision == nameof(ReturnDecision.Approve))
            row = (await HappensAsync(name, new ReturnEvent.ApprovalOvertaken(), cancellation)).Row;
        var decision = row.Decision ?? (isOvertaken ? nameof(ReturnDecision.ComputeAgain) : null);
        return new ReturnSight(ReturnStates.Missing(row, frame.Returns, states).Count, decision, row.RunId != runId);
    }

    /// <summary>Whether a lead has said something since the draft was made that awaits a decision: then it has to be made anew first.</summary>
    public async Task<bool> IsOvertakenAsync(ReturnRow row, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(row);
        return ReturnStates.IsOvertaken(row, await submissions.StatesAsync(row.PartitionKey, row.Name().Month, cancellation));
    }

    /// <summary>The strands that are still to be sent.</summary>
    public async Task<IReadOnlyList<Strand>> MissingAsync(ReturnRow row, ReturnSettings frame, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(frame);
        return ReturnStates.Missing(row, frame, await submissions.StatesAsync(row.Name(), frame, cancellation));
    }

    /// <summary>Notes that a lead has sent a strand.</summary>
    public async Task SendStrandAsync(ReturnRef name, ReturnSettings frame, Strand strand, StrandMark mark, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(strand);
        ArgumentNullException.ThrowIfNull(mark);
        var questions = frame.AskedMeasures(strand.Id).ToDictionary(measure => measure.Code, measure => measure.QuestionFor(name.YearMonth));
        await submissions.MarkSentAsync(name.Authority, name.Month, strand.Id, mark with { Questions = questions }, cancellation);
        var states = await submissions.StatesAsync(name, frame, cancellation);
        var others = states[strand.Id].Figures.Values.Select(said => said.By).Distinct().Where(by => by != mark.By).Order(StringComparer.Ordinal).ToList();
        var details = $"by {mark.By}{(others.Count > 0 ? $", with figures of {string.Join(" and ", others)}" : "")}";
        await audit.AppendAsync(name.Authority, mark.At, "return-figures-sent", $"{name.Month}.{strand.Id}", null, details, cancellation);
        var missing = ReturnStates.Missing(await RequireAsync(name, cancellation), frame, states);
        foreach (var lead in ReturnStates.DoneWith(strand, missing))
            await waiting.RemoveAsync(lead, name, WaitingItem.Figures, cancellation);
    }

    /// <summary>Notes that a lead has said something else than another: what was said last counts, and both are named.</summary>
    public Task NoteReplacedAsync(ReturnRef name, Submission before, Submission said, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(said);
        return audit.AppendAsync(name.Authority, said.At, "return-figure-replaced", $"{name.Month}.{said.Measure}", null, $"by {said.By}, before by {before.By}", cancellation);
    }

    /// <summary>Gives the compiled return to the manager.</summary>
    public async Task<ApprovalAsked> AskApprovalAsync(ReturnRef name, DateTimeOffset at, CancellationToken cancellation)
    {
        var frame = await frames.OfAsync(name, cancellation);
        var until = frame.Council.Calendar.PlusWorkingDays(London.DateAt(at), frame.Returns.Timetable.ApprovalWorkingDays).InLondon(WorkingDays.CloseOfBusiness);
        var row = (await HappensAsync(name, new ReturnEvent.Given(frame.Returns.Manager.Id, until), cancellation)).Row;
        return new ApprovalAsked(row.Rounds, row.Errors, row.Warnings, until, frame.Returns.StandIn is not null);
    }

    /// <summary>Notes that whoever may decide is asked once more, since nobody has.</summary>
    public async Task AskOnceMoreAsync(ReturnRef name, DateTimeOffset until, CancellationToken cancellation)
    {
        var frame = await frames.OfAsync(name, cancellation);
        await HappensAsync(name, new ReturnEvent.Overdue([.. frame.Returns.Deciders(isOverdue: true).Select(person => person.Id)], until), cancellation);
    }

    /// <summary>Notes what was decided. The first decision of a round stands.</summary>
    /// <returns>The row as it stands.</returns>
    public async Task<ReturnRow> DecideAsync(ReturnRef name, int round, ReturnDecision decision, string by, DateTimeOffset at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var row = (await HappensAsync(name, new ReturnEvent.Decided(round, decision, by, at), cancellation)).Row;
        if (row.DecidedAt == at)
            await audit.AppendAsync(name.Authority, at, "return-decided", name.Key, row.RunId, $"{decision} by {by}, round {round}", cancellation);
        return row;
    }

    /// <summary>Gives a return up, whatever it waits for. A frozen one stays.</summary>
    public async Task<ReturnRow> CancelAsync(ReturnRef name, DateTimeOffset at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        var row = (await HappensAsync(name, new ReturnEvent.GivenUp(at), cancellation)).Row;
        if (row.StatusNow() is ReturnStatus.Cancelled)
            await audit.AppendAsync(name.Authority, at, "return-cancelled", name.Key, row.RunId, $"round {row.Rounds}", cancellation);
        return row;
    }

    private async Task<ReturnState> HappensAsync(ReturnRef name, ReturnEvent happened, CancellationToken cancellation)
    {
        var state = await returns.ChangeAsync(name, happened, cancellation);
        await waiting.WriteAsync(state, cancellation);
        return state;
    }

    private static string NoSettings(ReturnRef name) => $"{name.Authority} has no strands.json that holds for {MonthSpan.Name(name.YearMonth)}.";

    private async Task<ReturnRow> RequireAsync(ReturnRef name, CancellationToken cancellation) =>
        await returns.FindAsync(name, cancellation) ?? throw new InvalidOperationException($"There is no return {name}.");
}
