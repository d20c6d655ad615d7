using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Outputs.Words;

/// <summary>A figure in a sentence, for lists that are read without a table.</summary>
internal static class FigureSentences
{
    /// <summary>"Breastfeeding at birth: 57.2 %, +1.1 percentage points (56.1 % the {ReturnWords.Length(figure.Period)} before)".</summary>
    public static string Change(ReturnFigure figure) => figure.Measure.Kind == MeasureKind.Milestone
        ? $"{figure.Name}: {FigureWords.Change(figure.Measure, figure.Change)}"
        : $"{figure.Name}: {figure.Shown}, {FigureWords.Change(figure.Measure, figure.Change)} ({FigureWords.Value(figure.Measure, figure.Line.Before)} the {ReturnWords.Length(figure.Period)} before)";

    /// <summary>"Volunteers: 9, target 20 (Infant feeding)"; "Parents: 412 parents, target 583 of 1,000 due by the end of October 2026 (Parenting)".</summary>
    public static string OffTarget(ReturnFigure figure) =>
        $"{figure.Measure.Title}: {figure.Shown}, target {FigureWords.Target(figure.Measure, figure.Line.Window, figure.Line.Target)} ({figure.Strand.Name})";

    /// <summary>"Volunteers (Infant feeding, asked of Sam Lee)".</summary>
    public static string Missing(ReturnFigure figure) =>
        figure.Measure.Source == MeasureSource.Computed || figure.Strand.Leads.Count == 0
            ? $"{figure.Measure.Title} ({figure.Strand.Name})"
            : $"{figure.Measure.Title} ({figure.Strand.Name}, asked of {figure.Strand.LeadNames})";
}

/// <summary>How many figures stand how.</summary>
internal sealed record ReturnSummary(int All, int OnTarget, int Near, int Off, int WithinMargin, int Missing)
{
    public static ReturnSummary Of(IReadOnlyCollection<ReturnFigure> figures) => new(
        figures.Count, With(figures, Rating.OnTarget), With(figures, Rating.Near), With(figures, Rating.Off), With(figures, Rating.WithinMargin), figures.Count(figure => figure.IsMissing));

    /// <summary>"Of 24 measures 8 are on target, 2 near it and 3 off it; 4 are within the margin of error; 1 is missing."</summary>
    public string Sentence =>
        $"Of {Counted.Of(All, "measure")} {OnTarget} {Are(OnTarget)} on target, {Near} near it and {Off} off it;{(WithinMargin == 0 ? "" : $" {WithinMargin} {Are(WithinMargin)} within the margin of error;")} {(Missing == 0 ? "nothing" : Missing)} {(Missing == 0 ? "is" : Are(Missing))} missing.";

    private static string Are(int count) => count == 1 ? "is" : "are";

    private static int With(IReadOnlyCollection<ReturnFigure> figures, Rating rating) => figures.Count(figure => figure.Line.Rating == rating);
}
