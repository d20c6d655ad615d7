using System.Collections.Concurrent;
using HubAutomation.Testing.Engine;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class TimerInMemoryTests() : TimerTests(keptInMemory: true);

public sealed class TimerFromFileTests() : TimerTests(keptInMemory: false);

public abstract class TimerTests(bool keptInMemory) : Semantics(keptInMemory)
{
    [Fact]
    public async Task A_timer_does_not_fire_before_its_time()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Wait", async context =>
        {
            await context.CreateTimer(TimeSpan.FromMinutes(10), CancellationToken.None);
            return context.CurrentUtcDateTime;
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");

        await hub.IdleAsync();
        hub.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        await hub.IdleAsync();
        var early = await hub.StateAsync(id);
        hub.Clock.Advance(TimeSpan.FromTicks(1));
        var ended = await hub.CompletionAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Running, early.RuntimeStatus);
        Assert.Equal(new DateTime(2026, 9, 14, 8, 10, 0, DateTimeKind.Utc), ended.ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task A_timer_that_is_due_already_fires_at_once()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Wait", context =>
            context.CreateTimer(context.CurrentUtcDateTime.AddHours(-1), CancellationToken.None)));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.RunAsync("Wait")).RuntimeStatus);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(400)]
    public async Task A_timer_of_many_days_fires_once_at_the_right_time(int days)
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc<int, DateTime>("Wait", async (context, input) =>
        {
            await context.CreateTimer(TimeSpan.FromDays(input), CancellationToken.None);
            return context.CurrentUtcDateTime;
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", days);

        var ended = await hub.RunToEndAsync(id);

        Assert.Equal(new DateTime(2026, 9, 14, 8, 0, 0, DateTimeKind.Utc).AddDays(days), ended.ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task A_cancelled_timer_neither_holds_up_the_end_nor_outlives_it()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Race", async context =>
            {
                using var cancel = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromDays(1), cancel.Token);
                var work = context.CallActivityAsync<string>("Work");
                var first = await Task.WhenAny(timer, work);
                cancel.Cancel();
                return first == work ? await work : "too late";
            })
            .AddActivityFunc("Work", _ => "done"));

        var ended = await hub.RunAsync("Race");

        Assert.Equal("done", ended.ReadOutputAs<string>());
        Assert.Null(hub.Hub.GetWorkload().NextTimer);
        Assert.Equal(0, hub.Number("SELECT count(*) FROM timers"));
    }

    [Fact]
    public async Task Many_instances_with_the_same_time_all_wake()
    {
        var due = new DateTime(2026, 9, 14, 9, 0, 0, DateTimeKind.Utc);
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Wait", context => context.CreateTimer(due, CancellationToken.None)));
        var ids = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait")));

        await hub.IdleAsync();
        hub.Clock.Advance(TimeSpan.FromHours(1));
        var ended = await Task.WhenAll(ids.Select(hub.CompletionAsync));

        Assert.All(ended, one => Assert.Equal(OrchestrationRuntimeStatus.Completed, one.RuntimeStatus));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_timer_that_fell_due_while_the_process_was_down_fires_at_the_next_start(bool inGoodOrder)
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Wait", async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return context.CurrentUtcDateTime;
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await hub.IdleAsync();

        if (inGoodOrder)
            await hub.RestartAsync(handsOut: false);
        else
            await hub.CrashAndRestartAsync(handsOut: false);
        hub.Clock.Advance(TimeSpan.FromDays(3));
        await hub.HandOutAsync();

        Assert.Equal(new DateTime(2026, 9, 17, 8, 0, 0, DateTimeKind.Utc), (await hub.CompletionAsync(id)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task With_the_clock_set_back_the_orchestrators_time_stands_still_and_nothing_fires_twice()
    {
        var times = new ConcurrentQueue<DateTime>();
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Wait", async context =>
        {
            for (var step = 0; step < 3; step++)
            {
                await context.CreateTimer(TimeSpan.FromMinutes(10), CancellationToken.None);
                if (!context.IsReplaying)
                    times.Enqueue(context.CurrentUtcDateTime);
            }
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await hub.IdleAsync();

        hub.Clock.Advance(TimeSpan.FromMinutes(10));
        await hub.IdleAsync();
        hub.Clock.Set(hub.Clock.GetUtcNow().AddHours(-1));
        await hub.RunToEndAsync(id);

        Assert.Equal(
            [new DateTime(2026, 9, 14, 8, 10, 0), new DateTime(2026, 9, 14, 8, 20, 0), new DateTime(2026, 9, 14, 8, 30, 0)], times);
    }

    [Fact]
    public async Task A_turn_taken_while_the_clock_is_behind_does_not_go_back_in_time()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Times", async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            var before = context.CurrentUtcDateTime;
            await context.WaitForExternalEvent<object>("Go");
            return context.CurrentUtcDateTime - before;
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Times");
        await hub.IdleAsync();
        hub.Clock.Advance(TimeSpan.FromHours(1));
        await hub.IdleAsync();

        hub.Clock.Set(hub.Clock.GetUtcNow().AddMinutes(-30));
        await hub.Client.RaiseEventAsync(id, "Go");

        Assert.Equal(TimeSpan.Zero, (await hub.CompletionAsync(id)).ReadOutputAs<TimeSpan>());
    }

    [Fact]
    public async Task With_the_clock_set_forward_timers_fire_when_the_alarm_next_rings()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Wait", context => context.CreateTimer(TimeSpan.FromMinutes(10), CancellationToken.None)));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await hub.IdleAsync();

        hub.Clock.Set(hub.Clock.GetUtcNow().AddHours(1));
        var ended = await hub.RunToEndAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
    }

    [Fact]
    public async Task A_timer_is_not_early_to_its_orchestrator_when_the_clock_is_set_back_before_the_turn()
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        await using var hub = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Wait", async context =>
                {
                    var due = context.CurrentUtcDateTime.AddMinutes(10);
                    await context.CreateTimer(due, CancellationToken.None);
                    return context.CurrentUtcDateTime - due;
                })
                .AddOrchestratorFunc("Block", _ =>
                {
                    entered.Release();
                    release.Wait();
                    return Task.FromResult("done");
                }),
            hub => hub.MaxConcurrentOrchestrations = 1);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await hub.IdleAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Block");
        await entered.WaitAsync(Patience.Long);

        hub.Clock.Advance(TimeSpan.FromMinutes(10));
        hub.Clock.Set(hub.Clock.GetUtcNow().AddHours(-1));
        release.Release();

        Assert.Equal(TimeSpan.Zero, (await hub.CompletionAsync(id)).ReadOutputAs<TimeSpan>());
    }

    [Fact]
    public async Task With_a_real_clock_set_forward_timers_fire_soon()
    {
        var clock = new SteppedClock();
        await using var hub = await StartAsync(
            tasks => tasks.AddOrchestratorFunc("Wait", context => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None)),
            options => options.TimeProvider = clock);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await hub.IdleAsync();

        clock.Offset = TimeSpan.FromHours(2);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.CompletionAsync(id)).RuntimeStatus);
    }
}
