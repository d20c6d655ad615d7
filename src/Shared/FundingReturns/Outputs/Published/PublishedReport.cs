using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Report;
using HubAutomation.Shared.FundingReturns.Outputs.Words;

namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>The report that anybody may see.</summary>
internal static class PublishedReport
{
    /// <summary>What is said where no measure is rated off target.</summary>
    public const string NothingOffTarget = "Nothing that is shown is off target.";

    private const string HowToRead =
        "To protect people, numbers of people from 1 to 7 are not shown, and larger ones are rounded to the nearest 5. "
        + "Shares are those of the true numbers: in whole percent of 500 people or more, in bands of 5 or 10 percent of fewer, and not shown of fewer than 50. "
        + "They cannot be worked out from the rounded numbers beside them. An asterisk (*) stands for a number that is not shown.";

    private const string TooClose = "How it stands is not said: it is so close to its target that this would tell of few people.";

    public static ReturnReport Of(PublishedReturn of) => new(
        $"Family hubs: figures for {of.Period.Describe()}",
        Lead(of),
        Note(of),
        BeforeOf(of),
        [new("Off target", [.. OffTarget(of)], NothingOffTarget)],
        [.. of.Strands.Select(strand => new ReportStrand(
            strand.Id, strand.Name, [$"Award: {FigureWords.Award(strand.Award)}."], [.. of.Lines.Where(line => line.Measure.Strand == strand.Id).Select(Line)]))],
        [.. of.Breakdowns.Select(table => Table(table, table.Rows))],
        Findings: null,
        About(of));

    /// <summary>What is said first.</summary>
    public static string Lead(PublishedReturn of) =>
        $"What the funded strands achieved: {Counted.Of(of.Lines.Count, "measure")}, of which {of.Lines.Count(line => line.Rating == Rating.OnTarget)} are on target, {of.Lines.Count(line => line.Rating == Rating.Near)} near it and {of.Lines.Count(line => line.Rating == Rating.Off)} off it{(of.Lines.Count(line => line.Rating == Rating.WithinMargin) is > 0 and var within ? $"; {within} {(within == 1 ? "is" : "are")} within the margin of error" : "")}.";

    /// <summary>A sentence for each measure that is off target.</summary>
    public static IEnumerable<string> OffTarget(PublishedReturn of) => of.Lines.Where(line => line.Rating == Rating.Off)
        .Select(line => $"{line.Measure.Title}: {PublishedWords.Figure(line)}, target {FigureWords.Target(line.Measure, line.Window, line.Target)}");

    /// <summary>How to read it, and that a draft's is a preview.</summary>
    public static string Note(PublishedReturn of) => of.Approved is null ? $"This is how the public will see it; nothing is published before the return is approved. {HowToRead}" : HowToRead;

    /// <summary>What the column of earlier figures is called; null for a quarter or a year, of which none are published.</summary>
    public static string? BeforeOf(PublishedReturn of) => of.Period.Count == 1 ? ReturnWords.Before(of.Period) : null;

    public static ReportLine Line(PublishedLine line)
    {
        List<string> beside = [];
        if (line is { Measure.Kind: MeasureKind.Rate, Figure: { Value.IsShown: true, Denominator.Value: { } all } figure })
            beside.Add((figure.Numerator.Value, line.Measure.Figure?.Source) switch
            {
                ({ } part, SourceNames.Ledger) => $"£{FigureWords.Number(part, 2)} of £{FigureWords.Number(all, 2)}",
                ({ } part, _) => $"{Number(part)} of {Number(all)}",
                _ => $"of about {Number(all)}",
            });
        if (line.IsTooCloseToRate)
            beside.Add(TooClose);
        return new ReportLine(
            line.Measure, line.Months, PublishedWords.Figure(line), beside,
            line.Target is { } target ? FigureWords.Target(line.Measure, line.Window, target) : null,
            line.Baseline == PublishedNumber.Missing ? null : $"{PublishedWords.Baseline(line.Measure, line.Baseline)}, {line.Measure.Baseline?.Months.Describe()}".TrimEnd(',', ' '),
            line.Rating,
            line.Before == PublishedNumber.Missing ? null : PublishedWords.Figure(line.Measure, line.Before),
            Change: null,
            FigureWords.Source(line.WasSaid ? MeasureSource.Submitted : line.Measure.Source),
            [],
            TrendChart.Of(line.Measure, line.Course.Select(point => Drawn(line.Measure, point)), line.Target));
    }

    /// <summary>Some rows of a table.</summary>
    public static ReportTable Table(PublishedBreakdown table, IEnumerable<PublishedRow> rows) => new(
        table.Id, table.Title, table.RowHeading, table.Columns, [.. rows.Select(row => (row.Label, (IReadOnlyList<string>)[.. row.Values.Select(Cell)]))]);

    public static List<(string Label, string Words)> About(PublishedReturn of) =>
    [
        .. of.Revised is { } why ? (IReadOnlyList<(string, string)>)[("Revised", why), .. of.RevisedMeasures.Count > 0 ? (IReadOnlyList<(string, string)>)[("What changed", string.Join(", ", of.RevisedMeasures))] : []] : [],
        .. of.Version is { } version ? (IReadOnlyList<(string, string)>)[("Version", version.ToString(System.Globalization.CultureInfo.InvariantCulture))] : [],
        ("Approved", of.Approved is { } date ? date.ToString("d MMMM uuuu", System.Globalization.CultureInfo.GetCultureInfo("en-GB")) : "not yet"),
    ];

    private static ChartPoint Drawn(Measure measure, PublishedPoint point)
    {
        var shown = point.Figure.Value;
        return new ChartPoint(point.Month, shown.From ?? shown.Value, shown.Below ?? shown.Value, shown.IsShown ? PublishedWords.Figure(measure, shown) : "not shown");
    }

    private static string Number(decimal value) => FigureWords.Number(value, decimal.Truncate(value) == value ? 0 : 1);

    private static string Cell(PublishedNumber number) => number switch
    {
        { IsWithheld: true } => PublishedNumber.Sign,
        { Value: { } value } => Number(value),
        _ => "–",
    };
}
