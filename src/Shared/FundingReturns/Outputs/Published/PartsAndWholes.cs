using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>
/// Finds the numbers with which a withheld one could be worked out, because it is a part of what they count: everybody, children and adults; all
/// programmes and each of them; a table's row and its children. They are withheld, too.
/// </summary>
/// <remarks>
/// A whole is withheld wherever it is so near to what its parts can come to that a number of 1 to 7 would be narrowed, and five further: so far that of
/// those that are withheld, too, any of 1 to 7 is possible, and that it is withheld tells nothing. Whether it is hangs on the whole itself and on what is
/// shown of the parts by the small-number rule alone.
/// </remarks>
internal sealed class PartsAndWholes
{
    private readonly HashSet<string> telling = [];

    private PartsAndWholes(IReadOnlyList<Number> numbers)
    {
        foreach (var same in numbers.GroupBy(number => number.Rows.Figure))
        {
            var parts = WithLeast([.. same.DistinctBy(number => number.Rows.Key)]);
            foreach (var whole in same.Where(number => number is { IsFew: false, IsGuarded: true }).Select(Whole.Of).Concat(Halves(parts)).Concat(Tables(same)))
            {
                if (parts.Any(few => few.IsFew && !(few.Table is not null && few.Table == whole.Table) && IsTold(few, whole, parts)))
                    telling.UnionWith(whole.Members);
            }
        }
    }

    /// <summary>What is to be withheld of a return, given what the small-number rule makes of each number.</summary>
    public static PartsAndWholes Of(CompiledReturn of, PlaceNames places) => new(
    [
        .. of.Period.IsRolledUp ? [] : of.Breakdowns.SelectMany(table => Enumerable.Range(0, table.Columns.Count).SelectMany(column => Rows(of, table, column, places))),
        .. of.Lines.SelectMany(line => of.Settings.Find(line.Measure) is { Figure: { } query, Publish: not PublishRule.Never, Kind: MeasureKind.Count or MeasureKind.People } measure
            ? Course(of, measure, line).Select(point => new Number(CountedRows.Of(query, point.Months, places), point.Value, measure.Publish is PublishRule.SmallNumbers)) : []),
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
        select new Number(row.Rows, row.Item1 ?? 0, IsGuarded: true) { Table = $"{table.Id} {column}" };

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

    /// <summary>Children and adults of the same: together they are everybody, whether that is shown or not.</summary>
    private static IEnumerable<Whole> Halves(List<Number> numbers)
    {
        var shown = numbers.Where(number => !number.IsFew && number.IsGuarded).ToLookup(number => number.Rows.Key);
        return shown.SelectMany(same => same.First().Rows.Wholes().Where(whole => shown.Contains(whole.OtherHalf.Key)).Select(whole => Whole.Of(whole.Both, [same.First(), shown[whole.OtherHalf.Key].First()])));
    }

    /// <summary>All rows of a table together are everything.</summary>
    private static IEnumerable<Whole> Tables(IEnumerable<Number> numbers) => numbers.Where(number => number.Table is not null).GroupBy(number => number.Table)
        .Select(rows => Whole.Of(rows.First().Rows.OfAll(), [.. rows]) with { Table = rows.Key });

    /// <summary>Whether a number of 1 to 7 would be narrowed, or nearly so, for somebody who sees a whole and the other parts.</summary>
    private static bool IsTold(Number few, Whole whole, List<Number> numbers)
    {
        // A column is safe against whoever knows what all of it comes to; only a whole that is of some of its rows is not.
        if (few.Table is not null && !whole.Rows.ChoosesLike(few.Rows))
            return false;
        if (!whole.Rows.Contains(few.Rows))
            return !whole.Rows.IsApartFrom(few.Rows) && MostOfCover(few, whole, numbers) is { } most && IsNear(whole.Least - most);
        var parts = numbers.Where(part => part.Most > 0 && !whole.Members.Contains(part.Rows.Key) && whole.Rows.Contains(part.Rows)).ToList();
        var (beside, apart) = (
            Apart(parts.Where(part => part.Rows.SharesNothingWith(few.Rows)), (a, b) => a.SharesNothingWith(b)),
            Apart(parts.Where(part => part.Rows.IsApartFrom(few.Rows)), (a, b) => a.IsApartFrom(b)));
        return (beside.Count > 0 && whole.Most - beside.Sum(part => part.Least) < SmallNumbers.Most + SmallNumbers.Step)
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
            foreach (var part in numbers.Where(part => !part.IsSame(few) && !whole.Members.Contains(part.Rows.Key)).OrderBy(part => part.Most))
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

    /// <summary>A number that is published, and what it can have been.</summary>
    private sealed record Number(CountedRows Rows, decimal Value, bool IsGuarded)
    {
        public bool IsFew { get; } = IsGuarded && Value is >= SmallNumbers.Least and <= SmallNumbers.Most;

        public decimal Least { get; init; } = IsGuarded ? Differencing.Range(SmallNumbers.Count(Value)).Lower : Value;

        public decimal Most { get; } = IsGuarded ? Differencing.Range(SmallNumbers.Count(Value)).Upper : Value;

        /// <summary>The column of a table that it stands in; null for none.</summary>
        public string? Table { get; init; }

        public bool IsSame(Number other) => Rows.Key == other.Rows.Key;
    }

    /// <summary>A number, or several that add up to one, and what it can have been.</summary>
    private sealed record Whole(CountedRows Rows, IReadOnlyCollection<string> Members, decimal Least, decimal Most)
    {
        public string? Table { get; init; }

        public static Whole Of(Number number) => new(number.Rows, [number.Rows.Key], number.Least, number.Most);

        public static Whole Of(CountedRows rows, IReadOnlyList<Number> members) => new(
            rows, [.. members.Select(member => member.Rows.Key)],
            rows.AddsUp || members[0].Rows.SharesNothingWith(members[^1].Rows) ? members.Sum(member => member.Least) : members.Max(member => member.Least), members.Sum(member => member.Most));
    }
}
