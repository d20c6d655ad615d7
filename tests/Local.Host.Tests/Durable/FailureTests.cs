using HubAutomation.Local.Host.Tests.Kit;
using HubAutomation.Testing;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.Host.Tests.Durable;

/// <summary>What goes over between the task hub and the app's functions.</summary>
public sealed class FailureTests(FailureTests.SharedApp shared) : IClassFixture<FailureTests.SharedApp>
{
    [Fact]
    public async Task Values_reach_activities_and_come_back_as_they_are()
    {
        Assert.Equal("a \"quoted\" text|null|1,2|3", await shared.App.RunAsync<string>("PassesOn"));
    }

    [Fact]
    public async Task An_activity_that_throws_is_known_by_type_message_and_cause()
    {
        Assert.Equal(
            "System.InvalidOperationException|cannot do x|System.ArgumentException", await shared.App.RunAsync<string>("CallsWhatFails", "Fails"));
    }

    [Fact]
    public async Task An_activity_that_is_not_there_fails_as_one_of_unknown_type()
    {
        var answer = await shared.App.RunAsync<string>("CallsWhatFails", "Nowhere");

        Assert.StartsWith("(unknown)|There is no activity function 'Nowhere', or it is disabled. There are: ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_orchestrator_that_is_not_there_fails_with_a_text_in_its_output()
    {
        var id = await shared.App.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Nowhere");
        var ended = await shared.App.RunToEndAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("There is no orchestrator function 'Nowhere'", ended.SerializedOutput, StringComparison.Ordinal);
    }

    /// <summary>The functions keep nothing, so that one app serves all tests.</summary>
    public sealed class SharedApp : IAsyncLifetime
    {
        internal TestApp App { get; private set; } = null!;

        public async Task InitializeAsync() => App = await Sample.StartAsync();

        public async Task DisposeAsync() => await App.DisposeAsync();
    }
}
