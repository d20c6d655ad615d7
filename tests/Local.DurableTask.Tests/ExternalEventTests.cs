using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class ExternalEventInMemoryTests() : ExternalEventTests(keptInMemory: true);

public sealed class ExternalEventFromFileTests() : ExternalEventTests(keptInMemory: false);

public abstract class ExternalEventTests(bool keptInMemory) : Semantics(keptInMemory)
{
    [Fact]
    public async Task An_event_wakes_a_waiter_with_its_typed_payload()
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
    public async Task An_event_without_a_payload_wakes_a_waiter_with_nothing()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Wait", context => context.WaitForExternalEvent<string?>("Go")));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");

        await hub.Client.RaiseEventAsync(id, "Go");

        Assert.Null((await hub.CompletionAsync(id)).SerializedOutput);
    }

    [Fact]
    public async Task An_event_raised_before_anybody_waits_for_it_is_kept_and_delivered()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Late", async context =>
        {
            await context.WaitForExternalEvent<object>("Start");
            return await context.WaitForExternalEvent<int>("Number");
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Late");

        await hub.Client.RaiseEventAsync(id, "Number", 1);
        await hub.IdleAsync();
        await hub.CrashAndRestartAsync();
        await hub.Client.RaiseEventAsync(id, "Number", 2);
        await hub.Client.RaiseEventAsync(id, "Start");

        Assert.Equal(1, (await hub.CompletionAsync(id)).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData("start")]
    [InlineData("scheduled start")]
    public async Task An_event_raised_before_the_first_turn_is_delivered(string kind)
    {
        await using var hub = await StartAsync(
            tasks => tasks.AddOrchestratorFunc("Wait", context => context.WaitForExternalEvent<string>("Go")), handsOut: kind != "start");
        DateTimeOffset? startAt = kind == "start" ? null : hub.Clock.GetUtcNow().AddHours(1);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one", startAt));

        await hub.Client.RaiseEventAsync("one", "Go", "early");
        if (kind == "start")
            await hub.HandOutAsync();
        else
            hub.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal("early", (await hub.CompletionAsync("one")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("event", "got 5 on 14")]
    [InlineData("time", "timed out on 19")]
    public async Task A_limited_wait_ends_with_the_event_or_with_its_time(string winner, string expected)
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Limited", async context =>
        {
            try
            {
                return $"got {await context.WaitForExternalEvent<int>("Number", TimeSpan.FromDays(5))} on {context.CurrentUtcDateTime.Day}";
            }
            catch (TaskCanceledException)
            {
                return $"timed out on {context.CurrentUtcDateTime.Day}";
            }
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Limited");
        await hub.IdleAsync();

        if (winner == "event")
            await hub.Client.RaiseEventAsync(id, "Number", 5);
        var ended = winner == "event" ? await hub.CompletionAsync(id) : await hub.RunToEndAsync(id);

        Assert.Equal(expected, ended.ReadOutputAs<string>());
        Assert.Null(hub.Hub.GetWorkload().NextTimer);
    }

    [Fact]
    public async Task Two_hundred_events_in_a_burst_arrive_in_order_and_none_is_lost()
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
    public async Task Events_raised_side_by_side_are_all_delivered()
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
    public async Task Orchestrations_send_events_to_each_other_and_to_themselves()
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
    public async Task An_event_that_an_orchestration_sends_to_nobody_creates_no_instance()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Tell", context => context.SendEvent("nobody", "Hello", "there")));

        var ended = await hub.RunAsync("Tell");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Null(await hub.Client.GetInstanceAsync("nobody"));
        Assert.Contains(hub.Logs.All, line => line.Contains("nobody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_that_an_orchestration_sends_to_one_that_has_ended_is_dropped()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Short", _ => "done")
            .AddOrchestratorFunc("Tell", context => context.SendEvent("short", "Hello", "there")));
        var ended = await hub.RunAsync("Short", null, new StartOrchestrationOptions("short"));

        hub.Clock.Advance(TimeSpan.FromHours(1));
        await hub.RunAsync("Tell");
        await hub.CrashAndRestartAsync();
        await hub.IdleAsync();

        Assert.Equal(ended.LastUpdatedAt, (await hub.StateAsync("short")).LastUpdatedAt);
        Assert.Equal(0, hub.Number("SELECT count(*) FROM inbox"));
    }

    [Fact]
    public async Task An_event_raced_by_a_timer_is_delivered_at_once()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Race", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var reminder = context.CreateTimer(TimeSpan.FromDays(14), cancel.Token);
            var approved = context.WaitForExternalEvent<string>("Approved");
            var first = await Task.WhenAny(reminder, approved);
            cancel.Cancel();
            return first == approved ? await approved : "reminded";
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Race");

        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "Approved", "by link");

        Assert.Equal("by link", (await hub.CompletionAsync(id)).ReadOutputAs<string>());
    }

    public sealed record Decision(bool Approved, string By);
}
