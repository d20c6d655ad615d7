using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class BasicsInMemoryTests() : BasicsTests(keptInMemory: true);

public sealed class BasicsFromFileTests() : BasicsTests(keptInMemory: false);

public abstract class BasicsTests(bool keptInMemory) : Semantics(keptInMemory)
{
    [Fact]
    public async Task An_orchestration_that_does_nothing_completes_without_an_output()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc<object?>("Empty", _ => Task.FromResult<object?>(null)));

        var ended = await hub.RunAsync("Empty");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Null(ended.SerializedOutput);
        Assert.Null(ended.SerializedInput);
        Assert.Null(ended.FailureDetails);
        Assert.Equal("Empty", ended.Name);
        Assert.Equal(hub.Clock.GetUtcNow(), ended.CreatedAt);
    }

    [Theory]
    [InlineData("Sync")]
    [InlineData("Async")]
    public async Task The_input_and_the_result_of_an_activity_go_there_and_back(string kind)
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Greet", (context, name) => context.CallActivityAsync<string>(kind, name))
            .AddActivityFunc<string, string>("Sync", (_, name) => $"Hello, {name}")
            .AddActivityFunc<string, string>("Async", async (_, name) =>
            {
                await Task.Yield();
                return $"Hello, {name}";
            }));

        var ended = await hub.RunAsync("Greet", "Widnes");

        Assert.Equal("Hello, Widnes", ended.ReadOutputAs<string>());
        Assert.Equal("\"Widnes\"", ended.SerializedInput);
    }

    [Fact]
    public async Task A_chain_of_activities_feeds_each_result_on()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Chain", async (context, value) =>
            {
                for (var step = 0; step < 10; step++)
                    value = await context.CallActivityAsync<int>("PlusOne", value);
                return value;
            })
            .AddActivityFunc<int, int>("PlusOne", (_, value) => value + 1));

        Assert.Equal(10, (await hub.RunAsync("Chain", 0)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Each_result_of_a_fan_out_goes_to_the_call_it_answers_in_whatever_order_they_end()
    {
        using var lastIsDone = new SemaphoreSlim(0);
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("FanOut", async context => await Task.WhenAll(
                Enumerable.Range(0, 10).Select(number => context.CallActivityAsync<string>("Name", number))))
            .AddActivityFunc<int, string>("Name", async (_, number) =>
            {
                // The first waits for the last, so that they cannot end in the order of their start.
                if (number == 0)
                    await lastIsDone.WaitAsync();
                if (number == 9)
                    lastIsDone.Release();
                return number.ToString(CultureInfo.InvariantCulture);
            }));

        var ended = await hub.RunAsync("FanOut");

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], ended.ReadOutputAs<List<string>>()!);
    }

    [Fact]
    public async Task A_fan_out_of_1000_completes()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("FanOut", async context => (await Task.WhenAll(
                Enumerable.Range(1, 1000).Select(number => context.CallActivityAsync<int>("Same", number)))).Sum())
            .AddActivityFunc<int, int>("Same", (_, number) => number));

        Assert.Equal(500500, (await hub.RunAsync("FanOut")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_hundred_orchestrations_side_by_side_all_complete()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Twice", async (context, value) =>
                await context.CallActivityAsync<int>("Same", value) + await context.CallActivityAsync<int>("Same", value))
            .AddActivityFunc<int, int>("Same", (_, number) => number));

        var ended = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => hub.RunAsync("Twice", number)));

        Assert.Equal(Enumerable.Range(0, 100).Select(number => 2 * number), ended.Select(one => one.ReadOutputAs<int>()));
    }

    [Fact]
    public async Task The_current_time_is_the_hubs_the_same_on_every_replay_and_moves_on_between_turns()
    {
        var seen = new ConcurrentDictionary<int, ConcurrentBag<DateTime>>();
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Clock", async context =>
        {
            for (var step = 0; step < 3; step++)
            {
                seen.GetOrAdd(step, _ => []).Add(context.CurrentUtcDateTime);
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            }
        }));

        var ended = await hub.RunToEndAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync("Clock"));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.All(seen.Values.SelectMany(times => times), time => Assert.Equal(DateTimeKind.Utc, time.Kind));
        Assert.Equal(
            [new DateTime(2026, 9, 14, 8, 0, 0), new DateTime(2026, 9, 14, 9, 0, 0), new DateTime(2026, 9, 14, 10, 0, 0)],
            seen.OrderBy(step => step.Key).Select(step => Assert.Single(step.Value.Distinct())));
    }

    [Fact]
    public async Task A_custom_status_is_set_replaced_cleared_and_survives_a_crash()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Status", async context =>
        {
            context.SetCustomStatus(new { Step = "reading", Done = 1 });
            await context.WaitForExternalEvent<object>("Go");
            context.SetCustomStatus("merging");
            await context.WaitForExternalEvent<object>("Go");
            context.SetCustomStatus(null);
            await context.WaitForExternalEvent<object>("Go");
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Status");

        var statuses = new List<string?>();
        for (var step = 0; step < 3; step++)
        {
            await hub.IdleAsync();
            await hub.CrashAndRestartAsync();
            statuses.Add((await hub.StateAsync(id)).SerializedCustomStatus);
            await hub.Client.RaiseEventAsync(id, "Go");
        }

        Assert.Equal(["""{"Step":"reading","Done":1}""", "\"merging\"", null], statuses);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.CompletionAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task An_instance_was_last_updated_when_it_took_its_last_turn_whatever_that_changed()
    {
        var steps = Channel.CreateUnbounded<bool>();
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Steps", async context =>
            {
                for (var step = 0; step < 4; step++)
                    await context.CallActivityAsync("Step");
            })
            .AddActivityFunc("Step", async _ => await steps.Reader.ReadAsync()));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Steps");
        var updates = new List<DateTimeOffset>();

        for (var step = 1; step <= 4; step++)
        {
            await hub.UntilAsync(() => hub.HistoryKinds(id).Count(kind => kind == P.HistoryEvent.EventTypeOneofCase.TaskScheduled) == step);
            updates.Add((await hub.StateAsync(id)).LastUpdatedAt);
            updates.Add(Assert.Single(await hub.Client.GetAllInstancesAsync().ToListAsync()).LastUpdatedAt);
            hub.Clock.Advance(TimeSpan.FromMinutes(1));
            steps.Writer.TryWrite(true);
        }

        var ended = await hub.CompletionAsync(id);
        var start = ended.CreatedAt;
        Assert.Equal([.. Enumerable.Range(0, 8).Select(look => start.AddMinutes(look / 2))], updates);
        Assert.Equal(start.AddMinutes(4), ended.LastUpdatedAt);
    }

    [Theory]
    [InlineData("2026-09-14T09:00:00+00:00")]
    [InlineData("2026-09-14T10:00:00+01:00")]
    [InlineData("2026-09-14T04:00:00-05:00")]
    public async Task A_scheduled_start_stays_pending_until_it_is_due(string startAt)
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("When", context => context.CurrentUtcDateTime));
        var options = new StartOrchestrationOptions("later", DateTimeOffset.Parse(startAt, CultureInfo.InvariantCulture));

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("When", options);
        hub.Clock.Advance(TimeSpan.FromMinutes(59));
        await hub.IdleAsync();
        var before = await hub.StateAsync("later");
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        var after = await hub.CompletionAsync("later");

        Assert.Equal(OrchestrationRuntimeStatus.Pending, before.RuntimeStatus);
        Assert.Equal(new DateTime(2026, 9, 14, 9, 0, 0, DateTimeKind.Utc), after.ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task A_scheduled_start_that_fell_due_while_the_process_was_down_starts_with_it()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("When", context => context.CurrentUtcDateTime));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("When", new StartOrchestrationOptions("later", hub.Clock.GetUtcNow().AddHours(1)));

        await hub.CrashAndRestartAsync(handsOut: false);
        hub.Clock.Advance(TimeSpan.FromHours(5));
        await hub.HandOutAsync();

        Assert.Equal(new DateTime(2026, 9, 14, 13, 0, 0, DateTimeKind.Utc), (await hub.CompletionAsync("later")).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task A_scheduled_start_in_the_past_starts_at_once()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("When", context => context.CurrentUtcDateTime));

        var ended = await hub.RunAsync("When", null, new StartOrchestrationOptions("past", hub.Clock.GetUtcNow().AddDays(-1)));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
    }

    [Fact]
    public async Task Tags_are_kept_passed_to_children_and_survive_continue_as_new()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Parent", async (context, generation) =>
            {
                if (generation == 0)
                    context.ContinueAsNew(1);
                else
                    await context.CallSubOrchestratorAsync(
                        "Child", options: new SubOrchestrationOptions(new TaskOptions(null, new Dictionary<string, string> { ["team"] = "reach" }), "child"));
            })
            .AddOrchestratorFunc("Child", _ => { }));
        var tags = new Dictionary<string, string> { ["authority"] = "halton", ["team"] = "data" };

        var parent = await hub.RunAsync("Parent", 0, new StartOrchestrationOptions("parent") { Tags = tags });

        Assert.Equal(tags, parent.Tags);
        Assert.Equal(new Dictionary<string, string> { ["authority"] = "halton", ["team"] = "reach" }, (await hub.StateAsync("child")).Tags);
    }

    [Fact]
    public async Task Tags_of_any_size_are_kept_and_those_of_an_activity_stand_in_the_history()
    {
        var large = new string('x', 100_000);
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Tagged", context => context.CallActivityAsync(
                "Nothing", options: new TaskOptions(null, new Dictionary<string, string> { ["step"] = "reading" })))
            .AddActivityFunc("Nothing", _ => { }));

        var ended = await hub.RunAsync("Tagged", null, new StartOrchestrationOptions { Tags = new Dictionary<string, string> { ["note"] = large } });

        Assert.Equal(large, ended.Tags["note"]);
        Assert.Equal("reading", Assert.Single(hub.History(ended.InstanceId), e => e.TaskScheduled is not null).TaskScheduled.Tags["step"]);
    }
}
