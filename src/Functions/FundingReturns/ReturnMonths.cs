using System.Diagnostics.CodeAnalysis;
using HubAutomation.Functions.Platform.Parameters;
using HubAutomation.Shared.FundingReturns.Model;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Functions.FundingReturns;

/// <summary>The months that returns can be of, as parameters.</summary>
public static class ReturnMonths
{
    // The programme's first money is of April 2022: docs/returns.md has the source.
    private static readonly YearMonth First = new(2022, 4);

    /// <summary>A month that is over.</summary>
    /// <param name="last">The latest.</param>
    public static TextKind<YearMonth> Month(YearMonth last) => new(
        $"a month that is over, like 2026-10, from {MonthSpan.Of(First)} to {MonthSpan.Of(last)}",
        (string text, [MaybeNullWhen(false)] out YearMonth month) =>
            YearMonthPattern.Iso.Parse(text).TryGetValue(default, out month) && MonthSpan.Of(month).ToString() == text && new MonthSpan(First, last).Contains(month));

    /// <summary>A quarter or a financial year that is over.</summary>
    /// <param name="last">The latest month.</param>
    public static TextKind<MonthSpan> Period(YearMonth last) => new(
        $"a quarter like 2026-27-q3 or a financial year like 2026-27, from {FinancialYear.Of(First)} on, whose last month is over ({MonthSpan.Of(last)} or before)",
        (string text, [MaybeNullWhen(false)] out MonthSpan period) =>
            (period = PeriodRef.MonthsOf(text)) is not null && period.ToString() == text && new MonthSpan(First, last).Contains(period));

    /// <summary>The first month of the first financial year for which any strand has an award; null when a strand states none.</summary>
    public static YearMonth? FirstOf(ReturnSettings returns)
    {
        ArgumentNullException.ThrowIfNull(returns);
        return returns.Strands.Count == 0 || returns.Strands.Any(strand => strand.Award.Count == 0) ? null : returns.Strands.SelectMany(strand => strand.Award.Keys).Min().First;
    }
}
