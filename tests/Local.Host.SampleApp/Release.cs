using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.Local.Host.SampleApp;

/// <summary>The letters that were written.</summary>
public sealed class Letters : List<string>;

/// <summary>Figures are released when their owner says so; after three days she is reminded, after a week they go back.</summary>
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
    public void Write([ActivityTrigger] string letter) =>
        letters.Add(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():dd MMM}: {letter}"));

    private static async Task<bool> IsInTimeAsync(TaskOrchestrationContext context, Task answer, TimeSpan limit)
    {
        using var enough = new CancellationTokenSource();
        var first = await Task.WhenAny(answer, context.CreateTimer(limit, enough.Token));
        enough.Cancel();
        return first == answer;
    }
}
