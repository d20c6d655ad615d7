using System.Text.Json.Nodes;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Published;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs.Attack;

/// <summary>
/// Everything that is published of an authority, as attack.py wants it: each number once, however many editions show it, and every equation
/// that somebody could know. The attacker is told more than is published: of a share that is withheld, whether those who
/// have it or those who have it not are the few; of a number that is withheld with others, that it is not for itself.
/// </summary>
internal sealed class PublishedCells(string name, params IReadOnlyList<Place> places)
{
    private readonly JsonObject cells = [];
    private readonly JsonObject ranges = [];
    private readonly JsonArray sums = [];
    private readonly JsonArray shares = [];
    private readonly Dictionary<string, (Measure Measure, HashSet<MonthSpan> Windows)> courses = [];
    private readonly HashSet<string> said = [];

    /// <summary>A month, a quarter or a year as anybody may see it; packs hold nothing that is not in it.</summary>
    public void Add(CompiledReturn truth)
    {
        var published = Publication.Of(truth, places);
        foreach (var line in published.Lines.Where(line => line.Measure.Publish is PublishRule.SmallNumbers))
        {
            var of = truth.Lines.Single(raw => raw.Measure == line.Measure.Code);
            Add(line, line.Window, line.Figure, of.Value, of.Numerator, of.Denominator, line.Rating, line.Target, hasMargin: of.Lower is not null);
            foreach (var (point, raw) in line.Trend.Zip(truth.Trends.GetValueOrDefault(line.Measure.Code, [])))
            {
                if (line.Measure.Window.For(point.Month) is { } window)
                    Add(line, window, point.Figure, raw.Value, raw.Numerator, raw.Denominator, Rating.None, null, hasMargin: false);
            }
        }

        foreach (var (table, raw) in published.Breakdowns.Join(truth.Breakdowns, table => table.Id, raw => raw.Id, (table, raw) => (table, raw)).Where(pair => pair.raw.CountsPeople))
            Add($"{published.Period}", table, raw);
        AddReach(published, truth);
    }

    /// <summary>What a computed measure counts: which of the rows that are told apart by every condition.</summary>
    public void Counts(FigureQuery query, MonthSpan window, IEnumerable<string> rows)
    {
        string[] parts = [.. rows];
        foreach (var part in parts)
            Unknown(part);
        Sum($"{Identity(query)} {window.From}..{window.To}", parts);
    }

    /// <summary>The same of a number in a table.</summary>
    public void Counts(MonthSpan period, string table, string row, string column, IEnumerable<string> rows) => Sum($"{period} {table} {row}/{column}", [.. rows]);

    /// <summary>The line of JSON, with what months and longer times have to do with each other.</summary>
    public string ToJson()
    {
        foreach (var (course, (measure, windows)) in courses)
            AddTimes(course, measure, windows);

        // The attack lists cells with blanks between, each with an equals sign.
        return new JsonObject { ["name"] = name, ["cells"] = cells, ["sums"] = sums, ["hidden"] = new JsonArray(1, 7), ["rounded"] = 5, ["ranges"] = ranges, ["shares"] = shares }
            .ToJsonString().Replace(' ', '_').Replace('=', ':');
    }

    private void Add(PublishedLine line, MonthSpan window, PublishedFigure figure, decimal? value, decimal? numerator, decimal? denominator, Rating rating, decimal? target, bool hasMargin)
    {
        var course = line.Measure.Figure is { } query ? Identity(query) : line.Measure.Code;
        var cell = $"{course} {window.From}..{window.To}";
        switch (line.Measure.Kind)
        {
            case MeasureKind.Count or MeasureKind.People when value is not null:
                Add(cell, figure.Value, value.Value);
                break;
            case MeasureKind.Rate when value is not null && numerator is { } part && denominator is { } all:
                Add($"{cell} all", figure.Denominator, all);
                Add($"{cell} part", PublishedNumber.Withheld, part <= all - part ? part : 0);
                Add($"{cell} rest", PublishedNumber.Withheld, all - part < part ? all - part : 0);
                Sum($"{cell} all", $"{cell} part", $"{cell} rest");
                Share(cell, figure.Value);
                if (figure.Value.IsShown && rating is not Rating.None && target is { } aim && line.Measure.Good is GoodDirection.Higher)
                    Rated(cell, line.Measure, rating, aim, hasMargin && aim is > 0 and < 100 ? WilsonInterval.MarginOf(aim, all) : 0);
                break;
            default:
                return;
        }

        if (!courses.TryGetValue(course, out var known))
            courses[course] = known = (line.Measure, []);
        known.Windows.Add(window);
    }

    private void Share(string cell, PublishedNumber shown)
    {
        if (shown is { Value: 0 or 100 } told)
        {
            ranges[$"{cell} {(told.Value == 0 ? "part" : "rest")}"] = new JsonArray(0, 0);
            return;
        }

        if (shown.IsShown)
            Between(cell, shown.From ?? shown.Value!.Value - 0.5m, shown.Below ?? shown.Value!.Value + 0.5m);
    }

    /// <summary>What a rating tells of a share. The attacker is told how many people the margin of error is of.</summary>
    private void Rated(string cell, Measure measure, Rating rating, decimal aim, decimal margin)
    {
        var (near, least) = (aim - measure.Tolerance, Math.Max(0, aim - margin));
        switch (rating)
        {
            case Rating.WithinMargin:
                Between(cell, least, aim + margin);
                break;
            case Rating.OnTarget:
                Between(cell, aim + margin, 101);
                break;
            case Rating.Near:
                Between(cell, near, margin > 0 ? least : aim);
                break;
            default:
                Between(cell, 0, Math.Min(near, margin > 0 ? least : aim));
                break;
        }
    }

    private void Between(string cell, decimal from, decimal below) => shares.Add(new JsonArray($"{cell} part", $"{cell} all", from, below));

    private void Add(string period, PublishedBreakdown table, Breakdown raw)
    {
        foreach (var (column, index) in table.Columns.Select((column, index) => (column, index)))
        {
            var at = raw.Columns.ToList().IndexOf(column);
            foreach (var (row, truth) in table.Rows.Zip(raw.Rows).Where(pair => pair.Second.Values[at] is not null))
                Add($"{period} {table.Id} {row.Label}/{column}", row.Values[index], truth.Values[at]!.Value);
        }
    }

    /// <summary>What the tables by ward have to do with each other and with the shares.</summary>
    private void AddReach(PublishedReturn published, CompiledReturn truth)
    {
        var period = $"{published.Period}";
        var wards = published.Breakdowns.SingleOrDefault(table => table.Id == "reach-by-ward")?.Rows.Select(row => row.Label).ToList() ?? [];
        var all = published.Breakdowns.SingleOrDefault(table => table.Id == "children-by-ward")?.Rows.Select(row => row.Label).ToList() ?? [];
        foreach (var column in (string[])["Children", "Registered", "Accessing", "Visits"])
        {
            foreach (var ward in wards.Intersect(all))
                AtMost($"{period} reach-by-ward {ward}/{column}", $"{period} children-by-ward {ward}/{column}");
        }

        foreach (var ward in wards.Select(ward => $"{period} reach-by-ward {ward}").Concat(all.Select(ward => $"{period} children-by-ward {ward}")))
        {
            AtMost($"{ward}/Accessing", $"{ward}/Registered");
            AtMost($"{ward}/Accessing", $"{ward}/Visits");
        }

        foreach (var line in published.Lines.Where(line => line.Measure is { Figure: { Source: "reach", OutOf: null }, Publish: PublishRule.SmallNumbers } && truth.Lines.Single(raw => raw.Measure == line.Measure.Code).Value is not null))
        {
            var cell = $"{Identity(line.Measure.Figure!)} {line.Window.From}..{line.Window.To}";
            var (part, whole) = line.Measure.Figure!.What switch { "registered" => ("Registered", "Children"), "accessing" => ("Accessing", "Registered"), _ => ("Accessing", "Children") };
            Sum($"{cell} part", [.. wards.Select(ward => $"{period} reach-by-ward {ward}/{part}")]);
            Sum($"{cell} all", [.. wards.Select(ward => $"{period} reach-by-ward {ward}/{whole}")]);
        }

        string[] placed = [$"{period} reach-postcodes In the authority's area/Children", $"{period} reach-postcodes In the authority's area, by a postcode that is no longer in use/Children"];
        if (placed.All(Has) && all.Count > 0)
        {
            Unknown($"{period} placed");
            Sum($"{period} placed", placed);
            Sum($"{period} placed", [.. all.Select(ward => $"{period} children-by-ward {ward}/Registered")]);
        }
    }

    private void AddTimes(string course, Measure measure, HashSet<MonthSpan> windows)
    {
        // Who is registered or trained is not added up over the months, and different people only within bounds.
        var adds = measure.Kind is MeasureKind.Count || measure is { Kind: MeasureKind.Rate, Figure: null or { Source: "breastfeeding" } };
        foreach (var suffix in measure.Kind is MeasureKind.Rate ? (string[])[" all", " part", " rest"] : [""])
        {
            string Cell(MonthSpan window) => $"{course} {window.From}..{window.To}{suffix}";
            foreach (var window in windows.Where(window => window.Count > 1))
            {
                var months = window.Months.Select(month => Cell(MonthSpan.Of(month))).ToList();
                if (adds)
                {
                    months.ForEach(Unknown);
                    Sum(Cell(window), [.. months]);
                }
                else if (measure.Kind is MeasureKind.People)
                {
                    months.ForEach(Unknown);
                    Unknown($"{Cell(window)} at most");
                    Sum($"{Cell(window)} at most", [.. months]);
                    AtMost(Cell(window), $"{Cell(window)} at most");
                    months.ForEach(month => AtMost(month, Cell(window)));
                }
            }
        }
    }

    /// <summary>One that hides 1 to 7 is attacked; one that is withheld with others may be anything.</summary>
    private void Add(string cell, PublishedNumber shown, decimal truth)
    {
        if (shown.Value is { } value)
        {
            ranges.Remove(cell);
            cells[cell] = value;
        }
        else if (!Has(cell) && truth is >= 1 and <= 7)
        {
            cells[cell] = PublishedNumber.Sign;
        }
        else
        {
            Unknown(cell);
        }
    }

    private void Unknown(string cell)
    {
        if (!Has(cell))
            ranges[cell] = new JsonArray(0, null);
    }

    private bool Has(string cell) => cells.ContainsKey(cell) || ranges.ContainsKey(cell);

    private void Sum(string total, params string[] parts)
    {
        if (Has(total) && parts.Length > 0 && parts.All(Has) && said.Add($"{total} = {string.Join(" + ", parts)}"))
            sums.Add(new JsonArray(total, new JsonArray([.. parts.Select(part => JsonValue.Create(part))])));
    }

    private void AtMost(string part, string total)
    {
        if (!Has(part) || !Has(total) || !said.Add($"{part} <= {total}"))
            return;
        var rest = $"{total} without {part}";
        Unknown(rest);
        sums.Add(new JsonArray(total, new JsonArray(part, rest)));
    }

    private static string Identity(FigureQuery query) =>
        $"{query.Source}.{query.What}({string.Join(';', query.Where.OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => $"{column.Key}={string.Join('|', column.Value)}"))}){query.OutOf}";
}
