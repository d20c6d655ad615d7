using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class QueryAndPurgeTests
{
    [Fact]
    public async Task A_purge_deletes_one_finished_instance_once_whatever_its_id()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks.AddOrchestratorFunc("Short", _ => "done"));
        await hub.RunAsync("Short", null, new StartOrchestrationOptions("St. Mary's; DROP TABLE instances--"));

        var first = await hub.Client.PurgeInstanceAsync("St. Mary's; DROP TABLE instances--");
        var second = await hub.Client.PurgeInstanceAsync("St. Mary's; DROP TABLE instances--");

        Assert.Equal((1, 0), (first.PurgedInstanceCount, second.PurgedInstanceCount));
        Assert.Equal(0, hub.Number("SELECT (SELECT count(*) FROM instances) + (SELECT count(*) FROM history) + (SELECT count(*) FROM payloads)"));
    }

    [Fact]
    public async Task A_purge_by_filter_takes_more_than_a_thousand_and_only_what_it_names()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Short", _ => "done")
            .AddOrchestratorFunc("Break", _ => throw new InvalidOperationException("broken")));
        var before = hub.Clock.GetUtcNow();
        await Task.WhenAll(Enumerable.Range(0, 1100).Select(_ => hub.RunAsync("Short")));
        await hub.RunAsync("Break", null, new StartOrchestrationOptions("broken"));
        hub.Clock.Advance(TimeSpan.FromDays(1));
        await hub.RunAsync("Short", null, new StartOrchestrationOptions("tomorrow"));

        var filter = new PurgeInstancesFilter(before, before.AddHours(1), [OrchestrationRuntimeStatus.Completed]);
        var noTime = await hub.Client.PurgeAllInstancesAsync(filter with { Timeout = TimeSpan.FromTicks(1) });
        var rest = await hub.Client.PurgeAllInstancesAsync(filter);

        Assert.False(noTime.IsComplete);
        Assert.True(rest.IsComplete);
        Assert.Equal(1100, noTime.PurgedInstanceCount + rest.PurgedInstanceCount);
        Assert.NotEqual(0, rest.PurgedInstanceCount);
        Assert.NotNull(await hub.Client.GetInstanceAsync("broken"));
        Assert.NotNull(await hub.Client.GetInstanceAsync("tomorrow"));
    }

    [Fact]
    public async Task A_purge_by_filter_leaves_what_has_not_ended_alone()
    {
        await using var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, OrchestrationRuntimeStatus.Running);

        var running = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(null, null, [OrchestrationRuntimeStatus.Running]));
        var all = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter());

        Assert.Equal((0, 0), (running.PurgedInstanceCount, all.PurgedInstanceCount));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.StateAsync("one")).RuntimeStatus);
    }

    [Fact]
    public async Task An_empty_list_of_statuses_means_all_in_a_query_and_in_a_purge()
    {
        await using var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, OrchestrationRuntimeStatus.Failed);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("two"));
        await hub.IdleAsync();

        var found = await hub.Client.GetAllInstancesAsync(new OrchestrationQuery(Statuses: [])).Select(one => one.InstanceId).ToListAsync();
        var listed = await hub.Client.ListInstanceIdsAsync([]);
        var purged = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(null, null, []));

        Assert.Equal(["one", "two"], found.Order());
        Assert.Equal(["one"], listed.Values);
        Assert.Equal(1, purged.PurgedInstanceCount);
        Assert.Null(await hub.Client.GetInstanceAsync("one"));
    }

    [Fact]
    public async Task A_query_filters_and_its_pages_stay_as_they_are_while_instances_are_added()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Echo", (_, input) => input)
            .AddOrchestratorFunc("Wait", context => context.WaitForExternalEvent<string>("Go")));
        for (var number = 0; number < 10; number++)
            await hub.RunAsync("Echo", number, new StartOrchestrationOptions($"halton-{number}"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("halton-wait"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("Halton-case"));
        await hub.IdleAsync();

        var pages = new List<string>();
        await foreach (var page in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "halton-", PageSize: 4)).AsPages())
        {
            pages.Add(string.Join(" ", page.Values.Select(one => one.InstanceId[7..])));
            await hub.RunAsync("Echo", 0, new StartOrchestrationOptions($"other-{pages.Count}"));
        }

        var running = hub.Client.GetAllInstancesAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running]));
        var withPayload = hub.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "halton-7", FetchInputsAndOutputs: true));
        var future = hub.Client.GetAllInstancesAsync(new OrchestrationQuery(CreatedFrom: hub.Clock.GetUtcNow().AddSeconds(1)));

        Assert.Equal(["0 1 2 3", "4 5 6 7", "8 9 wait"], pages);
        Assert.Equal(["halton-wait", "Halton-case"], await running.Select(one => one.InstanceId).ToListAsync());
        Assert.Equal([7], await withPayload.Select(one => one.ReadOutputAs<int>()).ToListAsync());
        Assert.Equal(0, await future.CountAsync());
    }

    [Fact]
    public async Task An_underscore_and_a_percent_sign_in_a_prefix_mean_themselves()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks.AddOrchestratorFunc("Short", _ => "done"));
        foreach (var id in new[] { "a_1", "ab1", "a%1" })
            await hub.RunAsync("Short", null, new StartOrchestrationOptions(id));

        Assert.Equal(["a_1"], await Ids("a_"));
        Assert.Equal(["a%1"], await Ids("a%"));

        async Task<List<string>> Ids(string prefix) =>
            await hub.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: prefix)).Select(one => one.InstanceId).ToListAsync();
    }

    [Fact]
    public async Task Unless_asked_for_payloads_status_and_failure_are_left_out()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Break", (TaskOrchestrationContext context, string _) =>
        {
            context.SetCustomStatus("breaking");
            throw new InvalidOperationException("broken");
        }));
        var id = (await hub.RunAsync("Break", "in")).InstanceId;

        var bare = await hub.Client.GetInstanceAsync(id);
        var whole = await hub.Client.GetInstanceAsync(id, getInputsAndOutputs: true);

        Assert.Equal((null, null, null, null), (bare!.SerializedInput, bare.SerializedOutput, bare.SerializedCustomStatus, bare.FailureDetails));
        Assert.Equal(("\"in\"", "\"breaking\"", "broken"), (whole!.SerializedInput, whole.SerializedCustomStatus, whole.FailureDetails!.ErrorMessage));
    }

    [Fact]
    public async Task Ids_of_finished_instances_are_listed_page_by_page()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks.AddOrchestratorFunc("Short", _ => "done"));
        foreach (var id in new[] { "a", "b", "c" })
        {
            await hub.RunAsync("Short", null, new StartOrchestrationOptions(id));
            hub.Clock.Advance(TimeSpan.FromHours(1));
        }

        var first = await hub.Client.ListInstanceIdsAsync(pageSize: 2);
        var second = await hub.Client.ListInstanceIdsAsync(pageSize: 2, lastInstanceKey: first.ContinuationToken);
        var late = await hub.Client.ListInstanceIdsAsync(completedTimeFrom: hub.Clock.GetUtcNow().AddHours(-1));

        Assert.Equal(["a", "b"], first.Values);
        Assert.Equal(["c"], second.Values);
        Assert.Equal(["c"], late.Values);
    }
}
