using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;

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

    /// <summary>Name of the person who said it; null for what nobody said.</summary>
    public string? SaidBy { get; init; }

    /// <summary>The return's lines in the order of strands, and of measures in these.</summary>
    public static IReadOnlyList<ReturnFigure> Of(CompiledReturn of)
    {
        var lines = of.Lines.ToDictionary(line => line.Measure);
        var titles = of.Settings.Measures.CountBy(measure => measure.Title).ToDictionary();
        return
        [
            .. from strand in of.Settings.Strands
               from measure in of.Settings.Measures
               where measure.Strand == strand.Id && lines.ContainsKey(measure.Code)
               select new ReturnFigure(strand, measure, lines[measure.Code], titles[measure.Title] == 1 ? measure.Title : $"{measure.Title} ({strand.Name})")
               {
                   Period = of.Period.Months,
                   SaidBy = lines[measure.Code].By is { } person ? ReturnWords.Person(of.Settings, person) : null,
               },
        ];
    }

    /// <summary>Whether there is no figure, or no words where words are wanted.</summary>
    public bool IsMissing => ReturnLines.IsMissing(Measure, Line);

    /// <summary>
    /// The change since the month, the quarter or the year before; null where there is nothing to compare. What is counted from April on begins anew
    /// in April, so that the step from March says nothing.
    /// </summary>
    public decimal? Change => ReturnLines.BeginsAnew(Measure, Line, Period) ? null : Line.Value - Line.Before;

    /// <summary>The figure as people read it: a number with its unit, or the words.</summary>
    public string Shown => IsMissing ? "missing" : Measure.Kind == MeasureKind.Text ? Line.Text! : FigureWords.WithUnit(Measure, Line.Value);

    /// <summary>Where it comes from, or why there is none.</summary>
    public string From => IsMissing ? Capital(SaidBy is null ? Line.From : $"{Line.From} by {SaidBy}")
        : Measure.Source == MeasureSource.CarriedForward && SaidBy is null ? Capital(Line.From)
        : $"{FigureWords.Source(SaidBy is null ? Measure.Source : MeasureSource.Submitted)}: {(SaidBy is null ? Line.From : $"{SaidBy}, {Line.From}")}";

    /// <summary>What its lead said beside the figure; null for nothing.</summary>
    public string? Remark => Measure.Kind == MeasureKind.Text || string.IsNullOrWhiteSpace(Line.Text) ? null : Line.Text;

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
