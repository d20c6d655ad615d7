using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.FundingReturns.Sources.Reading;

/// <summary>Collects what is wrong with a source's files while they are read.</summary>
internal sealed class SourceNotes
{
    private readonly List<Finding> findings = [];
    private readonly Dictionary<string, LeftOut> files = [];

    public IReadOnlyList<RejectedRow> Rejects => [.. files.Values.SelectMany(file => file.Kept)];

    /// <summary>Everything found, with one finding for each file that had rows left out.</summary>
    public IReadOnlyList<Finding> Findings => [.. findings, .. files.Select(file => LeftOutRows.Warning(file.Key, file.Value.Numbers.Count, file.Value.Kept))];

    public void Add(Finding finding) => findings.Add(finding);

    /// <summary>Notes a row that is left out. A file that is read once more for another figure has the same rows.</summary>
    /// <param name="file">The file as people are told of it.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="value">What stands in it.</param>
    /// <param name="rule">A stable code.</param>
    /// <param name="sentence">What is wrong and what to do.</param>
    /// <param name="stake">What is in the row that matters.</param>
    public void Reject(string file, TableRow row, string column, string value, string rule, string sentence, RowStake stake)
    {
        if (!files.TryGetValue(file, out var known))
            files[file] = known = new LeftOut();
        if (!known.Numbers.Add(row.Number) || known.Kept.Count >= LeftOutRows.MostKeptOfAFile)
            return;
        known.Kept.Add(new RejectedRow(file, row.Number, column, CellText.Excerpt(value), rule, sentence)
        {
            Identity = known.IdentityOf(row, rule),
            Of = stake.Of,
            Amount = stake.Amount,
            Person = stake.Person is { Length: > 0 } person ? known.PersonOf(person) : null,
        });
    }

    /// <summary>Rows of one file.</summary>
    private sealed class LeftOut
    {
        private readonly Dictionary<string, int> alike = [];
        private readonly Dictionary<string, int> people = new(StringComparer.OrdinalIgnoreCase);

        public HashSet<int> Numbers { get; } = [];

        public List<RejectedRow> Kept { get; } = [];

        // Of several rows that say the same, each is one: the third such row is a new question when two were answered for.
        public string IdentityOf(TableRow row, string rule)
        {
            var content = Names.Key([rule, .. row.Cells.Select(CellText.Words).Reverse().SkipWhile(cell => cell.Length == 0)]);
            alike[content] = alike.GetValueOrDefault(content) + 1;
            return Names.Key(content, alike[content].ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        // A number within the file, so that people can be counted without keeping who they are.
        public int PersonOf(string person)
        {
            people.TryAdd(person, people.Count + 1);
            return people[person];
        }
    }
}

/// <summary>What is in a row that matters to the figures it is left out of.</summary>
/// <param name="Of">What its amount is of: "£", "infants due"; null for nothing.</param>
/// <param name="Amount">How much; null when it cannot be read.</param>
/// <param name="Person">Who it is about, as the file has it; null for nobody.</param>
internal readonly record struct RowStake(string? Of, decimal? Amount, string? Person);
