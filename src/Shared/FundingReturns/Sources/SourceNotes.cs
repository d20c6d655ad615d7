using System.Globalization;
using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.FundingReturns.Sources;

/// <summary>Collects what is wrong with a source's files while they are read.</summary>
internal sealed class SourceNotes
{
    /// <summary>No more rows than this are kept of one file; their number is always said.</summary>
    private const int MostRejectsOfAFile = 10_000;

    private readonly List<Finding> findings = [];
    private readonly List<RejectedRow> rejects = [];
    private readonly Dictionary<string, (int Count, RejectedRow First)> rejected = [];

    public IReadOnlyList<RejectedRow> Rejects => rejects;

    /// <summary>Everything found, with one finding for each file that had rows left out.</summary>
    public IReadOnlyList<Finding> Findings =>
    [
        .. findings,
        .. rejected.Select(file => new Finding(
            Severity.Warning, "rows-left-out", null, file.Key,
            string.Create(CultureInfo.GetCultureInfo("en-GB"), $"{file.Key}: {file.Value.Count:N0} {(file.Value.Count == 1 ? "row was" : "rows were")} left out of the figures. The first is row {file.Value.First.Row}, {file.Value.First.Column}: {file.Value.First.Sentence} The list of them lies beside the return."),
            Finding.DataTeam)),
    ];

    public void Add(Finding finding) => findings.Add(finding);

    /// <summary>Notes a row that is left out.</summary>
    public void Reject(string file, int row, string column, string value, string rule, string sentence)
    {
        var reject = new RejectedRow(file, row, column, CellText.Excerpt(value), rule, sentence);
        var (count, first) = rejected.GetValueOrDefault(file, (0, reject));
        rejected[file] = (count + 1, first);
        if (count < MostRejectsOfAFile)
            rejects.Add(reject);
    }
}
