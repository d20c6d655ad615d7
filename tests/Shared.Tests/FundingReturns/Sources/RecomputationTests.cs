using System.Globalization;
using System.Text.Json;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Testing.Browser;
using NodaTime.Text;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources;

/// <summary>
/// tests/Recomputation/figures.py works every figure of the sample files out by itself, in fractions and from the definitions. The hub's
/// must be the same to the twentieth digit after the point.
/// </summary>
public sealed class RecomputationTests
{
    private const int Digits = 20;

    private static readonly string Script = Path.Combine(OutsideTools.Repository, "tests", "Recomputation", "figures.py");

    private sealed record Recomputed(IReadOnlyList<RecomputedFigure> Figures, IReadOnlyDictionary<string, JsonElement[][]> Tables);

    private sealed record RecomputedFigure(
        string Source, string What, Dictionary<string, IReadOnlyList<string>> Where, decimal? OutOf, string? Value, string? Numerator, string? Denominator, string? Lower, string? Upper);

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var authority in new[] { "halton", "don-valley" })
            {
                foreach (var months in new[] { "2022-23", "2023-24", "2025-26", "2024-04..2024-12", "2024-07..2024-12", "2026-10", "2026-04..2026-10", "2022-04..2026-10", "2025-11..2026-10", "2026-27" })
                    cases.Add(authority, months);
            }

            return cases;
        }
    }

    [PythonTheory]
    [MemberData(nameof(Cases))]
    public async Task An_independent_script_gives_the_same_figures(string authority, string months)
    {
        var (settings, window) = (Given.SampleSettings(authority), Given.Months(months));
        var recomputed = await RecomputeAsync(authority, window, settings);
        Assert.Equal(["breastfeeding", "front-door", "ledger", "panel", "training"], recomputed.Figures.Select(figure => figure.Source).Distinct().Order());

        var breakdowns = new List<Breakdown>();
        foreach (var source in recomputed.Figures.GroupBy(figure => figure.Source))
        {
            var requests = source.Select((figure, i) => new FigureRequest($"{i}", new FigureQuery(figure.Source, figure.What, figure.Where, figure.OutOf), window)).ToList();
            var reading = await Given.ReadAsync(source.Key, requests, Given.Samples(authority), settings);
            breakdowns.AddRange(reading.Breakdowns);
            foreach (var (expected, i) in source.Select((figure, i) => (figure, i)))
            {
                var figure = reading.Figures[$"{i}"];
                Assert.Equal(
                    (Name(expected), expected.Value, expected.Numerator, expected.Denominator, expected.Lower, expected.Upper),
                    (Name(expected), Written(figure.Value), Written(figure.Numerator), Written(figure.Denominator), Written(figure.Interval?.Lower), Written(figure.Interval?.Upper)));
            }
        }

        Assert.Equal(
            recomputed.Tables.OrderBy(table => table.Key, StringComparer.Ordinal).SelectMany(table => table.Value.Select(row => $"{table.Key} {string.Join(' ', row.Select(cell => cell.GetString())).ToUpperInvariant()}")),
            breakdowns.OrderBy(table => table.Id, StringComparer.Ordinal).SelectMany(table => table.Rows.Select(row => $"{table.Id.Replace($"-{window}", "", StringComparison.Ordinal)} {string.Join(' ', [row.Label, .. row.Values.Select(Written)]).ToUpperInvariant()}")));
    }

    private static async Task<Recomputed> RecomputeAsync(string authority, MonthSpan window, ReturnSettings settings)
    {
        var strands = settings.Strands.SelectMany(strand => new[] { "--strand", string.Create(CultureInfo.InvariantCulture, $"{strand.Id}={strand.TotalAward}") });
        var json = await OutsideTools.RunAsync(
            OutsideTools.Python, [Script, Path.Combine(OutsideTools.Repository, "samples"), authority, YearMonthPattern.Iso.Format(window.From), YearMonthPattern.Iso.Format(window.To), .. strands]);
        return JsonSerializer.Deserialize<Recomputed>(json, JsonSerializerOptions.Web)!;
    }

    private static string Name(RecomputedFigure figure) => $"{figure.Source} {figure.What} {string.Join(' ', figure.Where.Select(column => $"{column.Key}={string.Join('|', column.Value)}"))} {figure.OutOf}";

    private static string? Written(decimal? number) =>
        number is { } value ? decimal.Round(value, Digits, MidpointRounding.AwayFromZero).ToString("F20", CultureInfo.InvariantCulture) : null;
}

/// <summary>A test that runs a script of Python's standard library.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonTheoryAttribute : TheoryAttribute
{
    public PythonTheoryAttribute() => Skip = OutsideTools.Missing("Python", File.Exists(OutsideTools.Python));
}
