using System.Globalization;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>A computed figure, not yet rounded.</summary>
/// <param name="Value">Percent for rates, pounds for money; null when it cannot be said, and a finding says why.</param>
/// <param name="Numerator">Of a rate or a mean; otherwise null.</param>
/// <param name="Denominator">Of a rate or a mean; otherwise null.</param>
/// <param name="Interval">The 95 % confidence interval of a rate, in percent; null when it has none.</param>
/// <param name="From">What it was computed from, in words: the files' names and how many rows.</param>
public sealed record Figure(decimal? Value, decimal? Numerator, decimal? Denominator, ConfidenceInterval? Interval, string From)
{
    /// <summary>Months of which nothing is known, in words: "August 2026"; null for none.</summary>
    public string? Lacking { get; init; }
}

/// <summary>The two ends of a confidence interval, in percent.</summary>
public sealed record ConfidenceInterval(decimal Lower, decimal Upper);

/// <summary>One figure that is wanted of a source.</summary>
/// <param name="Key">Tells it from the others.</param>
/// <param name="Query">What.</param>
/// <param name="Window">Of which months.</param>
public sealed record FigureRequest(string Key, FigureQuery Query, MonthSpan Window);

/// <summary>What a source gave.</summary>
/// <param name="Figures">Request's key → figure. A request without an entry could not be answered; a finding says why.</param>
/// <param name="Findings">What is wrong or worth knowing.</param>
/// <param name="Breakdowns">Tables beside the figures: by ward, top pages.</param>
/// <param name="Rejects">Rows that were left out.</param>
public sealed record SourceReading(
    IReadOnlyDictionary<string, Figure> Figures, IReadOnlyList<Finding> Findings, IReadOnlyList<Breakdown> Breakdowns, IReadOnlyList<RejectedRow> Rejects)
{
    /// <summary>By strand, place and programme, how much its files say in each of the months that were read.</summary>
    public IReadOnlyList<Reported> Reported { get; init; } = [];

    /// <summary>The same of earlier readings for this same version of the return, before a file was replaced: what was said last of each.</summary>
    public IReadOnlyList<Reported> ReportedEarlier { get; init; } = [];

    /// <summary>What the sources found and what was found besides, each once, the gravest first.</summary>
    public IReadOnlyList<Finding> FindingsWith(IEnumerable<Finding> more) =>
        [.. Findings.Concat(more).DistinctBy(finding => finding.Key).DistinctBy(finding => finding.Sentence).OrderByDescending(finding => finding.Severity)];

    /// <summary>What was read of a source, in counts: "ledger: 4 figures, 1 row left out".</summary>
    public static string Summary(string source, int figures, int rowsLeftOut) => string.Create(
        CultureInfo.InvariantCulture, $"{source}: {figures} {(figures == 1 ? "figure" : "figures")}, {rowsLeftOut} {(rowsLeftOut == 1 ? "row" : "rows")} left out");
}

/// <summary>A row that was left out of the figures. Kept beside the return, for those who mend the file.</summary>
/// <param name="File">The file's name within its source.</param>
/// <param name="Row">1-based row as a spreadsheet shows it.</param>
/// <param name="Column">The column's heading.</param>
/// <param name="Value">What stands there, shortened.</param>
/// <param name="Rule">A stable code.</param>
/// <param name="Sentence">What is wrong and what to do.</param>
public sealed record RejectedRow(string File, int Row, string Column, string Value, string Rule, string Sentence)
{
    /// <summary>The same for a row of the same content that breaks the same rule, wherever in whichever file of whichever month it stands.</summary>
    public string Identity { get; init; } = "";

    /// <summary>What its amount is of: "£", "infants due"; null for nothing.</summary>
    public string? Of { get; init; }

    /// <summary>How much is in it; null when that cannot be read.</summary>
    public decimal? Amount { get; init; }

    /// <summary>A number for the person it is about, within the file; null for nobody.</summary>
    public int? Person { get; init; }
}

/// <summary>A table beside the figures.</summary>
/// <param name="Id">Tells it from others: "reach-by-ward".</param>
/// <param name="Title">What it shows, with the window in words.</param>
/// <param name="Columns">Headings of the columns of numbers.</param>
/// <param name="Rows">Label → numbers, in order.</param>
/// <param name="RowHeading">Heading of the labels: "Ward".</param>
/// <param name="CountsPeople">True when the small-number rule applies to what is published of it.</param>
public sealed record Breakdown(
    string Id, string Title, string RowHeading, IReadOnlyList<string> Columns, IReadOnlyList<BreakdownRow> Rows, bool CountsPeople);

/// <summary>A row of a table beside the figures.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Values">A number for each column; null for none.</param>
/// <param name="Area">Id of the authority's area (locality) that it belongs to; null for none.</param>
public sealed record BreakdownRow(string Label, IReadOnlyList<decimal?> Values, string? Area = null);
