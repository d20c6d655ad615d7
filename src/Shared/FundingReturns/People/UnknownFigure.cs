using HubAutomation.Shared.FundingReturns.Definitions;

namespace HubAutomation.Shared.FundingReturns.People;

/// <summary>What is wrong with a question that a source has no answer to.</summary>
internal static class UnknownFigure
{
    /// <summary>A finding when a source has no such figure or no such column; otherwise null.</summary>
    public static Finding? In(FigureQuery query, IReadOnlyList<string> figures, IReadOnlyList<string> columns)
    {
        var column = query.Where.Keys.FirstOrDefault(column => !columns.Contains(column));
        if (figures.Contains(query.What) && column is null)
            return null;
        var wrong = column is null
            ? $"{query.Source} has no figure \"{query.What}\"; it has {string.Join(", ", figures)}"
            : $"rows of {query.Source} cannot be chosen by \"{column}\"; {(columns.Count == 0 ? "there is nothing to choose by" : $"they can by {string.Join(", ", columns)}")}";
        return new Finding(Severity.Error, "unknown-figure", null, $"{query.Source}.{query.What}", $"A measure cannot be computed: {wrong}. Mend it in strands.json.", Finding.DataTeam);
    }
}
