using System.Text;
using System.Text.Json;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs;
using HubAutomation.Shared.FundingReturns.Outputs.Published;
using HubAutomation.Shared.FundingReturns.Rules;
using NodaTime;
using static HubAutomation.Shared.Tests.FundingReturns.Rules.GivenPeriod;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs;

/// <summary>The documents of a quarter: those of a month, which say what they were made of.</summary>
public sealed class PeriodDocumentsTests
{
    private static readonly CompiledReturn Whole = RolledUp(
        Material(Measure(MeasureKind.Count), Month("2026-10", 10), Month("2026-11", 12), Month("2026-12", 8)) with
        {
            Before = new Dictionary<string, ReturnLine> { ["PA-01"] = Month("2026-09", 21).Line },
        });

    private static readonly CompiledReturn WithoutNovember = RolledUp(Material(Measure(MeasureKind.Count), Month("2026-10", 10), Month("2026-12", 8)));

    [Fact]
    public void They_are_named_after_the_quarter() => Assert.Equal(
        [
            "halton-2026-27-q3.xlsx", "halton-2026-27-q3.html", "halton-2026-27-q3.csv", "halton-2026-27-q3.json", "halton-2026-27-q3-national.xlsx", "halton-2026-27-q3-service-users.csv",
            "halton-2026-27-q3-published.html", "halton-2026-27-q3-published.csv", "halton-2026-27-q3-published.json", "halton-2026-27-q3-widnes.html", "halton-2026-27-q3-runcorn.html",
        ],
        ReturnDocuments.All(Whole, Returns.HaltonSettings).Select(document => document.Name));

    [Fact]
    public void Each_has_an_address_beside_those_of_months() => Assert.Equal(
        [
            "api/halton/returns/documents/2026-27-q3/return.xlsx", "api/halton/returns/documents/2026-27-q3/report.html", "api/halton/returns/documents/2026-27-q3/figures.csv",
            "api/halton/returns/documents/2026-27-q3/facts.json", "api/halton/returns/documents/2026-27-q3/national.xlsx", "api/halton/returns/documents/2026-27-q3/service-users.csv", "api/halton/returns/published/2026-27-q3/report.html",
            "api/halton/returns/published/2026-27-q3/figures.csv", "api/halton/returns/published/2026-27-q3/facts.json", "api/halton/returns/packs/2026-27-q3/widnes", "api/halton/returns/packs/2026-27-q3/runcorn",
        ],
        ReturnDocuments.All(Whole, Returns.HaltonSettings).Select(document => ReturnAddresses.Of(Whole, document)));

    [Fact]
    public void Nothing_is_published_of_a_quarter_with_a_month_that_nobody_has_approved() =>
        Assert.DoesNotContain(ReturnDocuments.All(WithoutNovember, Returns.HaltonSettings), document => document.IsPublished);

    [Fact]
    public void Nothing_is_published_of_a_quarter_that_says_what_cannot_be() => Assert.DoesNotContain(
        ReturnDocuments.All(Whole with { Findings = [new(Severity.Error, "over-award", "PA-01", null, "More is spent than was awarded.", Finding.DataTeam)] }, Returns.HaltonSettings), document => document.IsPublished);

    [Fact]
    public void Tables_of_people_are_not_published_since_those_of_the_months_could_be_subtracted() => Assert.Equal(
        ["top-pages"], Returns.Published(Whole with { Breakdowns = Returns.Halton.Breakdowns }).Breakdowns.Select(table => table.Id));

    [Fact]
    public void The_report_says_which_frozen_months_it_is_made_of_and_what_came_before()
    {
        var report = Text(Whole, ReturnDocumentKind.Report);

        foreach (var said in (string[])["Quarterly return: October to December 2026 (Q3 2026-27)", "Rolled up from 3 frozen months.", "October 2026, version 1", "Fingerprint 10ab", "Fingerprint 12ab", "Quarter before", "+9", "(21 the quarter before)"])
            Assert.Contains(said, report, StringComparison.Ordinal);
        Assert.Contains("Rolled up from 2 of 3 months; November 2026 is not frozen", Text(WithoutNovember, ReturnDocumentKind.Report), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_chart_is_the_course_of_the_months() =>
        Assert.Contains("Oct 2026 10, Nov 2026 12, Dec 2026 8.", Text(Whole, ReturnDocumentKind.Report), StringComparison.Ordinal);

    [Fact]
    public void Separated_text_and_JSON_name_the_quarter_and_no_version()
    {
        Assert.StartsWith("\uFEFFAuthority,Months,Version,Status,", Text(Whole, ReturnDocumentKind.Figures), StringComparison.Ordinal);
        Assert.Contains("Halton Borough Council,2026-27-q3,,rolled up,Parenting,PA-01,Parents on a course,30,", Text(Whole, ReturnDocumentKind.Figures), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Text(Whole, ReturnDocumentKind.Facts));
        var fact = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(("2026-27-q3", "2026-12", 30m), (fact.GetProperty("period").GetString(), fact.GetProperty("month").GetString(), fact.GetProperty("value").GetDecimal()));
        Assert.False(fact.TryGetProperty("version", out _));
    }

    [Fact]
    public void The_same_quarter_gives_the_same_bytes() => Assert.All(
        ReturnDocuments.All(Whole, Returns.HaltonSettings).Zip(ReturnDocuments.All(Whole, Returns.HaltonSettings)),
        pair => Assert.True(pair.First.Content.Span.SequenceEqual(pair.Second.Content.Span), pair.First.Name));

    [Fact]
    public void What_is_published_says_when_the_last_month_was_approved_and_has_no_fingerprint()
    {
        var published = Text(Whole, ReturnDocumentKind.PublishedReport);

        Assert.Contains("figures for October to December 2026 (Q3 2026-27)", published, StringComparison.Ordinal);
        Assert.Equal(new LocalDate(2027, 1, 10), Returns.Published(Whole).Approved);
        foreach (var hidden in (string[])["Fingerprint", "10ab", "Quarter before", "21"])
            Assert.DoesNotContain(hidden, published, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 12, 8, "30")]
    [InlineData(10, 12, 3, "*")] // 25 less 10 and 12 would tell of the 3
    public void A_quarter_is_withheld_with_any_of_its_months(int october, int november, int december, string shown)
    {
        var of = RolledUp(Material(Measure(MeasureKind.Count), Month("2026-10", october), Month("2026-11", november), Month("2026-12", december)));

        Assert.Equal(shown, Shown(Assert.Single(Returns.Published(of).Lines).Figure));
    }

    [Fact]
    public void A_quarter_is_not_published_of_what_was_defined_differently_in_one_of_its_months()
    {
        var satisfied = Measure(MeasureKind.Rate) with { Source = MeasureSource.Submitted, Figure = null };
        var of = RolledUp(Material(satisfied, Month("2026-10", 70), Month("2026-11", 72), Month("2026-12", 80)));
        var mixed = of with { Findings = [new(Severity.Warning, "definition-changed", satisfied.Code, null, "It was defined differently in October 2026.", "manager")] };

        Assert.Equal("not published: it was defined differently in one of the months", PublishedWords.Figure(Assert.Single(Returns.Published(mixed).Lines)));
        Assert.False(Assert.Single(Returns.Published(of).Lines).IsMixed);
    }

    /// <summary>
    /// Any three months, shown beside the quarter's sum: whatever months lead to the same publication are possible, and no month from 1 to 7 is the same in
    /// all of them.
    /// </summary>
    [Fact]
    public void No_month_can_be_worked_out_from_the_quarter()
    {
        const int Highest = 13;
        var quarters = from october in Enumerable.Range(0, Highest) from november in Enumerable.Range(0, Highest) from december in Enumerable.Range(0, Highest) select new[] { october, november, december };

        var told = quarters.GroupBy(months => Shown(Assert.Single(Returns.Published(RolledUp(Material(Measure(MeasureKind.Count), Month("2026-10", months[0]), Month("2026-11", months[1]), Month("2026-12", months[2])))).Lines)))
            .Where(same => Enumerable.Range(0, 3).Any(i => same.Select(months => months[i]).Distinct().ToArray() is [>= 1 and <= 7]))
            .Select(same => same.Key)
            .ToList();

        Assert.Empty(told);
    }

    private static string Shown(PublishedLine line) => string.Join(' ', line.Trend.Select(point => point.Figure).Append(line.Figure).Select(Shown));

    private static string Shown(PublishedFigure figure) => figure.Value.IsWithheld ? "*" : $"{figure.Value.Value}";

    private static CompiledReturn RolledUp(PeriodMaterial material)
    {
        var lines = PeriodLines.Make(material);
        return new CompiledReturn(
            "halton", material.RollUp.Period.To, 1, null, material.Settings, lines, PeriodChecks.Check(material, lines, []), new Dictionary<string, FindingComment>(), [],
            ReturnLines.TrendsOf(material.Course), null)
        {
            RollUp = material.RollUp,
        };
    }

    private static string Text(CompiledReturn of, ReturnDocumentKind kind) =>
        Encoding.UTF8.GetString(ReturnDocuments.All(of, Returns.HaltonSettings).Single(document => document.Kind == kind).Content.Span);
}
