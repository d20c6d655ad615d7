using Microsoft.DurableTask;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class LogTests
{
    [Fact]
    public async Task Every_transition_is_a_line_without_inputs_results_or_messages()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Greet", (context, name) => context.CallActivityAsync<string>("Hello", name))
            .AddActivityFunc<string, string>("Hello", (TaskActivityContext _, string name) => $"Hello {name}"));

        await hub.RunAsync("Greet", "Agnieszka", new StartOrchestrationOptions("one"));
        await hub.IdleAsync();

        Assert.Equal(
            [
                "Orchestration one (Greet) started",
                "Orchestration one took a turn: 1 received, 1 asked for, now Running",
                "Activity Hello of one starts",
                "Activity Hello of one completed",
                "Orchestration one took a turn: 1 received, 0 asked for, now Completed",
                "Orchestration one (Greet) ended: Completed",
            ],
            hub.Logs.All.Where(line => line.Contains("one", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_failure_is_named_by_its_type_only()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Greet", (context, name) => context.CallActivityAsync<string>("Hello", name))
            .AddActivityFunc<string, string>("Hello", (TaskActivityContext _, string name) => name == "Widnes" ? name : throw new InvalidOperationException($"{name} is not known")));

        await hub.RunAsync("Greet", "Agnieszka", new StartOrchestrationOptions("one"));

        Assert.Contains("Activity Hello of one threw System.InvalidOperationException", hub.Logs.All);
        Assert.Contains("Orchestration one (Greet) failed: Microsoft.DurableTask.TaskFailedException", hub.Logs.All);
        Assert.DoesNotContain(hub.Logs.All, line => line.Contains("Agnieszka", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_line_about_a_turn_or_an_activity_carries_the_instance_id()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Work", context => context.CallActivityAsync("Step"))
            .AddActivityFunc("Step", _ => { }));

        await hub.RunAsync("Work", null, new StartOrchestrationOptions("one"));

        Assert.Contains("[InstanceId:one] Activity Step of one starts", hub.Logs.WithScopes);
    }
}
