using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.FundingReturns.Sources.Reading;

/// <summary>A figure that is wanted while a source's rows go by: which rows it takes, and how many it took.</summary>
internal sealed class WantedFigure
{
    private readonly Dictionary<string, HashSet<string>> filter;

    private WantedFigure(FigureRequest request)
    {
        Request = request;
        filter = request.Query.Where
            .GroupBy(column => column.Key, column => column.Value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(column => column.Key, column => column.SelectMany(values => values).Select(CellText.Words).ToHashSet(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
    }

    public FigureRequest Request { get; }

    public MonthSpan Window => Request.Window;

    public bool IsFiltered => filter.Count > 0;

    /// <summary>How many rows it was computed from.</summary>
    public int Rows { get; set; }

    /// <summary>The requests that the source can answer; a finding for each of the others.</summary>
    public static IReadOnlyList<WantedFigure> Of(string source, IReadOnlyList<FigureRequest> requests, SourceNotes notes)
    {
        var wanted = new List<WantedFigure>();
        foreach (var request in requests)
        {
            if (Problem(source, request.Query) is { } problem)
                notes.Add(Unanswerable(source, request, problem));
            else
                wanted.Add(new WantedFigure(request));
        }

        return wanted;
    }

    /// <summary>That a measure asks for something that does not exist.</summary>
    public static Finding Unanswerable(string source, FigureRequest request, string problem) =>
        new(Severity.Error, "unknown-figure", request.Key, source, $"{problem} Mend the measure in strands.json.", Finding.DataTeam);

    /// <summary>Whether a row with this value in this column is one of those that are asked for.</summary>
    public bool Admits(string column, string value) => !filter.TryGetValue(column, out var values) || values.Contains(value);

    /// <summary>The values that a column may have; null when all are admitted.</summary>
    public IReadOnlyCollection<string>? Values(string column) => filter.GetValueOrDefault(column);

    private static string? Problem(string source, FigureQuery query)
    {
        if (FigureCatalogue.Find($"{source}.{query.What}") is not { } figure)
            return $"There is no figure {source}.{query.What}.";
        if (query.OutOf is not null && !FigureCatalogue.OutOfAFixedNumber.Contains(figure.Name))
            return $"{figure.Name} cannot be out of a fixed number; {string.Join(" and ", FigureCatalogue.OutOfAFixedNumber)} can.";
        return query.Where.Keys.FirstOrDefault(column => !figure.Filters.Contains(column, StringComparer.OrdinalIgnoreCase)) is { } unknown
            ? $"Rows of {source} cannot be chosen by \"{unknown}\"{(figure.Filters.Count == 0 ? "" : $", only by {string.Join(", ", figure.Filters)}")}."
            : null;
    }
}
