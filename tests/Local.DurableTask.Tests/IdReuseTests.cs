using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class IdReuseInMemoryTests() : IdReuseTests(keptInMemory: true);

public sealed class IdReuseFromFileTests() : IdReuseTests(keptInMemory: false);

public abstract class IdReuseTests(bool keptInMemory) : Semantics(keptInMemory)
{
    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending, false)]
    [InlineData(OrchestrationRuntimeStatus.Running, false)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, false)]
    [InlineData(OrchestrationRuntimeStatus.Completed, true)]
    [InlineData(OrchestrationRuntimeStatus.Failed, true)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, true)]
    public async Task An_id_is_free_again_only_once_its_instance_has_ended(OrchestrationRuntimeStatus existing, bool free)
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
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public async Task A_status_that_is_asked_to_block_the_new_start_blocks_it_and_the_others_do_not(OrchestrationRuntimeStatus existing)
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, existing);
        OrchestrationRuntimeStatus[] final = [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

        var blocked = new StartOrchestrationOptions("one").WithDedupeStatuses(existing);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "second", blocked));
        var free = new StartOrchestrationOptions("one").WithDedupeStatuses([.. final.Where(status => status != existing)]);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "second", free);

        Assert.Equal("second", (await hub.StateAsync("one")).ReadInputAs<string>());
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task One_that_has_not_ended_blocks_the_new_start_whatever_is_asked(OrchestrationRuntimeStatus existing)
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);
        await WaitingInstance.BringToAsync(hub, existing);
        var nothing = new StartOrchestrationOptions("one").WithDedupeStatuses();
        var others = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Failed);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "second", nothing));
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "second", others));

        Assert.Equal(("first", existing), ((await hub.StateAsync("one")).ReadInputAs<string>(), (await hub.StateAsync("one")).RuntimeStatus));
    }

    [Fact]
    public async Task What_belonged_to_the_instance_before_is_gone_with_it()
    {
        await using var hub = await StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Wait", async (context, input) =>
        {
            context.SetCustomStatus($"waiting for {input}");
            await context.WaitForExternalEvent<object>("Go");
            return input;
        }));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "first", new StartOrchestrationOptions("one", null) { Tags = new Dictionary<string, string> { ["round"] = "1" } });
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync("one", "Go");
        await hub.CompletionAsync("one");
        hub.Clock.Advance(TimeSpan.FromDays(1));

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "second", new StartOrchestrationOptions("one"));
        await hub.IdleAsync();
        var second = await hub.StateAsync("one");

        Assert.Equal((hub.Clock.GetUtcNow(), OrchestrationRuntimeStatus.Running), (second.CreatedAt, second.RuntimeStatus));
        Assert.Equal(("waiting for second", null), (second.ReadCustomStatusAs<string>(), second.SerializedOutput));
        Assert.Empty(second.Tags);
        Assert.Single(hub.History("one"), e => e.ExecutionStarted is not null);
        Assert.Equal(1, hub.Number("SELECT count(*) FROM instances"));
    }

    [Fact]
    public async Task Of_a_hundred_starts_of_one_id_one_wins_and_99_are_refused()
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

    [Fact]
    public async Task Started_without_an_id_each_instance_gets_one_of_its_own()
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);

        var ids = new List<string>();
        for (var number = 0; number < 3; number++)
            ids.Add((await hub.Service.StartInstanceAsync(new() { Name = "Wait" })).InstanceId);

        Assert.DoesNotContain(string.Empty, ids);
        Assert.Equal(3, ids.Distinct().Count());
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

        await Assert.ThrowsAnyAsync<ArgumentException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(id)));
    }

    [Fact]
    public async Task An_id_of_more_than_256_characters_is_refused()
    {
        await using var hub = await StartAsync(WaitingInstance.WaitForGo);

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(new string('x', 256)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(new string('x', 257))));
    }
}
