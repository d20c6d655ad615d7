using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Local.Host.Blobs;

namespace HubAutomation.Local.Host.Tests.Blobs;

public class BlobPathPatternTests
{
    [Theory]
    [InlineData("timetables/{authority}/{partner}/{name}", "halton/library/autumn.csv", "authority=halton partner=library name=autumn.csv")]
    [InlineData("timetables/{name}", "halton/library/autumn.csv", "name=halton/library/autumn.csv")]
    [InlineData("timetables/{name}.{ext}", "autumn.final.csv", "name=autumn.final ext=csv")]
    [InlineData("timetables/in-{name}.csv", "in-autumn.csv", "name=autumn")]
    [InlineData("timetables/fixed.csv", "fixed.csv", "")]
    [InlineData("timetables/{{x}}-{name}", "{x}-autumn", "name=autumn")]
    public void A_name_that_matches_gives_its_parts(string pattern, string name, string parts)
        => Assert.Equal(parts, string.Join(' ', BlobPathPattern.Parse(pattern).Match(name)!.Select(c => $"{c.Key}={c.Value}")));

    [Theory]
    [InlineData("timetables/{authority}/{partner}/{name}", "autumn.csv")]
    [InlineData("timetables/{authority}/{partner}/{name}", "halton/autumn.csv")]
    [InlineData("timetables/in-{name}.csv", "in-autumn.CSV")]
    [InlineData("timetables/fixed.csv", "fixed-csv")]
    [InlineData("timetables/fixed.csv", "fixed.csv.bak")]
    public void A_name_that_does_not_match_gives_nothing(string pattern, string name) => Assert.Null(BlobPathPattern.Parse(pattern).Match(name));

    /// <summary>Not what one would guess, but how the real trigger does it: the first capture takes all that it can.</summary>
    [Fact]
    public void The_first_capture_takes_folders_that_are_too_many()
        => Assert.Equal("halton/2026", BlobPathPattern.Parse("timetables/{authority}/{partner}/{name}").Match("halton/2026/library/autumn.csv")!["authority"]);

    [Theory]
    [InlineData("timetables/{name}", "")]
    [InlineData("timetables/in/{name}", "in/")]
    [InlineData("timetables/{{x}}/{name}/y", "{x}/")]
    public void Only_names_with_the_same_beginning_are_listed(string pattern, string prefix) => Assert.Equal(prefix, BlobPathPattern.Parse(pattern).Prefix);

    [Theory]
    [InlineData("timetables", "the path 'timetables' is not of the form container/name")]
    [InlineData("timetables/", "the path 'timetables/' is not of the form container/name")]
    [InlineData("/name", "the path '/name' is not of the form container/name")]
    [InlineData("ab/{name}", "'ab' in the path 'ab/{name}' cannot be the name of a container")]
    [InlineData("time--tables/{name}", "'time--tables' in the path 'time--tables/{name}' cannot be the name of a container")]
    [InlineData("timetables/{na me}", "the braces in the path 'timetables/{na me}' do not match")]
    [InlineData("timetables/name}", "the braces in the path 'timetables/name}' do not match")]
    [InlineData("timetables/{name}-{NAME}", "the path 'timetables/{name}-{NAME}' captures a name twice")]
    public void A_mistake_in_a_path_is_told(string pattern, string message)
        => Assert.Equal(message, Assert.Throws<FormatException>(() => BlobPathPattern.Parse(pattern)).Message);

    [Fact]
    public void What_was_captured_makes_up_the_name_again()
    {
        var pattern = BlobPathPattern.Parse("timetables/{authority}/{partner}/in-{name}.csv");
        var names = Gen.Elements('a', 'b', '/', '-', '.', ' ', 'é', '\n').ArrayOf().Select(part => new string(part));
        Prop.ForAll(
            names.ToArbitrary(), names.ToArbitrary(), names.ToArbitrary(),
            (authority, partner, name) =>
            {
                var path = $"{authority}/{partner}/in-{name}.csv";
                var parts = pattern.Match(path)!;
                return $"{parts["authority"]}/{parts["partner"]}/in-{parts["name"]}.csv" == path;
            }).QuickCheckThrowOnFailure();
    }
}
