using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>An instance that waits, to be brought to any status.</summary>
internal static class WaitingInstance
{
    /// <summary>One orchestrator, "Wait", that ends as the event "Go" tells it to.</summary>
    public static void WaitForGo(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc("Wait", async context =>
    {
        var answer = await context.WaitForExternalEvent<string>("Go");
        return answer == "fail" ? throw new InvalidOperationException("as told") : answer;
    });

    /// <summary>Brings instance "one" of it to a status.</summary>
    public static async Task BringToAsync(TestHub hub, OrchestrationRuntimeStatus status)
    {
        DateTimeOffset? startAt = status == OrchestrationRuntimeStatus.Pending ? hub.Clock.GetUtcNow().AddDays(1) : null;
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "first", new StartOrchestrationOptions("one", startAt));
        await hub.IdleAsync();
        if (status == OrchestrationRuntimeStatus.Suspended)
            await hub.Client.SuspendInstanceAsync("one");
        else if (status == OrchestrationRuntimeStatus.Terminated)
            await hub.Client.TerminateInstanceAsync("one");
        else if (status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed)
            await hub.Client.RaiseEventAsync("one", "Go", status == OrchestrationRuntimeStatus.Failed ? "fail" : "on");
        await hub.IdleAsync();
        Assert.Equal(status, (await hub.StateAsync("one")).RuntimeStatus);
    }
}
