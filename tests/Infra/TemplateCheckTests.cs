namespace HubAutomation.Infra.Tests;

/// <summary>
/// Every template is read with a real grammar, and its names, modules, resource types, API versions and properties are
/// compared with each other and with the table of published types.
/// </summary>
public class TemplateCheckTests
{
    [Fact]
    public async Task The_templates_have_no_problem()
    {
        var (exitCode, output, errors) = await NodeTool.RunAsync(NodeTool.Check, "infra/bicep");

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        Assert.Contains("0 problems", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_kind_of_mistake_is_found_and_named_by_file_and_line()
    {
        var (exitCode, output, _) = await NodeTool.RunAsync("--test", "tests/Infra/check/check.test.mjs");

        Assert.True(exitCode == 0, output);
    }
}
