using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Shared.Reach;
using HubAutomation.Shared.Tests.FundingReturns.Sources.Reach;

namespace HubAutomation.Shared.Tests.Reach;

/// <summary>National files are known by how their headings begin, and refused at the first mistake.</summary>
public sealed class ReferenceReadingTests
{
    [Fact]
    public async Task A_postcode_directory_of_today_is_kept_sorted_and_without_spaces()
    {
        var (end, lines) = await GivenReference.ReadAsync(
            "\uFEFF" + GivenReference.Nspl
            + "\"WA8 9ZZ\",\"WA8  9ZZ\",\"WA8 9ZZ\",\"202608\",\"\",\"E06000006\",\"E05000001\",\"E01000002\"\r\n"
            + "\"L1  1AA\",\"L1   1AA\",\"L1 1AA\",\"198001\",\"199606\",\"E08000012\",\"E05000002\",\"E01000001\"\r\n"
            + "\"BT1 1AA\",\"BT1  1AA\",\"BT1 1AA\",\"198001\",\"\",\"N09000003\",\"N08000001\",\"95GG01S1\"\r\n");

        Assert.Equal(("postcodes", "2026-08", 3), (end.Kind, end.Release, end.Rows));
        Assert.Equal(["BT11AA,,,,N09000003,", "L11AA,E01000001,,E05000002,E08000012,199606", "WA89ZZ,E01000002,,E05000001,E06000006,"], lines);
    }

    [Fact]
    public async Task An_older_directory_has_other_names_and_areas_of_2011()
    {
        var (end, lines) = await GivenReference.ReadAsync(GivenReference.OlderOnspd + "L1 1AA,L1   1AA,L1 1AA,198001,,E99999999,E08000012,E05000002,E01000001,17,E00000001\n");

        Assert.Equal(("postcodes", "1980-01"), (end.Kind, end.Release));
        Assert.Equal(["L11AA,,E01000001,E05000002,E08000012,"], lines);
    }

    [Theory]
    [InlineData(GivenReference.Iod2025, "deprivation-2025", "2025")]
    [InlineData(GivenReference.Iod2019, "deprivation-2019", "2019")]
    public async Task Ranks_are_known_by_the_areas_that_they_are_of(string headings, string kind, string release)
    {
        var (end, lines) = await GivenReference.ReadAsync(headings + "E01000002,\"Some, place\",E06000006,Halton,2,1\nE01000001,Other,E06000006,Halton,1,\"2\"\n");

        Assert.Equal((kind, release), (end.Kind, end.Release));
        Assert.Equal(["E01000001,E06000006,1,2", "E01000002,E06000006,2,1"], lines);
    }

    [Fact]
    public async Task Headings_that_are_cut_off_are_known_by_their_beginnings()
    {
        var (end, _) = await GivenReference.ReadAsync("LSOA code (2021),Local Authority District code (20,Index of Multiple Deprivation (IMD) Rank (where 1 is most depri,Income Deprivation Affecting Children Index (IDACI) Rank\nE01000001,E06000006,1,1\n");

        Assert.Equal("deprivation-2025", end.Kind);
    }

    [Fact]
    public async Task Lookups_and_population_are_kept_for_England()
    {
        var changes = await GivenReference.ReadAsync(GivenReference.Lookup + "E01000001,A,E01000001,A,U,E06000006\nE01000002,B,E01000003,B,s,E06000006\nE01000002,B,E01000004,B,S,E06000006\nW01000001,C,W01000001,C,U,W06000001\n");
        var wards = await GivenReference.ReadAsync(GivenReference.Wards + "E01000001,A,E05000001,\"Hale, Great\",E06000006\nW01000001,C,W05000001,Llan,W06000001\n");
        var population = await GivenReference.ReadAsync("LAD code,LSOA 2021 Code,Total,F0,F1,M0,M1\nE06000006,E01000001,\"1,500\",1,2,30,40\n");

        Assert.Equal(["E01000001,E01000001,U", "E01000002,E01000003,S", "E01000002,E01000004,S"], changes.Lines);
        Assert.Equal(["E01000001,E05000001,Hale, Great"], wards.Lines);
        Assert.Equal("2025", wards.End.Release);
        Assert.Equal(["E01000001,31,42"], population.Lines);
    }

    [Theory]
    [InlineData(GivenReference.Iod2025 + "E01000001,A,E06000006,Halton,1\n", "row 2, row: row-too-short: The row has 5 cells where the headings have 6.")]
    [InlineData(GivenReference.Iod2025 + "E01000001,A,E06000006,Halton,1,1\n\nE0100002,B,E06000006,Halton,2,2\n", "row 4, column \"LSOA code (2021)\", \"E0100002\": not-an-lsoa: This must be the code of an LSOA in England, like E01007800.")]
    [InlineData(GivenReference.Iod2025 + "E01000001,A,E06000006,Halton,first,1\n", "row 2, column \"Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)\", \"first\": not-a-number: This must be a whole number, 1 or more.")]
    [InlineData(GivenReference.Iod2025 + "E01000001,A,E06000006,Halton,1,3\nE01000002,A,E06000006,Halton,2,1\n", "is not the whole of England: it ranks areas up to 3 but has 2 of them")]
    [InlineData(GivenReference.Iod2025 + "E01000001,\"A,E06000006,Halton,1,1\n", "row 2, column \"LSOA name (2021)\", \"\"A,E06000006,Halton,1,1\": quote-not-closed: A quotation mark is not closed.")]
    [InlineData(GivenReference.Nspl + "x,x,WA8,202608,,E06000006,E05000001,E01000002\n", "row 2, column \"pcds\", \"WA8\": not-a-postcode: This must be a postcode.")]
    [InlineData(GivenReference.Nspl + "x,x,WA8 7ZX,202608,202613,E06000006,E05000001,E01000002\n", "row 2, column \"doterm\", \"202613\": not-a-month: This must be a year and month, like 202608, or empty.")]
    [InlineData(GivenReference.Nspl + "x,x,WA8 7ZX,202608,,E06000006,E05000001,Widnes\n", "row 2, column \"lsoa21cd\", \"Widnes\": not-a-code: This must be a code of nine letters and digits, like E01007800.")]
    [InlineData(GivenReference.Lookup + "E01000001,A,E01000001,A,Z,E06000006\n", "row 2, column \"CHGIND\", \"Z\": not-a-change: This must be U, S, M or X.")]
    [InlineData(GivenReference.Wards + "W01000001,A,W05000001,B,W06000001\n", "has no row that could be used")]
    [InlineData(GivenReference.Population + "E01000001,1,2,3,4,-5,6\n", "row 2, column \"Age 4\", \"-5\": not-a-number: This must be a whole number, 0 or more.")]
    public async Task The_first_mistake_refuses_the_file_and_is_named(string text, string sentence)
    {
        var (end, _) = await GivenReference.ReadAsync(text, name: "national.csv");

        Assert.Equal(ReferenceOutcome.Refused, end.Outcome);
        Assert.StartsWith("national.csv (", end.Reason, StringComparison.Ordinal);
        Assert.Contains(sentence, end.Reason, StringComparison.Ordinal);
        Assert.EndsWith("The one in use stays.", end.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_comes_twice_is_found_even_when_the_two_are_far_apart()
    {
        var text = new StringBuilder(GivenReference.Wards);
        for (var i = 0; i < 200; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"E01{i % 199:D6},A,E05000001,B,E06000006\n");

        var (end, _) = await GivenReference.ReadAsync(text.ToString(), partBytes: 500);

        Assert.Equal("row 201, \"E01000000\": twice: row 2 has it, too, and there must be one row for each.", end.Reason);
        Assert.True(end.Parts > 10);
    }

    [Theory]
    [InlineData("")]
    [InlineData("What,Where from\nx,y\n")]
    [InlineData("LSOA21CD,LSOA21NM\nE01000001,A\n")]
    [InlineData("pcds,dointr,doterm,lad25cd\nWA8 7ZX,202608,,E06000006\n")]
    public async Task A_file_with_other_headings_is_left(string text)
    {
        var (end, _) = await GivenReference.ReadAsync(text, name: "notes.csv");

        Assert.Equal(ReferenceOutcome.NotRecognised, end.Outcome);
        Assert.StartsWith("notes.csv was left where it is: its first row has not the headings of a file that the hub knows.", end.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_of_any_size_give_the_same_lines_in_the_same_order()
    {
        await using var content = File.OpenRead(Samples.Reference("NSPL_AUG_2026_UK.csv"));
        var whole = await GivenReference.ReadAsync(content);

        foreach (var size in new[] { 1, 100, 1_000, 7_777, 50_000 })
        {
            var parts = await GivenReference.ReadAsync(content, size);
            Assert.Equal(whole.Lines, parts.Lines);
            Assert.Equal(whole.End with { Parts = parts.End.Parts }, parts.End);
        }

        Assert.Equal(319, whole.Lines.Count);
        Assert.Equal(whole.Lines.Order(StringComparer.Ordinal), whole.Lines);
    }

    [Fact]
    public void Arbitrary_text_below_arbitrary_headings_is_answered()
    {
        string[] headings = [GivenReference.Iod2025, GivenReference.Lookup, GivenReference.Wards, GivenReference.Population, GivenReference.Nspl, GivenReference.OlderOnspd, "", "\"", "\uFEFF"];
        var scraps = Gen.Elements("\"", "\"\"", ",", "\n", "\r\n", "E01000001", "E05000001", "WA8 7ZX", "202608", "1", "U", " ", "é", "\0", "\t", new string('x', 300), "1,2,3,4,5,6,7,8,9,10,11,12\n");
        var text = from heading in Gen.Elements(headings) from rest in scraps.ArrayOf() select heading + string.Concat(rest);
        var size = Gen.Elements(1L, 20, 1_000_000);
        Prop.ForAll(text.ToArbitrary(), size.ToArbitrary(), (content, part) => Ends(Encoding.UTF8.GetBytes(content), part)).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [Fact]
    public void Arbitrary_bytes_and_samples_with_bytes_changed_are_answered()
    {
        var samples = Directory.GetFiles(Samples.ReferenceFolder).Select(File.ReadAllBytes).ToArray();
        var changed = from file in Gen.Elements(samples)
                      from changes in (from at in Gen.Choose(0, file.Length - 1) from value in Gen.Choose(0, 255) select (at, value)).NonEmptyListOf()
                      select changes.Aggregate((byte[])file.Clone(), (bytes, change) => { bytes[change.at] = (byte)change.value; return bytes; });
        Prop.ForAll(changed.ToArbitrary(), bytes => Ends(bytes, 10_000)).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
        Prop.ForAll(Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf().ToArbitrary(), bytes => Ends(bytes, 16)).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public async Task A_line_without_end_is_refused_and_not_held_in_memory()
    {
        var (end, _) = await GivenReference.ReadAsync(GivenReference.Wards + new string('x', 2 * ReferenceLines.MostBytes) + "\n");

        Assert.Contains("row 2, row: line-too-long:", end.Reason, StringComparison.Ordinal);
    }

    // Something was kept, or a sentence says why not; the same again gives the same.
    private static void Ends(byte[] content, long partBytes)
    {
        var (end, lines) = GivenReference.ReadAsync(new MemoryStream(content), partBytes).Result;
        var (again, linesAgain) = GivenReference.ReadAsync(new MemoryStream(content), partBytes).Result;

        Assert.True(end.Outcome is null ? lines.Count > 0 : end.Reason!.Length > 0);
        Assert.Equal(end, again);
        Assert.Equal(lines, linesAgain);
    }
}
