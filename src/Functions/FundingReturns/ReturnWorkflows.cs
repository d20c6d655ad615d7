using System.Globalization;
using HubAutomation.Functions.Platform;
using HubAutomation.Functions.Platform.Parameters;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Steps;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Time;
using NodaTime;

namespace HubAutomation.Functions.FundingReturns;

/// <summary>Monthly returns as people and the calendar start them.</summary>
public sealed class ReturnWorkflows(SettingsStore settings, ReturnFrames frames, ReturnStore returns, PeriodCompiler periods, TimeProvider time)
{
    // Opened later than this by itself, a return would surprise everybody; staff may still open it.
    private static readonly TimeSpan LatestCatchUp = TimeSpan.FromDays(7);
    private static readonly LocalTime OpensAt = new(8, 0);

    private const int LongestReason = 500;

    /// <summary>Name of the workflow that makes a return.</summary>
    public const string BuildName = "build-monthly-return";

    /// <summary>Name of the workflow that gives one up.</summary>
    public const string CancelName = "cancel-monthly-return";

    /// <summary>Name of the workflow that rolls a quarter or a year up.</summary>
    public const string RollUpName = "roll-up-returns";

    /// <summary>Makes a return.</summary>
    public Workflow<BuildParameters> Build => new(
        BuildName, "Makes a month's return: asks the strands' leads, computes, checks, has it approved, freezes, publishes and mails it.",
        given => new BuildParameters(
            given.Optional("month", "the month; last month when left out", ReturnMonths.Month(LastMonth), LastMonth),
            given.Optional("reason", "why a month that is frozen is returned once more, in another version", TextKind.Words(LongestReason)),
            given.Optional("askAgain", "the strands whose leads are to look at their figures again; none when left out", TextKind.Ids),
            given.Switch("restart", "true to start an open return anew, e.g. after its run has failed"),
            given.Switch("dryRun", "true to be told what would happen, without any effect")),
        PlanBuildAsync);

    /// <summary>Gives a return up.</summary>
    public Workflow<CancelParameters> Cancel => new(
        CancelName, "Gives up a return that is not frozen.",
        given => new CancelParameters(given.Required("month", "the month", ReturnMonths.Month(LastMonth))),
        PlanCancelAsync);

    /// <summary>Rolls a quarter or a year up.</summary>
    public Workflow<RollUpParameters> RollUp => new(
        RollUpName, "Makes the figures and documents of a quarter or a financial year from its frozen months and the source files.",
        given => new RollUpParameters(
            given.Required("period", "the quarter or the financial year", ReturnMonths.Period(LastMonth)),
            given.Switch("dryRun", "true to be told what would happen, without any effect")),
        PlanRollUpAsync);

    /// <summary>Which return is to be made.</summary>
    /// <param name="Month">The month.</param>
    /// <param name="Reason">Why there is to be another version; null for none.</param>
    /// <param name="AskAgain">Ids of strands that are to be sent again; null for none.</param>
    /// <param name="Restart">Start an open return anew.</param>
    /// <param name="DryRun">Only say what would happen.</param>
    public sealed record BuildParameters(YearMonth Month, string? Reason, IReadOnlyList<string>? AskAgain, bool Restart, bool DryRun);

    /// <summary>Which return is to be given up.</summary>
    /// <param name="Month">The month.</param>
    public sealed record CancelParameters(YearMonth Month);

    /// <summary>What is to be rolled up.</summary>
    /// <param name="Period">The quarter or the year.</param>
    /// <param name="DryRun">Only say what would happen.</param>
    public sealed record RollUpParameters(MonthSpan Period, bool DryRun);

    private YearMonth LastMonth => time.Today().ToYearMonth().PlusMonths(-1);

    /// <summary>The return that was last due to be opened by itself; null when the authority has its returns opened by staff.</summary>
    public async Task<ScheduledStart?> LatestDueAsync(string authority, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await settings.CurrentAsync(authority, cancellation) is not { Returns.Timetable.OpensOnWorkingDay: { } day } council)
            return null;
        var thisMonth = London.DateAt(now).ToYearMonth();
        var due = council.Calendar.WorkingDayOf(thisMonth, day).InLondon(OpensAt);
        var month = MonthSpan.Of(thisMonth.PlusMonths(-1)).ToString();
        return due > now || now - due > LatestCatchUp || await returns.LatestAsync(authority, thisMonth.PlusMonths(-1), cancellation) is not null
            ? null
            : new ScheduledStart(due, KeyOf(new ReturnRef(authority, month, 1), 1), Start(new BuildMonthlyReturn.Input(authority, month, 1, null, null), 1));
    }

    private async Task<StartPlan> PlanBuildAsync(string authority, BuildParameters given, CancellationToken cancellation)
    {
        if (await settings.CurrentAsync(authority, cancellation) is not { Returns: not null })
            return NoReturns;
        var latest = await returns.LatestAsync(authority, given.Month, cancellation);
        if (await frames.FindAsync(authority, MonthSpan.Of(given.Month), cancellation) is not { } frame)
            return new StartPlan.Refuse(400, $"{authority} has no strands.json that holds for {MonthSpan.Name(given.Month)}.");
        if (latest is null && ReturnMonths.FirstOf(frame.Returns) is { } first && given.Month.CompareTo(first) < 0)
            return new StartPlan.Refuse(400, $"No strand was funded in {MonthSpan.Name(given.Month)}: the first \"award\" of strands.json is of {FinancialYear.Of(first)}. The earliest month that can be returned is {MonthSpan.Of(first)}.");
        var asked = frame.Returns.AskedStrands().Select(strand => strand.Id).ToList();
        if (given.AskAgain?.Except(asked).ToList() is { Count: > 0 } unknown)
            return new StartPlan.Refuse(400, $"\"askAgain\" names {string.Join(", ", unknown)}. The strands whose leads are asked are {string.Join(", ", asked)}.");
        var name = new ReturnRef(authority, MonthSpan.Of(given.Month).ToString(), latest?.Name().Version ?? 1);
        var askAgain = given.AskAgain is { } strands ? string.Join(',', strands) : null;
        var input = new BuildMonthlyReturn.Input(authority, name.Month, name.Version, given.Reason, askAgain);
        StartPlan plan = latest switch
        {
            null => Start(input, 1),
            { } frozen when frozen.StatusNow() is ReturnStatus.Frozen => given.Reason is null
                ? new StartPlan.Refuse(400, $"The return for {name.Words} is frozen. Say in \"reason\" why there is to be another version.")
                : Start(input with { Version = name.Version + 1 }, 1),
            { } open when open.StatusNow() is ReturnStatus.Cancelled || given.Restart => Start(input with { Reason = given.Reason ?? open.Reason }, AttemptOf(open.RunId) + 1),
            { } open => Start(input with { Reason = open.Reason }, AttemptOf(open.RunId)),
        };
        return given.DryRun && plan is StartPlan.Start { Input: BuildMonthlyReturn.Input tried }
            ? new StartPlan.Start(nameof(BuildMonthlyReturn), tried with { DryRun = true }, Names.Key(name.Partition))
            : plan;
    }

    private async Task<StartPlan> PlanCancelAsync(string authority, CancelParameters given, CancellationToken cancellation) =>
        await returns.LatestAsync(authority, given.Month, cancellation) switch
        {
            null => new StartPlan.Refuse(404, $"There is no return for {MonthSpan.Name(given.Month)}."),
            { } frozen when frozen.StatusNow() is ReturnStatus.Frozen => new StartPlan.Refuse(400, "A frozen return cannot be cancelled. Make another version of it, with a reason."),
            { } open => new StartPlan.Start(nameof(CancelMonthlyReturn), new CancelMonthlyReturn.Input(open.Name()), Names.Key(open.Name().Partition)),
        };

    private async Task<StartPlan> PlanRollUpAsync(string authority, RollUpParameters given, CancellationToken cancellation)
    {
        if (await settings.CurrentAsync(authority, cancellation) is not { Returns: not null })
            return NoReturns;
        var name = new PeriodRef(authority, given.Period.ToString());
        return (await periods.OpenAsync(name, cancellation)).Refusal is { } refusal
            ? new StartPlan.Refuse(400, refusal)
            : new StartPlan.Start(nameof(RollUpReturns), new RollUpReturns.Input(name, given.DryRun), Names.Key(name.Folder));
    }

    private static StartPlan.Refuse NoReturns => new(400, "This authority makes no returns: it has no strands.json.");

    private static StartPlan.Start Start(BuildMonthlyReturn.Input input, int attempt)
    {
        var name = new ReturnRef(input.Authority, input.Month, input.Version);
        return new StartPlan.Start(nameof(BuildMonthlyReturn), input, Names.Key(name.Partition)) { Key = KeyOf(name, attempt) };
    }

    private static string KeyOf(ReturnRef name, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{name.Month}-v{name.Version}-{attempt}");

    private static int AttemptOf(string runId) => int.Parse(runId.AsSpan(runId.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture);
}
