using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class HistoryTests
{
    [Fact]
    public async Task What_an_orchestration_has_gone_through_can_be_read_as_Microsofts_own_events()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Greet", async (context, name) =>
            {
                var known = await context.CallActivityAsync<string>("Check", name);
                await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                return await context.WaitForExternalEvent<bool>("Approved") ? $"sent to {known}" : "not sent";
            })
            .AddActivityFunc<string, string>("Check", (_, name) => name.Trim()));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Greet", " Zoe ", new StartOrchestrationOptions("greet"));
        await hub.RunToEndAsync("greet");
        await hub.Client.RaiseEventAsync("greet", "Approved", true);
        await hub.CompletionAsync("greet");

        var history = await hub.Client.GetOrchestrationHistoryAsync("greet");

        Assert.Equal(
            [
                EventType.OrchestratorStarted, EventType.ExecutionStarted, EventType.TaskScheduled, EventType.OrchestratorCompleted,
                EventType.OrchestratorStarted, EventType.TaskCompleted, EventType.TimerCreated, EventType.OrchestratorCompleted,
                EventType.OrchestratorStarted, EventType.TimerFired, EventType.OrchestratorCompleted,
                EventType.OrchestratorStarted, EventType.EventRaised, EventType.ExecutionCompleted, EventType.OrchestratorCompleted,
            ],
            history.Select(e => e.EventType));
        Assert.Equal("\" Zoe \"", Assert.IsType<ExecutionStartedEvent>(history[1]).Input);
        Assert.Equal("\"Zoe\"", Assert.IsType<TaskCompletedEvent>(history[5]).Result);
        Assert.Equal(new DateTime(2026, 9, 15, 8, 0, 0, DateTimeKind.Utc), Assert.IsType<TimerFiredEvent>(history[9]).FireAt);
        Assert.Equal("Approved", Assert.IsType<EventRaisedEvent>(history[12]).Name);
        Assert.Equal("\"sent to Zoe\"", Assert.IsType<ExecutionCompletedEvent>(history[13]).Result);
        Assert.Equal([0, 0, 1, 1], new[] { 0, 4, 8, 11 }.Select(turn => (history[turn].Timestamp - history[0].Timestamp).Days));
    }

    [Fact]
    public async Task Suspend_resume_and_terminate_are_part_of_it_with_their_reasons()
    {
        await using var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, OrchestrationRuntimeStatus.Running);
        await hub.Client.SuspendInstanceAsync("one", "a question");
        await hub.IdleAsync();
        await hub.Client.ResumeInstanceAsync("one", "answered");
        await hub.IdleAsync();
        await hub.Client.TerminateInstanceAsync("one", "enough");
        await hub.CompletionAsync("one");

        var history = await hub.Client.GetOrchestrationHistoryAsync("one");

        Assert.Equal("a question", Assert.Single(history.OfType<ExecutionSuspendedEvent>()).Reason);
        Assert.Equal("answered", Assert.Single(history.OfType<ExecutionResumedEvent>()).Reason);
        Assert.Equal("\"enough\"", Assert.Single(history.OfType<ExecutionTerminatedEvent>()).Input);
    }

    [Fact]
    public async Task Before_the_first_turn_there_is_none()
    {
        await using var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, OrchestrationRuntimeStatus.Pending);

        Assert.Empty(await hub.Client.GetOrchestrationHistoryAsync("one"));
    }

    [Fact]
    public async Task A_history_of_many_megabytes_comes_in_pieces_that_a_client_takes()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks.AddOrchestratorFunc("Collect", async context =>
        {
            for (var number = 0; number < 8; number++)
                await context.WaitForExternalEvent<string>("Number");
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Collect");
        for (var number = 0; number < 8; number++)
            await hub.Client.RaiseEventAsync(id, "Number", new string('x', 1 << 20));
        await hub.CompletionAsync(id);

        using var call = hub.Service.StreamInstanceHistory(new() { InstanceId = id });
        var (events, largest) = (0, 0);
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
            (events, largest) = (events + call.ResponseStream.Current.Events.Count, Math.Max(largest, call.ResponseStream.Current.CalculateSize()));

        Assert.Equal(hub.History(id).Count, events);
        Assert.InRange(largest, 1 << 20, 4 << 20);
    }
}
