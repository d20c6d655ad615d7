using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class IdReuseInMemoryTests() : IdReuseTests(keptInMemory: true);

public sealed class IdReuseReplayedTests() : IdReuseTests(keptInMemory: false);

public abstract class IdReuseTests(bool keptInMemory) : Conformance(keptInMemory)
{
    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending, false)]
    [InlineData(OrchestrationRuntimeStatus.Running, false)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, false)]
    [InlineData(OrchestrationRuntimeStatus.Completed, true)]
    [InlineData(OrchestrationRuntimeStatus.Failed, true)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, true)]
    public async Task Line_66_an_id_is_free_again_only_once_its_instance_has_finished(OrchestrationRuntimeStatus existing, bool free)
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, existing);

        var start = () => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "second", new StartOrchestrationOptions("one"));

        if (free)
            Assert.Equal("second", (await hub.Client.GetInstanceAsync(await start(), true))!.ReadInputAs<string>());
        else
            await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(start);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    public async Task Line_66_a_finished_status_in_the_dedupe_list_refuses_the_new_instance(OrchestrationRuntimeStatus existing)
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, existing);
        var options = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", options));
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task Line_66_a_running_instance_that_is_not_in_the_dedupe_list_is_replaced(OrchestrationRuntimeStatus existing)
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, existing);
        var options = new StartOrchestrationOptions("one").WithDedupeStatuses();

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "second", options);
        await hub.Client.RaiseEventAsync("one", "Go", "on");
        var ended = await hub.CompletionAsync("one");

        Assert.Equal("second", ended.ReadInputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
    }

    [Fact]
    public async Task Line_66_a_dedupe_list_that_contradicts_itself_is_refused()
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);
        var options = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Terminated, OrchestrationRuntimeStatus.Pending);

        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", options));
    }

    [Fact]
    public async Task Line_67_of_a_hundred_starts_of_one_id_one_wins_and_99_are_refused()
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);

        var starts = await Task.WhenAll(Enumerable.Range(0, 100).Select(async number =>
        {
            try
            {
                await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", number, new StartOrchestrationOptions("one"));
                return true;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return false;
            }
        }));

        Assert.Single(starts, won => won);
        Assert.Equal(1, hub.Number("SELECT count(*) FROM instances"));
    }

    [Theory]
    [InlineData("@entity")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    public async Task An_id_that_could_not_stand_in_a_url_is_refused(string id)
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);

        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(id)));
    }
}
