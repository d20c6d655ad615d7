using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class ExternalEventInMemoryTests() : ExternalEventTests(keptInMemory: true);

public sealed class ExternalEventReplayedTests() : ExternalEventTests(keptInMemory: false);

public abstract class ExternalEventTests(bool keptInMemory) : Conformance(keptInMemory)
{
    [Fact]
    public async Task Line_22_an_event_wakes_a_waiter_with_its_typed_payload()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Approve", async context =>
        {
            var decision = await context.WaitForExternalEvent<Decision>("Decision");
            return $"{decision.By} said {(decision.Approved ? "yes" : "no")}";
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Approve");

        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "Decision", new Decision(true, "the programme manager"));

        Assert.Equal("the programme manager said yes", (await hub.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Line_22_an_event_without_a_payload_wakes_a_waiter_with_the_default()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Wait", context => context.WaitForExternalEvent<string?>("Go")));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");

        await hub.Client.RaiseEventAsync(id, "Go");

        Assert.Null((await hub.CompletionAsync(id)).SerializedOutput);
    }

    [Fact]
    public async Task Line_23_an_event_raised_before_the_wait_is_kept_and_delivered()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Late", async context =>
        {
            await context.WaitForExternalEvent<object>("Start");
            return await context.WaitForExternalEvent<int>("Number");
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Late");

        await hub.Client.RaiseEventAsync(id, "Number", 1);
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "Number", 2);
        await hub.Client.RaiseEventAsync(id, "Start");

        Assert.Equal(1, (await hub.CompletionAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Line_24_event_names_are_compared_without_regard_to_case()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Wait", async context =>
            await context.WaitForExternalEvent<int>("Number") + await context.WaitForExternalEvent<int>("NUMBER")));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");

        await hub.Client.RaiseEventAsync(id, "number", 40);
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "nUMBER", 2);

        Assert.Equal(42, (await hub.CompletionAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Line_25_of_several_waiters_on_one_name_the_newest_gets_the_event_first()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Stack", async context =>
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => context.WaitForExternalEvent<string>("Number")))));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Stack");
        await hub.IdleAsync();

        foreach (var number in new[] { "first", "second", "third" })
            await hub.Client.RaiseEventAsync(id, "Number", number);

        Assert.Equal(["third", "second", "first"], (await hub.CompletionAsync(id)).ReadOutputAs<List<string>>()!);
    }

    [Fact]
    public async Task Line_26_a_cancelled_waiter_does_not_swallow_the_event()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Cancel", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var older = context.WaitForExternalEvent<string>("Go");
            var newer = context.WaitForExternalEvent<string>("Go", cancel.Token);
#pragma warning disable CA1849 // An orchestrator cancels in place.
            cancel.Cancel();
#pragma warning restore CA1849
            return $"{await older}, {newer.IsCanceled}";
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Cancel");

        await hub.Client.RaiseEventAsync(id, "Go", "went");

        Assert.Equal("went, True", (await hub.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Line_27_waiting_on_one_name_with_two_types_is_an_argument_exception()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Two", async context =>
        {
            _ = context.WaitForExternalEvent<string>("Go");
            await context.WaitForExternalEvent<int>("go");
        }));

        var ended = await hub.RunAsync("Two");

        Assert.Equal("System.ArgumentException", ended.FailureDetails!.ErrorType);
    }

    [Theory]
    [InlineData("event", "got 5")]
    [InlineData("timeout", "timed out")]
    [InlineData("token", "timed out")]
    public async Task Line_28_a_limited_wait_ends_with_the_event_the_time_or_the_token(string winner, string expected)
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Limited", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var limited = context.WaitForExternalEvent<int>("Number", TimeSpan.FromDays(5), cancel.Token);
            var stop = context.WaitForExternalEvent<object>("Stop");
            if (await Task.WhenAny(limited, stop) == stop)
            {
#pragma warning disable CA1849 // An orchestrator cancels in place.
                cancel.Cancel();
#pragma warning restore CA1849
            }

            try
            {
                return $"got {await limited}";
            }
            catch (TaskCanceledException)
            {
                return "timed out";
            }
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Limited");
        await hub.IdleAsync();

        if (winner == "event")
            await hub.Client.RaiseEventAsync(id, "Number", 5);
        else if (winner == "token")
            await hub.Client.RaiseEventAsync(id, "Stop");
        var ended = winner == "timeout" ? await hub.RunToEndAsync(id) : await hub.CompletionAsync(id);

        Assert.Equal(expected, ended.ReadOutputAs<string>());
        Assert.Null(hub.Hub.GetWorkload().NextTimer);
    }

    [Fact]
    public async Task Line_29_two_hundred_events_in_a_burst_arrive_in_order_and_none_is_lost()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc<int, List<int>>("Collect", async (context, count) =>
        {
            var received = new List<int>();
            while (received.Count < count)
                received.Add(await context.WaitForExternalEvent<int>("Number"));
            return received;
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Collect", 200);

        for (var number = 0; number < 200; number++)
            await hub.Client.RaiseEventAsync(id, "Number", number);

        Assert.Equal(Enumerable.Range(0, 200), (await hub.CompletionAsync(id)).ReadOutputAs<List<int>>());
    }

    [Fact]
    public async Task Line_29_events_raised_side_by_side_are_all_delivered()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Sum", async (context, count) =>
        {
            var sum = 0;
            for (var received = 0; received < count; received++)
                sum += await context.WaitForExternalEvent<int>("Number");
            return sum;
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Sum", 300);

        await Parallel.ForEachAsync(Enumerable.Range(1, 300), async (number, stop) => await hub.Client.RaiseEventAsync(id, "Number", number, stop));

        Assert.Equal(45150, (await hub.CompletionAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Line_30_orchestrations_send_events_to_each_other_and_to_themselves()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Ping", async context =>
            {
                context.SendEvent("pong", "Ball", "from ping");
                var answer = await context.WaitForExternalEvent<string>("Ball");
                context.SendEvent(context.InstanceId, "Note", "to myself");
                return $"{answer}, {await context.WaitForExternalEvent<string>("Note")}";
            })
            .AddOrchestratorFunc("Pong", async context =>
            {
                await context.WaitForExternalEvent<string>("Ball");
                context.SendEvent("ping", "Ball", "from pong");
            }));

        var pong = hub.RunAsync("Pong", null, new StartOrchestrationOptions("pong"));
        await hub.Client.WaitForInstanceStartAsync("pong");
        var ping = await hub.RunAsync("Ping", null, new StartOrchestrationOptions("ping"));

        Assert.Equal("from pong, to myself", ping.ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await pong).RuntimeStatus);
    }

    [Fact]
    public async Task Line_31_an_event_to_an_unknown_instance_creates_no_instance()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Tell", context => context.SendEvent("nobody", "Hello", "there")));

        await hub.RunAsync("Tell");
        await hub.Client.RaiseEventAsync("nobody", "Hello", "there");

        Assert.Null(await hub.Client.GetInstanceAsync("nobody"));
    }

    [Fact]
    public async Task Line_32_an_event_to_a_finished_instance_is_dropped()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Short", _ => "done"));
        var ended = await hub.RunAsync("Short", null, new StartOrchestrationOptions("short"));

        hub.Clock.Advance(TimeSpan.FromHours(1));
        await hub.Client.RaiseEventAsync("short", "Hello");
        await hub.CrashAndRestartAsync();
        await hub.IdleAsync();

        Assert.Equal(ended.LastUpdatedAt, (await hub.StateAsync("short")).LastUpdatedAt);
        Assert.Equal(0, hub.Number("SELECT count(*) FROM inbox"));
    }

    [Fact]
    public async Task Line_33_an_event_raced_by_a_timer_is_delivered_at_once()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Race", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var reminder = context.CreateTimer(TimeSpan.FromDays(14), cancel.Token);
            var approved = context.WaitForExternalEvent<string>("Approved");
            var first = await Task.WhenAny(reminder, approved);
#pragma warning disable CA1849 // An orchestrator cancels in place.
            cancel.Cancel();
#pragma warning restore CA1849
            return first == approved ? await approved : "reminded";
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Race");

        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "Approved", "by link");

        Assert.Equal("by link", (await hub.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_payload_of_the_wrong_shape_is_an_exception_that_the_orchestrator_can_catch()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Read", async context =>
        {
            try
            {
                return (await context.WaitForExternalEvent<int>("Number")).ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
            catch (System.Text.Json.JsonException)
            {
                return "not a number";
            }
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Read");

        await hub.Client.RaiseEventAsync(id, "Number", "seven");

        Assert.Equal("not a number", (await hub.CompletionAsync(id)).ReadOutputAs<string>());
    }

    public sealed record Decision(bool Approved, string By);
}
