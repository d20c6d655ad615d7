using HubAutomation.Shared.FundingReturns.Definitions;
using HubAutomation.Shared.FundingReturns.Keeping;
using HubAutomation.Shared.FundingReturns.Sources;
using NodaTime;
using Interval = HubAutomation.Shared.FundingReturns.Sources.Interval;

namespace HubAutomation.Shared.FundingReturns.Compiling;

/// <summary>What a return's lines are made of.</summary>
/// <param name="Settings">Strands and measures as they stood at the end of the month.</param>
/// <param name="Month">The month.</param>
/// <param name="Figures">Key of <see cref="ReturnLines.Requests"/> → computed figure.</param>
/// <param name="Strands">Strand's id → what its lead has said.</param>
/// <param name="Earlier">Measure's code → its lines in earlier frozen returns, oldest first.</param>
public sealed record ReturnMaterial(
    ReturnSettings Settings, YearMonth Month, IReadOnlyDictionary<string, Figure> Figures, IReadOnlyDictionary<string, StrandState> Strands,
    IReadOnlyDictionary<string, IReadOnlyList<(YearMonth Month, ReturnLine Line)>> Earlier);

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
            .. settings.Measures.Where(measure => measure is { Figure: not null, Baseline.Value: null })
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

    /// <summary>How a figure stands against its target.</summary>
    public static Rating Rate(Measure measure, decimal? value, decimal? target)
    {
        ArgumentNullException.ThrowIfNull(measure);
        if (value is not { } reached || target is not { } aim || measure.Good is GoodDirection.Neither)
            return Rating.None;
        var lacking = measure.Good is GoodDirection.Higher ? aim - reached : reached - aim;
        return lacking <= 0 ? Rating.OnTarget : lacking <= measure.Tolerance ? Rating.Near : Rating.Off;
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
        var baseline = Rounded(measure.Baseline?.Value ?? computedBaseline?.Value, measure);
        var (value, target) = (Rounded(figure.Value, measure), Rounded(TargetFor(measure, period, baseline), measure));
        return new ReturnLine(
            measure.Code, measure.Strand, value, figure.Numerator, figure.Denominator, Rounded(figure.Interval?.Lower, measure), Rounded(figure.Interval?.Upper, measure),
            figure.Text, window, baseline, target, Rate(measure, value, target), before, figure.From)
        {
            BaselineNumerator = computedBaseline?.Numerator,
            BaselineDenominator = computedBaseline?.Denominator,
            By = figure.By,
        };
    }

    /// <summary>What was computed, as a line says it.</summary>
    internal static LineContent Computed(Figure? figure) => figure is null
        ? LineContent.None("not computed")
        : new LineContent(figure.Value, figure.Numerator, figure.Denominator, figure.Interval, null, figure.From);

    /// <summary>The figure that a numerator and a denominator make; null when there is nothing to divide by.</summary>
    internal static decimal? Quotient(Measure measure, decimal numerator, decimal denominator) =>
        denominator <= 0 ? null : measure.Kind is MeasureKind.Rate ? 100 * numerator / denominator : numerator / denominator;

    private static ReturnLine LineOf(Measure measure, ReturnMaterial material)
    {
        var earlier = material.Earlier.GetValueOrDefault(measure.Code) ?? [];
        var said = material.Strands.GetValueOrDefault(measure.Strand)?.Figures.GetValueOrDefault(measure.Code);
        var period = MonthSpan.Of(material.Month);
        var figure = measure.Source switch
        {
            MeasureSource.Computed => Computed(material.Figures.GetValueOrDefault(measure.Code)),
            MeasureSource.CarriedForward when said is null => CarriedForward(earlier),
            _ => Submitted(measure, said),
        };
        return LineOf(measure, figure, measure.Window.For(period) ?? period, period, material.Figures, Before(material.Month, earlier));
    }

    private static decimal? Before(YearMonth month, IReadOnlyList<(YearMonth Month, ReturnLine Line)> earlier) =>
        earlier is [.., var last] && last.Month == month.PlusMonths(-1) ? last.Line.Value : null;

    private static LineContent CarriedForward(IReadOnlyList<(YearMonth Month, ReturnLine Line)> earlier) => earlier is [.., var last]
        ? new LineContent(last.Line.Value, last.Line.Numerator, last.Line.Denominator, null, last.Line.Text, $"carried forward from {MonthSpan.Name(last.Month)}")
        : LineContent.None("never said");

    private static LineContent Submitted(Measure measure, Submission? said)
    {
        if (said is null)
            return LineContent.None("not sent");
        var isEmpty = said is { Value: null, Numerator: null } && (measure.Kind is not MeasureKind.Text || said.Text is null);
        var from = isEmpty ? "left empty" : said.Via == "file" ? "by file" : "by form";
        return said is { Numerator: { } numerator, Denominator: > 0 and var denominator }
            ? new LineContent(Quotient(measure, numerator, denominator), numerator, denominator, null, said.Text, from) { By = said.By }
            : new LineContent(said.Value, said.Numerator, said.Denominator, null, said.Text, from) { By = said.By };
    }
}

/// <summary>A figure before it is rounded and set beside what it is compared with.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Numerator">Of a rate or a mean.</param>
/// <param name="Denominator">Of a rate or a mean.</param>
/// <param name="Interval">Its 95 % confidence interval.</param>
/// <param name="Text">Words.</param>
/// <param name="From">Where it comes from, or why there is none.</param>
internal sealed record LineContent(decimal? Value, decimal? Numerator, decimal? Denominator, Interval? Interval, string? Text, string From)
{
    /// <summary>Id of the person who said it; null for what nobody said.</summary>
    public string? By { get; init; }

    /// <summary>No figure.</summary>
    public static LineContent None(string why) => new(null, null, null, null, null, why);
}
