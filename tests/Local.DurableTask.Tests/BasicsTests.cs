using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public class BasicsTests
{
    [Fact]
    public async Task Line_01_an_empty_orchestration_completes_with_null_output()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks.AddOrchestratorFunc<object?>("Empty", _ => Task.FromResult<object?>(null)));

        var ended = await hub.RunAsync("Empty");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Null(ended.SerializedOutput);
        Assert.Null(ended.SerializedInput);
    }

    [Fact]
    public async Task Line_02_the_result_of_a_single_activity_round_trips()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Greet", (context, name) => context.CallActivityAsync<string>("Hello", name))
            .AddActivityFunc<string, string>("Hello", (_, name) => $"Hello, {name}"));

        var ended = await hub.RunAsync("Greet", "Widnes");

        Assert.Equal("Hello, Widnes", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Line_03_a_chain_of_activities_feeds_each_result_on()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Chain", async (context, value) =>
            {
                for (var step = 0; step < 10; step++)
                    value = await context.CallActivityAsync<int>("PlusOne", value);
                return value;
            })
            .AddActivityFunc<int, int>("PlusOne", (_, value) => value + 1));

        Assert.Equal(10, (await hub.RunAsync("Chain", 0)).ReadOutputAs<int>());
    }
}
