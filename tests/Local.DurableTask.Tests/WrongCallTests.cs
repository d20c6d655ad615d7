using Grpc.Core;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>What a call meets that makes no sense: what the real task hubs answer, as Microsoft's client says it.</summary>
public sealed class WrongCallTests
{
    [Theory]
    [InlineData("terminate")]
    [InlineData("suspend")]
    [InlineData("resume")]
    [InlineData("raise")]
    public async Task An_instance_that_nobody_knows_is_not_found(string call)
    {
        await using var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => CallAsync(hub, call));

        Assert.Equal(StatusCode.NotFound, refusal.StatusCode);
        Assert.Contains("'one'", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.Null(await hub.Client.GetInstanceAsync("one"));
    }

    [Theory]
    [InlineData("terminate", OrchestrationRuntimeStatus.Completed)]
    [InlineData("terminate", OrchestrationRuntimeStatus.Failed)]
    [InlineData("terminate", OrchestrationRuntimeStatus.Terminated)]
    [InlineData("suspend", OrchestrationRuntimeStatus.Completed)]
    [InlineData("suspend", OrchestrationRuntimeStatus.Failed)]
    [InlineData("suspend", OrchestrationRuntimeStatus.Terminated)]
    [InlineData("resume", OrchestrationRuntimeStatus.Completed)]
    [InlineData("resume", OrchestrationRuntimeStatus.Terminated)]
    [InlineData("raise", OrchestrationRuntimeStatus.Completed)]
    [InlineData("raise", OrchestrationRuntimeStatus.Failed)]
    [InlineData("raise", OrchestrationRuntimeStatus.Terminated)]
    public async Task An_instance_that_has_ended_takes_nothing_more(string call, OrchestrationRuntimeStatus status)
    {
        await using var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, status);
        var before = await hub.StateAsync("one");
        hub.Clock.Advance(TimeSpan.FromHours(1));

        var refusal = await Assert.ThrowsAsync<RpcException>(() => CallAsync(hub, call));

        Assert.Equal(StatusCode.FailedPrecondition, refusal.StatusCode);
        Assert.Contains("one", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.Equal((status, before.LastUpdatedAt), ((await hub.StateAsync("one")).RuntimeStatus, (await hub.StateAsync("one")).LastUpdatedAt));
    }

    [Theory]
    [InlineData("suspend", OrchestrationRuntimeStatus.Suspended)]
    [InlineData("resume", OrchestrationRuntimeStatus.Running)]
    public async Task What_is_so_already_cannot_be_asked_for(string call, OrchestrationRuntimeStatus status)
    {
        await using var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, status);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => CallAsync(hub, call));

        Assert.Equal(StatusCode.FailedPrecondition, refusal.StatusCode);
        Assert.Equal(status, (await hub.StateAsync("one")).RuntimeStatus);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task One_that_has_not_ended_cannot_be_purged(OrchestrationRuntimeStatus status)
    {
        await using var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, status);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.PurgeInstanceAsync("one"));

        Assert.Contains("one", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(status, (await hub.StateAsync("one")).RuntimeStatus);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task One_that_has_not_ended_cannot_start_again_under_its_own_id(OrchestrationRuntimeStatus status)
    {
        await using var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, status);

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.RestartAsync("one"));
    }

    [Fact]
    public async Task One_that_nobody_knows_can_neither_start_again_nor_be_looked_into_nor_be_purged()
    {
        await using var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo);

        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.RestartAsync("nobody"));
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.RestartAsync("nobody", restartWithNewInstanceId: true));
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.GetOrchestrationHistoryAsync("nobody"));
        Assert.Equal(0, (await hub.Client.PurgeInstanceAsync("nobody")).PurgedInstanceCount);
    }

    [Fact]
    public async Task What_the_hub_does_not_do_it_says()
    {
        await using var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, OrchestrationRuntimeStatus.Failed);

        await Assert.ThrowsAsync<NotImplementedException>(() => hub.Client.RewindInstanceAsync("one", "a slip"));
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await hub.Service.SignalEntityAsync(new() { InstanceId = "@counter@one" }));
        Assert.Equal(StatusCode.Unimplemented, refusal.StatusCode);
    }

    [Fact]
    public async Task A_hub_is_neither_emptied_nor_deleted_by_a_client()
    {
        await using var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, OrchestrationRuntimeStatus.Running);

        await hub.Service.CreateTaskHubAsync(new());
        var emptied = await Assert.ThrowsAsync<RpcException>(async () => await hub.Service.CreateTaskHubAsync(new() { RecreateIfExists = true }));
        var deleted = await Assert.ThrowsAsync<RpcException>(async () => await hub.Service.DeleteTaskHubAsync(new()));

        Assert.Equal((StatusCode.Unimplemented, StatusCode.Unimplemented), (emptied.StatusCode, deleted.StatusCode));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.StateAsync("one")).RuntimeStatus);
    }

    [Fact]
    public async Task A_request_that_says_too_little_or_nonsense_is_refused()
    {
        await using var hub = await TestHub.StartAsync(WaitingInstance.WaitForGo);

        var nameless = await Assert.ThrowsAsync<RpcException>(async () => await hub.Service.StartInstanceAsync(new() { InstanceId = "one" }));
        var nonsense = await Assert.ThrowsAsync<RpcException>(
            async () => await hub.Client.GetAllInstancesAsync(new OrchestrationQuery(ContinuationToken: "page 2, please")).ToListAsync());

        Assert.Equal((StatusCode.InvalidArgument, StatusCode.InvalidArgument), (nameless.StatusCode, nonsense.StatusCode));
    }

    private static Task CallAsync(TestHub hub, string call) => call switch
    {
        "terminate" => hub.Client.TerminateInstanceAsync("one"),
        "suspend" => hub.Client.SuspendInstanceAsync("one"),
        "resume" => hub.Client.ResumeInstanceAsync("one"),
        _ => hub.Client.RaiseEventAsync("one", "Go", "on"),
    };
}
