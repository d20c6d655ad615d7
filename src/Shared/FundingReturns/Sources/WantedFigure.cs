using HubAutomation.Shared.FundingReturns.Definitions;

namespace HubAutomation.Shared.FundingReturns.Sources;

/// <summary>A figure that is wanted while a source's rows go by: which rows it takes, and how many it took.</summary>
internal sealed class WantedFigure
{
    private readonly Dictionary<string, HashSet<string>> filter;

    private WantedFigure(FigureRequest request)
    {
        Request = request;
        filter = request.Query.Where
            .GroupBy(column => column.Key, column => column.Value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(column => column.Key, column => column.SelectMany(values => values).ToHashSet(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
    }

    public FigureRequest Request { get; }

    public MonthSpan Window => Request.Window;

    public bool IsFiltered => filter.Count > 0;

    /// <summary>How many rows it was computed from.</summary>
    public int Rows { get; set; }

    /// <summary>The requests that the source can answer; a finding for each of the others.</summary>
    public static IReadOnlyList<WantedFigure> Of(IReadOnlyList<FigureRequest> requests, SourceShape shape, SourceNotes notes)
    {
        var wanted = new List<WantedFigure>();
        foreach (var request in requests)
        {
            if (Problem(request.Query, shape) is { } problem)
                notes.Add(new Finding(Severity.Error, "unknown-figure", request.Key, shape.Name, $"{problem} Mend the measure's definition.", Finding.DataTeam));
            else
                wanted.Add(new WantedFigure(request));
        }

        return wanted;
    }

    /// <summary>Whether a row with this value in this column is one of those that are asked for.</summary>
    public bool Admits(string column, string value) => !filter.TryGetValue(column, out var values) || values.Contains(value);

    /// <summary>The values that a column may have; null when all are admitted.</summary>
    public IReadOnlyCollection<string>? Values(string column) => filter.GetValueOrDefault(column);

    private static string? Problem(FigureQuery query, SourceShape shape)
    {
        if (!shape.Figures.Contains(query.What))
            return $"{shape.Name} has no figure \"{query.What}\"; it has {string.Join(", ", shape.Figures)}.";
        if (query.OutOf is not null && !shape.OutOf.Contains(query.What))
            return $"{shape.Name} computes the denominator of \"{query.What}\" itself, so that \"out of {query.OutOf:0.##}\" has no meaning.";
        return query.Where.Keys.FirstOrDefault(column => !shape.Filters.Contains(column, StringComparer.OrdinalIgnoreCase)) is { } unknown
            ? $"{shape.Name} has no column \"{unknown}\" to choose rows by; it has {(shape.Filters.Count == 0 ? "none" : string.Join(", ", shape.Filters))}."
            : null;
    }
}
