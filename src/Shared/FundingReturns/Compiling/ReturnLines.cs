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

    /// <summary>Everything that has to be computed for a month's return: each computed measure, and its baseline where no value is given.</summary>
    public static IReadOnlyList<FigureRequest> Requests(ReturnSettings settings, YearMonth month)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return
        [
            .. settings.Measures.Where(measure => measure.Figure is not null && measure.Window.For(month) is not null)
                .Select(measure => new FigureRequest(measure.Code, measure.Figure!, measure.Window.For(month)!)),
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

    /// <summary>Whether a figure cannot be compared with the month before: what is counted from April on begins anew in April.</summary>
    public static bool BeginsAnew(Measure measure, ReturnLine line)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(line);
        return measure.Window.Kind is WindowKind.YearToDate && line.Window.Count == 1;
    }

    private static ReturnLine LineOf(Measure measure, ReturnMaterial material)
    {
        var earlier = material.Earlier.GetValueOrDefault(measure.Code) ?? [];
        var said = material.Strands.GetValueOrDefault(measure.Strand)?.Figures.GetValueOrDefault(measure.Code);
        var window = measure.Window.For(material.Month) ?? MonthSpan.Of(material.Month);
        var figure = measure.Source switch
        {
            MeasureSource.Computed => Computed(material.Figures.GetValueOrDefault(measure.Code)),
            MeasureSource.CarriedForward when said is null => CarriedForward(earlier),
            _ => Submitted(measure, said, material.Settings),
        };
        var computedBaseline = material.Figures.GetValueOrDefault(measure.Code + BaselineSuffix);
        var baseline = Rounded(measure.Baseline?.Value ?? computedBaseline?.Value, measure);
        var (value, target) = (Rounded(figure.Value, measure), Rounded(measure.TargetIn(material.Month, baseline), measure));
        return new ReturnLine(
            measure.Code, measure.Strand, value, figure.Numerator, figure.Denominator, Rounded(figure.Interval?.Lower, measure), Rounded(figure.Interval?.Upper, measure),
            figure.Text, window, baseline, target, Rate(measure, value, target), Before(material.Month, earlier), figure.From)
        {
            BaselineNumerator = computedBaseline?.Numerator,
            BaselineDenominator = computedBaseline?.Denominator,
        };
    }

    private static decimal? Before(YearMonth month, IReadOnlyList<(YearMonth Month, ReturnLine Line)> earlier) =>
        earlier is [.., var last] && last.Month == month.PlusMonths(-1) ? last.Line.Value : null;

    private static Content Computed(Figure? figure) => figure is null
        ? new Content(null, null, null, null, null, "not computed")
        : new Content(figure.Value, figure.Numerator, figure.Denominator, figure.Interval, null, figure.From);

    private static Content CarriedForward(IReadOnlyList<(YearMonth Month, ReturnLine Line)> earlier) => earlier is [.., var last]
        ? new Content(last.Line.Value, last.Line.Numerator, last.Line.Denominator, null, last.Line.Text, $"carried forward from {MonthSpan.Name(last.Month)}")
        : new Content(null, null, null, null, null, "never said");

    private static Content Submitted(Measure measure, Submission? said, ReturnSettings settings)
    {
        if (said is null)
            return new Content(null, null, null, null, null, "not sent");
        var who = settings.People.FirstOrDefault(person => person.Id == said.By)?.Name ?? said.By;
        var isEmpty = said is { Value: null, Numerator: null } && (measure.Kind is not MeasureKind.Text || said.Text is null);
        var from = isEmpty ? $"left empty by {who}" : $"{who}, by {(said.Via == "file" ? "file" : "form")}";
        return said is { Numerator: { } numerator, Denominator: > 0 and var denominator }
            ? new Content(
                measure.Kind is MeasureKind.Rate ? 100 * numerator / denominator : numerator / denominator, numerator, denominator, null, said.Text, from)
            : new Content(said.Value, said.Numerator, said.Denominator, null, said.Text, from);
    }

    private sealed record Content(decimal? Value, decimal? Numerator, decimal? Denominator, Interval? Interval, string? Text, string From);
}
