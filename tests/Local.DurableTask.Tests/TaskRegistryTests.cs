using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class TaskRegistryInMemoryTests() : TaskRegistryTests(keptInMemory: true);

public sealed class TaskRegistryReplayedTests() : TaskRegistryTests(keptInMemory: false);

public abstract class TaskRegistryTests(bool keptInMemory) : Conformance(keptInMemory)
{
    [Fact]
    public async Task Class_based_tasks_are_made_from_the_service_provider_under_their_declared_names()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestrator<GreetingOrchestrator>().AddActivity<GreetingActivity>());

        Assert.Equal("Hello, Runcorn", (await hub.RunAsync("greet-family", "Runcorn")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_orchestration_knows_its_name_its_id_and_its_input()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Who", context =>
            $"{context.Name} {context.InstanceId} {context.GetInput<int>()} {context.Parent is null} '{context.Version}'"));

        Assert.Equal("Who me 7 True ''", (await hub.RunAsync("Who", 7, new StartOrchestrationOptions("me"))).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Options_given_as_the_input_are_refused_with_a_hint()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc("Slip", context =>
            context.CallActivityAsync("Nothing", (object)new TaskOptions(new RetryPolicy(2, TimeSpan.FromSeconds(1))))));

        var ended = await hub.RunAsync("Slip");

        Assert.Equal("System.ArgumentException", ended.FailureDetails!.ErrorType);
        Assert.Contains("Did you mean to give it as 'options:'?", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [DurableTask("greet-family")]
    public sealed class GreetingOrchestrator : TaskOrchestrator<string, string>
    {
        public override Task<string> RunAsync(TaskOrchestrationContext context, string input) =>
            context.CallActivityAsync<string>(nameof(GreetingActivity), input);
    }

    public sealed class GreetingActivity(ILogger<GreetingActivity> logger) : TaskActivity<string, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, string input)
        {
            Assert.NotNull(logger);
            return Task.FromResult($"Hello, {input}");
        }
    }
}
