using System.Collections.Concurrent;
using HubAutomation.Local.Functions.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Functions.Tests.Kit;

public sealed class TestAppTests
{
    private readonly Ledger _ledger = [];

    [Fact]
    public async Task A_workflow_is_started_over_http_and_awaited_with_its_output_typed()
    {
        await using var app = await StartAsync();

        var id = await app.Http.GetStringAsync(new Uri("api/gather/3", UriKind.Relative));
        var ended = await app.RunToEndAsync(id);

        Assert.Equal(new Gathered(3, 3), ended.ReadOutputAs<Gathered>());
        Assert.Contains(new LogLine(LogLevel.Information, "HubAutomation.Local.Functions.Tests.Kit.TestAppTests.Functions", "Fetched part 2", null), app.Log);
    }

    [Fact]
    public async Task A_workflow_that_waits_for_what_no_timer_brings_is_told_of_and_not_waited_for()
    {
        await using var app = await StartAsync();
        var id = await app.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Wait", null, new StartOrchestrationOptions("w1"));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.RunToEndAsync(id, TimeSpan.FromDays(2)));

        Assert.Equal("'w1' has not ended by 2026-01-07 09:00:00Z: it waits for event 'Go'.", error.Message);
    }

    [Fact]
    public async Task A_workflow_that_fails_says_why()
    {
        await using var app = await StartAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.RunAsync<Gathered>("Gather", -1));

        Assert.Equal("Gather is Failed: There is no such number.", error.Message);
    }

    [Fact]
    public async Task Dying_in_every_step_repeats_activities_but_not_their_results()
    {
        await using var app = await StartAsync();
        app.DiesInEveryStep = true;

        Assert.Equal(new Gathered(8, 8), await app.RunAsync<Gathered>("Gather", 8));

        Assert.Equal(16, app.Deaths);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], _ledger.Distinct().Order());
        Assert.All(_ledger.GroupBy(part => part), part => Assert.True(part.Count() > 1));
    }

    [Fact]
    public async Task What_an_app_that_dies_had_not_recorded_is_done_again()
    {
        await using var app = await StartAsync();
        _ledger.Gate = new TaskCompletionSource();
        var id = await app.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Gather", 1);
        await _ledger.Entered.Task;

        await app.DieAsync();
        Assert.Throws<InvalidOperationException>(() => app.Http);
        _ledger.Gate = null;
        await app.StartAgainAsync();

        Assert.Equal(new Gathered(1, 1), (await app.RunToEndAsync(id)).ReadOutputAs<Gathered>());
        Assert.Equal([0, 0], _ledger);
    }

    [Fact]
    public async Task What_is_due_while_the_app_is_down_happens_at_its_next_start()
    {
        await using var app = await StartAsync();
        var id = await app.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Gather", 1);
        await app.SettleAsync();
        await app.StopAsync();

        app.Clock.Advance(TimeSpan.FromDays(10));
        await app.StartAgainAsync();
        await app.SettleAsync();

        Assert.True((await app.DurableTaskClient.GetInstanceAsync(id))!.IsCompleted);
    }

    [Fact]
    public async Task An_app_with_mistakes_does_not_start_and_says_why()
    {
        var error = await Assert.ThrowsAsync<HostStartException>(
            () => TestApp.StartAsync([typeof(Functions)], options => options.Arguments = ["--nonsense"]));

        Assert.Contains("--nonsense", error.Message, StringComparison.Ordinal);
    }

    private Task<TestApp> StartAsync() => TestApp.StartAsync([typeof(Functions)], build: builder => builder.Services.AddSingleton(_ledger));

    public sealed record Gathered(int Parts, int Distinct);

    public sealed class Ledger : ConcurrentQueue<int>
    {
        public TaskCompletionSource? Gate { get; set; }

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public sealed class Functions(Ledger ledger, ILogger<Functions> log)
    {
        [Function("Start")]
        public static Task<string> Start(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "gather/{parts:int}")] HttpRequest request,
            int parts,
            [DurableClient] DurableTaskClient client)
            => client.ScheduleNewOrchestrationInstanceAsync("Gather", parts, request.HttpContext.RequestAborted);

        [Function("Gather")]
        public static async Task<Gathered> Gather([OrchestrationTrigger] TaskOrchestrationContext context, int parts)
        {
            if (parts < 0)
            {
                throw new InvalidOperationException("There is no such number.");
            }

            var fetched = await Task.WhenAll(Enumerable.Range(0, parts).Select(part => context.CallActivityAsync<int>("Fetch", part)));
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return new Gathered(fetched.Length, fetched.Distinct().Count());
        }

        [Function("Fetch")]
        public async Task<int> Fetch([ActivityTrigger] int part, CancellationToken cancellation)
        {
            ledger.Enqueue(part);
            if (ledger.Gate is { } gate)
            {
                ledger.Entered.TrySetResult();
                await gate.Task.WaitAsync(cancellation);
            }

            Fetched(log, part, null);
            return part;
        }

        [Function("Wait")]
        public static Task Wait([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("Go");

        private static readonly Action<ILogger, int, Exception?> Fetched =
            LoggerMessage.Define<int>(LogLevel.Information, new EventId(1), "Fetched part {Part}");
    }
}
