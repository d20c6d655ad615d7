using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class LogScopeInMemoryTests() : LogScopeTests(keptInMemory: true);

public sealed class LogScopeReplayedTests() : LogScopeTests(keptInMemory: false);

public abstract class LogScopeTests(bool keptInMemory) : Conformance(keptInMemory)
{
    [Fact]
    public async Task What_orchestrators_and_activities_log_carries_the_instance_id()
    {
        ILogger log = null!;
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", async context =>
            {
                var own = context.CreateReplaySafeLogger("app");
                Say(own, "Parent begins");
                await Task.WhenAll(context.CallSubOrchestratorAsync("Child", options: new TaskOptions().WithInstanceId("child")), context.CallActivityAsync("Work"));
                Say(own, "Parent goes on");
            })
            .AddOrchestratorFunc("Child", async context =>
            {
                Say(context.CreateReplaySafeLogger("app"), "Child begins");
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                Say(context.CreateReplaySafeLogger("app"), "Child goes on");
            })
            .AddActivityFunc("Work", async _ =>
            {
                Say(log, "Work begins");
                await Task.Yield();
                Say(log, "Work goes on");
            }));
        log = hub.Services.GetRequiredService<ILoggerFactory>().CreateLogger("app");

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions("parent"));
        await hub.RunToEndAsync("parent");

        string[] expected =
        [
            "[InstanceId:child] Child begins",
            "[InstanceId:child] Child goes on",
            "[InstanceId:parent] Parent begins",
            "[InstanceId:parent] Parent goes on",
            "[InstanceId:parent] Work begins",
            "[InstanceId:parent] Work goes on",
        ];
        Assert.Equal(expected, hub.Logs.WithScopes.Where(line => line.EndsWith("begins", StringComparison.Ordinal) || line.EndsWith("goes on", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_transition_is_a_line_without_inputs_results_or_messages()
    {
        await using var hub = await StartAsync(tasks => tasks
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

    private static void Say(ILogger log, string text) => log.Log(LogLevel.Information, default, text, null, (line, _) => line);
}
