using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Words;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Platform.Time;

namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>Makes of a return what anybody may see of it: docs/return-documents.md, "What is published".</summary>
public static class Publication
{
    /// <summary>What a finding about a measure's baseline has behind the measure's code.</summary>
    private const string BaselineSuffix = "@baseline";

    /// <summary>
    /// Applies each measure's rule for publishing, and the small-number rule to tables that count people. Of a quarter or a year such tables are left out:
    /// those of the months are published already, and could be subtracted from them.
    /// </summary>
    /// <param name="of">The return.</param>
    /// <param name="places">The authority's places: a measure may call one by any of its names.</param>
    public static PublishedReturn Of(CompiledReturn of, IReadOnlyList<Place> places)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(places);
        var names = new PlaceNames(places);
        var whole = PartsAndWholes.Of(of, names);
        return Revised(of, new PublishedReturn(
            of.Authority, of.Period.Months, of.Period.Version, of.Period.ApprovedAt is { } at ? London.DateAt(at) : null,
            [.. of.Settings.Strands.Select(strand => new PublishedStrand(strand.Id, strand.Name, strand.Award))],
            Differencing.Guard([.. ReturnFigure.Of(of).Where(figure => figure.Measure.Publish != PublishRule.Never).Select(figure => whole.Guarded(Line(of, figure), names))], names),
            [.. of.Breakdowns.Where(table => !(of.Period.IsRolledUp && table.CountsPeople)).Select(table => whole.Guarded(of, table, Table(table), names))]));
    }

    /// <summary>Why there is another version, as the public reads it: without mail addresses, telephone numbers and the names beside them.</summary>
    public static string WhyRevised(string? reason) => ContactDetails.Remove(reason ?? "", out _) is { Length: > 0 } why ? why : "The figures were corrected.";

    /// <summary>Says that it takes the place of an earlier version, and why. Of what is withheld nothing is said, not even that it changed.</summary>
    private static PublishedReturn Revised(CompiledReturn of, PublishedReturn published) => published.Version is not > 1 ? published : published with
    {
        Revised = WhyRevised(of.Reason),
        RevisedMeasures =
        [
            .. published.Lines.Where(line => !line.Figure.Value.IsWithheld && !line.IsIncomplete && of.LastVersion?.Lines.Any(old => old.Measure == line.Measure.Code && LooksOtherwise(line, old)) == true).Select(line => line.Measure.Title),
        ],
    };

    // That a number changed within what it is rounded to would tell of it.
    private static bool LooksOtherwise(PublishedLine line, ReturnLine old) =>
        Figure(line.Measure, old.Value, old.Numerator, old.Denominator) != line.Figure || (line.Measure.Kind is MeasureKind.Text && WithoutContacts(old.Text) != line.Text);

    private static PublishedLine Line(CompiledReturn of, ReturnFigure figure)
    {
        var (measure, line) = (figure.Measure, figure.Line);
        var incomplete = of.Findings.Where(finding => finding.Rule == Finding.TooFewKnown).Select(finding => finding.Measure).ToHashSet();
        var (isIncomplete, isMixed) = (incomplete.Contains(measure.Code), IsMixed(of, measure));
        var baseline = incomplete.Contains(measure.Code + BaselineSuffix) ? PublishedNumber.Withheld : Baseline(measure, line);
        var published = new PublishedLine(
            measure, line.Window,
            isIncomplete || isMixed ? PublishedFigure.Withheld : Figure(measure, line.Value, line.Numerator, line.Denominator),
            isIncomplete,
            baseline,
            line.Target,
            measure.Kind is MeasureKind.Rate && line is { Numerator: { } part, Denominator: > 0 and var all }
                ? ReturnLines.Rate(measure, line.Window, 100 * part / all, line is { Lower: { } lower, Upper: { } upper } ? new ConfidenceInterval(lower, upper) : null, line.Target)
                : line.Rating,
            measure is { Kind: MeasureKind.Text, Publish: PublishRule.AsItIs } ? WithoutContacts(line.Text) : null,
            [.. of.Trends.GetValueOrDefault(measure.Code, []).Select(point => new PublishedPoint(point.Month, Figure(measure, point.Value, point.Numerator, point.Denominator)))])
        {
            IsRolledUp = of.Period.IsRolledUp,
            IsMixed = isMixed,
            WasSaid = line.By is not null,
            Lacking = line.Lacking,
            HasInterval = line is { Lower: not null, Upper: not null },
        };
        return baseline.IsWithheld ? published.WithoutBaseline() : published;
    }

    /// <summary>Whether a quarter's or year's figure is put together from what leads said to different questions. What is computed is computed anew to one.</summary>
    private static bool IsMixed(CompiledReturn of, Measure measure) => of.Period.IsRolledUp
        && measure is { Source: MeasureSource.Submitted, Window.Kind: WindowKind.Month, Kind: not (MeasureKind.Milestone or MeasureKind.Text) }
        && of.Findings.Any(finding => finding.Rule == ReturnChecks.DefinitionRule && finding.Measure == measure.Code);

    /// <summary>What leads write may name whom to ring; a report stays, and is not kept to those who asked.</summary>
    private static string? WithoutContacts(string? text) => text is null ? null : ContactDetails.Remove(text, out _) is { Length: > 0 } kept ? kept : null;

    private static PublishedFigure Figure(Measure measure, decimal? value, decimal? numerator, decimal? denominator) => measure switch
    {
        { Kind: MeasureKind.Text } => PublishedFigure.Missing,
        { Publish: PublishRule.AsItIs } => new(PublishedNumber.Shown(value), PublishedNumber.Shown(numerator), PublishedNumber.Shown(denominator)),
        { Kind: MeasureKind.Milestone } => PublishedFigure.Of(PublishedNumber.Shown(value)),
        { Kind: MeasureKind.Rate } => SmallNumbers.Rate(value, numerator, denominator),
        { Kind: MeasureKind.Average } => SmallNumbers.Average(value, denominator),
        _ => PublishedFigure.Of(SmallNumbers.Count(value)),
    };

    /// <summary>A share or mean that the settings give was public before; one that was computed is judged by its numbers.</summary>
    private static PublishedNumber Baseline(Measure measure, ReturnLine line) =>
        measure is { Kind: MeasureKind.Rate or MeasureKind.Average, Baseline.Value: not null } or { Publish: PublishRule.AsItIs }
            ? PublishedNumber.Shown(line.Baseline)
            : SmallNumbers.Baseline(line.Baseline, Figure(measure, line.Baseline, line.BaselineNumerator, line.BaselineDenominator));

    private static PublishedBreakdown Table(Breakdown table)
    {
        var columns = Enumerable.Range(0, table.Columns.Count).Where(column => !table.CountsPeople || IsOfCounts(table, column)).ToList();
        var numbers = columns.Select(column => table.CountsPeople ? Counted(table, column) : [.. table.Rows.Select(row => PublishedNumber.Shown(row.Values[column]))]).ToList();
        return new PublishedBreakdown(
            table.Id, table.Title, table.RowHeading, [.. columns.Select(column => table.Columns[column])],
            [.. table.Rows.Select((row, i) => new PublishedRow(ContactDetails.Holds(row.Label) ? ContactDetails.Remove(row.Label, out _) : row.Label, [.. numbers.Select(column => column[i])], row.Area))]);
    }

    /// <summary>Shares and means of few people tell their number, and a table does not say what they were computed from: they are left out.</summary>
    private static bool IsOfCounts(Breakdown table, int column) =>
        !Words(table.Columns[column]).Any(NotCounts.Contains)
        && table.Rows.All(row => row.Values[column] is null or >= 0 && decimal.Truncate(row.Values[column] ?? 0) == (row.Values[column] ?? 0));

    private static readonly HashSet<string> NotCounts = new(["%", "cent", "percent", "percentage", "share", "rate", "average", "mean"], StringComparer.OrdinalIgnoreCase);

    private static string[] Words(string heading) => heading.Replace("%", " % ", StringComparison.Ordinal).Split([' ', ',', '(', ')', '-', '/'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Of several totals it is not known what each is of: none is shown then.</summary>
    private static List<PublishedNumber> Counted(Breakdown table, int column)
    {
        var parts = new Queue<PublishedNumber>(SmallNumbers.Column([.. table.Rows.Where(row => !IsTotal(row)).Select(row => row.Values[column])]));
        var hasOneTotal = table.Rows.Count(IsTotal) == 1;
        return [.. table.Rows.Select(row => !IsTotal(row) ? parts.Dequeue() : hasOneTotal ? SmallNumbers.Count(row.Values[column]) : PublishedNumber.Withheld)];
    }

    private static bool IsTotal(BreakdownRow row) => Words(row.Label) is ["all", ..] or ["All", ..] || Words(row.Label).Contains("total", StringComparer.OrdinalIgnoreCase);
}
