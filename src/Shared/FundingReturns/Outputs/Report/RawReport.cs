using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Words;
using HubAutomation.Shared.Platform.Time;

namespace HubAutomation.Shared.FundingReturns.Outputs.Report;

/// <summary>The report with raw figures, for those who answer for them.</summary>
internal static class RawReport
{
    public static ReturnReport Of(CompiledReturn of)
    {
        var figures = ReturnFigure.Of(of);
        return new ReturnReport(
            ReturnWords.Title(of, ": "),
            $"{ReturnWords.Status(of)}. {ReturnSummary.Of(figures).Sentence}",
            ReturnWords.RawFigures,
            ReturnWords.Before(of.Period.Months),
            Headlines(of, figures),
            [.. of.Settings.Strands.Select(strand => Strand(of, strand, [.. figures.Where(figure => figure.Strand == strand)]))],
            [.. of.Breakdowns.Select(Table)],
            [.. ReturnWords.FindingsInOrder(of).Select(finding => Describe(of, finding))],
            About(of));
    }

    private static List<Headline> Headlines(CompiledReturn of, IReadOnlyList<ReturnFigure> figures) =>
    [
        .. of.LastVersion is { } version ? (IReadOnlyList<Headline>)[new($"Changed since version {version.Version}", ChangeSentences.Since(of, version), "No figure has changed.")] : [],
        .. of.Corrections is not null ? (IReadOnlyList<Headline>)[new("Corrected by leads after they had sent it", ChangeSentences.Corrections(of), "Nothing.")] : [],
        new("What changed most", [.. LargestChanges.Of(figures).Select(FigureSentences.Change)], $"There is nothing to compare with the {ReturnWords.Length(of.Period.Months)} before."),
        new("Off target", [.. figures.Where(figure => figure.Line.Rating == Rating.Off).Select(FigureSentences.OffTarget)], "Nothing is off target."),
        new("Missing", [.. figures.Where(figure => figure.IsMissing).Select(FigureSentences.Missing)], "Nothing is missing."),
    ];

    private static ReportStrand Strand(CompiledReturn of, Strand strand, IReadOnlyList<ReturnFigure> figures)
    {
        List<string> facts = [$"Award: {FigureWords.Award(strand.Award)}."];
        facts.AddRange(figures.Where(figure => figure.Measure.Kind == MeasureKind.Money && !figure.IsMissing).Select(figure => $"{figure.Measure.Title}: {figure.Shown}."));
        if (strand.Leads.Count > 0)
            facts.Add($"Lead: {strand.LeadNames}.");
        return new ReportStrand(strand.Id, strand.Name, facts, [.. figures.Select(figure => Line(of, figure))]);
    }

    private static ReportLine Line(CompiledReturn of, ReturnFigure figure)
    {
        var (measure, line) = (figure.Measure, figure.Line);
        List<string> beside = [];
        if (line.Numerator is { } numerator && line.Denominator is { } denominator)
            beside.Add(measure switch
            {
                { Figure.Source: SourceNames.Ledger } => $"£{FigureWords.Number(numerator, 2)} of £{FigureWords.Number(denominator, 2)}",
                { Kind: MeasureKind.Average } => $"{Plain(numerator)} in all, of {Plain(denominator)}",
                _ => $"{Plain(numerator)} of {Plain(denominator)}",
            });
        if (FigureWords.Interval(measure, line.Lower, line.Upper) is { } interval)
            beside.Add($"95 % interval {interval}{(line.Rating is Rating.WithinMargin ? ", which includes the target" : "")}");
        var trend = of.Trends.GetValueOrDefault(measure.Code, []).Select(point => ChartPoint.Of(point.Month, measure, point.Value)).Concat(of.Period.IsRolledUp ? [] : [ChartPoint.Of(of.Month, measure, line.Value)]);
        return new ReportLine(
            measure, line.Window.Describe(), figure.Shown, beside,
            line.Target is { } target ? FigureWords.Target(measure, line.Window, target) : null,
            line.Baseline is { } baseline ? $"{FigureWords.Value(measure, baseline)}, {measure.Baseline?.Months.Describe()}".TrimEnd(',', ' ') : null,
            line.Rating,
            line.Before is { } before ? FigureWords.Value(measure, before) : null,
            FigureWords.Change(measure, figure.Change), figure.From,
            [.. new[] { figure.Remark, ReturnWords.CommentsOn(of, measure.Code) }.OfType<string>().SelectMany(note => note.Split('\n'))],
            TrendChart.Of(measure, trend, line.Target));
    }

    private static ReportTable Table(Breakdown table) => new(
        table.Id, table.Title, table.RowHeading, table.Columns,
        [.. table.Rows.Select(row => (row.Label, (IReadOnlyList<string>)[.. row.Values.Select(value => value is { } number ? Plain(number) : "–")]))]);

    private static ReportFinding Describe(CompiledReturn of, Finding finding) => new(
        finding.Severity,
        of.Settings.Measures.FirstOrDefault(measure => measure.Code == finding.Measure?.Split('@')[0]) is { } about ? $"{about.Title} ({about.Code})" : finding.Place ?? "The whole return",
        finding.Sentence, ReturnWords.Mender(of.Settings, finding),
        of.Comments.TryGetValue(finding.Key, out var comment) ? $"Comment: {comment.Text} ({ReturnWords.Person(of.Settings, comment.By)}, {London.Describe(comment.At)})"
            : finding.Severity is Severity.Note || of.Period.IsRolledUp ? null : "No comment yet.");

    private static List<(string Label, string Words)> About(CompiledReturn of) => of.Period is ReturnPeriod.RolledUp { From: var rollUp } ? AboutPeriod(of, rollUp) :
    [
        ("Version", ReturnWords.Version(of)),
        ("Status", ReturnWords.Status(of)),
        ("Fingerprint", of.Freezing?.Fingerprint ?? "none before it is frozen"),
    ];

    private static List<(string Label, string Words)> AboutPeriod(CompiledReturn of, RollUp rollUp) =>
        [("Status", ReturnWords.Status(of)), .. ReturnWords.MadeOf(rollUp).Select(month => (month.Month, $"Fingerprint {month.Fingerprint}"))];

    private static string Plain(decimal number) => FigureWords.Number(number, Decimals(number));

    private static int Decimals(decimal number) => Math.Min(2, (int)(number / 1.000000000000000000000000000000m).Scale);
}
