using HubAutomation.Shared.Platform.Graph;

namespace HubAutomation.Local.Graph.Tests;

public sealed class DeltaTests
{
    [Fact]
    public async Task After_everything_only_what_changed_is_told()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.SetList((1, "kept"), (2, "before"), (3, "gone"));
        var all = await graph.Lists.ChangesAsync(TestGraph.ListId, null, default);

        graph.SetList((1, "kept"), (2, "after"), (4, "new"));
        var changes = await graph.Lists.ChangesAsync(TestGraph.ListId, all.Link, default);
        var nothing = await graph.Lists.ChangesAsync(TestGraph.ListId, changes.Link, default);

        Assert.Equal(["1 kept", "2 before", "3 gone"], Titles(all));
        Assert.Equal((ListChangesOutcome.Complete, ListChangesOutcome.Complete), (all.Outcome, changes.Outcome));
        Assert.Equal(["2 after", "4 new"], Titles(changes));
        Assert.Equal(["3"], changes.Removed);
        Assert.Empty(nothing.Changed.Select(r => r.Id).Concat(nothing.Removed));
    }

    [Fact]
    public async Task An_item_that_came_back_is_told_as_it_is_and_one_that_came_and_went_as_gone()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.SetList((1, "first"));
        var link = (await graph.Lists.ChangesAsync(TestGraph.ListId, null, default)).Link;

        await ChangeAsync(graph, (2, "short"));
        await ChangeAsync(graph, (1, "back"));
        var changes = await graph.Lists.ChangesAsync(TestGraph.ListId, link, default);

        Assert.Equal(["1 back"], Titles(changes));
        Assert.Equal(["2"], changes.Removed);
    }

    [Fact]
    public async Task Changes_of_several_pages_come_whole()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.SetList(Enumerable.Range(1, 1100).Select(n => (n, "before")));
        var all = await graph.Lists.ChangesAsync(TestGraph.ListId, null, default);

        graph.SetList(Enumerable.Range(1, 1100).Where(n => n % 3 != 0).Select(n => (n, n % 2 == 0 ? "after" : "before")));
        var changes = await graph.Lists.ChangesAsync(TestGraph.ListId, all.Link, default);

        Assert.Equal(1100, all.Changed.Count);
        Assert.Equal(Enumerable.Range(1, 1100).Where(n => n % 3 != 0 && n % 2 == 0).Select(n => $"{n} after"), Titles(changes));
        Assert.Equal(366, changes.Removed.Count);
    }

    [Fact]
    public async Task A_link_that_cannot_be_followed_leads_to_a_full_reading_that_leaves_out_what_is_gone()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.SetList((1, "kept"), (2, "gone"));
        var old = (await graph.Lists.ChangesAsync(TestGraph.ListId, null, default)).Link;
        graph.SetList((1, "kept"), (3, "new"));
        graph.ForgetHistory();

        var refused = await graph.Lists.ChangesAsync(TestGraph.ListId, old, default);
        var anew = await graph.Lists.ChangesAsync(TestGraph.ListId, refused.Link, default);
        graph.SetList((1, "changed"), (3, "new"));
        var next = await graph.Lists.ChangesAsync(TestGraph.ListId, anew.Link, default);

        Assert.Equal(ListChangesOutcome.ResyncNeeded, refused.Outcome);
        Assert.Empty(refused.Changed);
        Assert.Equal(["1 kept", "3 new"], Titles(anew));
        Assert.Equal(["1 changed"], Titles(next));
    }

    [Fact]
    public async Task The_sandbox_can_be_told_to_ask_for_a_full_reading()
    {
        await using var graph = await TestGraph.StartAsync();
        graph.SetList((1, "kept"));
        var link = (await graph.Lists.ChangesAsync(TestGraph.ListId, null, default)).Link;
        await graph.MisbehaveAsync(new { fault = "Resync", next = 1 });

        var refused = await graph.Lists.ChangesAsync(TestGraph.ListId, link, default);
        var anew = await graph.Lists.ChangesAsync(TestGraph.ListId, refused.Link, default);

        Assert.Equal((ListChangesOutcome.ResyncNeeded, ListChangesOutcome.Complete), (refused.Outcome, anew.Outcome));
        Assert.Equal(["1 kept"], Titles(anew));
    }

    [Fact]
    public async Task A_sandbox_that_starts_again_still_follows_its_links()
    {
        var folder = Directory.CreateTempSubdirectory("graph-kept-").FullName;
        string? token;
        await using (var first = await TestGraph.StartAsync(folder))
        {
            first.SetList((1, "kept"));
            token = (await first.Lists.ChangesAsync(TestGraph.ListId, null, default)).Link!.Split("token=")[1];
        }

        await using var second = await TestGraph.StartAsync(folder);
        second.SetList((1, "kept"), (2, "new"));
        var link = $"{second.Server.Address}v1.0/sites/{TestGraph.Site}/lists/{TestGraph.ListId}/items/delta()?$expand=fields&token={token}";

        Assert.Equal(["2 new"], Titles(await second.Lists.ChangesAsync(TestGraph.ListId, link, default)));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_list_that_is_not_there_is_a_value()
    {
        await using var graph = await TestGraph.StartAsync();

        Assert.Equal(ListChangesOutcome.NotFound, (await graph.Lists.ChangesAsync("nowhere", null, default)).Outcome);
    }

    // The sandbox finds a change when the list is looked at.
    private static async Task ChangeAsync(TestGraph graph, params (int Id, string Title)[] items)
    {
        graph.SetList(items);
        await graph.Lists.ReadAsync(TestGraph.ListId, default);
    }

    private static IEnumerable<string> Titles(ListChanges changes) => changes.Changed.Select(r => $"{r.Id} {r.Fields["Title"].GetString()}");
}
