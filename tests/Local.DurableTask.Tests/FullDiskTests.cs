using Grpc.Core;
using HubAutomation.Local.DurableTask.Engine.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class FullDiskTests
{
    [Fact]
    public async Task With_the_disk_full_turns_wait_starts_are_refused_and_with_room_again_all_goes_on()
    {
        await using var hub = await TestHub.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, string>("Grow", async (context, megabytes) =>
            {
                await context.WaitForExternalEvent<object>("Go");
                return (await context.CallActivityAsync<string>("Fill", megabytes)).Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
            })
            .AddActivityFunc<int, string>("Fill", (_, megabytes) => new string('x', megabytes << 20)));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Grow", 2);
        await hub.IdleAsync();

        await LimitAsync(hub, "PRAGMA max_page_count = 100");
        await hub.Client.RaiseEventAsync(id, "Go");
        await hub.Logs.UntilAsync("could not be written; it will be tried again");
        var refusal = await Assert.ThrowsAsync<RpcException>(
            () => hub.Client.ScheduleNewOrchestrationInstanceAsync("Grow", new string('x', 1 << 20), new StartOrchestrationOptions("refused")));
        var meanwhile = await hub.StateAsync(id);
        await LimitAsync(hub, "PRAGMA max_page_count = 1000000");
        var ended = await hub.CompletionAsync(id);

        Assert.Contains("full", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(OrchestrationRuntimeStatus.Running, meanwhile.RuntimeStatus);
        Assert.Equal("2097152", ended.ReadOutputAs<string>());
        Assert.Null(await hub.Client.GetInstanceAsync("refused"));
    }

    private static Task LimitAsync(TestHub hub, string pragma)
    {
        var limit = new Pragma(pragma);
        hub.Hub.Enqueue(limit);
        return limit.Done;
    }

    private sealed class Pragma(string sql) : WriteOperation
    {
        private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Done => done.Task;

        public override void Execute(HubTables tables) => tables.Database.Execute(sql);

        public override void Committed() => done.SetResult();

        public override bool Failed(Exception exception) => !done.TrySetException(exception);
    }
}
