using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class LifecycleInMemoryTests() : LifecycleTests(keptInMemory: true);

public sealed class LifecycleReplayedTests() : LifecycleTests(keptInMemory: false);

public abstract class LifecycleTests(bool keptInMemory) : Conformance(keptInMemory)
{
    [Theory]
    [InlineData("running")]
    [InlineData("pending")]
    [InlineData("scheduled")]
    [InlineData("suspended")]
    public async Task Line_61_an_instance_is_terminated_in_whatever_state_it_is(string state)
    {
        await using var hub = await StartAsync(WaitForGo, startWorker: state != "pending");
        DateTimeOffset? startAt = state == "scheduled" ? hub.Clock.GetUtcNow().AddDays(1) : null;
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one", startAt));
        await hub.IdleAsync();
        if (state == "suspended")
        {
            await hub.Client.SuspendInstanceAsync("one");
            await hub.IdleAsync();
        }

        await hub.Client.TerminateInstanceAsync("one", "not needed");
        if (state == "pending")
            await hub.StartWorkerAsync();
        var ended = await hub.CompletionAsync("one");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("not needed", ended.ReadOutputAs<string>());
        Assert.Null(hub.Hub.GetWorkload().NextTimer);
    }

    [Fact]
    public async Task Line_62_suspend_stops_progress_and_resume_goes_on_with_what_has_arrived_in_order()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Collect", async context =>
        {
            var received = new List<int>();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            while (received.Count < 3)
                received.Add(await context.WaitForExternalEvent<int>("Number"));
            await timer;
            return string.Join(" ", received);
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Collect");
        await hub.IdleAsync();

        await hub.Client.SuspendInstanceAsync(id, "a question");
        foreach (var number in new[] { 1, 2, 3 })
            await hub.Client.RaiseEventAsync(id, "Number", number);
        await hub.IdleAsync();
        hub.Clock.Advance(TimeSpan.FromHours(2));
        await hub.IdleAsync();
        await hub.CrashAndRestartAsync();
        await hub.IdleAsync();
        var suspended = await hub.StateAsync(id);
        await hub.Client.ResumeInstanceAsync(id, "answered");

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, suspended.RuntimeStatus);
        Assert.Equal("1 2 3", (await hub.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Line_62_what_an_orchestration_asked_for_before_the_suspend_starts_only_after_the_resume()
    {
        await using var hub = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Work", async context =>
                {
                    await context.WaitForExternalEvent<object>("Go");
                    await context.CallActivityAsync("Note");
                })
                .AddActivityFunc("Note", _ => { }),
            startWorker: false);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work");

        // All three are there before the worker is, so that one turn takes them.
        await hub.Client.RaiseEventAsync(id, "Go");
        await hub.Client.SuspendInstanceAsync(id);
        await hub.StartWorkerAsync();
        await hub.IdleAsync();
        var scheduled = hub.Number("SELECT count(*) FROM history WHERE turn LIKE '%TaskScheduled%'");
        await hub.Client.ResumeInstanceAsync(id);
        var ended = await hub.CompletionAsync(id);

        Assert.Equal(0, scheduled);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
    }

    [Fact]
    public async Task Line_63_suspend_and_resume_where_there_is_nothing_to_do_are_no_errors()
    {
        await using var hub = await StartAsync(WaitForGo);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one"));

        await hub.Client.ResumeInstanceAsync("one");
        await hub.Client.RaiseEventAsync("one", "Go", "on");
        var ended = await hub.CompletionAsync("one");
        await hub.Client.SuspendInstanceAsync("one");
        await hub.Client.ResumeInstanceAsync("one");
        await hub.Client.SuspendInstanceAsync("unknown");
        await hub.IdleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.StateAsync("one")).RuntimeStatus);
    }

    [Fact]
    public async Task Line_64_a_finished_instance_starts_again_with_its_input_under_its_own_or_a_new_id()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Echo", (_, input) => input));
        await hub.RunAsync("Echo", "again", new StartOrchestrationOptions("one"));

        var same = await hub.Client.RestartAsync("one");
        var sameEnded = await hub.CompletionAsync(same);
        var other = await hub.Client.RestartAsync("one", restartWithNewInstanceId: true);
        var otherEnded = await hub.CompletionAsync(other);

        Assert.Equal("one", same);
        Assert.NotEqual("one", other);
        Assert.Equal("again", sameEnded.ReadOutputAs<string>());
        Assert.Equal("again", otherEnded.ReadOutputAs<string>());
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.RestartAsync("unknown"));
    }

    [Fact]
    public async Task Line_64_one_that_still_runs_cannot_be_restarted_under_its_own_id()
    {
        await using var hub = await StartAsync(WaitForGo);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.RestartAsync("one"));
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending, false)]
    [InlineData(OrchestrationRuntimeStatus.Running, false)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, false)]
    [InlineData(OrchestrationRuntimeStatus.Completed, true)]
    [InlineData(OrchestrationRuntimeStatus.Failed, true)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, true)]
    public async Task Line_66_an_id_is_free_again_only_once_its_instance_has_finished(OrchestrationRuntimeStatus existing, bool free)
    {
        await using var hub = await StartAsync(WaitForGo);
        await BringToAsync(hub, existing);

        var start = () => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "second", new StartOrchestrationOptions("one"));

        if (free)
            Assert.Equal("second", (await hub.Client.GetInstanceAsync(await start(), true))!.ReadInputAs<string>());
        else
            await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(start);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    public async Task Line_66_a_finished_status_in_the_dedupe_list_refuses_the_new_instance(OrchestrationRuntimeStatus existing)
    {
        await using var hub = await StartAsync(WaitForGo);
        await BringToAsync(hub, existing);
        var options = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", options));
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task Line_66_a_running_instance_that_is_not_in_the_dedupe_list_is_replaced(OrchestrationRuntimeStatus existing)
    {
        await using var hub = await StartAsync(WaitForGo);
        await BringToAsync(hub, existing);
        var options = new StartOrchestrationOptions("one").WithDedupeStatuses();

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "second", options);
        await hub.Client.RaiseEventAsync("one", "Go", "on");
        var ended = await hub.CompletionAsync("one");

        Assert.Equal("second", ended.ReadInputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
    }

    [Fact]
    public async Task Line_66_a_dedupe_list_that_contradicts_itself_is_refused()
    {
        await using var hub = await StartAsync(WaitForGo);
        var options = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Terminated, OrchestrationRuntimeStatus.Pending);

        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", options));
    }

    [Fact]
    public async Task Line_67_of_a_hundred_starts_of_one_id_one_wins_and_99_are_refused()
    {
        await using var hub = await StartAsync(WaitForGo);

        var starts = await Task.WhenAll(Enumerable.Range(0, 100).Select(async number =>
        {
            try
            {
                await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", number, new StartOrchestrationOptions("one"));
                return true;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return false;
            }
        }));

        Assert.Single(starts, won => won);
        Assert.Equal(1, hub.Number("SELECT count(*) FROM instances"));
    }

    [Fact]
    public async Task Line_68_a_purge_deletes_one_finished_instance_once_whatever_its_id()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Short", _ => "done"));
        await hub.RunAsync("Short", null, new StartOrchestrationOptions("St. Mary's; DROP TABLE instances--"));

        var first = await hub.Client.PurgeInstanceAsync("St. Mary's; DROP TABLE instances--");
        var second = await hub.Client.PurgeInstanceAsync("St. Mary's; DROP TABLE instances--");

        Assert.Equal((1, 0), (first.PurgedInstanceCount, second.PurgedInstanceCount));
        Assert.Equal(0, hub.Number("SELECT (SELECT count(*) FROM instances) + (SELECT count(*) FROM history) + (SELECT count(*) FROM payloads)"));
    }

    [Fact]
    public async Task Line_68_a_purge_by_filter_takes_more_than_a_thousand_and_only_what_it_names()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Short", _ => "done")
            .AddOrchestratorFunc("Break", _ => throw new InvalidOperationException("broken")));
        var before = hub.Clock.GetUtcNow();
        await Task.WhenAll(Enumerable.Range(0, 1100).Select(_ => hub.RunAsync("Short")));
        await hub.RunAsync("Break", null, new StartOrchestrationOptions("broken"));
        hub.Clock.Advance(TimeSpan.FromDays(1));
        await hub.RunAsync("Short", null, new StartOrchestrationOptions("tomorrow"));

        var filter = new PurgeInstancesFilter(before, before.AddHours(1), [OrchestrationRuntimeStatus.Completed]);
        var noTime = await hub.Client.PurgeAllInstancesAsync(filter with { Timeout = TimeSpan.Zero });
        var purged = await hub.Client.PurgeAllInstancesAsync(filter);

        Assert.Equal((0, false), (noTime.PurgedInstanceCount, noTime.IsComplete));
        Assert.Equal((1100, true), (purged.PurgedInstanceCount, purged.IsComplete));
        Assert.NotNull(await hub.Client.GetInstanceAsync("broken"));
        Assert.NotNull(await hub.Client.GetInstanceAsync("tomorrow"));
    }

    [Fact]
    public async Task Line_69_a_purge_leaves_a_running_instance_alone()
    {
        await using var hub = await StartAsync(WaitForGo);
        await BringToAsync(hub, OrchestrationRuntimeStatus.Running);

        var one = await hub.Client.PurgeInstanceAsync("one");
        var all = await hub.Client.PurgeInstancesAsync(null, null, [OrchestrationRuntimeStatus.Running]);

        Assert.Equal((0, 0), (one.PurgedInstanceCount, all.PurgedInstanceCount));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.StateAsync("one")).RuntimeStatus);
    }

    [Fact]
    public async Task Line_70_a_query_filters_and_its_pages_stay_as_they_are_while_instances_are_added()
    {
        await using var hub = await StartAsync(tasks => tasks
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
    public async Task Line_70_without_payloads_reading_one_says_why_not()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Short", _ => "done"));
        var id = (await hub.RunAsync("Short")).InstanceId;

        var bare = await hub.Client.GetInstanceAsync(id);

        Assert.Null(bare!.SerializedOutput);
        Assert.Throws<InvalidOperationException>(() => bare.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Line_70_ids_of_finished_instances_are_listed_page_by_page()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Short", _ => "done"));
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

    [Fact]
    public async Task Line_71_waiting_for_start_and_end_wakes_at_once_is_cancelled_and_returns_for_what_is_over()
    {
        await using var hub = await StartAsync(WaitForGo);
        var early = hub.Client.WaitForInstanceStartAsync("one");
        using var cancel = new CancellationTokenSource();
        var cancelled = hub.Client.WaitForInstanceCompletionAsync("one", cancel.Token);

        await BringToAsync(hub, OrchestrationRuntimeStatus.Running);
        var started = await early.WaitAsync(TimeSpan.FromSeconds(10));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        var waiting = hub.Client.WaitForInstanceCompletionAsync("one");
        await hub.Client.RaiseEventAsync("one", "Go", "on");

        Assert.Equal(OrchestrationRuntimeStatus.Running, started.RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await waiting.WaitAsync(TimeSpan.FromSeconds(10))).RuntimeStatus);
        Assert.True(hub.Client.WaitForInstanceCompletionAsync("one").IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("@entity")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    public async Task An_id_that_could_not_stand_in_a_url_is_refused(string id)
    {
        await using var hub = await StartAsync(WaitForGo);

        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(id)));
    }

    private static void WaitForGo(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc("Wait", async context =>
    {
        var answer = await context.WaitForExternalEvent<string>("Go");
        return answer == "fail" ? throw new InvalidOperationException("as told") : answer;
    });

    private static async Task BringToAsync(TestHub hub, OrchestrationRuntimeStatus status)
    {
        DateTimeOffset? startAt = status == OrchestrationRuntimeStatus.Pending ? hub.Clock.GetUtcNow().AddDays(1) : null;
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "first", new StartOrchestrationOptions("one", startAt));
        await hub.IdleAsync();
        if (status == OrchestrationRuntimeStatus.Suspended)
            await hub.Client.SuspendInstanceAsync("one");
        else if (status == OrchestrationRuntimeStatus.Terminated)
            await hub.Client.TerminateInstanceAsync("one");
        else if (status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed)
            await hub.Client.RaiseEventAsync("one", "Go", status == OrchestrationRuntimeStatus.Failed ? "fail" : "on");
        await hub.IdleAsync();
        Assert.Equal(status, (await hub.StateAsync("one")).RuntimeStatus);
    }
}
