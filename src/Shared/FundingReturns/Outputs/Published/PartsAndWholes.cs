using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>
/// Finds the numbers with which a withheld one could be worked out, because it is a part of what they count: everybody, children and adults; all
/// programmes and each of them; the same by programme and by place; a table's row and its children; people and how often they came. They are withheld, too.
/// </summary>
/// <remarks>
/// A whole is withheld wherever it is so near to what its parts can come to that a number of 1 to 7 would be narrowed, and five further: so far that of
/// those that are withheld, too, any of 1 to 7 is possible, and that it is withheld tells nothing. Whether it is hangs on the whole itself and on what is
/// shown of the parts by the small-number rule alone. A reader may know that there are no other programmes or places than those that are shown: so all
/// that one column tells apart are a whole as well, whether their sum is published or not.
/// </remarks>
internal sealed class PartsAndWholes
{
    private readonly HashSet<string> telling = [];

    private PartsAndWholes(IReadOnlyList<Number> numbers)
    {
        foreach (var same in numbers.SelectMany(number => number.WithWhatItImplies()).GroupBy(number => number.Rows.Figure))
        {
            var parts = WithLeast([.. same.GroupBy(number => number.Rows.Key).Select(Number.Of)]);
            var few = parts.FindAll(number => number.IsToldFromAbove || number.IsToldFromBelow);
            if (few.Count == 0)
                continue;
            foreach (var whole in same.Where(number => number is { IsWhole: true, IsFew: false }).Select(Whole.Of).Concat(Breakdowns(same)))
            {
                if (!telling.IsSupersetOf(whole.Members) && IsAnyTold(few, whole, parts))
                    telling.UnionWith(whole.Members);
            }
        }
    }

    /// <summary>What is to be withheld of a return, given what the small-number rule makes of each number.</summary>
    public static PartsAndWholes Of(CompiledReturn of, PlaceNames places) => new(
    [
        .. of.Period.IsRolledUp ? [] : of.Breakdowns.SelectMany(table => Enumerable.Range(0, table.Columns.Count).SelectMany(column => Rows(of, table, column, places))),
        .. of.Lines.SelectMany(line => of.Settings.Find(line.Measure) is { Figure: { } query, Publish: not PublishRule.Never, Kind: MeasureKind.Count or MeasureKind.People } measure
            ? Course(of, measure, line).Select(point => Number.Of(CountedRows.Of(query, point.Months, places), point.Value, measure.Publish is PublishRule.SmallNumbers)) : []),
    ]);

    /// <summary>The line without what would tell.</summary>
    public PublishedLine Guarded(PublishedLine line, PlaceNames places)
    {
        if (line.Measure is not { Figure: { } query, Publish: PublishRule.SmallNumbers })
            return line;
        bool Tells(MonthSpan? months) => months is not null && telling.Contains(CountedRows.Of(query, months, places).Key);
        var guarded = line with
        {
            Figure = Tells(line.Window) ? PublishedFigure.Withheld : line.Figure,
            Trend = [.. line.Trend.Select(point => Tells(line.Measure.Window.For(point.Month)) ? point with { Figure = PublishedFigure.Withheld } : point)],
        };
        return line.Measure.Baseline is { Value: null } baseline && Tells(baseline.Months) ? guarded.WithoutBaseline() : guarded;
    }

    /// <summary>The table without what would tell.</summary>
    public PublishedBreakdown Guarded(CompiledReturn of, Breakdown table, PublishedBreakdown published, PlaceNames places) => published with
    {
        Rows =
        [
            .. published.Rows.Select((row, i) => row with
            {
                Values = [.. row.Values.Select((value, column) => value.Value > 0 && RowsOf(of, table, published.Columns[column], i, places) is { } rows && telling.Contains(rows.Key) ? PublishedNumber.Withheld : value)],
            }),
        ],
    };

    private static IEnumerable<(MonthSpan Months, decimal Value)> Course(CompiledReturn of, Measure measure, ReturnLine line)
    {
        if (line.Value is { } value)
            yield return (line.Window, value);
        if (measure.Baseline is { Value: null } baseline && line.Baseline is { } before)
            yield return (baseline.Months, before);
        foreach (var point in of.Trends.GetValueOrDefault(measure.Code, []))
        {
            if (point.Value is { } then && measure.Window.For(point.Month) is { } window && window != line.Window)
                yield return (window, then);
        }
    }

    private static IEnumerable<Number> Rows(CompiledReturn of, Breakdown table, int column, PlaceNames places) =>
        from row in table.Rows.Select((row, i) => (row.Values[column], Rows: RowsOf(of, table, table.Columns[column], i, places)))
        where row.Item1 is not null && row.Rows is not null
        select Number.Of(row.Rows, row.Item1 ?? 0, isGuarded: true) with { Table = $"{table.Id} {column}" };

    /// <summary>What a number of a table counts; null for what no measure can count.</summary>
    private static CountedRows? RowsOf(CompiledReturn of, Breakdown table, string column, int row, PlaceNames places)
    {
        (string Source, string What, string Where)? counted = (table.RowHeading, column) switch
        {
            ("Place", "Visits") => (SourceNames.Attendance, "visits", "place"),
            ("Place", "People") => (SourceNames.Attendance, "people", "place"),
            ("Course", "Completed") => (SourceNames.Training, "people", "course"),
            _ => null,
        };
        return counted is var (source, what, where) && table.CountsPeople && of.Lines.FirstOrDefault(line => table.Id.EndsWith($"-{line.Window}", StringComparison.Ordinal)) is { Window: var window }
            ? CountedRows.Of(new FigureQuery(source, what, new Dictionary<string, IReadOnlyList<string>> { [where] = [table.Rows[row].Label] }), window, places) : null;
    }

    /// <summary>The numbers with the least that each can be, also by what its parts are.</summary>
    private static List<Number> WithLeast(IReadOnlyList<Number> numbers)
    {
        var known = new List<Number>();
        foreach (var (number, within) in numbers.Select(number => (number, numbers.Where(other => other != number && number.Rows.Contains(other.Rows)).Select(other => other.Rows.Key).ToHashSet())).OrderBy(number => number.Item2.Count))
            known.Add(number with { Least = Math.Max(number.Least, Apart(known.Where(part => within.Contains(part.Rows.Key)), (a, b) => a.SharesNothingWith(b)).Sum(part => part.Least)) });
        return known;
    }

    /// <summary>
    /// All that are told apart by a column, or by their months: children and adults; what is known of each place. How often people came is known of where
    /// that is published, and otherwise, at the least, of where they themselves are.
    /// </summary>
    private static IEnumerable<Whole> Breakdowns(IEnumerable<Number> numbers)
    {
        var wholes = numbers.Where(number => number.IsWhole).ToList();
        var (counted, implied) = (wholes.OrderBy(number => number.IsImplied), wholes.OrderBy(number => !number.IsImplied));
        var scopes = wholes.SelectMany(number => number.Rows.Scopes()).DistinctBy(scope => scope.Key).ToList();
        return new[] { counted, implied }.Select(order => order.DistinctBy(number => number.Rows.Key).ToList()).SelectMany(known => scopes.SelectMany(scope =>
            known.Where(number => scope.Contains(number.Rows)).SelectMany(number => number.Rows.ChosenWithin(scope).Select(column => (column, number))).GroupBy(by => by.column, by => by.number)
                .Select(members => Apart(members, (a, b) => a.IsApartFrom(b))).Where(members => members.Count > 1).Select(members => Whole.Of(scope, members))));
    }

    /// <summary>Whether one of the numbers of 1 to 7 would be narrowed, or nearly so, for somebody who sees a whole and the other parts.</summary>
    private static bool IsAnyTold(List<Number> few, Whole whole, List<Number> numbers)
    {
        var parts = numbers.FindAll(part => part.Most > 0 && !whole.Members.Contains(part.Key) && whole.Rows.Contains(part.Rows));

        // A column is safe against whoever knows what all of it comes to; only a whole that is of some of its rows is not.
        return few.Exists(one => !whole.Members.Contains(one.Key) && (one.Table is null || whole.Rows.ChoosesLike(one.Rows))
            && (whole.Rows.Contains(one.Rows) ? IsTold(one, whole, parts) : one.IsToldFromBelow && !whole.Rows.IsApartFrom(one.Rows) && MostOfCover(one, whole, numbers) is { } most && IsNear(whole.Least - most)));
    }

    private static bool IsTold(Number few, Whole whole, List<Number> parts)
    {
        var (beside, apart) = (
            few.IsToldFromAbove ? Apart(parts.Where(part => part.Rows.SharesNothingWith(few.Rows)), (a, b) => a.SharesNothingWith(b)) : [],
            few.IsToldFromBelow ? Apart(parts.Where(part => part.Most < Number.Unknown && part.Rows.IsApartFrom(few.Rows)), (a, b) => a.IsApartFrom(b)) : []);
        return (beside.Count > 0 && whole.Most - beside.Sum(part => part.Least) is var most && most < SmallNumbers.Most + SmallNumbers.Step && (whole.IsPublished || most >= SmallNumbers.Least))
            || (apart.Count > 0 && IsNear(whole.Least - apart.Sum(part => part.Most)));
    }

    private static bool IsNear(decimal least) => least is > SmallNumbers.Least - SmallNumbers.Step and <= SmallNumbers.Most + SmallNumbers.Step;

    /// <summary>The most that the others can be which with the few hold all of a whole that is not all of them; null where they do not.</summary>
    private static decimal? MostOfCover(Number few, Whole whole, List<Number> numbers)
    {
        foreach (var (column, values) in whole.Rows.Columns)
        {
            if (whole.Rows.CoveredBy(few.Rows, column) is not { } held)
                continue;
            var (open, cover) = (values.Except(held).ToHashSet(), new List<Number>());
            foreach (var part in numbers.Where(part => part.Most < Number.Unknown && !part.IsSame(few) && !whole.Members.Contains(part.Key)).OrderBy(part => part.Most))
            {
                if (open.Count > 0 && whole.Rows.CoveredBy(part.Rows, column) is { } more && open.Overlaps(more))
                {
                    open.ExceptWith(more);
                    cover.Add(part);
                }
            }

            if (open.Count == 0)
                return cover.Sum(part => part.Most);
        }

        return null;
    }

    /// <summary>Of some parts those that have nothing in common, the largest first.</summary>
    private static List<Number> Apart(IEnumerable<Number> parts, Func<CountedRows, CountedRows, bool> areApart)
    {
        var taken = new List<Number>();
        foreach (var part in parts.OrderByDescending(part => part.Least).ThenBy(part => part.Most))
        {
            if (taken.TrueForAll(other => areApart(other.Rows, part.Rows)))
                taken.Add(part);
        }

        return taken;
    }

    /// <summary>A number that is published, or one that follows from it, and what it can have been.</summary>
    /// <param name="Rows">What it counts.</param>
    /// <param name="Key">What the published number counts.</param>
    /// <param name="Least">The least it can have been.</param>
    /// <param name="Most">The most it can have been.</param>
    /// <param name="IsGuarded">Whether it is under the small-number rule.</param>
    private sealed record Number(CountedRows Rows, string Key, decimal Least, decimal Most, bool IsGuarded)
    {
        public const decimal Unknown = int.MaxValue;

        /// <summary>Whether it is published as 1 to 7.</summary>
        public bool IsFew { get; init; }

        /// <summary>Whether the most that it can be would narrow a number of 1 to 7.</summary>
        public bool IsToldFromAbove { get; init; }

        /// <summary>Whether the least that it can be would.</summary>
        public bool IsToldFromBelow { get; init; }

        /// <summary>Whether it only follows from what is published.</summary>
        public bool IsImplied => Rows.Key != Key;

        /// <summary>Whether it can tell of its parts, and can be withheld.</summary>
        public bool IsWhole => IsGuarded && !(IsImplied && Most < Unknown);

        /// <summary>The column of a table that it stands in; null for none.</summary>
        public string? Table { get; init; }

        public static Number Of(CountedRows rows, decimal value, bool isGuarded)
        {
            var (least, most) = isGuarded ? Differencing.Range(SmallNumbers.Count(value)) : (value, value);
            var isFew = isGuarded && value is >= SmallNumbers.Least and <= SmallNumbers.Most;
            return new Number(rows, rows.Key, least, most, isGuarded) { IsFew = isFew, IsToldFromAbove = isFew, IsToldFromBelow = isFew };
        }

        /// <summary>All that is known of the same rows. What stands in a table and beside it is not safe by the rule for a table's column.</summary>
        public static Number Of(IGrouping<string, Number> same) => same.First() with
        {
            Key = same.Key,
            Least = same.Max(number => number.Least),
            Most = same.Min(number => number.Most),
            IsToldFromAbove = same.Any(number => number.IsToldFromAbove),
            IsToldFromBelow = same.Any(number => number.IsToldFromBelow),
            Table = same.All(number => number.Table is not null) ? same.First().Table : null,
        };

        /// <summary>Whoever came came at least once: so often at least is counted of people, and so many people at most were counted.</summary>
        public IEnumerable<Number> WithWhatItImplies() => Rows.TheirCounts() is { } counts ? [this, this with { Rows = counts, Most = Unknown, IsFew = false, IsToldFromBelow = false }]
            : Rows.TheirPeople() is { } people ? [this, this with { Rows = people, Least = Math.Min(Least, 1), IsFew = false, IsToldFromAbove = false }]
            : [this];

        public bool IsSame(Number other) => Rows.Key == other.Rows.Key;
    }

    /// <summary>A number, or several that add up to one, and what it can have been.</summary>
    private sealed record Whole(CountedRows Rows, IReadOnlyCollection<string> Members, decimal Least, decimal Most)
    {
        /// <summary>Whether it is one number. Of several, whether there is something beside them is not certain.</summary>
        public bool IsPublished { get; init; }

        public static Whole Of(Number number) => new(number.Rows, [number.Key], number.Least, number.Most) { IsPublished = true };

        public static Whole Of(CountedRows rows, IReadOnlyList<Number> members) => new(
            rows, [.. members.Select(member => member.Key)],
            Apart(members, (a, b) => a.SharesNothingWith(b)).Sum(member => member.Least), Math.Min(Number.Unknown, members.Sum(member => member.Most)));
    }
}
