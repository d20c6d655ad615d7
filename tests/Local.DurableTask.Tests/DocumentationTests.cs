using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using HubAutomation.Testing;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>docs/local-edition.md says what is promised; this says that it is tested.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs/local-edition.md"));

    [Fact]
    public void Every_line_of_the_checklist_has_a_test_or_a_reason_why_not()
    {
        var tested = typeof(DocumentationTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes<FactAttribute>().Any())
            .SelectMany(method => LinesOfTest().Match(method.Name).Groups["line"].Captures)
            .Select(Number);
        var notBuilt = LineWithReason().Matches(Section("Not in the local edition")).Select(row => Number(row.Groups["line"])).ToList();

        Assert.Empty(tested.Intersect(notBuilt));
        Assert.Equal(Enumerable.Range(1, 95), tested.Concat(notBuilt).Distinct().Order());
    }

    [Fact]
    public void Every_complaint_has_an_answer_and_every_test_that_shows_it_exists()
    {
        var rows = Complaint().Matches(Section("What users of Durable Functions complain about, and what happens here"));
        var named = rows.SelectMany(row => TestName().Matches(row.Groups["tests"].Value)).Select(name => name.Groups["name"].Value);
        var tests = Directory.EnumerateFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .SelectMany(file => TestMethod().Matches(File.ReadAllText(file)))
            .Select(method => method.Groups["name"].Value);

        Assert.Equal(Enumerable.Range(1, 20), rows.Select(row => Number(row.Groups["number"])));
        Assert.All(rows, row => Assert.Matches(TestName(), row.Groups["tests"].Value));
        Assert.Empty(named.Except(tests));
    }

    private static string Section(string heading)
    {
        var start = Page.IndexOf($"## {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"The page has no section '{heading}'.");
        var end = Page.IndexOf("\n## ", start, StringComparison.Ordinal);
        return Page[start..(end < 0 ? Page.Length : end)];
    }

    private static int Number(Capture digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Line_(?<line>\d\d)(_and_(?<line>\d\d))*_")]
    private static partial Regex LinesOfTest();

    [GeneratedRegex(@"^\| (?<line>\d+) \| [^|]+ \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex LineWithReason();

    [GeneratedRegex(@"^\| (?<number>\d+)\. [^|]+ \| [^|]+ \| (?<tests>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Complaint();

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z0-9]*_[A-Za-z0-9_]+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"public (async Task|Task|void) (?<name>\w+)\(")]
    private static partial Regex TestMethod();
}
