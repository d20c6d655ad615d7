using System.Globalization;
using System.Text.Json;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.FundingReturns;
using HubAutomation.Shared.FundingReturns.Keeping;
using HubAutomation.Shared.FundingReturns.Periods;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Time;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Functions.FundingReturns;

/// <summary>Monthly returns as people and the calendar start them.</summary>
public sealed class ReturnWorkflows(SettingsStore settings, ReturnStore returns, TimeProvider time)
{
    // Opened later than this by itself, a return would surprise everybody; staff may still open it.
    private static readonly TimeSpan LatestCatchUp = TimeSpan.FromDays(7);
    private static readonly LocalTime OpensAt = new(8, 0);

    /// <summary>Name of the workflow that makes a return.</summary>
    public const string BuildName = "build-monthly-return";

    /// <summary>Name of the workflow that gives one up.</summary>
    public const string CancelName = "cancel-monthly-return";

    /// <summary>Name of the workflow that rolls a quarter or a year up.</summary>
    public const string RollUpName = "roll-up-returns";

    /// <summary>Makes a return.</summary>
    public Workflow Build => new(
        BuildName, "Makes a month's return: asks the strands' leads, computes, checks, has it approved, freezes, publishes and mails it.",
        new Dictionary<string, string>
        {
            ["month"] = "the month, like 2026-10; last month when left out",
            ["reason"] = "why a month that is frozen is returned once more, in another version",
            ["askAgain"] = "ids of strands whose leads are to look at their figures again, with commas between them",
            ["restart"] = "true to start an open return anew, e.g. after its run has failed",
            ["dryRun"] = "true to be told what would happen, without any effect",
        },
        PlanBuildAsync);

    /// <summary>Gives a return up.</summary>
    public Workflow Cancel => new(
        CancelName, "Gives up a return that is not frozen.", new Dictionary<string, string> { ["month"] = "the month, like 2026-10, required" }, PlanCancelAsync);

    /// <summary>Rolls a quarter or a year up.</summary>
    public Workflow RollUp => new(
        RollUpName, "Makes the figures and documents of a quarter or a financial year from its frozen months and the source files.",
        new Dictionary<string, string>
        {
            ["period"] = "the quarter, like 2026-27-q3, or the financial year, like 2026-27; required",
            ["dryRun"] = "true to be told what would happen, without any effect",
        },
        PlanRollUpAsync);

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

    private async Task<StartPlan> PlanBuildAsync(string authority, JsonElement parameters, CancellationToken cancellation)
    {
        if (await settings.CurrentAsync(authority, cancellation) is not { Returns: not null } council)
            return new StartPlan.Refuse(400, "This authority makes no returns: it has no strands.json.");
        var lastMonth = time.Today().ToYearMonth().PlusMonths(-1);
        if (MonthOf(parameters, lastMonth) is not { } month)
            return new StartPlan.Refuse(400, "\"month\" is a month like 2026-10.");
        if (month.CompareTo(lastMonth) > 0)
            return new StartPlan.Refuse(400, $"{MonthSpan.Name(month)} is not over. The latest month that can be returned is {MonthSpan.Of(lastMonth)}.");
        var (reason, askAgain) = (TextOf(parameters, "reason"), TextOf(parameters, "askAgain"));
        var unknown = askAgain?.Split(',', StringSplitOptions.TrimEntries).Where(id => council.Returns.Strands.All(strand => strand.Id != id)).ToList() ?? [];
        if (unknown.Count > 0)
            return new StartPlan.Refuse(400, $"\"askAgain\" names {string.Join(", ", unknown)}. The strands are {string.Join(", ", council.Returns.Strands.Select(strand => strand.Id))}.");
        var latest = await returns.LatestAsync(authority, month, cancellation);
        var name = new ReturnRef(authority, MonthSpan.Of(month).ToString(), latest?.Name().Version ?? 1);
        var input = new BuildMonthlyReturn.Input(authority, name.Month, name.Version, reason, askAgain);
        if (IsTrue(parameters, "dryRun"))
            return new StartPlan.Start(nameof(BuildMonthlyReturn), input with { DryRun = true }, Names.Key(name.Partition));
        return latest switch
        {
            null => Start(input, 1),
            { } frozen when frozen.StatusNow() is ReturnStatus.Frozen => reason is null
                ? new StartPlan.Refuse(400, $"The return for {name.Words} is frozen. Say in \"reason\" why there is to be another version.")
                : Start(input with { Version = name.Version + 1 }, 1),
            { } open when open.StatusNow() is ReturnStatus.Cancelled || IsTrue(parameters, "restart") => Start(input with { Reason = reason ?? open.Reason }, AttemptOf(open.RunId) + 1),
            { } open => Start(input with { Reason = open.Reason }, AttemptOf(open.RunId)),
        };
    }

    private async Task<StartPlan> PlanCancelAsync(string authority, JsonElement parameters, CancellationToken cancellation)
    {
        if (TextOf(parameters, "month") is null || MonthOf(parameters, default) is not { } month)
            return new StartPlan.Refuse(400, "\"month\" is a month like 2026-10.");
        return await returns.LatestAsync(authority, month, cancellation) switch
        {
            null => new StartPlan.Refuse(404, $"There is no return for {MonthSpan.Name(month)}."),
            { } frozen when frozen.StatusNow() is ReturnStatus.Frozen => new StartPlan.Refuse(400, "A frozen return cannot be cancelled. Make another version of it, with a reason."),
            { } open => new StartPlan.Start(nameof(CancelMonthlyReturn), new CancelMonthlyReturn.Input(open.Name()), Names.Key(open.Name().Partition)),
        };
    }

    private async Task<StartPlan> PlanRollUpAsync(string authority, JsonElement parameters, CancellationToken cancellation)
    {
        if (await settings.CurrentAsync(authority, cancellation) is not { Returns: not null })
            return new StartPlan.Refuse(400, "This authority makes no returns: it has no strands.json.");
        if (TextOf(parameters, "period") is not { } text || PeriodRef.MonthsOf(text) is not { } period)
            return new StartPlan.Refuse(400, "\"period\" is a quarter like 2026-27-q3 or a financial year like 2026-27.");
        if (period.LastDate >= time.Today())
            return new StartPlan.Refuse(400, $"The returns of {period.Describe()} cannot be rolled up before {MonthSpan.Name(period.To.PlusMonths(1))}: these months are not over.");
        var name = new PeriodRef(authority, period.ToString());
        return new StartPlan.Start(nameof(RollUpReturns), new RollUpReturns.Input(name, IsTrue(parameters, "dryRun")), Names.Key(name.Folder));
    }

    private static StartPlan.Start Start(BuildMonthlyReturn.Input input, int attempt)
    {
        var name = new ReturnRef(input.Authority, input.Month, input.Version);
        return new StartPlan.Start(nameof(BuildMonthlyReturn), input, Names.Key(name.Partition)) { Key = KeyOf(name, attempt) };
    }

    private static string KeyOf(ReturnRef name, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{name.Month}-v{name.Version}-{attempt}");

    private static int AttemptOf(string runId) => int.Parse(runId.AsSpan(runId.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture);

    private static YearMonth? MonthOf(JsonElement parameters, YearMonth otherwise) => !parameters.TryGetProperty("month", out var value) ? otherwise
        : value.ValueKind == JsonValueKind.String && YearMonthPattern.Iso.Parse(value.GetString()!) is { Success: true } month ? month.Value : null;

    private static string? TextOf(JsonElement parameters, string name) =>
        parameters.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString()!.Trim() is { Length: > 0 } text ? text : null;

    private static bool IsTrue(JsonElement parameters, string name) => parameters.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
