using System.Globalization;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>What a return is of: a month, or a quarter or a year that is rolled up from its months.</summary>
/// <param name="Months">The months.</param>
public abstract record ReturnPeriod(MonthSpan Months)
{
    /// <summary>Which version of a month's return; null for what is rolled up, which is only ever made anew.</summary>
    public abstract int? Version { get; }

    /// <summary>As documents are called: "2026-10-v1", "2026-27-q3".</summary>
    public abstract string Name { get; }

    /// <summary>When somebody has approved what is in it, UTC: it was frozen, or the last of all its months was; null before.</summary>
    public abstract DateTimeOffset? ApprovedAt { get; }

    /// <summary>Whether it is a quarter or a year.</summary>
    public bool IsRolledUp => this is RolledUp;

    /// <summary>Whether it is a quarter, which is what the national collection asks for.</summary>
    public bool IsQuarter => IsRolledUp && Months.Count == 3;

    /// <summary>A month, whose return is approved and frozen.</summary>
    /// <param name="Itself">The month.</param>
    /// <param name="Number">Which version.</param>
    /// <param name="Freezing">When and by whom it was frozen; null for a draft.</param>
    public sealed record Month(YearMonth Itself, int Number, Freezing? Freezing) : ReturnPeriod(MonthSpan.Of(Itself))
    {
        /// <inheritdoc/>
        public override int? Version => Number;

        /// <inheritdoc/>
        public override string Name => string.Create(CultureInfo.InvariantCulture, $"{Months}-v{Number}");

        /// <inheritdoc/>
        public override DateTimeOffset? ApprovedAt => Freezing?.At;
    }

    /// <summary>A quarter or a year, which is neither approved nor frozen itself.</summary>
    /// <param name="From">What it was made of.</param>
    public sealed record RolledUp(RollUp From) : ReturnPeriod(From.Period)
    {
        /// <inheritdoc/>
        public override int? Version => null;

        /// <inheritdoc/>
        public override string Name => Months.ToString();

        /// <inheritdoc/>
        public override DateTimeOffset? ApprovedAt => From.IsWhole ? From.Months.Max(month => month.FrozenAt) : null;
    }
}
