using HubAutomation.Shared.FundingReturns.Definitions;
using HubAutomation.Shared.FundingReturns.Outputs.Report;
using HubAutomation.Shared.FundingReturns.Outputs.Words;

namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>The report that anybody may see.</summary>
internal static class PublishedReport
{
    public const string HowToRead =
        "To protect people, numbers of people from 1 to 7 are not shown, and larger ones are rounded to the nearest 5; shares are worked out from rounded numbers. "
        + "An asterisk (*) stands for a number that is not shown.";

    public static ReturnReport Of(PublishedReturn of) => new(
        $"Family hubs: figures for {of.Period.Describe()}",
        $"What the funded strands achieved: {FigureWords.Count(of.Lines.Count, "measure")}, of which {of.Lines.Count(line => line.Rating == Rating.OnTarget)} are on target, {of.Lines.Count(line => line.Rating == Rating.Near)} near it and {of.Lines.Count(line => line.Rating == Rating.Off)} off it{(of.Lines.Count(line => line.Rating == Rating.WithinMargin) is > 0 and var within ? $"; {within} {(within == 1 ? "is" : "are")} within the margin of error" : "")}.",
        HowToRead,
        BeforeOf(of),
        [new("Off target", [.. of.Lines.Where(line => line.Rating == Rating.Off).Select(line => $"{line.Measure.Title}: {Shown(line)}, target {FigureWords.Target(line.Measure, line.Window, line.Target)}")], "Nothing that is shown is off target.")],
        [.. of.Strands.Select(strand => new ReportStrand(
            strand.Id, strand.Name, [$"Award: {FigureWords.Award(strand.Award)}."], [.. of.Lines.Where(line => line.Measure.Strand == strand.Id).Select(Line)]))],
        [.. of.Breakdowns.Select(table => Table(table, table.Rows))],
        Findings: null,
        About(of));

    /// <summary>What the column of earlier figures is called; null for a quarter or a year, of which none are published.</summary>
    public static string? BeforeOf(PublishedReturn of) => of.Period.Count == 1 ? ReturnWords.Before(of.Period) : null;

    /// <summary>A figure in words.</summary>
    public static string Shown(PublishedLine line) => line switch
    {
        { IsIncomplete: true } => "not published: too little is known",
        { Figure.Value.IsWithheld: true } => PublishedNumber.Sign,
        { Measure.Kind: MeasureKind.Text } => line.Text ?? "not published",
        { Figure.Value.Value: null } => "not stated",
        _ => FigureWords.WithUnit(line.Measure, line.Figure.Value.Value),
    };

    public static ReportLine Line(PublishedLine line)
    {
        List<string> beside = [];
        if (line.Measure.Kind == MeasureKind.Rate && line.Figure.Value.Value is not null && line.Figure.Numerator.Value is not null)
            beside.Add($"{Cell(line.Figure.Numerator)} of {Cell(line.Figure.Denominator)}");
        return new ReportLine(
            line.Measure, line.Window.Describe(), Shown(line), beside,
            line.Target is { } target ? FigureWords.Target(line.Measure, line.Window, target) : null,
            line.Baseline == PublishedNumber.Missing ? null : $"{Words(line.Measure, line.Baseline)}, {line.Measure.Baseline?.Months.Describe()}".TrimEnd(',', ' '),
            line.Rating,
            line.Before == PublishedNumber.Missing ? null : Words(line.Measure, line.Before),
            Change: null,
            FigureWords.Source(line.Measure.Source),
            [],
            TrendChart.Of(line.Measure, line.Course, line.Target, "not shown"));
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

    private static string Words(Measure measure, PublishedNumber number) => number.IsWithheld ? PublishedNumber.Sign : FigureWords.Value(measure, number.Value);

    private static string Cell(PublishedNumber number) => number switch
    {
        { IsWithheld: true } => PublishedNumber.Sign,
        { Value: { } value } => FigureWords.Number(value, decimal.Truncate(value) == value ? 0 : 1),
        _ => "–",
    };
}
