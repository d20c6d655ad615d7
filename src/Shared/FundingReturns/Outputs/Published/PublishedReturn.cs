using HubAutomation.Shared.FundingReturns.Model;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>
/// What anybody may see of a return. Remarks, findings, comments and where figures come from are not in it, since they name raw figures; nor is
/// the fingerprint, against which guesses at what is withheld could be tried.
/// </summary>
/// <param name="Authority">The authority's id.</param>
/// <param name="Period">The month, or the quarter or year that was rolled up.</param>
/// <param name="Version">Which version of the return; null for a quarter or a year.</param>
/// <param name="Approved">The date in London on which it, or the last of its months, was approved; null for a draft.</param>
/// <param name="Strands">The strands in their order.</param>
/// <param name="Lines">A line for each measure of which anything may be published, in the order of strands and measures.</param>
/// <param name="Breakdowns">Tables beside the figures.</param>
public sealed record PublishedReturn(
    string Authority, MonthSpan Period, int? Version, LocalDate? Approved, IReadOnlyList<PublishedStrand> Strands, IReadOnlyList<PublishedLine> Lines,
    IReadOnlyList<PublishedBreakdown> Breakdowns)
{
    /// <summary>Why there is another version, without mail addresses and telephone numbers; null for the first, and for a quarter or a year.</summary>
    public string? Revised { get; init; }

    /// <summary>Titles of the measures that are shown and differ from the version before, in their order.</summary>
    public IReadOnlyList<string> RevisedMeasures { get; init; } = [];
}

/// <summary>A strand without the people who answer for it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">As the authority calls it.</param>
/// <param name="Award">The award in pounds by financial year; empty when it is not stated.</param>
public sealed record PublishedStrand(string Id, string Name, IReadOnlyDictionary<FinancialYear, decimal> Award);

/// <summary>A measure's figure as it is published.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Window">The months it is of.</param>
/// <param name="Figure">The figure.</param>
/// <param name="IsIncomplete">True when it is withheld because too little is known for it: the coverage rule.</param>
/// <param name="Baseline">What it is compared with.</param>
/// <param name="Target">What is aimed at; from a baseline only when that is shown.</param>
/// <param name="TrueRating">How the true figure stands against the target; of a share before it is rounded.</param>
/// <param name="Text">Words of a measure that is words, where the rule lets them through.</param>
/// <param name="Trend">The months before, oldest first; of a quarter or a year with its own months.</param>
public sealed record PublishedLine(
    Measure Measure, MonthSpan Window, PublishedFigure Figure, bool IsIncomplete, PublishedNumber Baseline, decimal? Target, Rating TrueRating, string? Text,
    IReadOnlyList<PublishedPoint> Trend)
{
    /// <summary>Whether it is of a quarter or a year, whose own months are in the trend.</summary>
    public bool IsRolledUp { get; init; }

    /// <summary>Whether it is put together from months in which it was defined differently: such a figure is none.</summary>
    public bool IsMixed { get; init; }

    /// <summary>Whether somebody said it, also where it is carried forward otherwise.</summary>
    public bool WasSaid { get; init; }

    /// <summary>Months of its window of which nothing is known, in words; null for none.</summary>
    public string? Lacking { get; init; }

    /// <summary>Its months as people read them: "April to September 2026, without August 2026".</summary>
    public string Months => Lacking is null ? Window.Describe() : $"{Window.Describe()}, without {Lacking}";

    /// <summary>Whether the rating is by a confidence interval, too.</summary>
    public bool HasInterval { get; init; }

    /// <summary>The figure of the month before; none is published of a quarter or a year before.</summary>
    public PublishedNumber Before => IsRolledUp
        ? PublishedNumber.Missing
        : Trend.LastOrDefault(point => point.Month == Window.To.PlusMonths(-1))?.Figure.Value ?? PublishedNumber.Missing;

    /// <summary>Its course by the month, up to and with the last one.</summary>
    public IEnumerable<PublishedPoint> Course => IsRolledUp ? Trend : [.. Trend, new(Window.To, Figure)];

    /// <summary>How the true figure stands against the target, where what is shown of it does not become plainer by that.</summary>
    public Rating Rating => HasTarget && !RatingTells ? TrueRating : Rating.None;

    /// <summary>Whether the figure is shown, and so close to where the rating changes that the rating would tell of it: it is not given.</summary>
    public bool IsTooCloseToRate => HasTarget && RatingTells;

    private bool HasTarget => TrueRating is not Rating.None && Target is not null && Figure.Value.IsShown;

    private bool RatingTells => Measure.Publish is PublishRule.SmallNumbers && RatingBounds.Tell(this, Target!.Value);

    /// <summary>Without the baseline, and without a target that begins at it.</summary>
    internal PublishedLine WithoutBaseline() => this with { Baseline = PublishedNumber.Withheld, Target = Measure.Target is { PerYear: not null } ? null : Target };
}

/// <summary>A figure of an earlier month as it is published.</summary>
public sealed record PublishedPoint(YearMonth Month, PublishedFigure Figure);

/// <summary>A table beside the figures as it is published.</summary>
/// <param name="Id">Tells it from others.</param>
/// <param name="Title">What it shows.</param>
/// <param name="RowHeading">Heading of the labels.</param>
/// <param name="Columns">Headings of the numbers.</param>
/// <param name="Rows">Label → numbers.</param>
public sealed record PublishedBreakdown(string Id, string Title, string RowHeading, IReadOnlyList<string> Columns, IReadOnlyList<PublishedRow> Rows);

/// <summary>A row of a table.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Values">A number for each column.</param>
/// <param name="Area">Id of the locality it belongs to; null for none.</param>
public sealed record PublishedRow(string Label, IReadOnlyList<PublishedNumber> Values, string? Area);
