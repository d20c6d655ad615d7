using System.Text.Json;
using Microsoft.Kiota.Abstractions;

namespace HubAutomation.Local.Graph.Tests;

public sealed class ListTests
{
    [Theory]
    [InlineData(200)]
    [InlineData(999)]
    [InlineData(5000)]
    public async Task A_list_of_a_thousand_items_and_more_is_read_whole_whatever_the_page(int pageSize)
    {
        await using var graph = await TestGraph.StartAsync();
        graph.SetList(Enumerable.Range(1, 1234).Select(n => (n, $"Answer {n}")));

        var rows = await graph.Lists.ReadAsync(TestGraph.ListId, default, pageSize);

        Assert.Equal(Enumerable.Range(1, 1234).Select(n => $"{n} Answer {n}"), rows!.Select(r => $"{r.Id} {r.Fields["Title"].GetString()}"));
    }

    [Fact]
    public async Task Fields_come_as_the_list_holds_them()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.SetList("""
            [ { "id": "7", "fields": { "Born": "2019-05-04", "Code": "6f9619ff-8b86-d011-b42d-00c04fc964ff", "Children": 2, "Agreed": true,
                "Hubs": ["North", "South"], "Note": null } } ]
            """);

        var row = Assert.Single((await graph.Lists.ReadAsync(TestGraph.ListId, default))!);

        Assert.Equal("\"2019-05-04\"", row.Fields["Born"].GetRawText());
        Assert.Equal("\"6f9619ff-8b86-d011-b42d-00c04fc964ff\"", row.Fields["Code"].GetRawText());
        Assert.Equal((2, true), (row.Fields["Children"].GetInt32(), row.Fields["Agreed"].GetBoolean()));
        Assert.Equal(["North", "South"], row.Fields["Hubs"].EnumerateArray().Select(h => h.GetString()));
        Assert.Equal(JsonValueKind.Null, row.Fields["Note"].ValueKind);
    }

    [Fact]
    public async Task A_list_that_is_not_there_is_none()
    {
        await using var graph = await TestGraph.StartAsync();

        Assert.Null(await graph.Lists.ReadAsync("nowhere", default));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[{\"id\":\"one\",\"fields\":{}}]")]
    [InlineData("[{\"id\":\"1\",\"fields\":{}},{\"id\":\"1\",\"fields\":{}}]")]
    [InlineData("[{\"id\":\"1\"}]")]
    public async Task A_file_that_is_no_list_is_named(string json)
    {
        await using var graph = await TestGraph.StartAsync();
        graph.SetList(json);

        var error = await Assert.ThrowsAnyAsync<ApiException>(() => graph.Lists.ReadAsync(TestGraph.ListId, default));

        Assert.Equal(500, error.ResponseStatusCode);
        Assert.Contains("responses.json", error.Message, StringComparison.Ordinal);
        Assert.Contains("responses.json", await graph.Http.GetStringAsync("sandbox/graph"), StringComparison.Ordinal);
    }
}
