using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Platform.Settings;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Rules;

/// <summary>What the files say now, and what they said before.</summary>
/// <param name="Month">The month that is returned.</param>
/// <param name="Returns">Its strands and measures: what none of them uses is not asked about, nor is what they no longer have.</param>
/// <param name="Places">The places there are: one that was closed is not asked about.</param>
/// <param name="Now">What the files say.</param>
/// <param name="Before">What they said for earlier returns, for the version that is corrected, and for this one before a file was replaced.</param>
/// <param name="LastReturned">The newest frozen month before; null when there is none.</param>
public sealed record ReportedMatter(
    YearMonth Month, ReturnSettings Returns, IReadOnlyList<Place> Places, IReadOnlyList<Reported> Now, IReadOnlyList<Reported> Before, YearMonth? LastReturned);

/// <summary>
/// Whether the files still say something of every strand, place and programme that they said something of before. A month that has rows may lack half
/// of them, and then its figures are too low without anybody seeing it. docs/figures.md, "What was there before".
/// </summary>
public static class Completeness
{
    private const string NotReported = "not-reported";
    private const string TakenAway = "taken-away";

    // So many are named; the others are counted.
    private const int MostNamed = 6;

    // Fewer registered people of a postcode district are a family or two that moved.
    private const int FewestOfADistrict = 8;

    // A strand spends every month. Before the first return there is nothing else to hold a ledger against than a year of itself.
    private const int MonthsOfAFirstLedger = 12;

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>A finding for each kind of thing that something was said of and is no longer: one for the month itself, one for months before it.</summary>
    public static IReadOnlyList<Finding> Check(ReportedMatter matter)
    {
        ArgumentNullException.ThrowIfNull(matter);
        var known = new Known(matter);
        return
        [
            .. known.Kinds.SelectMany(kind => new[] { Silent(kind.Source, kind.By, matter, known), Gone(kind.Source, kind.By, matter, known, isMonthItself: !IsMonthly(kind.By)) }).OfType<Finding>(),
        ];
    }

    /// <summary>Of a quarter or a year that is rolled up: what its frozen months have counted and the files no longer have.</summary>
    public static IReadOnlyList<Finding> CheckPeriod(ReportedMatter matter)
    {
        ArgumentNullException.ThrowIfNull(matter);
        var known = new Known(matter);
        return [.. known.Kinds.Select(kind => Gone(kind.Source, kind.By, matter, known, isMonthItself: true)).OfType<Finding>()];
    }

    /// <summary>What something was said of until the month before, and nothing is said of in the month, although the month has rows.</summary>
    private static Finding? Silent(string source, ReportedBy by, ReportedMatter matter, Known known)
    {
        if (!IsMonthly(by) || !known.HasRows(source, matter.Month))
            return null;
        var lacking = known.Of(source, by).Where(item => known.Now(item, matter.Month) is null)
            .Select(item => known.Before(item, matter.Month) ?? MonthsBefore(by, source, matter, known).Select(month => known.Now(item, month) ?? known.Before(item, month)).FirstOrDefault(was => was is not null))
            .OfType<Reported>().Where(was => by is not ReportedBy.PostcodeDistrict || was.Number >= FewestOfADistrict).ToList();
        return lacking.Count == 0 ? null : Of(
            NotReported, source, by, matter, lacking,
            $"{source} says nothing for {MonthSpan.Name(matter.Month)} of {Named(lacking.ConvertAll(was => (was, $"{Stake(was.Source, was.Number, was.Pounds)} {(was.Month == matter.Month ? "before the file was replaced" : $"in {MonthSpan.Name(was.Month)}")}")), matter)}. If rows are missing, what is counted of {(lacking.Count == 1 ? "it" : "them")} is too low. {Mend(source)}, or say why there was nothing.");
    }

    /// <summary>What earlier returns counted in months that are looked at again, and the files no longer have.</summary>
    private static Finding? Gone(string source, ReportedBy by, ReportedMatter matter, Known known, bool isMonthItself)
    {
        if (source == SourceNames.Timetables)
            return null;
        bool IsLookedAt(YearMonth month) => by is ReportedBy.Forecast
            ? month.CompareTo(matter.Month) > 0
            : month.CompareTo(matter.Month) < (isMonthItself ? 1 : 0) && known.HasRows(source, month);
        var gone = known.Of(source, by)
            .Select(item => (Item: item, Were: known.Before(item).Where(was => IsLookedAt(was.Month) && known.Now(item, was.Month) is null).ToList()))
            .Where(lost => lost.Were.Count > 0).Select(lost => (lost.Were[0], Stake: Stake(source, lost.Were))).ToList();
        return gone.Count == 0 ? null : Of(
            TakenAway, source, by, matter, [.. gone.Select(lost => lost.Item1)],
            $"{source} no longer has what was counted before of {Named(gone, matter)}. A file stands for all of its months: a correction must hold everything of them and not only what changed. {Mend(source)}, or say why it is gone.");
    }

    private static IEnumerable<YearMonth> MonthsBefore(ReportedBy by, string source, ReportedMatter matter, Known known)
    {
        var last = matter.Month.PlusMonths(-1);
        var first = by is ReportedBy.Strand && !known.WasReturned(source) ? matter.Month.PlusMonths(-MonthsOfAFirstLedger) : matter.LastReturned ?? last;
        return new MonthSpan(first.CompareTo(last) < 0 ? first : last, last).Months.Reverse();
    }

    // Courses, activities of a panel and the like are not held every month.
    private static bool IsMonthly(ReportedBy by) => by is ReportedBy.Strand or ReportedBy.Place or ReportedBy.Programme or ReportedBy.Partner or ReportedBy.PostcodeDistrict or ReportedBy.Role or ReportedBy.Delivery;

    private static Finding Of(string rule, string source, ReportedBy by, ReportedMatter matter, IReadOnlyList<Reported> lacking, string sentence) => new(
        Severity.Warning, rule, null,
        $"{source} {MonthSpan.Of(matter.Month)}, {Word(by)["the ".Length..]}: {string.Join(", ", lacking.Select(item => item.Name))}", sentence, Finding.DataTeam);

    private static string Named(IReadOnlyList<(Reported Item, string Stake)> items, ReportedMatter matter)
    {
        var words = items.Take(MostNamed).Select(item => $"{NameOf(item.Item, matter)} ({item.Stake})").ToList();
        if (items.Count > MostNamed)
            words.Add($"{items.Count - MostNamed} more");
        return $"{Word(items[0].Item.By, items.Count)} {(words.Count == 1 ? words[0] : $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}")}";
    }

    private static string NameOf(Reported item, ReportedMatter matter) => item.By switch
    {
        ReportedBy.Strand or ReportedBy.Forecast => matter.Returns.Strands.First(strand => strand.Id == item.Name).Name,
        ReportedBy.Place => matter.Places.First(place => place.Id == item.Name).Name,
        _ => CellText.Excerpt(item.Name),
    };

    private static string Word(ReportedBy by, int count = 1) => (by, count) switch
    {
        (ReportedBy.Strand, 1) => "the strand",
        (ReportedBy.Strand, _) => "the strands",
        (ReportedBy.Forecast, _) => "the forecast of",
        (ReportedBy.Place, 1) => "the place",
        (ReportedBy.Place, _) => "the places",
        (ReportedBy.Programme, 1) => "the programme",
        (ReportedBy.Programme, _) => "the programmes",
        (ReportedBy.Partner, 1) => "the partner",
        (ReportedBy.Partner, _) => "the partners",
        (ReportedBy.PostcodeDistrict, 1) => "the postcode district",
        (ReportedBy.PostcodeDistrict, _) => "the postcode districts",
        (ReportedBy.Course, 1) => "the course",
        (ReportedBy.Course, _) => "the courses",
        (ReportedBy.Organisation, 1) => "the organisation",
        (ReportedBy.Organisation, _) => "the organisations",
        (ReportedBy.Role, _) => "the role",
        (ReportedBy.Delivery, _) => "the delivery",
        (_, 1) => "the activity",
        _ => "the activities",
    };

    private static string Stake(string source, List<Reported> were) =>
        $"{MonthSpan.Describe(were.Select(was => was.Month))}: {Stake(source, were.Sum(was => was.Number), were[0].Pounds is null ? null : were.Sum(was => was.Pounds))}";

    private static string Stake(string source, int number, decimal? pounds)
    {
        var rows = Counted.Of(number, source switch { SourceNames.Attendance => "visit", SourceNames.Timetables => "session", SourceNames.Registrations => "person", _ => "row" }, source == SourceNames.Registrations ? "people" : null);
        return pounds is { } money ? string.Create(English, $"£{money:N2} in {rows}") : rows;
    }

    private static string Mend(string source) => source == SourceNames.Timetables ? "Have the timetable taken in" : "Upload the whole file";

    /// <summary>What is said now and what was said before, of what the measures use.</summary>
    private sealed class Known
    {
        private readonly Dictionary<((string, ReportedBy, string) What, YearMonth Month), Reported> now;
        private readonly ILookup<(string Source, ReportedBy By, string Name), Reported> before;
        private readonly HashSet<(string Source, YearMonth Month)> rows;
        private readonly HashSet<string> returned;

        public Known(ReportedMatter matter)
        {
            var names = new PlaceNames(matter.Places);
            now = matter.Now.ToDictionary(one => (one.What, one.Month));
            before = matter.Before.Where(one => IsUsed(one, matter.Returns, names)).OrderBy(one => one.Month).ToLookup(one => one.What);
            rows = [.. matter.Now.Where(one => one.By is not ReportedBy.Forecast).Select(one => (one.Source, one.Month))];
            returned = [.. matter.Before.Select(one => one.Source)];
            Items = [.. matter.Now.Where(one => IsUsed(one, matter.Returns, names)).Select(one => one.What).Concat(before.Select(one => one.Key)).Distinct()
                .OrderBy(item => item.Source, StringComparer.Ordinal).ThenBy(item => item.By).ThenBy(item => item.Name, StringComparer.Ordinal)];
        }

        public IEnumerable<(string Source, ReportedBy By)> Kinds => Items.Select(item => (item.Source, item.By)).Distinct();

        private IReadOnlyList<(string Source, ReportedBy By, string Name)> Items { get; }

        public IEnumerable<(string Source, ReportedBy By, string Name)> Of(string source, ReportedBy by) => Items.Where(item => item.Source == source && item.By == by);

        public Reported? Now((string Source, ReportedBy By, string Name) item, YearMonth month) => now.GetValueOrDefault((item, month));

        public Reported? Before((string Source, ReportedBy By, string Name) item, YearMonth month) => before[item].FirstOrDefault(was => was.Month == month);

        public IEnumerable<Reported> Before((string Source, ReportedBy By, string Name) item) => before[item];

        /// <summary>Whether the files have anything for a month: of a month without rows it is said already that they are missing.</summary>
        public bool HasRows(string source, YearMonth month) => rows.Contains((source, month));

        /// <summary>Whether there is an earlier return to hold a source against.</summary>
        public bool WasReturned(string source) => returned.Contains(source);

        private static bool IsUsed(Reported one, ReturnSettings returns, PlaceNames places) =>
            (one.By is not (ReportedBy.Strand or ReportedBy.Forecast) || returns.Strands.Any(strand => strand.Id == one.Name))
            && (one.By is not ReportedBy.Place || places.Find(one.Name) == one.Name)
            && returns.Measures.Select(measure => measure.Figure).OfType<FigureQuery>().Any(figure => Uses(figure, one, returns, places));

        private static bool Uses(FigureQuery figure, Reported one, ReturnSettings returns, PlaceNames places)
        {
            if (!SourceNames.Reads(figure.Source, one.Source))
                return false;
            if (one.By is ReportedBy.Forecast && figure.What != FigureCatalogue.Projection)
                return false;
            var (column, name) = one.By switch
            {
                ReportedBy.Strand or ReportedBy.Forecast => ("strand", one.Name),
                ReportedBy.PostcodeDistrict or ReportedBy.Partner => ("", ""),
                _ => (one.By.ToString(), one.Name),
            };
            var wanted = figure.Where.Where(chosen => chosen.Key.Equals(column, StringComparison.OrdinalIgnoreCase)).SelectMany(chosen => chosen.Value).ToList();
            return wanted.Count == 0 || wanted.Exists(value => one.By switch
            {
                ReportedBy.Place => places.Find(value) == name,
                ReportedBy.Strand or ReportedBy.Forecast => value.Equals(name, StringComparison.OrdinalIgnoreCase) || value.Equals(returns.Strands.First(strand => strand.Id == name).Name, StringComparison.OrdinalIgnoreCase),
                _ => (one with { Name = value }).What == one.What,
            });
        }
    }
}
