using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class PayloadInMemoryTests() : PayloadTests(keptInMemory: true);

public sealed class PayloadFromFileTests() : PayloadTests(keptInMemory: false);

public abstract class PayloadTests(bool keptInMemory) : Semantics(keptInMemory)
{
    [Fact]
    public async Task Payloads_of_megabytes_go_through_input_activity_event_status_and_output()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Carry", async (context, input) =>
            {
                var answer = await context.CallActivityAsync<string>("Turn", input);
                context.SetCustomStatus(answer);
                return answer + await context.WaitForExternalEvent<string>("More");
            })
            .AddActivityFunc<string, string>("Turn", (_, input) => new string('y', input.Length)));
        var large = new string('x', 1 << 20);

        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Carry", large);
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "More", large);
        var ended = await hub.CompletionAsync(id);

        Assert.Equal(new string('y', 1 << 20) + large, ended.ReadOutputAs<string>());
        Assert.Equal(new string('y', 1 << 20), ended.ReadCustomStatusAs<string>());
        Assert.Equal(large, ended.ReadInputAs<string>());
    }

    [Fact]
    public async Task Ten_megabytes_reach_an_orchestrator_by_input_activity_and_event()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, int>("Carry", async (context, input) =>
                input.Length + (await context.CallActivityAsync<string>("Make")).Length + (await context.WaitForExternalEvent<string>("More")).Length)
            .AddActivityFunc("Make", _ => new string('y', 10 << 20)));
        var large = new string('x', 10 << 20);

        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Carry", large);
        await hub.Client.RaiseEventAsync(id, "More", large);

        Assert.Equal(30 << 20, (await hub.CompletionAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task What_is_larger_than_a_worker_can_say_fails_the_orchestration_in_so_many_words()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Large", _ => new string('x', 10 << 20)));

        var ended = await hub.RunAsync("Large");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.NotEmpty(ended.FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task Thousands_of_requests_in_one_turn_are_one_commit()
    {
        await using var hub = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Ask", async context => (await Task.WhenAll(
                    Enumerable.Range(0, 3000).Select(number => context.CallActivityAsync<int>("Same", number)))).Length)
                .AddActivityFunc<int, int>("Same", (_, number) => number),
            options => options.MaxConcurrentActivities = 200);

        var ended = await hub.RunAsync("Ask");

        Assert.Equal(3000, ended.ReadOutputAs<int>());
        var schedules = hub.History(ended.InstanceId).Where(e => e.TaskScheduled is not null).ToList();
        Assert.Equal(Enumerable.Range(0, 3000), schedules.Select(e => e.EventId));
        Assert.Single(schedules.Select(e => e.Timestamp).Distinct());
    }

    [Fact]
    public async Task A_turn_whose_answer_comes_in_pieces_is_one_turn()
    {
        // Ten activities with a megabyte each: more than the worker says in one message.
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Ask", async context => (await Task.WhenAll(
                Enumerable.Range(0, 10).Select(number => context.CallActivityAsync<int>("Length", new string('x', 1 << 20))))).Sum())
            .AddActivityFunc<string, int>("Length", (_, text) => text.Length));

        var ended = await hub.RunAsync("Ask");

        Assert.Equal(10 << 20, ended.ReadOutputAs<int>());
        Assert.Equal(10, hub.History(ended.InstanceId).Count(e => e.TaskScheduled is not null));
    }

    [Fact]
    public async Task A_history_of_many_megabytes_reaches_a_worker_that_takes_four_at_once()
    {
        await using var hub = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Gather", async context =>
                {
                    var sum = 0;
                    for (var step = 0; step < 8; step++)
                        sum += (await context.CallActivityAsync<string>("Fill")).Length;
                    return sum;
                })
                .AddActivityFunc("Fill", _ => new string('x', 1 << 20)),
            connects: false);
        await hub.ConnectAsync(largestMessage: 4 << 20);

        var ended = await hub.RunAsync("Gather");

        Assert.Equal(8 << 20, ended.ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_fan_out_of_10000_does_not_starve_a_small_instance()
    {
        var order = new ConcurrentQueue<string>();
        using var started = new SemaphoreSlim(0);
        using var begin = new SemaphoreSlim(0);
        await using var hub = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Large", context => Task.WhenAll(Enumerable.Range(0, 10_000).Select(_ => context.CallActivityAsync("Note", "large"))))
                .AddOrchestratorFunc("Small", context => context.CallActivityAsync("Note", "small"))
                .AddActivityFunc<string>("Note", async (_, name) =>
                {
                    order.Enqueue(name);
                    started.Release();
                    await begin.WaitAsync();
                }),
            options => options.MaxConcurrentActivities = 1);

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Large", new StartOrchestrationOptions("large"));
        await started.WaitAsync(Patience.Long);
        var small = hub.RunAsync("Small");
        await hub.UntilAsync(() => hub.Number("SELECT count(*) FROM activities") == 10_001);
        begin.Release(10_001);
        await small;
        await hub.Client.TerminateInstanceAsync("large");
        await hub.CompletionAsync("large");

        // One runs at a time, and instances take turns: large, large, small.
        Assert.Equal(2, order.ToList().IndexOf("small"));
    }

    [Fact]
    public async Task Every_text_survives()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Echo", (context, input) => context.CallActivityAsync<string>("Echo", input))
            .AddActivityFunc<string, string>("Echo", (_, input) => input));
        const string Awkward = "Zażółć 🧸 \"quoted\" \\ \u0000 \u2028 </script> '; DROP TABLE history; --";

        Assert.Equal(Awkward, (await hub.RunAsync("Echo", Awkward)).ReadOutputAs<string>());
    }
}
