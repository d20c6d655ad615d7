using System.Text.RegularExpressions;
using HubAutomation.Shared.FundingReturns.Model;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Sources.Reading;

/// <summary>A file of a source, from container <c>figures</c>: <c>{authority}/{source}/{months}.csv</c>.</summary>
/// <param name="Source">The source's name: "attendance".</param>
/// <param name="Name">The file's name: "2026-10.csv", "2026-27-q3 as sent.csv".</param>
/// <param name="Months">The months that it answers for, from the beginning of its name.</param>
/// <param name="OpenAsync">Opens it for reading from its beginning; the stream can be set back.</param>
public sealed partial record SourceFile(string Source, string Name, MonthSpan Months, Func<CancellationToken, Task<Stream>> OpenAsync)
{
    /// <summary>How people are told of it: "ledger/2026-27.csv".</summary>
    public string Place => Source.Length == 0 ? Name : $"{Source}/{Name}";

    /// <summary>Whether it is called like what is kept beside the file that counts: "2026-05 old.csv", "2026-04 - Copy.csv", "2026-10 (1).csv".</summary>
    public bool IsCalledOld => OldName().IsMatch(Name);

    /// <summary>The months that a file's name begins with: "2026-10.csv", "2026-10 final.csv", "2026-27-q3.csv", "2026-27.csv"; null for other names.</summary>
    public static MonthSpan? MonthsOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var stem = name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
        return Begins(stem, 10) ?? Begins(stem, 7);
    }

    /// <summary>
    /// Which file answers for which of the months: of several that cover a month it is the one for the fewest months, and of these the
    /// last by name, so that "2026-10 corrected.csv" goes before "2026-10.csv". Months that no file covers are in none.
    /// </summary>
    public static IReadOnlyList<(SourceFile File, IReadOnlySet<YearMonth> Months)> For(MonthSpan window, IEnumerable<SourceFile> files)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(files);
        var known = files.OrderBy(file => file.Months.Count).ThenByDescending(file => Path.GetFileNameWithoutExtension(file.Name), StringComparer.Ordinal)
            .ThenByDescending(file => file.Name, StringComparer.Ordinal).ToList();
        return
        [
            .. window.Months
                .Select(month => (Month: month, File: known.Find(file => file.Months.Contains(month))))
                .Where(answer => answer.File is not null)
                .GroupBy(answer => answer.File!, answer => answer.Month)
                .Select(group => (group.Key, (IReadOnlySet<YearMonth>)group.ToHashSet())),
        ];
    }

    [GeneratedRegex(@"\b(?:old|copy|backup|bak|draft|previous|superseded|before)\b|\(\d+\)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex OldName();

    private static MonthSpan? Begins(string stem, int length) =>
        stem.Length >= length && (stem.Length == length || !char.IsLetterOrDigit(stem[length]) && stem[length] != '-') ? MonthSpan.Parse(stem[..length]) : null;
}
