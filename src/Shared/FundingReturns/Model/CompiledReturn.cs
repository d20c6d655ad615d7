using System.Text.Json.Serialization;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>How a figure stands against its target.</summary>
public enum Rating
{
    /// <summary>It has no target, or no value.</summary>
    None,

    /// <summary>At the target or better (green).</summary>
    OnTarget,

    /// <summary>Within the tolerance (amber).</summary>
    Near,

    /// <summary>Off target (red).</summary>
    Off,

    /// <summary>The 95 % confidence interval includes the target: whether it is reached cannot be told from chance.</summary>
    WithinMargin,
}

/// <summary>A measure's figure in a return.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Strand">Its strand's id.</param>
/// <param name="Value">The figure, rounded to the measure's decimals; null when it is missing.</param>
/// <param name="Numerator">Of a rate or a mean.</param>
/// <param name="Denominator">Of a rate or a mean.</param>
/// <param name="Lower">Lower end of the 95 % confidence interval, rounded alike.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Text">Words: of a measure that is text, a milestone's state, or a lead's remark.</param>
/// <param name="Window">The months it is of.</param>
/// <param name="Baseline">What it is compared with.</param>
/// <param name="Target">What was aimed at.</param>
/// <param name="Rating">How it stands.</param>
/// <param name="Before">The figure of the month before, from its frozen return; null when there is none.</param>
/// <param name="From">Where it comes from, in words.</param>
public sealed record ReturnLine(
    string Measure, string Strand, decimal? Value, decimal? Numerator, decimal? Denominator, decimal? Lower, decimal? Upper, string? Text, MonthSpan Window,
    decimal? Baseline, decimal? Target, Rating Rating, decimal? Before, string From)
{
    /// <summary>Numerator of a baseline that was computed: without it the baseline of a rate of people cannot be published.</summary>
    public decimal? BaselineNumerator { get; init; }

    /// <summary>Its denominator.</summary>
    public decimal? BaselineDenominator { get; init; }

    /// <summary>Id of the person who said it, a role rather than a name; null for what nobody said.</summary>
    public string? By { get; init; }

    /// <summary>Months of its window of which nothing is known, in words: "August 2026"; null for none.</summary>
    public string? Lacking { get; init; }

    /// <summary>True when too little was known for it to be published (docs/return-documents.md, "What is published"), which later returns must know of its course, too.</summary>
    public bool IsKnownForTooFew { get; init; }
}

/// <summary>
/// A return as it was compiled, and as it is kept: of a month, which is checked, approved and frozen, or of a quarter or a year that was
/// rolled up from frozen months and is shown alike. What differs between these is told by <see cref="Period"/>.
/// </summary>
/// <param name="Authority">The authority's id.</param>
/// <param name="Month">The month that is returned; the last one of a period that is rolled up.</param>
/// <param name="Version">1, and one more each time a frozen return is made anew.</param>
/// <param name="Reason">Why there is another version; null for the first.</param>
/// <param name="Settings">Strands and measures as they stood at the end of the month.</param>
/// <param name="Lines">A line for each measure, in the order of the measures.</param>
/// <param name="Findings">What was found.</param>
/// <param name="Comments">Finding's key → what was said about it, and by which person's id.</param>
/// <param name="Breakdowns">Tables beside the figures.</param>
/// <param name="Trends">Measure's code → its figures in earlier frozen returns, oldest first.</param>
/// <param name="Freezing">When and by whom it was frozen; null for a draft.</param>
public sealed record CompiledReturn(
    string Authority, YearMonth Month, int Version, string? Reason, ReturnSettings Settings, IReadOnlyList<ReturnLine> Lines, IReadOnlyList<Finding> Findings,
    IReadOnlyDictionary<string, FindingComment> Comments, IReadOnlyList<Breakdown> Breakdowns, IReadOnlyDictionary<string, IReadOnlyList<TrendPoint>> Trends,
    Freezing? Freezing)
{
    /// <summary>What a quarter or a year was made of, as it is kept; null for a month's return.</summary>
    public RollUp? RollUp { get; init; }

    /// <summary>How often the manager had been given it before it was made; null for never.</summary>
    public int? Round { get; init; }

    /// <summary>What its leads said anew after they had sent it, oldest first; of a further version what they have since the one before. Null for nothing.</summary>
    public IReadOnlyList<Correction>? Corrections { get; init; }

    /// <summary>What is different from the draft that the manager had before; null when there was none.</summary>
    public Superseded? LastDraft { get; init; }

    /// <summary>What is different from the version before, which was frozen; null for the first.</summary>
    public Superseded? LastVersion { get; init; }

    /// <summary>What it is of.</summary>
    [JsonIgnore]
    public ReturnPeriod Period => RollUp is { } rollUp ? new ReturnPeriod.RolledUp(rollUp) : new ReturnPeriod.Month(Month, Version, Freezing);

    /// <summary>Whether somebody has approved what is in it, so that it may be published: it is frozen; or all of its months are, and nothing in it is an error.</summary>
    [JsonIgnore]
    public bool IsApproved => Period.ApprovedAt is not null && !(Period.IsRolledUp && Findings.Any(finding => finding.Severity is Severity.Error));
}

/// <summary>A draft or a version whose place a return has taken.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Lines">Those of its lines that are different now, as they were.</param>
public sealed record Superseded(int Version, IReadOnlyList<ReturnLine> Lines);

/// <summary>What a person said about a finding.</summary>
/// <param name="By">The person's id.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Text">What.</param>
public sealed record FindingComment(string By, DateTimeOffset At, string Text);

/// <summary>A measure's figure in an earlier return.</summary>
/// <param name="Month">The month that was returned.</param>
/// <param name="Value">Its figure.</param>
/// <param name="Numerator">Of a rate or a mean; null when the figure may not be published: without it the small-number rule cannot be applied.</param>
/// <param name="Denominator">Of a rate or a mean; null likewise.</param>
public sealed record TrendPoint(YearMonth Month, decimal? Value, decimal? Numerator = null, decimal? Denominator = null);

/// <summary>That a return was frozen.</summary>
/// <param name="By">Id of the person who approved it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Fingerprint">Hash over its lines and the fingerprint of the return frozen before it: a later change anywhere shows.</param>
public sealed record Freezing(string By, DateTimeOffset At, string Fingerprint);
