using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using HubAutomation.Shared.Reach;

namespace HubAutomation.Shared.FundingReturns.Sources.Reach;

/// <summary>An area (LSOA of 2021) of the authority.</summary>
/// <param name="IsDeprived">Whether it is among the most deprived ones that the rule asks for.</param>
/// <param name="Ward">The ward's name; null when it is not known.</param>
/// <param name="Children">How many children of the age live there; null when it is not known.</param>
internal sealed record ReachArea(bool IsDeprived, string? Ward, int? Children);

/// <summary>
/// The authority's areas. Everything is counted by LSOAs of 2021, so that children and population are of the same areas. An index on LSOAs of
/// 2011 is carried over by the best-fit lookup: an area of 2021 is among the most deprived when any of the areas that it was made of is.
/// </summary>
internal sealed class ReachAreas
{
    private readonly ReachRule rule;
    private readonly IReadOnlyDictionary<string, ReachArea> areas;
    private readonly ILookup<string, string> since2011;

    private ReachAreas(ReachRule rule, IReadOnlyDictionary<string, ReachArea> areas, ILookup<string, string> since2011, string? populationFrom) =>
        (this.rule, this.areas, this.since2011, PopulationFrom) = (rule, areas, since2011, populationFrom);

    /// <summary>All of them.</summary>
    public IEnumerable<ReachArea> All => areas.Values;

    /// <summary>Which estimates of population are used; null when there are none.</summary>
    public string? PopulationFrom { get; }

    /// <summary>The rule in words, and how many areas it means.</summary>
    public string Describe() => $"{ReachWords.Of(rule)} ({ReachWords.Number(areas.Values.Count(area => area.IsDeprived))} of the authority's {Counted.Of(areas.Count, "area", "areas")})";

    /// <summary>Children of the age in some areas; null when their number is not known of all of them.</summary>
    public static int? ChildrenIn(IEnumerable<ReachArea> some) => some.Aggregate((int?)0, (sum, area) => sum + area.Children);

    /// <summary>The area of this code; null when it is none of the authority's.</summary>
    public ReachArea? Find(string code) => areas.GetValueOrDefault(code);

    /// <summary>
    /// The area of 2021 of an area of 2011: the one that it became, or the first of those that it was split into. Empty when the lookup does not
    /// know it.
    /// </summary>
    public (string Code, bool IsCertain) Of2011(string code) =>
        code.Length == 0 ? ("", true) : (since2011[code].Order(StringComparer.Ordinal).FirstOrDefault(""), since2011[code].Count() < 2);

    /// <summary>Reads the areas; null, with a finding, when they cannot be told.</summary>
    public static async Task<ReachAreas?> ReadAsync(ReachRule rule, IReadOnlyList<ReadyReference> reference, SourceNotes notes, CancellationToken cancellation)
    {
        if (ReferenceKinds.DeprivationOf(rule.Release) is not { } kind || !reference.Has(kind, notes) || (rule.Release == 2019 && !reference.Has(ReferenceKinds.Changes, notes)))
            return null;
        var ranked = await RanksAsync(reference.Of(kind)!, rule.Index, cancellation);
        var own = ranked.Where(area => area.District == rule.District).OrderBy(area => area.Rank).ThenBy(area => area.Code, StringComparer.Ordinal).ToList();
        if (own.Count == 0)
        {
            notes.Add(new Finding(
                Severity.Error, "no-areas", null, kind.Id,
                $"{kind.Title} has no area in district {rule.District}. Write the district's code into strands.json as that file has it; codes change when boundaries do.", Finding.DataTeam));
            return null;
        }

        var deprived = (rule.MostDeprivedAreas is { } top ? own.Take(top) : own.Where(area => 100L * area.Rank <= (long)rule.MostDeprivedPercent!.Value * ranked.Count)).Select(area => area.Code).ToHashSet();
        var changes = reference.Of(ReferenceKinds.Changes) is { } lookup ? await ChangesAsync(lookup, cancellation) : [];
        var since2011 = changes.ToLookup(change => change.Before, change => change.After);
        var codes = rule.Release == 2019 ? CarriedOver([.. own.Select(area => area.Code)], deprived, changes, notes) : own.ToDictionary(area => area.Code, area => deprived.Contains(area.Code));
        var wards = reference.Has(ReferenceKinds.Wards, notes) ? await WardsAsync(reference.Of(ReferenceKinds.Wards)!, codes, cancellation) : [];
        var population = reference.Has(ReferenceKinds.Population, notes) ? await ChildrenAsync(reference.Of(ReferenceKinds.Population)!, codes, rule.UnderAge, notes, cancellation) : [];
        var areas = codes.ToDictionary(
            area => area.Key, area => new ReachArea(area.Value, wards.GetValueOrDefault(area.Key), population.TryGetValue(area.Key, out var children) ? children : null));
        return new ReachAreas(rule, areas, since2011, reference.Of(ReferenceKinds.Population)?.Manifest.Describe());
    }

    private static async Task<List<(string Code, string District, int Rank)>> RanksAsync(ReadyReference ranks, DeprivationIndex index, CancellationToken cancellation)
    {
        var areas = new List<(string, string, int)>();
        await foreach (var line in ranks.LinesAsync(cancellation))
        {
            var cells = line.Split(',');
            areas.Add((cells[0], cells[1], int.Parse(cells[index == DeprivationIndex.Imd ? 2 : 3], CultureInfo.InvariantCulture)));
        }

        return areas;
    }

    private static async Task<List<(string Before, string After, string Change)>> ChangesAsync(ReadyReference lookup, CancellationToken cancellation)
    {
        var changes = new List<(string, string, string)>();
        await foreach (var line in lookup.LinesAsync(cancellation))
            changes.Add(line.Split(',') is [var before, var after, var change] ? (before, after, change) : throw new InvalidDataException("A line of lsoa-changes has not three cells."));
        return changes;
    }

    // Areas of 2011 → areas of 2021, and whether these are among the most deprived.
    private static Dictionary<string, bool> CarriedOver(
        HashSet<string> own, HashSet<string> deprived, List<(string Before, string After, string Change)> changes, SourceNotes notes)
    {
        var carried = changes.Where(change => own.Contains(change.Before)).ToList();
        var changed = carried.Where(change => change.Change != "U").ToList();
        if (changed.Count > 0)
        {
            var (split, merged, other) = (Befores("S").Count(), changed.Where(change => change.Change == "M").Select(change => change.After).Distinct().Count(), Befores("X").Count());
            notes.Add(new Finding(
                Severity.Note, "areas-changed", null, "2011 to 2021",
                $"The index is on areas of 2011. Of the authority's, {ReachWords.Number(split)} were split since, {Counted.Of(merged, "area was", "areas were")} made by merging, {ReachWords.Number(other)} changed otherwise. An area of 2021 counts as among the most deprived when any of the areas that it was made of does.",
                Finding.DataTeam));
        }

        return carried.GroupBy(change => change.After).ToDictionary(area => area.Key, area => area.Any(change => deprived.Contains(change.Before)));

        IEnumerable<string> Befores(string change) => changed.Where(one => one.Change == change).Select(one => one.Before).Distinct();
    }

    private static async Task<Dictionary<string, string>> WardsAsync(ReadyReference wards, Dictionary<string, bool> codes, CancellationToken cancellation)
    {
        var names = new Dictionary<string, string>();
        await foreach (var line in wards.LinesAsync(cancellation))
        {
            if (line.Split(',', 3) is [var area, _, var name] && codes.ContainsKey(area))
                names[area] = name;
        }

        return names;
    }

    private static async Task<Dictionary<string, int>> ChildrenAsync(
        ReadyReference population, Dictionary<string, bool> codes, int underAge, SourceNotes notes, CancellationToken cancellation)
    {
        var children = new Dictionary<string, int>();
        await foreach (var line in population.LinesAsync(cancellation))
        {
            var cells = line.Split(',');
            if (codes.ContainsKey(cells[0]) && cells.Length > underAge)
                children[cells[0]] = cells.Skip(1).Take(underAge).Sum(cell => int.Parse(cell, CultureInfo.InvariantCulture));
        }

        if (children.Count < codes.Count)
        {
            notes.Add(new Finding(
                Severity.Warning, "population-incomplete", null, ReferenceKinds.Population.Id,
                $"The {ReferenceKinds.Population.Title} lacks {ReachWords.Number(codes.Count - children.Count)} of the authority's {Counted.Of(codes.Count, "area", "areas")}, or ages under {underAge} in them, so shares of all children there cannot be said. Upload estimates for all areas with a column for each year of age.",
                Finding.DataTeam));
        }

        return children;
    }
}
