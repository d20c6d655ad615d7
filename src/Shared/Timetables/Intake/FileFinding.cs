using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Intake;

/// <summary>Something found in one row, or in many rows alike: one line of a receipt.</summary>
/// <param name="Who">What it is about, as its partner calls it: "“Baby massage”, row 3".</param>
/// <param name="Column">Where in it; "" when that says nothing to a partner.</param>
/// <param name="Value">What stands there; "" when that says nothing to a partner.</param>
/// <param name="Sentence">What was found, and what to do.</param>
/// <param name="Rows">How many rows.</param>
public sealed record FileFinding(string Who, string Column, string Value, string Sentence, int Rows)
{
    /// <summary>All of it in one line: "“Baby massage”, row 3, Day, "Tuseday": We could not read the day …".</summary>
    public string Line => string.Join(", ", new[] { Who, Column, Value.Length > 0 ? $"\"{Value}\"" : "" }.Where(part => part is { Length: > 0 })) + ": " + Sentence;
}

/// <summary>Collects findings: equal ones are one, of which the first rows are named.</summary>
public sealed class FileFindings
{
    /// <summary>How many different ones are kept; the rejects file has all.</summary>
    private const int Most = 200;

    private const int Named = 3;

    private readonly Dictionary<(string Rule, string Column, string Value, string Sentence), Group> groups = [];

    /// <summary>How many there were, equal ones counted each.</summary>
    public int Count { get; private set; }

    /// <summary>The first different ones: what is about the whole file, then the rows in the order in which they were met.</summary>
    public IReadOnlyList<FileFinding> First => [.. groups.OrderByDescending(group => group.Value.IsOfFile).Select(group => group.Value.ToFinding(group.Key.Column, group.Key.Value, group.Key.Sentence))];

    /// <summary>Notes what is wrong with a row.</summary>
    public void Add(Reject reject)
    {
        ArgumentNullException.ThrowIfNull(reject);
        var (column, value) = FindingWords.Cell(reject);
        Add(reject.Place, reject.Rule, FindingWords.Who(reject.Place, reject.Activity), column, value, reject.Sentence);
    }

    /// <summary>Notes what is worth a look in a row.</summary>
    public void Add(Warning warning)
    {
        ArgumentNullException.ThrowIfNull(warning);
        Add(warning.Place, warning.Rule, FindingWords.Who(warning.Place, warning.Activity), "", "", warning.Sentence);
    }

    private void Add(RowPlace place, string rule, string who, string column, string value, string sentence)
    {
        Count++;
        var key = (rule, column, value, sentence);
        if (groups.TryGetValue(key, out var group))
        {
            group.Add(who);
        }
        else if (groups.Count < Most)
        {
            groups[key] = new Group(who, place.Row == 0);
        }
    }

    private sealed class Group(string first, bool isOfFile)
    {
        public bool IsOfFile => isOfFile;

        private readonly List<string> named = [first];
        private int rows = 1;

        public void Add(string who)
        {
            rows++;
            if (named.Count < Named)
            {
                named.Add(who);
            }
        }

        public FileFinding ToFinding(string column, string value, string sentence)
        {
            var others = rows > named.Count ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"; and {rows - named.Count} more") : "";
            var who = rows == 1 ? named[0] : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rows} rows ({string.Join("; ", named)}{others})");
            return new FileFinding(who, column, value, sentence, rows);
        }
    }
}
