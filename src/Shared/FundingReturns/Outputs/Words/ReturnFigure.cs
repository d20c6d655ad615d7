using HubAutomation.Shared.FundingReturns.Definitions;

namespace HubAutomation.Shared.FundingReturns.Outputs.Words;

/// <summary>A line of a return with what it is of.</summary>
/// <param name="Strand">The strand.</param>
/// <param name="Measure">What is measured.</param>
/// <param name="Line">The figure.</param>
/// <param name="Name">The measure's title, with the strand where another strand has a measure of that title.</param>
internal sealed record ReturnFigure(Strand Strand, Measure Measure, ReturnLine Line, string Name)
{
    /// <summary>The months that are returned: the one month, or those of a quarter or a year.</summary>
    public MonthSpan Period { get; init; } = MonthSpan.Of(Line.Window.To);

    /// <summary>The return's lines in the order of strands, and of measures in these.</summary>
    public static IReadOnlyList<ReturnFigure> Of(MonthlyReturn of)
    {
        var lines = of.Lines.ToDictionary(line => line.Measure);
        var titles = of.Settings.Measures.CountBy(measure => measure.Title).ToDictionary();
        return
        [
            .. from strand in of.Settings.Strands
               from measure in of.Settings.Measures
               where measure.Strand == strand.Id && lines.ContainsKey(measure.Code)
               select new ReturnFigure(strand, measure, lines[measure.Code], titles[measure.Title] == 1 ? measure.Title : $"{measure.Title} ({strand.Name})") { Period = of.Period },
        ];
    }

    /// <summary>Whether there is no figure, or no words where words are wanted.</summary>
    public bool IsMissing => Measure.Kind == MeasureKind.Text ? string.IsNullOrWhiteSpace(Line.Text) : Line.Value is null;

    /// <summary>
    /// The change since the month, the quarter or the year before; null where there is nothing to compare. What is counted from April on begins anew
    /// in April, so that the step from March says nothing.
    /// </summary>
    public decimal? Change => Measure.Window.Kind == WindowKind.YearToDate && Line.Window.From == Period.From && Period.Count < MonthsOfAYear ? null : Line.Value - Line.Before;

    private const int MonthsOfAYear = 12;

    /// <summary>The figure as people read it: a number with its unit, or the words.</summary>
    public string Shown => IsMissing ? "missing" : Measure.Kind == MeasureKind.Text ? Line.Text! : FigureWords.WithUnit(Measure, Line.Value);

    /// <summary>Where it comes from, or why there is none.</summary>
    public string From => IsMissing || Measure.Source == MeasureSource.CarriedForward ? Capital(Line.From) : $"{FigureWords.Source(Measure.Source)}: {Line.From}";

    /// <summary>What its lead said beside the figure; null for nothing.</summary>
    public string? Remark => Measure.Kind == MeasureKind.Text || string.IsNullOrWhiteSpace(Line.Text) ? null : Line.Text;

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
