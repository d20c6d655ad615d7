using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Testing;
using HubAutomation.Testing.Browser;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Settings;

/// <summary>docs/configuration.md shows the smallest useful strands.json: whoever copies it has one that is accepted.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_strands_that_the_page_shows_are_accepted()
    {
        var page = File.ReadAllText(Path.Combine(OutsideTools.Repository, "docs", "configuration.md")).ReplaceLineEndings("\n");
        var section = page[page.IndexOf("\n## strands.json\n", StringComparison.Ordinal)..];
        var example = section.Split("```json\n")[1].Split("\n```")[0];
        var files = Directory.GetFiles(Path.Combine(OutsideTools.Repository, "samples", "configuration", "halton"), "*.json")
            .ToDictionary(path => Path.GetFileName(path), File.ReadAllText);
        files["strands.json"] = example;

        var (settings, problems) = EveryCapability.Settings.Read("halton", files, new LocalDate(2026, 10, 31));

        Assert.Empty(problems);
        var returns = settings!.Returns!;
        Assert.Equal([MeasureSource.Computed, MeasureSource.Submitted], returns.Measures.Select(measure => measure.Source));
        Assert.Equal(52.9m, returns.Find("IF-01")!.TargetIn(new(2026, 10), 50.9m));
    }
}
