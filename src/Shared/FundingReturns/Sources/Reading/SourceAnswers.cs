using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Sources.Reading;

/// <summary>Puts a source's figures together, each with what it was computed from, and says what was missing.</summary>
internal sealed class SourceAnswers(string source, SourcePass pass, SourceNotes notes)
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    private readonly Dictionary<string, Figure> figures = [];
    private readonly SortedDictionary<string, SortedSet<YearMonth>> missing = new(StringComparer.Ordinal);

    /// <summary>Adds a figure; without a value when nothing at all is known of its months.</summary>
    /// <param name="wanted">The figure.</param>
    /// <param name="months">The months that it takes.</param>
    /// <param name="known">The months of which something is known.</param>
    /// <param name="compute">Computes it, given the words for where it comes from.</param>
    /// <param name="of">What of the source it needs every month, where that is only a part: "birth".</param>
    public void Add(WantedFigure wanted, MonthSpan months, IReadOnlySet<YearMonth> known, Func<string, Figure> compute, string of = "")
    {
        var unknown = months.Months.Where(month => !known.Contains(month)).ToList();
        (missing.TryGetValue(of, out var lacking) ? lacking : missing[of] = []).UnionWith(unknown);
        if (unknown.Count == months.Count)
        {
            figures[wanted.Request.Key] = new Figure(null, null, null, null, $"{source} has nothing for {MonthSpan.Describe(unknown)}");
            return;
        }

        if (wanted.Rows == 0 && wanted.IsFiltered)
            Note(wanted, "no-rows-matched", $"No row of {source} for {months.Describe()} is {Chosen(wanted)}. If that should not be, look whether files and measure write it alike.");
        var rows = string.Create(English, $"{pass.FilesOf(months)}: {wanted.Rows:N0} {(wanted.Rows == 1 ? "row" : "rows")}");
        figures[wanted.Request.Key] = unknown.Count == 0 ? compute(rows) : compute($"{rows}; nothing for {MonthSpan.Describe(unknown)}") with { Lacking = MonthSpan.Describe(unknown) };
    }

    /// <summary>A share in percent; without a value, and with a finding, when there is nothing to divide by.</summary>
    public Figure Share(WantedFigure wanted, decimal numerator, decimal denominator, string of, string from, ConfidenceInterval? interval = null) =>
        denominator > 0
            ? new Figure(numerator * 100 / denominator, numerator, denominator, interval, from)
            : Absent(wanted, "nothing-to-divide-by", $"{wanted.Window.Describe()}: the {of} come to {denominator:0.##}, so that there is no share of them.", from);

    /// <summary>A figure that cannot be said, and a finding that says why.</summary>
    public Figure Absent(WantedFigure wanted, string rule, string sentence, string from, Severity severity = Severity.Warning)
    {
        notes.Add(new Finding(severity, rule, wanted.Request.Key, source, sentence, Finding.DataTeam));
        return new Figure(null, null, null, null, from);
    }

    /// <summary>Adds something about a figure that is worth knowing.</summary>
    public void Note(WantedFigure wanted, string rule, string sentence) =>
        notes.Add(new Finding(Severity.Note, rule, wanted.Request.Key, source, sentence, Finding.DataTeam));

    /// <summary>Everything that the source gave.</summary>
    public SourceReading Reading(params IReadOnlyList<Breakdown> breakdowns)
    {
        var parts = missing.Where(part => part.Value.Count > 0).ToList();
        if (parts.Count > 0)
            notes.Add(Missing(source, parts.SelectMany(part => part.Value).Distinct(), WhatLacks(parts)));
        return new SourceReading(figures, notes.Findings, breakdowns, notes.Rejects);
    }

    /// <summary>Each part with its months, where not all parts lack the same: "birth (May 2026), 6-8 weeks (May 2026 and June 2026)".</summary>
    private string? WhatLacks(List<KeyValuePair<string, SortedSet<YearMonth>>> parts) =>
        parts.Count == missing.Count && parts.TrueForAll(part => part.Value.SetEquals(parts[0].Value)) ? null : string.Join(", ", parts.Select(part => $"{part.Key} ({MonthSpan.Describe(part.Value)})"));

    /// <summary>That nothing is known of some months.</summary>
    /// <param name="source">The source.</param>
    /// <param name="months">The months.</param>
    /// <param name="parts">What of the source, and of which of the months; null for all of it.</param>
    public static Finding Missing(string source, IEnumerable<YearMonth> months, string? parts = null) => new(
        Severity.Warning, "missing", null, source,
        $"{source} has nothing for {parts ?? MonthSpan.Describe(months)}: there is no file for it, or its rows end before. Figures of these months are missing or incomplete. Upload the file; when there was nothing to enter, one for the month with nothing but its headings.",
        Finding.DataTeam);

    /// <summary>The windows that end last, those of the month that is returned: tables are made for these and not for what it is compared with.</summary>
    public static IReadOnlyList<MonthSpan> LatestWindows(IReadOnlyList<WantedFigure> wanted) =>
        [.. wanted.Select(figure => figure.Window).Distinct().GroupBy(window => window.To).OrderBy(windows => windows.Key).LastOrDefault() ?? Enumerable.Empty<MonthSpan>()];

    private static string Chosen(WantedFigure wanted) => string.Join(
        " and ", wanted.Request.Query.Where.Select(column => $"of {column.Key} {string.Join(" or ", column.Value.Select(value => $"\"{value}\""))}"));
}
