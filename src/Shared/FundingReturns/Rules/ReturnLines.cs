using HubAutomation.Shared.FundingReturns.Model;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Rules;

/// <summary>What a return's lines are made of.</summary>
/// <param name="Settings">Strands and measures as they stood at the end of the month.</param>
/// <param name="Month">The month.</param>
/// <param name="Figures">Key of <see cref="ReturnLines.Requests"/> → computed figure.</param>
/// <param name="Strands">Strand's id → what its lead has said.</param>
/// <param name="Earlier">Measure's code → its lines in earlier frozen returns, oldest first.</param>
public sealed record ReturnMaterial(
    ReturnSettings Settings, YearMonth Month, IReadOnlyDictionary<string, Figure> Figures, IReadOnlyDictionary<string, StrandState> Strands,
    IReadOnlyDictionary<string, IReadOnlyList<(YearMonth Month, ReturnLine Line)>> Earlier)
{
    /// <summary>The version that this one corrects; null for a first version.</summary>
    public EarlierReturn? Corrected { get; init; }

    /// <summary>The newest frozen return of an earlier month, of the twelve before; null when there is none.</summary>
    public EarlierReturn? Last { get; init; }

    /// <summary>Months whose frozen returns figures are carried forward from → measures as these returns have them.</summary>
    public IReadOnlyDictionary<YearMonth, IReadOnlyList<Measure>> CarriedFrom { get; init; } = new Dictionary<YearMonth, IReadOnlyList<Measure>>();
}

/// <summary>A frozen return that another one is held against.</summary>
/// <param name="Name">Which.</param>
/// <param name="Measures">Measures as it has them.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Reported">What the files said when it was made.</param>
public sealed record EarlierReturn(ReturnRef Name, IReadOnlyList<Measure> Measures, IReadOnlyList<ReturnLine> Lines, IReadOnlyList<Reported> Reported)
{
    /// <summary>A measure as it has it, or null.</summary>
    public Measure? Find(string code) => Measures.FirstOrDefault(measure => measure.Code == code);
}

/// <summary>Makes the lines of a return. The same material gives the same lines.</summary>
public static class ReturnLines
{
    private const string BaselineSuffix = "@baseline";
    private const int MonthsOfAYear = 12;

    /// <summary>Everything that has to be computed for the return of a month, or of a longer period: each computed measure, and its baseline where no value is given.</summary>
    public static IReadOnlyList<FigureRequest> Requests(ReturnSettings settings, MonthSpan period)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return
        [
            .. settings.Measures.Where(measure => measure.Figure is not null && measure.Window.For(period) is not null)
                .Select(measure => new FigureRequest(measure.Code, measure.Figure!, measure.Window.For(period)!)),
            .. settings.Measures.Where(measure => measure is { Figure: not null, Baseline.Value: null } && measure.HasBaselineBefore(period))
                .Select(measure => new FigureRequest(measure.Code + BaselineSuffix, measure.Figure!, measure.Baseline!.Months)),
        ];
    }

    /// <summary>A line for each measure, in the order of the measures.</summary>
    public static IReadOnlyList<ReturnLine> Make(ReturnMaterial material)
    {
        ArgumentNullException.ThrowIfNull(material);
        return [.. material.Settings.Measures.Select(measure => LineOf(measure, material))];
    }

    /// <summary>A figure as it is kept: halves go away from zero.</summary>
    public static decimal? Rounded(decimal? value, Measure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return value is { } number ? Math.Round(number, measure.Decimals, MidpointRounding.AwayFromZero) : null;
    }

    /// <summary>
    /// How a figure stands against what is due of its target. The tolerance is one of the whole target: of a part it is a part. When the interval includes
    /// the target, neither side of it can be told.
    /// </summary>
    /// <param name="measure">The measure.</param>
    /// <param name="window">The months that the figure is of.</param>
    /// <param name="value">The figure, rounded.</param>
    /// <param name="interval">Its confidence interval, rounded; null when it has none.</param>
    /// <param name="target">What is aimed at in the year, rounded.</param>
    public static Rating Rate(Measure measure, MonthSpan window, decimal? value, ConfidenceInterval? interval, decimal? target)
    {
        ArgumentNullException.ThrowIfNull(measure);
        if (value is not { } reached || target is not { } aim || Pace.Due(measure, window, aim) is not { } due || measure.Good is GoodDirection.Neither)
            return Rating.None;
        if (interval is { } range && range.Lower < due && due < range.Upper)
            return Rating.WithinMargin;
        var lacking = measure.Good is GoodDirection.Higher ? due - reached : reached - due;
        var tolerance = aim == 0 ? measure.Tolerance : measure.Tolerance * Math.Abs(due) / Math.Abs(aim);
        return lacking <= 0 ? Rating.OnTarget : lacking <= tolerance ? Rating.Near : Rating.Off;
    }

    /// <summary>Whether there is no figure, or no words where words are wanted.</summary>
    public static bool IsMissing(Measure measure, ReturnLine line)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(line);
        return measure.Kind is MeasureKind.Text ? string.IsNullOrWhiteSpace(line.Text) : line.Value is null;
    }

    /// <summary>Whether a figure cannot be compared with that of the period before: what is counted from April on begins anew in April.</summary>
    public static bool BeginsAnew(Measure measure, ReturnLine line, MonthSpan period)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(period);
        return measure.Window.Kind is WindowKind.YearToDate && line.Window.From == period.From && period.Count < MonthsOfAYear;
    }

    /// <summary>
    /// What is aimed at in a period's financial year. What is counted by the month has its target by the month: none for a longer period.
    /// </summary>
    /// <param name="measure">The measure.</param>
    /// <param name="period">A month, or more.</param>
    /// <param name="baseline">The baseline's value, given or computed.</param>
    public static decimal? TargetFor(Measure measure, MonthSpan period, decimal? baseline)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(period);
        var isByTheMonth = measure is { Window.Kind: WindowKind.Month, Kind: MeasureKind.Count or MeasureKind.People or MeasureKind.Money };
        return isByTheMonth && period.Count > 1 ? null : measure.TargetIn(period.To, baseline);
    }

    /// <summary>The line of a figure: rounded, and set beside baseline and target.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="window">The months it is of.</param>
    /// <param name="period">The month or the longer period that is returned.</param>
    /// <param name="figures">Key of <see cref="Requests"/> → computed figure, for the baseline.</param>
    /// <param name="before">The figure of the period before.</param>
    internal static ReturnLine LineOf(
        Measure measure, LineContent figure, MonthSpan window, MonthSpan period, IReadOnlyDictionary<string, Figure> figures, decimal? before)
    {
        var computedBaseline = figures.GetValueOrDefault(measure.Code + BaselineSuffix);
        var baseline = measure.HasBaselineBefore(period) ? Rounded(measure.Baseline!.Value ?? computedBaseline?.Value, measure) : null;
        var (value, target) = (Rounded(figure.Value, measure), Rounded(TargetFor(measure, period, baseline), measure));
        var interval = figure.Interval is var (lower, upper) ? new ConfidenceInterval(Rounded(lower, measure)!.Value, Rounded(upper, measure)!.Value) : null;
        return new ReturnLine(
            measure.Code, measure.Strand, value, figure.Numerator, figure.Denominator, interval?.Lower, interval?.Upper,
            figure.Text, window, baseline, target, Rate(measure, window, value, interval, target), before, figure.From)
        {
            BaselineNumerator = computedBaseline?.Numerator,
            BaselineDenominator = computedBaseline?.Denominator,
            By = figure.By,
            Lacking = value is null ? null : figure.Lacking,
        };
    }

    /// <summary>What was computed, as a line says it.</summary>
    internal static LineContent Computed(Figure? figure) => figure is null
        ? LineContent.None("not computed")
        : new LineContent(figure.Value, figure.Numerator, figure.Denominator, figure.Interval, null, figure.From) { Lacking = figure.Lacking };

    /// <summary>The figure that a numerator and a denominator make; null when there is nothing to divide by.</summary>
    internal static decimal? Quotient(Measure measure, decimal numerator, decimal denominator) =>
        denominator <= 0 ? null : measure.Kind is MeasureKind.Rate ? 100 * numerator / denominator : numerator / denominator;

    private static ReturnLine LineOf(Measure measure, ReturnMaterial material)
    {
        var earlier = material.Earlier.GetValueOrDefault(measure.Code) ?? [];
        var state = material.Strands.GetValueOrDefault(measure.Strand);
        var said = state?.Figures.GetValueOrDefault(measure.Code);
        var period = MonthSpan.Of(material.Month);
        var figure = measure.Source switch
        {
            _ when measure.BeginsAfter(material.Month) => LineContent.None($"it is counted from {MonthSpan.Name(measure.Window.First!.Value)} on, which is after {MonthSpan.Name(material.Month)}"),
            MeasureSource.Computed => Computed(material.Figures.GetValueOrDefault(measure.Code)),
            MeasureSource.CarriedForward when said is null => CarriedForward(measure, earlier, material.CarriedFrom),
            _ => Submitted(measure, said, state?.AskedAnew.Contains(measure.Code) == true),
        };
        return LineOf(measure, figure, measure.Window.For(period) ?? MonthSpan.Of(measure.Window.First!.Value), period, material.Figures, Before(measure, material, earlier));
    }

    // What was counted by another definition is no figure to compare with.
    private static decimal? Before(Measure measure, ReturnMaterial material, IReadOnlyList<(YearMonth Month, ReturnLine Line)> earlier) =>
        earlier is [.., var last] && last.Month == material.Month.PlusMonths(-1) && MeansTheSame(measure, material.Last?.Find(measure.Code)) ? last.Line.Value : null;

    private static LineContent CarriedForward(
        Measure measure, IReadOnlyList<(YearMonth Month, ReturnLine Line)> earlier, IReadOnlyDictionary<YearMonth, IReadOnlyList<Measure>> definitions) => earlier switch
        {
            [] => LineContent.None("never said"),
            [.., var (month, _)] when !MeansTheSame(measure, definitions.GetValueOrDefault(month)?.FirstOrDefault(then => then.Code == measure.Code)) =>
                LineContent.None($"what was said in {MonthSpan.Name(month)} was of another definition and is not carried forward"),
            [.., var (month, line)] => new LineContent(line.Value, line.Numerator, line.Denominator, null, line.Text, $"carried forward from {MonthSpan.Name(month)}"),
        };

    private static bool MeansTheSame(Measure measure, Measure? then) => then is null || ReturnChecks.Changes(then, measure).Count == 0;

    private static LineContent Submitted(Measure measure, Submission? said, bool isAskedAnew)
    {
        if (said is null)
            return LineContent.None(isAskedAnew ? "what is asked changed after the lead had answered, and it was not answered again" : "not sent");
        var isEmpty = said is { Value: null, Numerator: null } && (measure.Kind is not MeasureKind.Text || said.Text is null);
        var from = isEmpty ? "left empty" : said.Via == "file" ? "by file" : "by form";
        return said is { Numerator: { } numerator, Denominator: > 0 and var denominator }
            ? new LineContent(Quotient(measure, numerator, denominator), numerator, denominator, null, said.Text, from) { By = said.By }
            : new LineContent(said.Value, said.Numerator, said.Denominator, null, said.Text, from) { By = said.By };
    }

    /// <summary>The course of each measure, as a return shows it.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<TrendPoint>> TrendsOf(IReadOnlyDictionary<string, IReadOnlyList<(YearMonth Month, ReturnLine Line)>> lines) =>
        lines.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<TrendPoint>)[.. pair.Value.Select(point => PointOf(point.Month, point.Line))]);

    /// <summary>The lines, with those marked of which too little is known for publishing them.</summary>
    internal static IReadOnlyList<ReturnLine> MarkedAsKnownForTooFew(IReadOnlyList<ReturnLine> lines, IReadOnlyList<Finding> found) =>
        [.. lines.Select(line => line with { IsKnownForTooFew = found.Any(finding => finding.Rule == Finding.TooFewKnown && finding.Measure == line.Measure) })];

    private static TrendPoint PointOf(YearMonth month, ReturnLine line) =>
        line.IsKnownForTooFew ? new TrendPoint(month, line.Value) : new TrendPoint(month, line.Value, line.Numerator, line.Denominator);
}

/// <summary>A figure before it is rounded and set beside what it is compared with.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Numerator">Of a rate or a mean.</param>
/// <param name="Denominator">Of a rate or a mean.</param>
/// <param name="Interval">Its 95 % confidence interval.</param>
/// <param name="Text">Words.</param>
/// <param name="From">Where it comes from, or why there is none.</param>
internal sealed record LineContent(decimal? Value, decimal? Numerator, decimal? Denominator, ConfidenceInterval? Interval, string? Text, string From)
{
    /// <summary>Id of the person who said it; null for what nobody said.</summary>
    public string? By { get; init; }

    /// <summary>Months of which nothing is known, in words; null for none.</summary>
    public string? Lacking { get; init; }

    /// <summary>No figure.</summary>
    public static LineContent None(string why) => new(null, null, null, null, null, why);
}
