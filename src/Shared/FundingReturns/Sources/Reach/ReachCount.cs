using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Sources.Reach;

/// <summary>What was counted for the end of one month.</summary>
/// <param name="Month">The month.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Areas">The authority's areas.</param>
/// <param name="Children">Registered children of the age.</param>
/// <param name="Visits">Child's number → visits within the access window; null when no attendance is known.</param>
/// <param name="RegisteredFrom">Where the registrations come from, in words.</param>
/// <param name="VisitsFrom">Where the visits come from, in words.</param>
internal sealed record ReachCount(
    YearMonth Month, ReachRule Rule, ReachAreas Areas, IReadOnlyList<ReachChild> Children, IReadOnlyDictionary<int, int>? Visits, string RegisteredFrom, string VisitsFrom)
{
    private static readonly (Placing Placing, string Label)[] Labels =
    [
        (Placing.Inside, "In the authority's area"),
        (Placing.InsideTerminated, "In the authority's area, by a postcode that is no longer in use"),
        (Placing.Outside, "Outside the authority's area"),
        (Placing.NotInDirectory, "Postcode not in the directory"),
        (Placing.NotAPostcode, "Not a postcode"),
        (Placing.NoPostcode, "No postcode"),
    ];

    private IEnumerable<ReachChild> Registered => Children.Where(child => child.Area is { IsDeprived: true });

    private int? Population => ReachAreas.ChildrenIn(Areas.All.Where(area => area.IsDeprived));

    /// <summary>A figure; null when what it needs is missing.</summary>
    public Figure? Of(FigureQuery query)
    {
        var (registered, accessing) = (Registered.Count(), Registered.Count(IsAccessing));
        var (rule, all) = (Areas.Describe(), query.OutOf ?? Population);
        var of = query.OutOf is null ? Areas.PopulationFrom : "a fixed number of children in strands.json";
        return (query.What, Visits) switch
        {
            ("registered", _) when all is { } children => Rate(registered, children, $"{rule}; registered on {Day}: {RegisteredFrom}; children: {of}"),
            ("accessing", not null) => Rate(accessing, query.OutOf ?? registered, $"{rule}; {VisitsFrom}; of those registered on {Day}: {RegisteredFrom}"),
            ("accessing-of-all", not null) when all is { } children => Rate(accessing, children, $"{rule}; {VisitsFrom}; registered on {Day}: {RegisteredFrom}; children: {of}"),
            _ => null,
        };
    }

    /// <summary>By ward, in the most deprived areas and in all; and what the postcodes say.</summary>
    public IReadOnlyList<Breakdown> Breakdowns() =>
    [
        ByWard("reach-by-ward", $"By ward: {ReachWords.Of(Rule)}, {MonthSpan.Name(Month)}", area => area.IsDeprived),
        ByWard("children-by-ward", $"By ward: children under {Rule.UnderAge} in all areas of the authority, {MonthSpan.Name(Month)}", _ => true),
        new Breakdown(
            "reach-postcodes", $"What the postcodes of registered children under {Rule.UnderAge} say, {MonthSpan.Name(Month)}", "Postcode", ["Children"],
            [.. Labels.Select(label => new BreakdownRow(label.Label, [Having(label.Placing)]))], CountsPeople: true),
    ];

    /// <summary>What the postcodes say, in a sentence; null when all children live in the authority at a postcode in use.</summary>
    public Finding? Postcodes()
    {
        var (terminated, outside, unsure) = (Having(Placing.InsideTerminated), Having(Placing.Outside), Children.Count(child => !child.IsCertain));
        var (unknown, wrong, none) = (Having(Placing.NotInDirectory), Having(Placing.NotAPostcode), Having(Placing.NoPostcode));
        var nowhere = unknown + wrong + none;
        if (terminated + outside + nowhere + unsure == 0)
            return null;
        return new Finding(
            20 * nowhere > Children.Count ? Severity.Warning : Severity.Note, "postcodes", null, $"reach {MonthSpan.Of(Month)}",
            $"Of {Counted.Of(Children.Count, "registered child", "registered children")} under {Rule.UnderAge}, {ReachWords.Number(nowhere)} cannot be placed "
            + $"({ReachWords.Number(none)} without a postcode, {ReachWords.Number(wrong)} whose postcode is none, {ReachWords.Number(unknown)} whose postcode the directory does not know) "
            + $"and {ReachWords.Number(outside)} live outside the authority: these are in no figure of reach. {ReachWords.Number(terminated)} are placed by a postcode that is no longer in use"
            + (unsure > 0 ? $", {ReachWords.Number(unsure)} by an area of 2011 that was split since, taken as its first part" : "")
            + ". Postcodes are mended in the council's own system.",
            Finding.DataTeam);
    }

    private string Day => new MonthSpan(Month, Month).LastDate.ToString("d MMMM uuuu", System.Globalization.CultureInfo.GetCultureInfo("en-GB"));

    private static Figure Rate(int count, decimal outOf, string from) =>
        new(outOf > 0 ? 100m * count / outOf : null, count, outOf, WilsonInterval.Of(count, outOf), from);

    private bool IsAccessing(ReachChild child) => Visits?.ContainsKey(child.Person) == true;

    private int Having(Placing placing) => Children.Count(child => child.Placing == placing);

    private Breakdown ByWard(string id, string title, Func<ReachArea, bool> takes)
    {
        var children = Children.Where(child => child.Area is { } area && takes(area)).ToLookup(child => Ward(child.Area!));
        var rows = Areas.All.Where(takes).ToLookup(Ward).OrderBy(ward => ward.Key, StringComparer.Ordinal).Select(ward => new BreakdownRow(
            ward.Key,
            [
                ReachAreas.ChildrenIn(ward),
                children[ward.Key].Count(),
                Visits is null ? null : children[ward.Key].Count(IsAccessing),
                Visits is null ? null : children[ward.Key].Sum(child => Visits.GetValueOrDefault(child.Person)),
            ]));
        return new Breakdown(id, title, "Ward", ["Children", "Registered", "Accessing", "Visits"], [.. rows], CountsPeople: true);
    }

    private static string Ward(ReachArea area) => area.Ward ?? "Ward not known";
}
