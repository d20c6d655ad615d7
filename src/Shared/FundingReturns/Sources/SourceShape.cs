namespace HubAutomation.Shared.FundingReturns.Sources;

/// <summary>What can be asked of a source: settings are checked against it.</summary>
/// <param name="Name">The source's name: its folder, and <see cref="Definitions.FigureQuery.Source"/>.</param>
/// <param name="Figures">The figures that it gives, <see cref="Definitions.FigureQuery.What"/>.</param>
/// <param name="Filters">The columns that a query may name in <see cref="Definitions.FigureQuery.Where"/>.</param>
public sealed record SourceShape(string Name, IReadOnlyList<string> Figures, IReadOnlyList<string> Filters)
{
    /// <summary>Figures for which <see cref="Definitions.FigureQuery.OutOf"/> may be given.</summary>
    public IReadOnlyList<string> OutOf { get; init; } = [];
}
