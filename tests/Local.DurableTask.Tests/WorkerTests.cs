using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>Workers come and go; the work stays.</summary>
public sealed class WorkerTests
{
    [Fact]
    public async Task Without_a_worker_work_waits_for_the_first_that_comes()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks.AddOrchestratorFunc("Short", _ => "done"), connects: false);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Short");
        await hub.UntilAsync(() => hub.Hub.GetWorkload().Runnable == 1);
        var waiting = await hub.StateAsync(id);

        await hub.ConnectAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Pending, waiting.RuntimeStatus);
        Assert.Equal("done", (await hub.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task What_a_worker_had_in_hand_when_it_left_goes_to_the_next()
    {
        using var started = new SemaphoreSlim(0);
        using var never = new SemaphoreSlim(0);
        await using var hub = await TestHub.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Work", context => context.CallActivityAsync<string>("Slow"))
                .AddActivityFunc<string>("Slow", async _ =>
                {
                    started.Release();
                    await never.WaitAsync();
                    return "of the first";
                }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        await started.WaitAsync(Patience.Long);

        await hub.Worker.DisposeAsync();
        await hub.ConnectAsync(tasks => tasks
            .AddOrchestratorFunc("Work", context => context.CallActivityAsync<string>("Slow"))
            .AddActivityFunc("Slow", _ => "of the second"));
        var ended = await hub.CompletionAsync(id);
        never.Release();

        Assert.Equal("of the second", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_turn_that_was_under_way_when_its_worker_left_is_taken_by_the_next()
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        await using var hub = await TestHub.StartAsync(tasks => tasks.AddOrchestratorFunc("Slow", _ =>
        {
            entered.Release();
            release.Wait();
            return "of the first";
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Slow");
        await entered.WaitAsync(Patience.Long);

        await hub.Worker.DisposeAsync();
        await hub.ConnectAsync(tasks => tasks.AddOrchestratorFunc("Slow", _ => "of the second"));
        var ended = await hub.CompletionAsync(id);
        release.Release();

        Assert.Equal("of the second", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Two_workers_share_the_work_and_no_step_is_done_twice()
    {
        var steps = new ConcurrentQueue<(string Worker, string Step)>();
        await using var hub = await TestHub.StartAsync(tasks => Add(tasks, "first"));
        await hub.ConnectAsync(tasks => Add(tasks, "second"));

        var ended = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => hub.RunAsync("Work")));

        Assert.All(ended, one => Assert.Equal(OrchestrationRuntimeStatus.Completed, one.RuntimeStatus));
        Assert.Equal(200, steps.Select(step => step.Step).Distinct().Count());
        Assert.Equal(200, steps.Count);
        Assert.Equal(["first", "second"], steps.Select(step => step.Worker).Distinct().Order());

        void Add(DurableTaskRegistry tasks, string worker) => tasks
            .AddOrchestratorFunc("Work", context => Task.WhenAll(Enumerable.Range(0, 10).Select(step => context.CallActivityAsync("Step", step))))
            .AddActivityFunc<int>("Step", (context, step) => steps.Enqueue((worker, $"{context.InstanceId} {step}")));
    }

    [Fact]
    public async Task Work_goes_to_the_worker_that_says_it_can_do_it()
    {
        await using var hub = await TestHub.StartAsync(
            tasks => tasks.AddOrchestratorFunc("Work", context => context.CallActivityAsync<string>("Send")),
            worker: worker => worker.UseWorkItemFilters());
        await hub.ConnectAsync(tasks => tasks.AddActivityFunc("Send", _ => "sent"));

        var ended = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => hub.RunAsync("Work")));

        Assert.All(ended, one => Assert.Equal("sent", one.ReadOutputAs<string>()));
    }

    [Fact]
    public async Task Two_workers_get_work_in_turn()
    {
        var runs = new ConcurrentQueue<string>();
        await using var hub = await TestHub.StartAsync(tasks => Add(tasks, "first"));
        await hub.ConnectAsync(tasks => Add(tasks, "second"));

        foreach (var step in Enumerable.Range(0, 10))
            await hub.RunAsync("Work", step);

        // A worker that is still handing in its last answer is passed over once.
        Assert.Equal(20, runs.Count);
        Assert.All(runs.CountBy(worker => worker), worker => Assert.InRange(worker.Value, 8, 12));

        void Add(DurableTaskRegistry tasks, string worker) => tasks
            .AddOrchestratorFunc("Work", async context =>
            {
                if (!context.IsReplaying)
                    runs.Enqueue(worker);
                await context.CallActivityAsync("Step");
            })
            .AddActivityFunc("Step", _ => runs.Enqueue(worker));
    }

    [Fact]
    public async Task A_worker_that_takes_one_version_takes_every_turn_of_it()
    {
        await using var hub = await TestHub.StartAsync(
            tasks => tasks.AddOrchestratorFunc("Work", async context => await context.CallActivityAsync<string>("Fine")).AddActivityFunc("Fine", _ => "fine"),
            worker: worker =>
            {
                worker.UseVersioning(new() { Version = "1.0", MatchStrategy = DurableTaskWorkerOptions.VersionMatchStrategy.Strict });
                worker.UseWorkItemFilters();
            });

        var ended = await hub.RunAsync("Work", options: new StartOrchestrationOptions { Version = "1.0" });

        Assert.Equal("fine", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_answer_that_comes_twice_counts_once()
    {
        await using var hub = await TestHub.StartAsync(_ => { }, connects: false);
        using var worker = hub.Service.GetWorkItems(new P.GetWorkItemsRequest());
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions("one"));

        var first = await NextAsync(worker);
        var ask = new P.OrchestratorResponse { InstanceId = "one", CompletionToken = first.CompletionToken, Actions = { Actions.Call(0, "Step") } };
        await hub.Service.CompleteOrchestratorTaskAsync(ask);
        await hub.Service.CompleteOrchestratorTaskAsync(ask);
        var step = await NextAsync(worker);
        foreach (var result in new[] { "1", "2" })
        {
            await hub.Service.CompleteActivityTaskAsync(
                new P.ActivityResponse { InstanceId = "one", TaskId = 0, Result = result, CompletionToken = step.CompletionToken });
        }

        var second = await NextAsync(worker);
        await hub.Service.CompleteOrchestratorTaskAsync(
            new P.OrchestratorResponse { InstanceId = "one", CompletionToken = second.CompletionToken, Actions = { Actions.Complete(1, "3") } });
        await hub.CompletionAsync("one");

        Assert.Equal("1", Assert.Single(second.OrchestratorRequest.NewEvents, e => e.TaskCompleted is not null).TaskCompleted.Result);
        Assert.Equal(
            [
                P.HistoryEvent.EventTypeOneofCase.OrchestratorStarted,
                P.HistoryEvent.EventTypeOneofCase.ExecutionStarted,
                P.HistoryEvent.EventTypeOneofCase.TaskScheduled,
                P.HistoryEvent.EventTypeOneofCase.OrchestratorCompleted,
                P.HistoryEvent.EventTypeOneofCase.OrchestratorStarted,
                P.HistoryEvent.EventTypeOneofCase.TaskCompleted,
                P.HistoryEvent.EventTypeOneofCase.ExecutionCompleted,
                P.HistoryEvent.EventTypeOneofCase.OrchestratorCompleted,
            ],
            hub.HistoryKinds("one"));
    }

    [Fact]
    public async Task An_answer_of_a_worker_that_has_left_counts_for_nothing()
    {
        await using var hub = await TestHub.StartAsync(_ => { }, connects: false);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions("one"));
        P.WorkItem late;
        using (var gone = hub.Service.GetWorkItems(new P.GetWorkItemsRequest()))
            late = await NextAsync(gone);
        using var worker = hub.Service.GetWorkItems(new P.GetWorkItemsRequest());
        var again = await NextAsync(worker);

        await hub.Service.CompleteOrchestratorTaskAsync(
            new P.OrchestratorResponse { InstanceId = "one", CompletionToken = late.CompletionToken, Actions = { Actions.Complete(0, "\"late\"") } });
        await hub.Service.CompleteOrchestratorTaskAsync(
            new P.OrchestratorResponse { InstanceId = "one", CompletionToken = again.CompletionToken, Actions = { Actions.Complete(0, "\"again\"") } });

        Assert.NotEqual(late.CompletionToken, again.CompletionToken);
        Assert.Equal("again", (await hub.CompletionAsync("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_answer_for_work_that_nobody_gave_out_is_ignored()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks.AddOrchestratorFunc("Short", _ => "done"));

        await hub.Service.CompleteOrchestratorTaskAsync(
            new P.OrchestratorResponse { InstanceId = "one", CompletionToken = "invented", Actions = { Actions.Complete(0, "1") } });
        await hub.Service.CompleteActivityTaskAsync(new P.ActivityResponse { InstanceId = "one", TaskId = 7, Result = "1", CompletionToken = "invented" });
        await hub.Service.AbandonTaskActivityWorkItemAsync(new P.AbandonActivityTaskRequest { CompletionToken = "invented" });

        Assert.Equal("done", (await hub.RunAsync("Short")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Work_that_a_worker_gives_back_comes_again()
    {
        await using var hub = await TestHub.StartAsync(_ => { }, connects: false);
        using var worker = hub.Service.GetWorkItems(new P.GetWorkItemsRequest());
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions("one"));

        var first = await NextAsync(worker);
        await hub.Service.AbandonTaskOrchestratorWorkItemAsync(new P.AbandonOrchestrationTaskRequest { CompletionToken = first.CompletionToken });
        var again = await NextAsync(worker);
        await hub.Service.CompleteOrchestratorTaskAsync(
            new P.OrchestratorResponse { InstanceId = "one", CompletionToken = again.CompletionToken, Actions = { Actions.Call(0, "Step") } });
        var step = await NextAsync(worker);
        await hub.Service.AbandonTaskActivityWorkItemAsync(new P.AbandonActivityTaskRequest { CompletionToken = step.CompletionToken });
        var stepAgain = await NextAsync(worker);

        Assert.Equal(first.OrchestratorRequest.NewEvents.Select(e => e.EventTypeCase), again.OrchestratorRequest.NewEvents.Select(e => e.EventTypeCase));
        Assert.Equal(step.ActivityRequest, stepAgain.ActivityRequest);
        Assert.Equal(4, new[] { first, again, step, stepAgain }.Select(item => item.CompletionToken).Distinct().Count());
    }

    [Fact]
    public async Task An_activity_that_takes_its_worker_along_each_time_is_given_up()
    {
        await using var hub = await TestHub.StartAsync(_ => { }, options => options.MaxCrashesPerActivity = 3, connects: false);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions("one"));

        var tries = 0;
        var asked = false;
        while (true)
        {
            using var worker = hub.Service.GetWorkItems(new P.GetWorkItemsRequest());
            var item = await NextAsync(worker);
            if (!asked)
            {
                asked = true;
                await hub.Service.CompleteOrchestratorTaskAsync(
                    new P.OrchestratorResponse { InstanceId = "one", CompletionToken = item.CompletionToken, Actions = { Actions.Call(0, "Poison") } });
                item = await NextAsync(worker);
            }

            if (item.ActivityRequest is null)
            {
                var failed = Assert.Single(item.OrchestratorRequest.NewEvents, e => e.TaskFailed is not null).TaskFailed.FailureDetails;
                Assert.Equal(("PoisonedActivity", true), (failed.ErrorType, failed.IsNonRetriable));
                break;
            }

            tries++;
        }

        Assert.Equal(3, tries);
    }

    [Fact]
    public async Task Work_that_no_worker_takes_does_not_hold_up_the_other_work()
    {
        await using var hub = await TestHub.StartAsync(
            tasks => tasks.AddOrchestratorFunc("Work", context => context.CallActivityAsync<string>("Fine")).AddActivityFunc("Fine", _ => "fine"),
            options => (options.MaxConcurrentOrchestrations, options.MaxConcurrentActivities) = (1, 1),
            worker => worker.UseWorkItemFilters());
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Unknown");
        await hub.UntilAsync(() => hub.Hub.GetWorkload().Runnable == 1);

        Assert.Equal("fine", (await hub.RunAsync("Work")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("turn")]
    [InlineData("activity")]
    public async Task A_stop_in_good_order_does_not_wait_for_workers_that_are_not_there(string work)
    {
        await using var hub = await TestHub.StartAsync(
            tasks => tasks.AddOrchestratorFunc("Work", context => context.CallActivityAsync<string>("Fine")),
            worker: worker => worker.UseWorkItemFilters(),
            connects: work == "activity");
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        await hub.UntilAsync(() => hub.Hub.GetWorkload().Runnable == 1 && hub.Number("SELECT count(*) FROM activities") == (work == "activity" ? 1 : 0));

        await hub.StopHandingOutAsync(CancellationToken.None).WaitAsync(Patience.Long);
        await hub.HandOutAsync();
        await hub.ConnectAsync(
            tasks => tasks.AddOrchestratorFunc("Work", context => context.CallActivityAsync<string>("Fine")).AddActivityFunc("Fine", _ => "fine"));

        Assert.Equal("fine", (await hub.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Only_one_may_run_the_work_of_a_hub()
    {
        await using var hub = await TestHub.StartAsync(_ => { });

        await Assert.ThrowsAsync<InvalidOperationException>(hub.HandOutAsync);
    }

    [Fact]
    public async Task Where_no_workers_are_served_one_is_told_so()
    {
        await using var hub = await TestHub.StartAsync(_ => { });
        var service = new TaskHubService(hub.Hub, workItems: null);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => service.GetWorkItems(new P.GetWorkItemsRequest(), null!, null!));

        Assert.Equal(StatusCode.Unimplemented, refusal.StatusCode);
    }

    private static async Task<P.WorkItem> NextAsync(AsyncServerStreamingCall<P.WorkItem> worker)
    {
        Assert.True(await worker.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience.Long));
        return worker.ResponseStream.Current.Clone();
    }
}
