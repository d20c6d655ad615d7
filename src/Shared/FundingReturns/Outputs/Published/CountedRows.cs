using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>
/// Which rows of a source a figure counts, as the source compares them: whatever the capitals and the blanks, and a place by any of its names. From two of
/// them it can be told whether one is a part of the other.
/// </summary>
internal sealed class CountedRows
{
    private const string Place = "PLACE";

    // Whoever is one is not the other, and there is no third.
    private static readonly Dictionary<string, string[]> Halves = new() { ["ROLE"] = ["CHILD", "ADULT"], ["DELIVERY"] = ["IN PERSON", "ONLINE"] };

    // What a person is and does not change from one visit to the next.
    private static readonly string[] OfThePerson = ["ROLE", "WARD", "ORGANISATION"];

    private readonly string figure;
    private readonly SortedDictionary<string, HashSet<string>> where;

    private CountedRows(string figure, MonthSpan months, SortedDictionary<string, HashSet<string>> where)
    {
        (this.figure, Months, this.where) = (figure, months, where);
        Query = string.Join('\n', where.Select(column => $"{column.Key}={string.Join('|', column.Value.Order(StringComparer.Ordinal))}").Prepend(figure));
        Key = $"{Query}\n{months}";
    }

    /// <summary>The months of the rows.</summary>
    public MonthSpan Months { get; }

    /// <summary>The same for what counts the same, of whichever months.</summary>
    public string Query { get; }

    /// <summary>The same for what counts the same rows.</summary>
    public string Key { get; }

    /// <summary>Whether parts of which each row belongs to one add up. Different people do only where they are told apart by what they are.</summary>
    public bool AddsUp => FigureCatalogue.AddsUp(Name);

    public static CountedRows Of(FigureQuery query, MonthSpan months, PlaceNames places)
    {
        var where = new SortedDictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (column, values) in query.Where)
        {
            var (name, wanted) = (column.ToUpperInvariant(), values.Select(value => CellText.Words(value).ToUpperInvariant()));
            where[name] = [.. where.GetValueOrDefault(name, []), .. name == Place ? values.Select(value => places.Find(value) ?? value.ToUpperInvariant()) : wanted];
        }

        foreach (var (column, halves) in Halves)
        {
            if (where.TryGetValue(column, out var chosen) && chosen.IsSupersetOf(halves))
                where.Remove(column);
        }

        // All places are everything, or so nearly that a reader may take it for that.
        if (where.TryGetValue(Place, out var chosenPlaces) && places.AreAll(chosenPlaces))
            where.Remove(Place);
        return new CountedRows($"{query.Source}.{query.What} {query.OutOf}", months, where);
    }

    /// <summary>What is counted: the same for all that may be parts of each other.</summary>
    public string Figure => figure;

    private string Name => figure.Split(' ')[0];

    /// <summary>Whether rows are chosen by a column by which those of the other are chosen, too.</summary>
    public bool ChoosesLike(CountedRows other) => other.where.Keys.Any(where.ContainsKey);

    /// <summary>Whether all rows of the other are among these.</summary>
    public bool Contains(CountedRows other) => figure == other.figure && Months.Contains(other.Months) && IsWider(other, except: null);

    /// <summary>Whether no row of the other is among these.</summary>
    public bool IsApartFrom(CountedRows other) => figure != other.figure || Months.To.CompareTo(other.Months.From) < 0 || other.Months.To.CompareTo(Months.From) < 0
        || where.Keys.Any(column => AreApart(other, column));

    /// <summary>Whether nothing that is counted in the other is counted here: the same visit; the same person, who may come to two programmes.</summary>
    public bool SharesNothingWith(CountedRows other) => AddsUp ? IsApartFrom(other) : Array.Exists(OfThePerson, column => AreApart(other, column));

    /// <summary>How often those came who are counted here: each of them at least once. Null where nothing counts that.</summary>
    public CountedRows? TheirCounts() => FigureCatalogue.CountsOf(Name) is { } counts ? Counting(counts) : null;

    /// <summary>Who they were whose coming is counted here: none of them less than once. Null where nothing counts them.</summary>
    public CountedRows? TheirPeople() => FigureCatalogue.PeopleOf(Name) is { } people ? Counting(people) : null;

    /// <summary>Of what this may be a part together with others: the same however often, or by whatever a column says.</summary>
    public IEnumerable<CountedRows> Scopes() => where.Keys.Select(Without).Prepend(this);

    /// <summary>By which columns this is chosen and the other is not, which holds it; empty for the months.</summary>
    public IEnumerable<string> ChosenWithin(CountedRows scope) => where.Keys.Where(column => !scope.where.ContainsKey(column)).Concat(Months == scope.Months ? [] : [""]);

    /// <summary>Whether every row that is here and chosen by a value of one column is in the other when it is chosen by that value, too.</summary>
    public IReadOnlyCollection<string>? CoveredBy(CountedRows other, string column) =>
        figure != other.figure || !other.Months.Contains(Months) || !other.IsWider(this, except: column) ? null
        : other.where.TryGetValue(column, out var values) ? values : where[column];

    /// <summary>The columns by which rows are chosen, with their values.</summary>
    public IEnumerable<KeyValuePair<string, HashSet<string>>> Columns => where;

    private bool IsWider(CountedRows other, string? except) =>
        where.All(column => column.Key == except || (other.where.TryGetValue(column.Key, out var values) && values.IsSubsetOf(column.Value)));

    private bool AreApart(CountedRows other, string column) =>
        where.TryGetValue(column, out var values) && other.where.TryGetValue(column, out var others) && !values.Overlaps(others);

    private CountedRows Without(string column)
    {
        var changed = new SortedDictionary<string, HashSet<string>>(where, StringComparer.Ordinal);
        changed.Remove(column);
        return new CountedRows(figure, Months, changed);
    }

    private CountedRows Counting(string name) => new(name + figure[Name.Length..], Months, where);
}
