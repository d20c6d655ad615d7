using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.Local.Host.SampleApp;

/// <summary>What happened, and when.</summary>
public sealed class Diary : ConcurrentQueue<string>
{
    public void Note(TimeProvider time, string what) =>
        Enqueue(time.GetUtcNow().ToString("yyyy-MM-dd HH:mm ", CultureInfo.InvariantCulture) + what);
}

/// <summary>A clock that is heard.</summary>
public sealed class Ticks(Diary diary, TimeProvider time)
{
    [Function("Tick")]
    public void Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer) => diary.Note(time, timer.IsPastDue ? "late tick" : "tick");
}

/// <summary>A message a month, for half a year.</summary>
public sealed class Pathway(Diary diary, TimeProvider time)
{
    [Function("Pathway")]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var begun = context.CurrentUtcDateTime;
        await context.CallActivityAsync("Send", "welcome");
        for (var month = 1; month <= 6; month++)
        {
            await context.CreateTimer(begun.AddMonths(month), CancellationToken.None);
            await context.CallActivityAsync("Send", $"month {month}");
        }
    }

    [Function("Send")]
    public void Send([ActivityTrigger] string what) => diary.Note(time, what);
}
