using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class SubOrchestrationInMemoryTests() : SubOrchestrationTests(keptInMemory: true);

public sealed class SubOrchestrationFromFileTests() : SubOrchestrationTests(keptInMemory: false);

public abstract class SubOrchestrationTests(bool keptInMemory) : Semantics(keptInMemory)
{
    [Fact]
    public async Task A_child_has_its_own_id_sees_its_parent_and_gives_its_result()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", async context =>
                await context.CallSubOrchestratorAsync<string>("Child", "in", new TaskOptions().WithInstanceId("the-child")))
            .AddOrchestratorFunc<string, string>("Child", (context, input) =>
                $"{context.InstanceId} of {context.Parent!.Name} {context.Parent.InstanceId}: {input}"));

        var ended = await hub.RunAsync("Parent", null, new StartOrchestrationOptions("the-parent"));

        Assert.Equal("the-child of Parent the-parent: in", ended.ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.StateAsync("the-child")).RuntimeStatus);
    }

    [Fact]
    public async Task A_hundred_children_without_ids_all_answer_in_order()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", async context => await Task.WhenAll(
                Enumerable.Range(0, 100).Select(number => context.CallSubOrchestratorAsync<int>("Child", number))))
            .AddOrchestratorFunc<int, int>("Child", (context, number) => context.CallActivityAsync<int>("Square", number))
            .AddActivityFunc<int, int>("Square", (_, number) => number * number));

        var ended = await hub.RunAsync("Parent");

        Assert.Equal(Enumerable.Range(0, 100).Select(number => number * number), ended.ReadOutputAs<List<int>>());
    }

    [Fact]
    public async Task A_childs_failure_reaches_the_parent_with_everything_beneath_it()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", async context =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync("Child");
                    return "no failure";
                }
                catch (TaskFailedException failed)
                {
                    var inner = failed.FailureDetails.InnerFailure!;
                    return $"{failed.TaskName}: {failed.FailureDetails.ErrorType} > {inner.ErrorType} {inner.ErrorMessage} > {inner.InnerFailure!.ErrorType}";
                }
            })
            .AddOrchestratorFunc("Child", context => context.CallActivityAsync("Break"))
            .AddActivityFunc("Break", _ => throw new InvalidDataException("line 7", new FormatException("not a date"))));

        var ended = await hub.RunAsync("Parent");

        Assert.Equal(
            "Child: Microsoft.DurableTask.TaskFailedException > System.IO.InvalidDataException line 7 > System.FormatException",
            ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_retry_of_a_failed_child_starts_the_same_child_again()
    {
        var ids = new ConcurrentQueue<string>();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", async context =>
                await context.CallSubOrchestratorAsync<string>("Child", options: new TaskOptions(new RetryPolicy(3, TimeSpan.FromMinutes(1)))))
            .AddOrchestratorFunc("Child", context =>
            {
                ids.Enqueue(context.InstanceId);
                return ids.Count < 3 ? throw new InvalidOperationException("not yet") : "at last";
            }));

        var ended = await hub.RunToEndAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent"));

        Assert.Equal("at last", ended.ReadOutputAs<string>());
        Assert.Equal(3, ids.Count);
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task A_child_that_continues_as_new_answers_its_parent_once()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", async context => await context.CallSubOrchestratorAsync<int>("Child", 0) + 100)
            .AddOrchestratorFunc<int, int>("Child", (context, round) =>
            {
                if (round < 5)
                    context.ContinueAsNew(round + 1);
                return round;
            }));

        Assert.Equal(105, (await hub.RunAsync("Parent")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_recursive_terminate_ends_all_that_still_runs_below()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Tree", async (context, depth) =>
            {
                await context.CallSubOrchestratorAsync("Leaf", options: new TaskOptions().WithInstanceId($"leaf-{depth}"));
                if (depth > 0)
                    await context.CallSubOrchestratorAsync("Tree", depth - 1, new TaskOptions().WithInstanceId($"tree-{depth - 1}"));
                await context.WaitForExternalEvent<object>("Never");
            })
            .AddOrchestratorFunc("Leaf", _ => "done"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Tree", 2, new StartOrchestrationOptions("tree-2"));
        await hub.IdleAsync();

        await hub.Client.TerminateInstanceAsync("tree-2", new TerminateInstanceOptions("stop", Recursive: true));
        await hub.IdleAsync();

        foreach (var id in new[] { "tree-2", "tree-1", "tree-0" })
            Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await hub.StateAsync(id)).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.StateAsync("leaf-0")).RuntimeStatus);
        Assert.Equal("stop", (await hub.StateAsync("tree-0")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_terminate_that_is_not_recursive_leaves_the_children_alone()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Child", options: new TaskOptions().WithInstanceId("child")))
            .AddOrchestratorFunc("Child", context => context.WaitForExternalEvent<string>("Go")));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions("parent"));
        await hub.IdleAsync();

        await hub.Client.TerminateInstanceAsync("parent");
        await hub.CompletionAsync("parent");
        await hub.Client.RaiseEventAsync("child", "Go", "on");

        Assert.Equal("on", (await hub.CompletionAsync("child")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_terminated_child_is_a_failure_to_its_parent()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Child", options: new TaskOptions().WithInstanceId("child")))
            .AddOrchestratorFunc("Child", context => context.WaitForExternalEvent<string>("Go")));
        var parent = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent");
        await hub.IdleAsync();

        await hub.Client.TerminateInstanceAsync("child");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.CompletionAsync(parent)).RuntimeStatus);
    }

    [Fact]
    public async Task A_recursive_purge_takes_the_finished_children_along()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Tree", async (context, depth) =>
            {
                if (depth > 0)
                    await context.CallSubOrchestratorAsync("Tree", depth - 1, new TaskOptions().WithInstanceId($"tree-{depth - 1}"));
            }));
        await hub.RunAsync("Tree", 3, new StartOrchestrationOptions("tree-3"));

        var result = await hub.Client.PurgeInstanceAsync("tree-3", new PurgeInstanceOptions(Recursive: true));

        Assert.Equal(4, result.PurgedInstanceCount);
        Assert.Null(await hub.Client.GetInstanceAsync("tree-0"));
    }

    [Fact]
    public async Task A_purge_that_is_not_recursive_leaves_the_children_there()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Child", options: new TaskOptions().WithInstanceId("child")))
            .AddOrchestratorFunc("Child", _ => "done"));
        await hub.RunAsync("Parent", null, new StartOrchestrationOptions("parent"));

        var result = await hub.Client.PurgeInstanceAsync("parent");

        Assert.Equal(1, result.PurgedInstanceCount);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.StateAsync("child")).RuntimeStatus);
    }

    [Fact]
    public async Task After_a_crash_while_a_child_runs_exactly_one_child_has_run_to_its_end()
    {
        var started = new ConcurrentQueue<string>();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", async context => await context.CallSubOrchestratorAsync<string>("Child"))
            .AddOrchestratorFunc("Child", async context =>
            {
                if (!context.IsReplaying)
                    started.Enqueue(context.InstanceId);
                return await context.WaitForExternalEvent<string>("Go");
            }));
        var parent = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent");
        await hub.IdleAsync();

        await hub.CrashAndRestartAsync();
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(Assert.Single(started), "Go", "one");

        Assert.Equal("one", (await hub.CompletionAsync(parent)).ReadOutputAs<string>());
        Assert.Equal(2, hub.Number("SELECT count(*) FROM instances"));
    }

    [Fact]
    public async Task A_child_id_that_another_running_instance_has_is_a_failure_not_a_hang()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", async context =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync("Wait", options: new TaskOptions().WithInstanceId("taken"));
                    return "started";
                }
                catch (TaskFailedException failed)
                {
                    return failed.FailureDetails.ErrorMessage;
                }
            })
            .AddOrchestratorFunc("Wait", context => context.WaitForExternalEvent<string>("Go")));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("taken"));
        await hub.IdleAsync();

        Assert.Equal(
            "An orchestration instance with id 'taken' already exists and has not finished.", (await hub.RunAsync("Parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_answer_to_a_parent_that_has_ended_is_dropped()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Child", options: new TaskOptions().WithInstanceId("child")))
            .AddOrchestratorFunc("Child", context => context.WaitForExternalEvent<string>("Go")));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions("parent"));
        await hub.IdleAsync();
        await hub.Client.TerminateInstanceAsync("parent");
        await hub.CompletionAsync("parent");

        await hub.Client.RaiseEventAsync("child", "Go", "on");
        await hub.CompletionAsync("child");
        await hub.IdleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await hub.StateAsync("parent")).RuntimeStatus);
        Assert.Equal(0, hub.Number("SELECT count(*) FROM inbox"));
    }
}
