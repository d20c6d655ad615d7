using HubAutomation.Local.Functions.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Functions.Tests.Kit;

/// <summary>Figures are released when their owner says so; after three days she is reminded, after a week they go back.</summary>
public sealed class ExampleTests
{
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly Letters _letters = [];

    [Fact]
    public async Task Figures_are_released_once_their_owner_agrees()
    {
        await using var app = await StartAsync();
        var id = await app.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Release", "September");

        await app.AdvanceAsync(TimeSpan.FromDays(4));
        await app.DurableTaskClient.RaiseEventAsync(id, "Answer", "yes");
        var ended = await app.RunToEndAsync(id);

        Assert.Equal("September is released", ended.ReadOutputAs<string>());
        Assert.Equal(["05 Jan: Please look at September.", "08 Jan: September still waits for you."], _letters);
    }

    [Fact]
    public async Task Figures_go_back_after_a_week_without_an_answer()
    {
        await using var app = await StartAsync();

        Assert.Equal("September goes back", await app.RunAsync<string>("Release", "September"));

        Assert.Equal(TimeSpan.FromDays(7), app.Clock.GetUtcNow() - Monday);
    }

    [Fact]
    public async Task Whenever_the_app_dies_the_outcome_is_the_same()
    {
        await using var app = await StartAsync();
        app.DiesInEveryStep = true;

        Assert.Equal("September goes back", await app.RunAsync<string>("Release", "September"));

        Assert.Equal(4, app.Deaths);
    }

    private Task<TestApp> StartAsync() => TestApp.StartAsync(
        [typeof(Release)], build: builder => builder.Services.AddSingleton(_letters), now: Monday);

    public sealed class Letters : List<string>;

    public sealed class Release(Letters letters, TimeProvider time)
    {
        [Function("Release")]
        public static async Task<string> Run([OrchestrationTrigger] TaskOrchestrationContext context, string figures)
        {
            var answer = context.WaitForExternalEvent<string>("Answer");
            await context.CallActivityAsync("Write", $"Please look at {figures}.");
            if (!await IsInTimeAsync(context, answer, TimeSpan.FromDays(3)))
            {
                await context.CallActivityAsync("Write", $"{figures} still waits for you.");
                if (!await IsInTimeAsync(context, answer, TimeSpan.FromDays(4)))
                {
                    return $"{figures} goes back";
                }
            }

            return await answer == "yes" ? $"{figures} is released" : $"{figures} goes back";
        }

        [Function("Write")]
        public void Write([ActivityTrigger] string letter) => letters.Add($"{time.GetUtcNow():dd MMM}: {letter}");

        private static async Task<bool> IsInTimeAsync(TaskOrchestrationContext context, Task answer, TimeSpan limit)
        {
            using var enough = new CancellationTokenSource();
            var first = await Task.WhenAny(answer, context.CreateTimer(limit, enough.Token));
            enough.Cancel();
            return first == answer;
        }
    }
}
