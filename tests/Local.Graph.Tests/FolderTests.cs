namespace HubAutomation.Local.Graph.Tests;

public sealed class FolderTests
{
    [Fact]
    public async Task The_files_of_a_folder_are_listed_without_those_below_it()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.Put("Surveys/b.csv", "22");
        graph.Put("Surveys/a.csv", "1");
        graph.Put("Surveys/2025/old.csv", "old");
        graph.Put("top.csv", "top");

        var surveys = await graph.Files.ListAsync("Surveys", default);
        var root = await graph.Files.ListAsync("", default);

        Assert.Equal([("Surveys/a.csv", 1L), ("Surveys/b.csv", 2L)], surveys!.Select(f => (f.Path, f.Size)));
        Assert.Equal(["top.csv"], root!.Select(f => f.Path));
    }

    [Fact]
    public async Task A_folder_of_several_pages_is_listed_whole()
    {
        await using var graph = await TestGraph.StartAsync();
        var names = Enumerable.Range(1, 450).Select(n => $"{n:D3} answers.csv").ToList();
        names.ForEach(name => graph.Put($"Many/{name}", name));

        var files = await graph.Files.ListAsync("Many", default);

        Assert.Equal(names.Select(n => $"Many/{n}"), files!.Select(f => f.Path));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_none()
    {
        await using var graph = await TestGraph.StartAsync();

        Assert.Null(await graph.Files.ListAsync("Nowhere", default));
    }
}
