using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Sources;

/// <summary>What was looked at most on the digital front door, from an export of views by month and title. An authority may do without it.</summary>
public static class FrontDoorContent
{
    /// <summary>The name of its files' folder.</summary>
    public const string Name = "front-door-content";

    private const int Most = 5;

    private static readonly SourceColumn Month = new("Month", "month");
    private static readonly SourceColumn Kind = new("Kind", "kind", "type");
    private static readonly SourceColumn Title = new("Title", "title", "page title");
    private static readonly SourceColumn Views = new("Views", "views", "page views") { Counts = "views" };
    private static readonly SourceColumn[] Columns = [Month, Kind, Title, Views];

    private sealed record Viewed(YearMonth Month, string Kind, string Title, int Views);

    /// <summary>The five titles with the most views of each kind, for each window; of titles with the same number the first by name.</summary>
    internal static async Task<IReadOnlyList<Breakdown>> MostViewedAsync(
        IReadOnlyList<MonthSpan> windows, IReadOnlyList<SourceFile> files, SourceNotes notes, CancellationToken cancellation)
    {
        if (!files.Any(file => file.Source == Name))
            return [];
        var pass = new SourcePass(Name, windows, files, notes);
        var viewed = new List<Viewed>();
        await foreach (var (row, month) in pass.RowsByMonthAsync(Columns, Month, cancellation))
        {
            var views = new Viewed(month, row.OneOf(Kind, "page", "content"), row.Required(Title), row.Count(Views));
            if (!row.IsLeftOut)
                viewed.Add(views);
        }

        var unknown = windows.SelectMany(window => window.Months).Except(viewed.Select(view => view.Month)).ToList();
        if (unknown.Count > 0)
            notes.Add(SourceAnswers.Missing(Name, unknown));
        return
        [
            .. windows.SelectMany(window => new[]
            {
                Top("top-pages", "Top pages", "Page", window, viewed.Where(view => view.Kind == "page")),
                Top("top-content", "Top content", "Content", window, viewed.Where(view => view.Kind == "content")),
            }).Where(table => table.Rows.Count > 0),
        ];
    }

    private static Breakdown Top(string id, string title, string heading, MonthSpan window, IEnumerable<Viewed> viewed) => new(
        $"{id}-{window}", $"{title}, {window.Describe()}", heading, ["Views"],
        [
            .. viewed.Where(view => window.Contains(view.Month)).GroupBy(view => view.Title, StringComparer.OrdinalIgnoreCase)
                .Select(views => new BreakdownRow(views.Key, [views.Sum(view => (decimal)view.Views)]))
                .OrderByDescending(row => row.Values[0]).ThenBy(row => row.Label, StringComparer.Ordinal).Take(Most),
        ],
        CountsPeople: false);
}
