using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Sources.Reach;
using HubAutomation.Shared.Reach;
using HubAutomation.Shared.Tests.Reach;
using static HubAutomation.Shared.Tests.FundingReturns.Sources.People.GivenFiles;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources.Reach;

/// <summary>
/// A small England of ten areas: ranks 1 to 3 are its 30 % most deprived. Halton has areas 1, 2, 4 and 9 (by rank); children under five
/// there: 4, 6, 10 and 10.
/// </summary>
public sealed class ReachSourceTests
{
    private static readonly ReachRule Rule = new("E06000006", DeprivationIndex.Idaci, 2025, 30, null, 5, new Window(WindowKind.LastTwelveMonths));

    private static readonly string[] Directory =
    [
        "x,x,WA8 1AA,198001,,E06000006,E05000001,E01000001", "x,x,WA8 2AA,198001,,E06000006,E05000001,E01000002", "x,x,WA8 3AA,198001,202001,E06000006,E05000001,E01000002",
        "x,x,WA8 4AA,198001,,E06000006,E05000002,E01000004", "x,x,L1 1AA,202608,,E08000012,E05000003,E01000003",
    ];

    private const string Registered =
        """
        Person,Date of birth,Postcode,Registered on,Ended on
        A,2024-05-05,WA8 1AA,2024-06-01,
        B,2024-05-05,wa82aa,2024-06-01,
        C,2021-11-01,WA8 3AA,2024-06-01,
        D,2021-10-31,WA8 1AA,2024-06-01,
        E,2024-05-05,WA8 4AA,2024-06-01,
        F,2024-05-05,L1 1AA,2024-06-01,
        G,2024-05-05,,2024-06-01,
        H,2024-05-05,not given,2024-06-01,
        I,2024-05-05,WA8 9ZZ,2024-06-01,
        J,2024-05-05,WA8 4AA,2024-06-01,
        J,2024-05-05,WA8 1AA,2025-06-01,
        K,2026-11-01,WA8 1AA,2026-10-01,
        """;

    private const string Attended =
        """
        Person,Date,Place,Programme,Role
        a,2026-10-05,kingsway,Peep,child
        A,2026-10-12,kingsway,Peep,child
        J,2026-10-05,ditton,Peep,child
        E,2026-10-05,ditton,Peep,child
        F,2026-10-05,ditton,Peep,child
        Z,2026-10-05,ditton,Peep,child
        """;

    [Fact]
    public async Task Registered_and_accessing_children_of_the_most_deprived_areas()
    {
        var reading = await ReadAsync(Rule);

        Assert.Equal((40m, 4m, 10m), Rate(reading, "registered"));
        Assert.Equal((50m, 2m, 4m), Rate(reading, "accessing"));
        Assert.Equal((20m, 2m, 10m), Rate(reading, "accessing-of-all"));
        Assert.Equal(
            "children under 5 in areas among the 30 % most deprived of England, IDACI 2025 (2 of the authority's 4 areas); at least one attendance in November 2025 to October 2026: attendance/2026-10.csv; "
            + "nothing for November 2025 to September 2026; "
            + "of those registered on 31 October 2026: registrations/2026-10.csv, 12 rows, postcodes by postcode directory (ONSPD or NSPL) of 2026-08",
            reading.Figures["reach.accessing 2026-10"].From);
    }

    [Fact]
    public async Task The_interval_is_Wilsons_and_months_without_attendance_are_named()
    {
        var reading = await ReadAsync(Rule);

        Assert.Equal(WilsonInterval.Of(2, 4), reading.Figures["reach.accessing 2026-10"].Interval);
        Assert.Equal("attendance for reach 2026-10", reading.Findings.Single(finding => finding.Rule == "missing").Place);
    }

    [Fact]
    public async Task By_ward_and_by_what_postcodes_say()
    {
        var reading = await ReadAsync(Rule);

        Assert.Equal(["North: 10 4 2 3"], Rows(reading, "reach-by-ward"));
        Assert.Equal(["North: 10 4 2 3", "South: 20 1 1 1"], Rows(reading, "children-by-ward"));
        Assert.Equal(
            [
                "In the authority's area: 4", "In the authority's area, by a postcode that is no longer in use: 1", "Outside the authority's area: 1",
                "Postcode not in the directory: 1", "Not a postcode: 1", "No postcode: 1",
            ],
            Rows(reading, "reach-postcodes"));
        Assert.All(reading.Breakdowns, table => Assert.True(table.CountsPeople));
        Assert.All(reading.Breakdowns.SelectMany(table => table.Rows), row => Assert.Null(row.Area));
    }

    [Fact]
    public async Task Children_that_cannot_be_placed_are_a_warning_that_names_no_postcode()
    {
        var finding = (await ReadAsync(Rule)).Findings.Single(finding => finding.Rule == "postcodes");

        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Equal(
            "Of 9 registered children under 5, 3 cannot be placed (1 without a postcode, 1 whose postcode is none, 1 whose postcode the directory does not know) and 1 live outside the authority: "
            + "these are in no figure of reach. 1 are placed by a postcode that is no longer in use. Postcodes are mended in the council's own system.",
            finding.Sentence);
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(6, 5)]
    [InlineData(1, 0)]
    public async Task The_age_bound_is_counted_in_completed_years_on_the_last_day(int underAge, int registered)
    {
        var reading = await ReadAsync(Rule with { UnderAge = underAge });

        Assert.Equal(registered, reading.Figures["reach.registered 2026-10"].Numerator);
    }

    [Theory]
    [InlineData(30, null, 2)]
    [InlineData(40, null, 3)]
    [InlineData(100, null, 4)]
    [InlineData(9, null, 0)]
    [InlineData(null, 1, 1)]
    [InlineData(null, 3, 3)]
    [InlineData(null, 30, 4)]
    public async Task The_share_is_of_England_and_a_number_is_of_the_authority(int? percent, int? top, int areas)
    {
        var reading = await ReadAsync(Rule with { MostDeprivedPercent = percent, MostDeprivedAreas = top });

        Assert.Contains($"({areas} of the authority's 4 areas)", reading.Figures["reach.registered 2026-10"].From, StringComparison.Ordinal);
        Assert.StartsWith(
            top is null ? $"children under 5 in areas among the {percent} % most deprived of England, IDACI 2025" : $"children under 5 in the {top} most deprived areas of the authority itself, IDACI 2025",
            reading.Figures["reach.registered 2026-10"].From, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_to_count_of_is_a_finding_and_no_value()
    {
        var reading = await ReadAsync(Rule with { MostDeprivedPercent = 9 });

        Assert.All(reading.Figures.Values, figure => Assert.Equal((null, 0m, null), (figure.Value, figure.Denominator!.Value, figure.Interval)));
        Assert.Equal(3, reading.Findings.Count(finding => finding.Rule == "nothing-to-divide-by"));
    }

    [Fact]
    public async Task The_other_index_ranks_otherwise()
    {
        // By IMD the ranks run backwards: only area 9 of the authority is among the first three.
        var reading = await ReadAsync(Rule with { Index = DeprivationIndex.Imd });

        Assert.Equal((0m, 0m, 10m), Rate(reading, "registered"));
    }

    [Fact]
    public async Task An_index_on_areas_of_2011_is_carried_over_with_splits_and_merges()
    {
        // Of 2011: area 1 became 1 unchanged; 21 (rank 2) was split into 2 and 4; 91 (rank 9) and 92 (rank 3) were merged into 9.
        var ranks = GivenReference.Iod2019 + string.Concat(Enumerable.Range(1, 10).Select(rank => $"{Area2011(rank)},A,{(rank is 1 or 2 or 3 or 9 ? "E06000006" : "E08000012")},L,{rank},{rank}\n"));
        var lookup = GivenReference.Lookup + "E01000001,A,E01000001,A,U,E06000006\nE01000021,A,E01000002,A,S,E06000006\nE01000021,A,E01000004,A,S,E06000006\nE01000091,A,E01000009,A,M,E06000006\nE01000092,A,E01000009,A,M,E06000006\n";

        var reading = await ReadAsync(Rule with { Release = 2019 }, [.. await ReferenceAsync(), await GivenReference.ReadyAsync(ranks), await GivenReference.ReadyAsync(lookup)]);

        // All four areas of 2021 come from one that is among the most deprived.
        Assert.Equal((5m, 30m), (reading.Figures["reach.registered 2026-10"].Numerator!.Value, reading.Figures["reach.registered 2026-10"].Denominator!.Value));
        Assert.Equal(
            "The index is on areas of 2011. Of the authority's, 1 were split since, 1 area was made by merging, 0 changed otherwise. An area of 2021 counts as among the most deprived when any of the areas that it was made of does.",
            reading.Findings.Single(finding => finding.Rule == "areas-changed").Sentence);

        static string Area2011(int rank) => rank switch { 1 => "E01000001", 2 => "E01000021", 3 => "E01000092", 9 => "E01000091", _ => $"E0100010{rank % 10}" };
    }

    [Fact]
    public async Task A_directory_that_knows_areas_of_2011_only_is_carried_over_and_what_was_split_is_counted()
    {
        var directory = GivenReference.OlderOnspd + "x,x,WA8 1AA,198001,,E99999999,E06000006,E05000001,E01000001,1,E00000001\nx,x,WA8 2AA,198001,,E99999999,E06000006,E05000001,E01000021,1,E00000001\n";
        var lookup = GivenReference.Lookup + "E01000001,A,E01000001,A,U,E06000006\nE01000021,A,E01000004,A,S,E06000006\nE01000021,A,E01000002,A,S,E06000006\n";
        var others = (await ReferenceAsync()).Where(file => file.Manifest.Kind != "postcodes");

        var reading = await ReadAsync(Rule, [.. others, await GivenReference.ReadyAsync(directory), await GivenReference.ReadyAsync(lookup)]);

        Assert.Equal(3, reading.Figures["reach.registered 2026-10"].Numerator);
        Assert.Contains(", 1 by an area of 2011 that was split since, taken as its first part.", reading.Findings.Single(finding => finding.Rule == "postcodes").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fixed_number_of_children_takes_the_place_of_the_estimates()
    {
        var caseload = Ask("reach.registered", "2026-10") with { Query = new FigureQuery("reach", "registered", new Dictionary<string, IReadOnlyList<string>>(), OutOf: 8) };

        var reading = await ReadAsync(Rule, null, caseload);

        Assert.Equal((50m, 8m), (reading.Figures.Single().Value.Value!.Value, reading.Figures.Single().Value.Denominator!.Value));
        Assert.EndsWith("children: a fixed number of children in strands.json", reading.Figures.Single().Value.From, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postcodes", 0)]
    [InlineData("deprivation-2025", 0)]
    [InlineData("population", 1)]
    [InlineData("wards", 3)]
    public async Task What_a_missing_national_file_is_needed_for_is_left_out_with_a_warning(string kind, int figures)
    {
        var reading = await ReadAsync(Rule, [.. (await ReferenceAsync()).Where(file => file.Manifest.Kind != kind)]);

        Assert.Equal(figures, reading.Figures.Count);
        Assert.Equal((Severity.Warning, kind), reading.Findings.Where(finding => finding.Rule == "reference-missing").Select(finding => (finding.Severity, finding.Place!)).Single());
    }

    [Fact]
    public async Task A_district_that_the_index_does_not_have_is_an_error()
    {
        var reading = await ReadAsync(Rule with { District = "E08000038" });

        Assert.Empty(reading.Figures);
        Assert.Equal((Severity.Error, "no-areas"), (reading.Findings.Single().Severity, reading.Findings.Single().Rule));
    }

    [Fact]
    public async Task Attendance_before_the_access_window_does_not_count()
    {
        var reading = await ReadAsync(Rule with { AccessWindow = new Window(WindowKind.Since, Month("2026-11")) });

        Assert.Equal(["reach.registered 2026-10"], reading.Figures.Keys);
        Assert.Contains(reading.Findings, finding => finding.Rule == "before-access-window");
    }

    [Fact]
    public async Task Without_a_rule_nothing_is_counted() => Assert.Equal(["no-rule"], (await ReadAsync(null)).Findings.Select(finding => finding.Rule));

    [Fact]
    public async Task The_same_files_give_the_same_reading_again()
    {
        var (one, other) = (await ReadAsync(Rule), await ReadAsync(Rule));

        Assert.Equal(one.Figures, other.Figures);
        Assert.Equal(one.Findings, other.Findings);
        Assert.Equal(one.Breakdowns.SelectMany(table => Rows(one, table.Id)), other.Breakdowns.SelectMany(table => Rows(other, table.Id)));
    }

    private static async Task<SourceReading> ReadAsync(ReachRule? rule, IReadOnlyList<ReadyReference>? reference = null, params FigureRequest[] requests) => await ReachSource.ReadAsync(
        requests.Length > 0 ? requests : [Ask("reach.registered", "2026-10"), Ask("reach.accessing", "2026-10"), Ask("reach.accessing-of-all", "2026-10")],
        rule, [File("registrations", "2026-10.csv", Registered)], [File("attendance", "2026-10.csv", Attended)], Places, reference ?? await ReferenceAsync(), default);

    private static async Task<IReadOnlyList<ReadyReference>> ReferenceAsync()
    {
        int[] halton = [1, 2, 4, 9];
        return
        [
            await GivenReference.ReadyAsync(GivenReference.Nspl + string.Join('\n', Directory) + "\n"),
            await GivenReference.ReadyAsync(GivenReference.Iod2025 + string.Concat(Enumerable.Range(1, 10).Select(rank => $"E01{rank:D6},A,{(halton.Contains(rank) ? "E06000006" : "E08000012")},L,{11 - rank},{rank}\n"))),
            await GivenReference.ReadyAsync(GivenReference.Wards + string.Concat(halton.Select(area => $"E01{area:D6},A,E05000001,{(area < 3 ? "North" : "South")},E06000006\n"))),
            await GivenReference.ReadyAsync(GivenReference.Population + "E01000001,1,1,1,1,0,50\nE01000002,2,1,1,1,1,50\nE01000004,2,2,2,2,2,50\nE01000009,2,2,2,2,2,50\n"),
        ];
    }

    private static (decimal, decimal, decimal) Rate(SourceReading reading, string what)
    {
        var figure = reading.Figures[$"reach.{what} 2026-10"];
        return (figure.Value!.Value, figure.Numerator!.Value, figure.Denominator!.Value);
    }

    private static IEnumerable<string> Rows(SourceReading reading, string table) =>
        reading.Breakdowns.Single(found => found.Id == table).Rows.Select(row => $"{row.Label}: {string.Join(' ', row.Values)}");
}
