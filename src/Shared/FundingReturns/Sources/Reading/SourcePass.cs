using System.Runtime.CompilerServices;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Storage;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Sources.Reading;

/// <summary>One reading of a source's files, each from its beginning to its end, for the months that figures need.</summary>
internal sealed class SourcePass
{
    /// <summary>Of more files than this, people are told the first and the last.</summary>
    private const int MostFilesNamed = 5;

    private readonly List<(SourceFile File, HashSet<YearMonth> Months)> files;
    private readonly Dictionary<YearMonth, SourceFile> read = [];
    private readonly Dictionary<SourceFile, YearMonth> lastMonth = [];
    private readonly IReadOnlyList<SourceFile> ofSource;
    private readonly SourceNotes notes;

    /// <param name="source">The source's name; files of others are passed over.</param>
    /// <param name="needs">The months whose rows are wanted.</param>
    /// <param name="files">The authority's files.</param>
    /// <param name="notes">Takes what is wrong with them.</param>
    public SourcePass(string source, IEnumerable<MonthSpan> needs, IReadOnlyList<SourceFile> files, SourceNotes notes)
    {
        this.notes = notes;
        ofSource = [.. files.Where(file => file.Source == source)];
        var needed = needs.SelectMany(span => span.Months).ToHashSet();
        this.files = needed.Count == 0
            ? []
            : [
                .. SourceFile.For(new MonthSpan(needed.Min(), needed.Max()), ofSource)
                    .Select(answer => (answer.File, answer.Months.Where(needed.Contains).ToHashSet()))
                    .Where(answer => answer.Item2.Count > 0),
            ];
    }

    /// <summary>Whether each row counts, also when another is like it in every column: then somebody is asked whether the file holds it twice.</summary>
    public bool AsksAboutRepeats { get; init; }

    /// <summary>The rows of the needed months by a column that holds their month. A row is good for as long as it is the current one.</summary>
    public IAsyncEnumerable<(SourceRow Row, YearMonth Month)> RowsByMonthAsync(IReadOnlyList<SourceColumn> columns, SourceColumn when, CancellationToken cancellation) =>
        RowsAsync(columns, when, row => row.Month(when), month => month.OnDayOfMonth(1), _ => true, cancellation);

    /// <summary>The rows of the needed months by a column that holds their date.</summary>
    /// <param name="columns">All columns.</param>
    /// <param name="when">The column with the date.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="isRecord">Whether a row shows that the file was kept up to its date; a forecast does not.</param>
    public IAsyncEnumerable<(SourceRow Row, LocalDate Date)> RowsByDateAsync(
        IReadOnlyList<SourceColumn> columns, SourceColumn when, CancellationToken cancellation, Func<SourceRow, bool>? isRecord = null) =>
        RowsAsync(columns, when, row => row.Date(when), date => date, isRecord ?? (_ => true), cancellation);

    /// <summary>
    /// The months that a file kept as things happen answers for, up to its last row: what it says nothing of after that was not entered yet.
    /// A file for one single month answers for it also when it has no rows.
    /// </summary>
    public IReadOnlySet<YearMonth> MonthsUpToTheLastRow() =>
        read.Where(month => month.Value.Months.Count == 1 || (lastMonth.TryGetValue(month.Value, out var last) && month.Key.CompareTo(last) <= 0))
            .Select(month => month.Key).ToHashSet();

    /// <summary>The files that answer for some months and could be read, as people are told of them.</summary>
    public string FilesOf(MonthSpan months)
    {
        var names = months.Months.Select(month => read.GetValueOrDefault(month)).OfType<SourceFile>().Distinct().Select(file => file.Place).ToList();
        return names.Count <= MostFilesNamed ? string.Join(", ", names) : $"{names.Count} files, {names[0]} to {names[^1]}";
    }

    private async IAsyncEnumerable<(SourceRow Row, T When)> RowsAsync<T>(
        IReadOnlyList<SourceColumn> columns, SourceColumn when, Func<SourceRow, T> valueOf, Func<T, LocalDate> dateOf, Func<SourceRow, bool> isRecord,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (file, months) in files)
        {
            await using var content = await file.OpenAsync(cancellation);
            if (SourceTable.Open(file, content, columns, notes) is not { } table)
                continue;
            foreach (var month in months)
                read[month] = file;
            var (number, repeated) = (0, new RepeatedRows(file));
            foreach (var row in table.Rows())
            {
                cancellation.ThrowIfCancellationRequested();
                number++;
                var value = valueOf(row);
                if (row.IsLeftOut)
                    continue;
                var date = dateOf(value);
                if (!file.Months.Contains(date))
                    row.LeaveOut(when, "outside-the-file", $"This is not within {file.Months.Describe()}, which the file's name stands for. Put the row into the file of its month.");
                else if (IsWanted(row, file, months, date.ToYearMonth(), isRecord))
                {
                    yield return (row, value);
                    if (AsksAboutRepeats && !row.IsLeftOut)
                        repeated.Add(row, date.ToYearMonth());
                }
            }

            if (repeated.Finding() is { } finding)
                notes.Add(finding);
            await NoteRivalsAsync(file, number, columns, cancellation);
        }
    }

    /// <summary>That there is another file for the same months: which of them counts hangs on their names alone.</summary>
    private async Task NoteRivalsAsync(SourceFile file, int rows, IReadOnlyList<SourceColumn> columns, CancellationToken cancellation)
    {
        var others = new List<string>();
        foreach (var rival in ofSource.Where(other => other != file && other.Months == file.Months).OrderBy(other => other.Name, StringComparer.Ordinal))
        {
            await using var content = await rival.OpenAsync(cancellation);
            others.Add($"{rival.Place} ({(SourceTable.Open(rival, content, columns, new SourceNotes()) is { } table ? Counted.Of(table.Rows().Count(), "row") : "which cannot be read")})");
        }

        if (others.Count > 0)
        {
            notes.Add(new Finding(
                Severity.Warning, "two-files", null, file.Place,
                $"{file.Place} ({Counted.Of(rows, "row")}) and {string.Join(" and ", others)} are both for {file.Months.Describe()}. Only {file.Place} counts, since it is the last by name.{(file.IsCalledOld ? " Its name reads like that of an old copy or a draft." : "")} Take away what does not count, or say why {file.Place} is right.",
                Finding.DataTeam)
            { Content = Names.Key([.. others]) });
        }
    }

    private bool IsWanted(SourceRow row, SourceFile file, HashSet<YearMonth> months, YearMonth month, Func<SourceRow, bool> isRecord)
    {
        if (isRecord(row) && (!lastMonth.TryGetValue(file, out var last) || month.CompareTo(last) > 0))
            lastMonth[file] = month;
        return months.Contains(month) && !row.IsLeftOut;
    }
}
