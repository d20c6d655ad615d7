using HubAutomation.Testing;

namespace HubAutomation.Local.Functions.Tests.Kit;

public sealed class DocumentationTests
{
    [Fact]
    public void The_example_on_the_page_is_a_test_of_this_project()
    {
        var example = File.ReadAllText(Repository.PathOf("tests/Local.Functions.Tests/Kit/ExampleTests.cs")).Trim('\uFEFF').TrimEnd();

        Assert.Contains($"```csharp\n{example}\n```", File.ReadAllText(Repository.PathOf("docs/testing.md")), StringComparison.Ordinal);
    }
}
