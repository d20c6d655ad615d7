using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs;
using HubAutomation.Shared.FundingReturns.Outputs.Json;
using HubAutomation.Shared.FundingReturns.Outputs.Published;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Tests.Timetables.Publishing;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs;

/// <summary>What anybody may see of a return, and what nobody may find in it.</summary>
public sealed class PublicationTests
{
    private static readonly PublishedReturn Published = Returns.Published(Returns.Halton);

    [Theory]
    [InlineData("TR-01", "7080")] // visits are no people: as it is
    [InlineData("PA-02", "45")] // 43
    [InlineData("PA-03", "*")] // 6
    [InlineData("IF-01", "55-60")] // 83 of 145
    [InlineData("IF-02", "-")] // missing
    [InlineData("PM-01", "42.9")] // of 28 practitioners, as it is
    public void Each_measure_is_published_by_its_rule(string code, string shown) => Assert.Equal(shown, Shown(Line(code).Figure.Value));

    [Fact]
    public void Months_before_are_under_the_same_rule() =>
        Assert.Equal("10 * 0 10 10", string.Join(' ', Line("PA-03").Trend.Select(point => Shown(point.Figure.Value)))); // 9, 3, 0, 12, 11

    [Fact]
    public void Shares_of_months_before_whose_numbers_are_unknown_are_not_shown() =>
        Assert.All(Line("IF-03").Trend, point => Assert.True(point.Figure.Value.IsWithheld));

    [Fact]
    public void A_computed_baseline_and_the_target_that_begins_at_it_are_those_of_the_return() =>
        Assert.Equal((50.9m, 52.9m), (Line("IF-01").Baseline.Value, Line("IF-01").Target));

    [Theory]
    [InlineData(205, 403)] // a tenth of a percent would tell who knows the 403 that it was 205
    [InlineData(5, 900)]
    public void A_computed_baseline_of_few_is_not_shown_nor_the_target_that_begins_at_it(int numerator, int denominator)
    {
        var line = Returns.Published(Change("IF-01", line => line with { BaselineNumerator = numerator, BaselineDenominator = denominator })).Lines.Single(line => line.Measure.Code == "IF-01");

        Assert.Equal((PublishedNumber.Withheld, null, Rating.None), (line.Baseline, line.Target, line.Rating));
    }

    /// <summary>The issue's own: 38 of 47 is 80.9 % and near; of rounded numbers it was 88.9 % and on target. A rise was a fall.</summary>
    [Theory]
    [InlineData(38, 47, "*", Rating.None)]
    [InlineData(380, 470, "80-85", Rating.Near)]
    [InlineData(809, 1000, "81", Rating.Near)]
    [InlineData(882, 1000, "88", Rating.OnTarget)]
    [InlineData(872, 1000, "87", Rating.None)] // the margin of error ends at 872: "within it" would leave but three numbers
    [InlineData(700, 1000, "70", Rating.Off)]
    [InlineData(8510, 10000, "85", Rating.WithinMargin)]
    [InlineData(8496, 10000, "85", Rating.WithinMargin)]
    [InlineData(764, 900, "85", Rating.WithinMargin)] // 84.9 %, and so it is of all that are 85
    [InlineData(857, 1000, "86", Rating.WithinMargin)]
    public void Rates_and_ratings_come_from_the_true_figures(int numerator, int denominator, string shown, Rating rating)
    {
        var (measure, line, _) = Returns.Row("A-1", "parenting", "Seen in time", MeasureKind.Rate, "%", Math.Round(100m * numerator / denominator, 1), numerator, denominator, decimals: 1, target: 85, tolerance: 5);
        var interval = WilsonInterval.Of(numerator, denominator)!;
        var published = Returns.Published(Alone(measure, line with { Lower = interval.Lower, Upper = interval.Upper })).Lines.Single();

        Assert.Equal((shown, rating), (Shown(published.Figure.Value), published.Rating));
        Assert.Equal(85, published.Target);
    }

    [Theory]
    [InlineData(57, 60, 2, "55", Rating.Off)] // 53 to 57
    [InlineData(57, 60, 3, "55", Rating.None)] // 57 is near, 56 is not
    [InlineData(60, 60, 2, "60", Rating.None)]
    [InlineData(66, 60, 2, "65", Rating.OnTarget)]
    [InlineData(50, 60, 2, "50", Rating.Off)]
    [InlineData(0, 60, 2, "0", Rating.Off)]
    public void A_count_is_rated_where_all_that_are_rounded_alike_have_the_same_rating(int people, int target, int tolerance, string shown, Rating rating)
    {
        var (measure, line, _) = Returns.Row("A-1", "parenting", "Parents", MeasureKind.People, "parents", people, target: target, tolerance: tolerance);
        var published = Returns.Published(Alone(measure, line)).Lines.Single();

        Assert.Equal((shown, rating), (Shown(published.Figure.Value), published.Rating));
    }

    [Fact]
    public void A_rating_that_would_tell_is_said_to_be_left_out()
    {
        var (measure, line, _) = Returns.Row("A-1", "parenting", "Parents", MeasureKind.People, "parents", 60, target: 60, tolerance: 2);

        Assert.Contains("so close to its target that this would tell of few people", Text(Alone(measure, line), ReturnDocumentKind.PublishedReport), StringComparison.Ordinal);
    }

    [Fact]
    public void A_band_is_in_words_on_the_page_and_in_the_file_and_its_ends_in_the_JSON()
    {
        Assert.Contains("55\u00A0% to under 60\u00A0%", Text(Returns.Halton, ReturnDocumentKind.PublishedReport), StringComparison.Ordinal);
        Assert.Contains("of about 145", Text(Returns.Halton, ReturnDocumentKind.PublishedReport), StringComparison.Ordinal);
        Assert.Contains(",55 to under 60,%,,145,50.9,52.9,", Text(Returns.Halton, ReturnDocumentKind.PublishedFigures), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(ReturnFacts.ToJson(ReturnFacts.Of(Published, Returns.HaltonSettings.Authority)));
        var fact = json.RootElement.EnumerateArray().Single(fact => fact.GetProperty("measure").GetString() == "IF-01");
        Assert.Equal((55, 60, false), (fact.GetProperty("lower").GetInt32(), fact.GetProperty("upper").GetInt32(), fact.TryGetProperty("value", out _)));
    }

    [Fact]
    public void What_is_not_shown_is_not_rated() => Assert.Equal(Rating.None, Line("PA-03").Rating);

    [Fact]
    public void A_measure_that_is_never_published_is_not_there()
    {
        var of = With(measure => measure.Code == "TR-01" ? measure with { Publish = PublishRule.Never } : measure);

        Assert.DoesNotContain(Returns.Published(of).Lines, line => line.Measure.Code == "TR-01");
    }

    /// <summary>Source: docs/return-documents.md, "What is published".</summary>
    [Fact]
    public void A_breastfeeding_rate_that_is_known_for_too_few_is_not_published()
    {
        var of = Returns.Halton with { Findings = [new(Severity.Warning, "coverage-below-95", "IF-01", null, "Known for 130 of 145 infants.", Finding.DataTeam)] };

        var line = Returns.Published(of).Lines.Single(line => line.Measure.Code == "IF-01");

        Assert.True(line.IsIncomplete);
        Assert.Equal(PublishedFigure.Withheld, line.Figure);
        Assert.Contains("not published: too little is known", Text(of, ReturnDocumentKind.PublishedReport), StringComparison.Ordinal);
    }

    [Fact]
    public void A_baseline_that_is_known_for_too_few_is_not_published_nor_the_target_that_begins_at_it()
    {
        var of = Returns.Halton with { Findings = [new(Severity.Warning, "coverage-below-95", "IF-01@baseline", null, "Known for 1,400 of 1,595 infants.", Finding.DataTeam)] };

        var line = Returns.Published(of).Lines.Single(line => line.Measure.Code == "IF-01");

        Assert.Equal((PublishedNumber.Withheld, null, Rating.None), (line.Baseline, line.Target, line.Rating));
    }

    [Fact]
    public void Tables_of_people_are_rounded_and_shares_in_them_left_out()
    {
        var table = Published.Breakdowns.Single(table => table.Id == "attendance-by-place");

        Assert.Equal(["Sessions", "Families"], table.Columns);
        Assert.Equal(["Kingsway 40 210", "Warrington Road 20 95", "Ditton 10 *", "Windmill Hill 35 140", "Brookvale 20 65", "Halton Lodge 10 40", "Total 135 555"], table.Rows.Select(row => $"{row.Label} {string.Join(' ', row.Values.Select(Shown))}"));
    }

    [Fact]
    public void Of_several_totals_in_a_table_none_is_shown()
    {
        var table = new Breakdown("t", "T", "Hub", ["Families"], [new("Kingsway", [20]), new("Total Widnes", [20]), new("Brookvale", [9]), new("Total", [29])], CountsPeople: true);

        Assert.Equal("20 * 10 *", string.Join(' ', Returns.Published(Returns.Halton with { Breakdowns = [table] }).Breakdowns[0].Rows.Select(row => Shown(row.Values[0]))));
    }

    [Fact]
    public void A_figure_that_lacks_a_month_says_so_wherever_it_is_published()
    {
        var of = Returns.Halton with
        {
            Lines = [.. Returns.Halton.Lines.Select(line => line.Measure == "IF-03" ? line with { Window = new MonthSpan(new(2026, 4), new(2026, 10)), Lacking = "August 2026" } : line)],
        };

        Assert.Contains("April 2026 to October 2026, without August 2026", Text(of, ReturnDocumentKind.PublishedReport), StringComparison.Ordinal);
        Assert.Contains("2026-04,2026-10,without August 2026", Text(of, ReturnDocumentKind.PublishedFigures), StringComparison.Ordinal);
        Assert.Contains("\"lacking\":\"August 2026\"", Text(of, ReturnDocumentKind.PublishedFacts), StringComparison.Ordinal);
        Assert.DoesNotContain("lacking", Text(Returns.Halton, ReturnDocumentKind.PublishedFacts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_since_April_is_withheld_with_any_of_its_months()
    {
        // 8 and 8 are shown as 10 and 10, 1 is not shown; 17 would be shown as 15, which only a 1 allows.
        Assert.Equal("10 10 * *", Shown(Since(april: 8, may: 8, june: 1)));
        Assert.Equal("10 10 10 25", Shown(Since(april: 9, may: 8, june: 10)));
    }

    /// <summary>
    /// Any three months, shown beside their sum since April, with all that one can conclude who knows the rule: whatever months lead to the same
    /// publication are possible. No month from 1 to 7 may be the same in all of them.
    /// </summary>
    [Fact]
    public void No_month_can_be_worked_out_from_the_figure_since_April()
    {
        const int Highest = 13;
        var returns = from april in Enumerable.Range(0, Highest) from may in Enumerable.Range(0, Highest) from june in Enumerable.Range(0, Highest) select new[] { april, may, june };

        var told = returns.GroupBy(months => Shown(Since(months[0], months[1], months[2])))
            .Where(same => Enumerable.Range(0, 3).Any(i => same.Select(months => months[i]).Distinct().ToArray() is [>= 1 and <= 7]))
            .Select(same => same.Key)
            .ToList();

        Assert.Empty(told);
    }

    [Fact]
    public void Nothing_that_people_wrote_but_why_it_is_revised_and_no_trace_of_raw_figures_is_in_what_is_published()
    {
        foreach (var document in ReturnDocuments.All(Returns.Halton, Returns.HaltonSettings).Where(document => document.IsPublished))
        {
            var text = Encoding.UTF8.GetString(document.Content.Span);
            foreach (var secret in (string[])["Two groups were cancelled", "Both group leaders", "fell from 8 to 4", "2026-10.csv", "Jo Park", "Ada Moss", Returns.Halton.Freezing!.Fingerprint])
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Parents asked for a Saturday group.", "Parents asked for a Saturday group.")]
    [InlineData("Parents asked for a Saturday group. Ring Julie on 07700 900123 to help.", "Parents asked for a Saturday group.")]
    [InlineData("The waiting room has a changing table.\nWrite to julie@example.org", "The waiting room has a changing table.")]
    [InlineData("julie.smith@example.org", "not published")]
    public void What_leads_write_is_published_without_mail_addresses_and_telephone_numbers(string written, string published)
    {
        var of = Change("PC-03", line => line with { Text = written });

        Assert.Equal(published, PublishedWords.Figure(Returns.Published(of).Lines.Single(line => line.Measure.Code == "PC-03")));
        Assert.DoesNotContain(ReturnDocuments.All(of, Returns.HaltonSettings).Where(document => document.IsPublished), document => Encoding.UTF8.GetString(document.Content.Span) is var text
            && (text.Contains("julie", StringComparison.OrdinalIgnoreCase) || text.Contains("900123", StringComparison.Ordinal)));
    }

    [Fact]
    public void Whoever_decides_sees_what_will_be_published_and_that_it_is_not_yet()
    {
        var preview = ReturnDocuments.Preview(Returns.Halton.Draft(), Returns.HaltonSettings);

        Assert.All(preview, document => Assert.True(document.IsPublished));
        var report = Encoding.UTF8.GetString(preview.Single(document => document.Kind is ReturnDocumentKind.PublishedReport).Content.Span);
        Assert.Contains("This is how the public will see it; nothing is published before the return is approved.", report, StringComparison.Ordinal);
        Assert.DoesNotContain("how the public will see it", Text(Returns.Halton, ReturnDocumentKind.PublishedReport), StringComparison.Ordinal);
    }

    [Fact]
    public void The_JSON_says_what_is_withheld()
    {
        using var json = JsonDocument.Parse(ReturnFacts.ToJson(ReturnFacts.Of(Published, Returns.HaltonSettings.Authority)));
        var fathers = json.RootElement.EnumerateArray().Single(fact => fact.GetProperty("measure").GetString() == "PA-03");

        Assert.False(fathers.TryGetProperty("value", out _));
        Assert.True(fathers.GetProperty("isWithheld").GetBoolean());
    }

    [Fact]
    public void A_locality_s_pack_holds_only_its_own_rows()
    {
        var pack = Encoding.UTF8.GetString(ReturnDocuments.All(Returns.Halton, Returns.HaltonSettings).Single(document => document.Name == "halton-2026-10-v2-widnes.html").Content.Span);

        foreach (var own in (string[])["Kingsway", "Ditton", "Appleton", "Against targets", "Training", "Panel news", "changing table"])
            Assert.Contains(own, pack, StringComparison.Ordinal);
        foreach (var others in (string[])["Windmill Hill", "Grange", "Total"])
            Assert.DoesNotContain(others, pack, StringComparison.Ordinal);
    }

    /// <summary>
    /// Of any return with small numbers in every place, no published document differs between two returns that differ only in a number from 1 to 7
    /// that stays one: so no document tells which it was.
    /// </summary>
    [Fact]
    public void A_small_number_leaves_no_trace() => Prop.ForAll(
        (from people in Gen.Choose(1, 7) from other in Gen.Choose(1, 7) from place in Gen.Choose(0, 4) select (people, other, place)).ToArbitrary(),
        drawn => Documents(Small(drawn.place, drawn.people)).SequenceEqual(Documents(Small(drawn.place, drawn.other)))).Check(Properties.Repeatable);

    private static IEnumerable<string> Documents(CompiledReturn of) =>
        ReturnDocuments.All(of, Returns.HaltonSettings).Where(document => document.IsPublished).Select(document => Encoding.UTF8.GetString(document.Content.Span));

    /// <summary>The return with a small number in one place: a count, a numerator, those who are not in it, a row of a table, a month before.</summary>
    private static CompiledReturn Small(int place, int people) => place switch
    {
        0 => Change("PA-02", line => line with { Value = people, Rating = Rating.Off, From = $"{people} rows", Text = $"{people} in all" }),
        1 => Change("IF-01", line => line with { Value = 100m * people / 145, Numerator = people, Lower = people, Upper = people + 9 }),
        2 => Change("IF-01", line => line with { Value = 100m * (145 - people) / 145, Numerator = 145 - people }),
        3 => Returns.Halton with { Breakdowns = [.. Returns.Halton.Breakdowns.Select(table => table with { Rows = [.. table.Rows.Select(row => row.Label == "Ditton" ? row with { Values = [12, people, people] } : row)] })] },
        _ => Returns.Halton with { Trends = Returns.Halton.Trends.ToDictionary(trend => trend.Key, trend => trend.Key == "PA-03" ? [new TrendPoint(new YearMonth(2026, 9), people)] : trend.Value) },
    };

    private static CompiledReturn Change(string code, Func<ReturnLine, ReturnLine> change) =>
        Returns.Halton with { Lines = [.. Returns.Halton.Lines.Select(line => line.Measure == code ? change(line) : line)] };

    private static CompiledReturn With(Func<Measure, Measure> change) =>
        Returns.Halton with { Settings = Returns.Halton.Settings with { Measures = [.. Returns.Halton.Settings.Measures.Select(change)] } };

    private static CompiledReturn Since(int april, int may, int june)
    {
        var query = new FigureQuery("attendance", "attendances", new Dictionary<string, IReadOnlyList<string>> { ["kind"] = ["parenting"] });
        var again = query with { Where = new Dictionary<string, IReadOnlyList<string>> { ["kind"] = ["parenting"] } };
        var (month, year) = (new YearMonth(2026, 6), FinancialYear.Of(new YearMonth(2026, 6)));
        var (monthly, line, _) = Returns.Row("A-1", "parenting", "In the month", MeasureKind.Count, "visits", june, figure: query);
        var (yearly, total, _) = Returns.Row("A-2", "parenting", "Since April", MeasureKind.Count, "visits", april + may + june, figure: again);
        return Returns.Halton with
        {
            Month = month,
            Settings = Returns.Halton.Settings with { Measures = [monthly, yearly with { Window = new Window(WindowKind.YearToDate) }] },
            Lines = [line with { Window = MonthSpan.Of(month) }, total with { Window = new MonthSpan(year.First, month) }],
            Findings = [],
            Breakdowns = [],
            Trends = new Dictionary<string, IReadOnlyList<TrendPoint>> { ["A-1"] = [new(new YearMonth(2026, 4), april), new(new YearMonth(2026, 5), may)] },
        };
    }

    /// <summary>April, May, June, and since April.</summary>
    private static string Shown(CompiledReturn since)
    {
        var lines = Returns.Published(since).Lines;
        return string.Join(' ', lines[0].Trend.Select(point => Shown(point.Figure.Value)).Concat(lines.Select(line => Shown(line.Figure.Value))));
    }

    private static CompiledReturn Alone(Measure measure, ReturnLine line) => Returns.Halton with
    {
        Settings = Returns.Halton.Settings with { Measures = [measure] },
        Lines = [line],
        Findings = [],
        Breakdowns = [],
        Trends = new Dictionary<string, IReadOnlyList<TrendPoint>>(),
    };

    private static PublishedLine Line(string code) => Published.Lines.Single(line => line.Measure.Code == code);

    private static string Text(CompiledReturn of, ReturnDocumentKind kind) => Encoding.UTF8.GetString(ReturnDocuments.All(of, Returns.HaltonSettings).Single(document => document.Kind == kind).Content.Span);

    private static string Shown(PublishedNumber number) => number switch
    {
        { IsWithheld: true } => "*",
        { From: { } from, Below: { } below } => FormattableString.Invariant($"{from:0}-{below:0}"),
        _ => number.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-",
    };
}
