using Microsoft.DurableTask;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>Histories kept beside the code, and replayed against what the code has become.</summary>
public sealed class RecordedHistoryTests
{
    private static readonly Action<DurableTaskRegistry> Original = tasks => tasks
        .AddOrchestratorFunc<string, string>("Greet", async (context, name) =>
        {
            var checkedName = await context.CallActivityAsync<string>("Check", name);
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            var ok = await context.WaitForExternalEvent<bool>("Approved");
            return ok ? await context.CallActivityAsync<string>("Send", checkedName) : "not sent";
        })
        .AddActivityFunc<string, string>("Check", (_, name) => name.Trim())
        .AddActivityFunc<string, string>("Send", (_, name) => $"sent to {name}");

    [Fact]
    public async Task The_same_code_does_the_same()
    {
        var history = await RecordAsync();

        Assert.Null(await DifferenceAsync(history, Original));
    }

    [Fact]
    public async Task Line_72_a_history_that_is_exported_is_what_was_replayed_and_survives_being_written_and_read()
    {
        var history = await RecordAsync();

        var read = RecordedHistory.Parse(history.ToJson());

        Assert.Equal(("Greet", "greet-1", history.ToJson()), (read.Orchestrator, read.InstanceId, read.ToJson()));
        Assert.Null(await DifferenceAsync(read, Original));
    }

    [Fact]
    public async Task Instances_under_way_are_compared_up_to_where_they_are()
    {
        var history = await RecordAsync(finish: false);

        Assert.Null(await DifferenceAsync(history, Original));
        Assert.Null(await DifferenceAsync(history, Greet(async (context, name) =>
        {
            await context.CallActivityAsync<string>("Check", name);
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            await context.WaitForExternalEvent<bool>("Approved");
            return await context.CallActivityAsync<string>("Something else", name);
        })));
    }

    [Fact]
    public async Task A_renamed_activity_is_named_with_what_the_history_has() => Assert.StartsWith(
        "Non-deterministic workflow detected: as its call #0 the history has activity 'Check', but the code now asks for activity 'Verify' there.",
        await DifferenceAsync(await RecordAsync(), Greet(async (context, name) => await context.CallActivityAsync<string>("Verify", name))),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_step_added_at_the_end_is_named() => Assert.Equal(
        "the history ends as Completed, the code now as under way",
        await DifferenceAsync(await RecordAsync(), Greet(async (context, name) =>
        {
            await context.CallActivityAsync<string>("Check", name);
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            await context.WaitForExternalEvent<bool>("Approved");
            await context.CallActivityAsync<string>("Send", name);
            return await context.CallActivityAsync<string>("Archive", name);
        })));

    [Fact]
    public async Task A_step_left_out_is_named() => Assert.StartsWith(
        "Non-deterministic workflow detected: as its call #1 the history has a timer, but the code now asks for activity 'Send' there.",
        await DifferenceAsync(await RecordAsync(), Greet(async (context, name) =>
        {
            var found = await context.CallActivityAsync<string>("Check", name);
            return await context.CallActivityAsync<string>("Send", found);
        })),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_result_that_can_no_longer_be_read_is_noticed() => Assert.Equal(
        "the history ends as Completed, the code now as Failed",
        await DifferenceAsync(await RecordAsync(), Greet(async (context, name) =>
        {
            await context.CallActivityAsync<string>("Check", name);
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            await context.WaitForExternalEvent<bool>("Approved");
            return (await context.CallActivityAsync<int>("Send", name)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        })));

    [Fact]
    public async Task An_orchestrator_that_is_gone_is_named() => Assert.Equal(
        "No orchestrator task named 'Greet' was found.", await DifferenceAsync(await RecordAsync(), _ => { }));

    private static Action<DurableTaskRegistry> Greet(Func<TaskOrchestrationContext, string, Task<string>> orchestrator) =>
        tasks => tasks.AddOrchestratorFunc("Greet", orchestrator);

    private static async Task<RecordedHistory> RecordAsync(bool finish = true)
    {
        await using var hub = await TestHub.StartAsync(Original);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Greet", " Zoë ", new StartOrchestrationOptions("greet-1"));
        await hub.RunToEndAsync("greet-1");
        if (finish)
        {
            await hub.Client.RaiseEventAsync("greet-1", "Approved", true);
            await hub.CompletionAsync("greet-1");
        }

        return hub.Hub.ReadHistory("greet-1")!;
    }

    private static async Task<string?> DifferenceAsync(RecordedHistory history, Action<DurableTaskRegistry> tasks)
    {
        await using var hub = await TestHub.StartAsync(tasks);
        return hub.Hub.DifferenceOnReplay(history);
    }
}
