using System.Net;
using HubAutomation.Functions.FundingReturns;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Testing.Hub;
using Microsoft.DurableTask.Client;

namespace HubAutomation.EndToEnd.Returns;

/// <summary>What was seen on Microsoft's host, and what the hub makes of it.</summary>
public sealed class RealHostTests : IAsyncLifetime
{
    private readonly ReturnHub people = new();

    public Task InitializeAsync() => people.InitializeAsync();

    public Task DisposeAsync() => people.DisposeAsync();

    [Fact]
    public async Task A_lead_whose_return_is_no_longer_under_way_still_sends_their_figures()
    {
        var run = await OpenAsync("2026-08");
        var link = await people.LinkAsync(ReturnHub.FeedingLead, "August 2026");
        await people.Hub.App.DurableTaskClient.TerminateInstanceAsync(run);
        await people.Hub.App.SettleAsync();

        var (status, page) = await people.PressAsync(link, "send", ("IF-05-value", "9"), ("IF-06-numerator", "17"), ("IF-06-denominator", "20"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Your figures have been sent.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("figures")]
    [InlineData(7)]
    public async Task Whatever_an_event_says_the_run_only_looks(object? payload)
    {
        var run = await OpenAsync("2026-07");

        await people.Hub.App.DurableTaskClient.RaiseEventAsync(run, BuildMonthlyReturn.Nudge, payload);
        await people.Hub.App.DurableTaskClient.RaiseEventAsync(run, BuildMonthlyReturn.Nudge, new { any = new[] { "thing" } });
        await people.Hub.App.SettleAsync();

        var instance = await people.Hub.App.DurableTaskClient.GetInstanceAsync(run);
        Assert.Equal(OrchestrationRuntimeStatus.Running, instance!.RuntimeStatus);
    }

    [Fact]
    public async Task A_step_that_fails_is_told_with_the_exception_that_it_threw()
    {
        await people.Hub.Storage.Sessions.DeleteAsync();

        var run = await people.Hub.UploadAsync(
            InventedTimetable.Partner, "unlucky.csv", BinaryData.FromString("Activity,Day,Start,End,Venue\nStay and play,Monday,9.30am,11am,Hub 1\n"));
        await people.Hub.FinishAsync(run);

        var failed = (await people.Hub.Runs.StepsAsync(run, default)).Where(step => step.Outcome != "ok").Select(step => step.Outcome).Distinct();
        Assert.Equal(["TableTransactionFailedException"], failed);
        await people.Hub.Storage.Sessions.CreateAsync();
    }

    private async Task<string> OpenAsync(string month)
    {
        var run = await people.Hub.StartRunAsync(ReturnWorkflows.BuildName, new { month });
        await people.Hub.App.SettleAsync();
        return run;
    }
}
