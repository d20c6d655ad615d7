using System.Collections.Concurrent;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class PayloadInMemoryTests() : PayloadTests(keptInMemory: true);

public sealed class PayloadReplayedTests() : PayloadTests(keptInMemory: false);

public abstract class PayloadTests(bool keptInMemory) : Conformance(keptInMemory)
{
    [Theory]
    [InlineData(1, 'ü')]
    [InlineData(10, 'x')]
    public async Task Line_89_payloads_of_megabytes_go_through_input_activity_event_status_and_output(int megabytes, char letter)
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Carry", async (context, input) =>
            {
                var answer = await context.CallActivityAsync<string>("Turn", input);
                context.SetCustomStatus(answer);
                return answer + await context.WaitForExternalEvent<string>("More");
            })
            .AddActivityFunc<string, string>("Turn", (_, input) => new string(letter, input.Length)));
        var large = new string('x', megabytes << 20);

        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Carry", large);
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "More", large);
        var ended = await hub.CompletionAsync(id);

        Assert.Equal(new string(letter, megabytes << 20) + large, ended.ReadOutputAs<string>());
        Assert.Equal(new string(letter, megabytes << 20), ended.ReadCustomStatusAs<string>());
        Assert.Equal(large, ended.ReadInputAs<string>());
    }

    [Fact]
    public async Task Line_90_thousands_of_requests_in_one_turn_are_one_commit()
    {
        await using var hub = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Ask", async context => (await Task.WhenAll(
                    Enumerable.Range(0, 3000).Select(number => context.CallActivityAsync<int>("Same", number)))).Length)
                .AddActivityFunc<int, int>("Same", (_, number) => number),
            options => options.MaxConcurrentActivities = 200);

        var ended = await hub.RunAsync("Ask");

        Assert.Equal(3000, ended.ReadOutputAs<int>());
        Assert.Equal(1, hub.Number("SELECT count(*) FROM history WHERE turn LIKE '%TaskScheduled%'"));
    }

    [Fact]
    public async Task Line_91_a_fan_out_of_10000_does_not_starve_a_small_instance()
    {
        var order = new ConcurrentQueue<string>();
        using var started = new SemaphoreSlim(0);
        using var begin = new SemaphoreSlim(0);
        await using var hub = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Large", context => Task.WhenAll(Enumerable.Range(0, 10_000).Select(_ => context.CallActivityAsync("Note", "large"))))
                .AddOrchestratorFunc("Small", context => context.CallActivityAsync("Note", "small"))
                .AddActivityFunc<string>("Note", async (_, name) =>
                {
                    order.Enqueue(name);
                    started.Release();
                    await begin.WaitAsync();
                }),
            options => options.MaxConcurrentActivities = 1);

        var large = hub.RunAsync("Large");
        await started.WaitAsync();
        var small = hub.RunAsync("Small");
        await hub.UntilAsync(() => hub.Number("SELECT count(*) FROM activities") == 10_001);
        begin.Release(10_001);
        await Task.WhenAll(large, small);

        // One runs at a time, and instances take turns: large, large, small.
        Assert.Equal(2, order.ToList().IndexOf("small"));
    }

    [Fact]
    public async Task Every_text_survives()
    {
        await using var hub = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Echo", (context, input) => context.CallActivityAsync<string>("Echo", input))
            .AddActivityFunc<string, string>("Echo", (_, input) => input));
        const string Awkward = "Zażółć 🧸 \"quoted\" \\ \u0000 \u2028 </script> '; DROP TABLE history; --";

        Assert.Equal(Awkward, (await hub.RunAsync("Echo", Awkward)).ReadOutputAs<string>());
    }
}
