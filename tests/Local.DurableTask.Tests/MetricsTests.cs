using Microsoft.DurableTask;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class MetricsTests
{
    [Fact]
    public async Task The_depth_of_the_queues_and_the_age_of_the_oldest_due_work_are_measured()
    {
        using var release = new SemaphoreSlim(0);
        await using var hub = await TestHub.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("FanOut", context => Task.WhenAll(Enumerable.Range(0, 3).Select(_ => context.CallActivityAsync("Slow"))))
                .AddOrchestratorFunc("Sleep", context => context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None))
                .AddActivityFunc("Slow", _ => release.Wait()),
            options => options.MaxConcurrentActivities = 1);
        using var measured = new Measurements(hub.Meters);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("FanOut", new StartOrchestrationOptions("fan-out"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", new StartOrchestrationOptions("sleep"));
        await hub.UntilAsync(() => hub.Hub.GetWorkload() is { Runnable: 3, NextTimer: not null });

        hub.Clock.Advance(TimeSpan.FromSeconds(90));
        var busy = Depth(measured);
        release.Release(3);
        await hub.CompletionAsync("fan-out");
        await hub.IdleAsync();
        var idle = Depth(measured);

        Assert.Equal((0, 2, 1, 1, 90), busy);
        Assert.Equal((0, 0, 0, 1, 0), idle);
    }

    [Fact]
    public async Task Work_that_an_earlier_process_left_is_as_old_as_it_is()
    {
        using var release = new SemaphoreSlim(0);
        await using var hub = await TestHub.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("FanOut", context => Task.WhenAll(context.CallActivityAsync("Slow"), context.CallActivityAsync("Slow")))
                .AddActivityFunc("Slow", _ => release.Wait()),
            options => options.MaxConcurrentActivities = 1);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("FanOut", new StartOrchestrationOptions("one"));
        await hub.UntilAsync(() => hub.Number("SELECT count(*) FROM activities") == 2);

        hub.Clock.Advance(TimeSpan.FromHours(1));
        await hub.CrashAndRestartAsync();
        using var measured = new Measurements(hub.Meters);

        Assert.Equal(3600, measured.Now("durable.due.age"));
        release.Release(3);
        await hub.CompletionAsync("one");
    }

    [Fact]
    public async Task Turns_activities_and_orchestrations_are_counted_by_name_and_outcome()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Work", async (context, round) =>
            {
                await context.CallActivityAsync("Do");
                if (round == 0)
                    context.ContinueAsNew(1);
            })
            .AddOrchestratorFunc("Broken", context => context.CallActivityAsync("Fail"))
            .AddOrchestratorFunc("Forever", context => context.WaitForExternalEvent<string>("Never"))
            .AddActivityFunc("Do", _ => { })
            .AddActivityFunc("Fail", _ => throw new FormatException("Agnieszka is not a day")));
        using var measured = new Measurements(hub.Meters);

        await hub.RunAsync("Work", 0, new StartOrchestrationOptions("work-of-somebody"));
        await hub.RunAsync("Broken");
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Forever", new StartOrchestrationOptions("forever"));
        await hub.IdleAsync();
        await hub.Client.SuspendInstanceAsync("forever");
        await hub.IdleAsync();
        await hub.Client.TerminateInstanceAsync("forever");
        await hub.CompletionAsync("forever");
        await hub.IdleAsync();

        Assert.Equal(
            [
                "1 × durabletask.task.name=Broken, outcome=failed",
                "1 × durabletask.task.name=Forever, outcome=terminated",
                "1 × durabletask.task.name=Work, outcome=completed",
            ],
            measured.Counts("durable.orchestrations.ended"));
        Assert.Equal(
            ["1 × durabletask.task.name=Fail, outcome=failed", "2 × durabletask.task.name=Do, outcome=completed"],
            measured.Counts("durable.activity.duration"));
        Assert.Equal(
            [
                "1 × durabletask.task.name=Broken, outcome=failed",
                "1 × durabletask.task.name=Broken, outcome=running",
                "1 × durabletask.task.name=Forever, outcome=running",
                "1 × durabletask.task.name=Forever, outcome=suspended",
                "1 × durabletask.task.name=Forever, outcome=terminated",
                "1 × durabletask.task.name=Work, outcome=completed",
                "1 × durabletask.task.name=Work, outcome=continued_as_new",
                "2 × durabletask.task.name=Work, outcome=running",
            ],
            measured.Counts("durable.turn.duration"));
        Assert.DoesNotContain(measured.AllTags, tags => tags.Contains("somebody", StringComparison.Ordinal) || tags.Contains("Agnieszka", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Commits_are_timed_and_their_writes_counted()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks.AddOrchestratorFunc("Short", _ => "done"));
        using var measured = new Measurements(hub.Meters);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => hub.RunAsync("Short")));

        // Twenty starts and twenty turns.
        Assert.Equal(40, measured.Values("durable.commit.writes").Sum());
        Assert.Equal(measured.Values("durable.commit.writes").Count(), measured.Values("durable.commit.duration").Count());
        Assert.All(measured.Values("durable.commit.duration"), seconds => Assert.InRange(seconds, 0, 30));
    }

    [Fact]
    public async Task A_hub_that_hands_out_no_work_shows_no_depth()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks.AddOrchestratorFunc("Short", _ => "done"));
        using var measured = new Measurements(hub.Meters);
        var before = measured.Now("durable.turns.due");

        await hub.StopHandingOutAsync(CancellationToken.None);

        Assert.Equal(0, before);
        _ = Assert.Single(measured.Values("durable.turns.due"));
        Assert.Equal(measured.Now("durable.turns.due"), Assert.Single(measured.Values("durable.turns.due")));
    }

    private static (double Turns, double Waiting, double Running, double Timers, double Age) Depth(Measurements measured) => (
        measured.Now("durable.turns.due"),
        measured.Now("durable.activities.waiting"),
        measured.Now("durable.activities.running"),
        measured.Now("durable.timers.set"),
        measured.Now("durable.due.age"));
}
