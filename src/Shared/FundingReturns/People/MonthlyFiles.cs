using System.Globalization;
using HubAutomation.Shared.FundingReturns.Sources;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.People;

/// <summary>Which months of a source are wanted, which file answers for each, and which of them could be read.</summary>
internal sealed class MonthlyFiles
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    private readonly string source;
    private readonly SortedSet<YearMonth> wanted;
    private readonly Dictionary<YearMonth, SourceFile> read = [];
    private readonly Dictionary<YearMonth, int> rows = [];

    /// <summary>Plans which files to read for the windows of some figures.</summary>
    public MonthlyFiles(string source, IEnumerable<MonthSpan> windows, IReadOnlyList<SourceFile> files)
    {
        this.source = source;
        wanted = [.. windows.SelectMany(window => window.Months)];
        ToRead = wanted.Count == 0 ? [] :
        [
            .. SourceFile.For(new MonthSpan(wanted.Min, wanted.Max), files)
                .Select(answer => (answer.File, Months: (IReadOnlySet<YearMonth>)answer.Months.Where(wanted.Contains).ToHashSet()))
                .Where(answer => answer.Months.Count > 0),
        ];
    }

    /// <summary>The files to read, each with the months that it answers for.</summary>
    public IReadOnlyList<(SourceFile File, IReadOnlySet<YearMonth> Months)> ToRead { get; }

    /// <summary>Notes that a file could be read.</summary>
    public void HasRead(SourceFile file, IEnumerable<YearMonth> months)
    {
        foreach (var month in months)
            read[month] = file;
    }

    /// <summary>Counts a row of a month.</summary>
    public void CountRow(YearMonth month) => rows[month] = rows.GetValueOrDefault(month) + 1;

    /// <summary>Whether any month of a window could be read.</summary>
    public bool Covers(MonthSpan window) => window.Months.Any(read.ContainsKey);

    /// <summary>That months are missing, or null when none is.</summary>
    public Finding? Missing => wanted.Where(month => !read.ContainsKey(month)).ToList() is { Count: > 0 } missing
        ? new Finding(
            Severity.Warning, "missing", null, source,
            $"There is no file of {source} that can be read for {Names(missing)}. Figures over a longer time are computed without {(missing.Count == 1 ? "it" : "them")}, figures of {(missing.Count == 1 ? "it" : "them")} alone are left out. Upload what is missing, for example as {source}/{MonthSpan.Of(missing[0])}.csv.",
            Finding.DataTeam)
        : null;

    /// <summary>What a figure of a window is computed from, in words.</summary>
    public string From(MonthSpan window)
    {
        var files = window.Months.Where(read.ContainsKey).Select(month => read[month].Name).Distinct().ToList();
        var missing = window.Months.Where(month => !read.ContainsKey(month)).ToList();
        var names = files.Count == 1 ? $"{source}/{files[0]}" : $"{files.Count} files of {source}, {files[0]} to {files[^1]}";
        return string.Create(English, $"{names}, {window.Months.Sum(month => rows.GetValueOrDefault(month)):N0} rows")
            + (missing.Count > 0 ? $"; nothing for {Names(missing)}" : "");
    }

    private static string Names(List<YearMonth> months) => months.Count == 1
        ? MonthSpan.Name(months[0])
        : $"{string.Join(", ", months.SkipLast(1).Select(month => MonthSpan.Name(month)))} and {MonthSpan.Name(months[^1])}";
}
