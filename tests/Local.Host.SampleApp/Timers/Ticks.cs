using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Local.Host.SampleApp.Timers;

/// <summary>What timer functions have been told. A test registers it.</summary>
public sealed class Ticks : List<string>
{
    /// <summary>Holds a run until it ends.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public void Add(TimeProvider clock, TimerInfo timer)
    {
        var status = timer.ScheduleStatus;
        Add(clock.GetUtcNow().ToString("HH:mm", CultureInfo.InvariantCulture)
            + (timer.IsPastDue ? " past due" : "")
            + (status is null || status.Last == default ? "" : string.Create(CultureInfo.InvariantCulture, $" last {status.Last.ToUniversalTime():HH:mm}"))
            + (status is null ? "" : string.Create(CultureInfo.InvariantCulture, $" next {status.Next.ToUniversalTime():HH:mm}")));
    }
}

/// <summary>Functions that run by the clock.</summary>
public sealed class ByTheClock(Ticks ticks, TimeProvider clock)
{
    [Function("BySchedule")]
    public async Task Run([TimerTrigger("%TickSchedule%")] TimerInfo timer, CancellationToken cancellation)
    {
        ticks.Add(clock, timer);
        if (ticks.Gate is { } gate)
        {
            await gate.Task.WaitAsync(cancellation);
        }
    }

    [Function("AtStart")]
    public void Start([TimerTrigger("0 0 * * * *", RunOnStartup = true)] TimerInfo timer) => ticks.Add(clock, timer);

    [Function("InVain")]
    public void Fail([TimerTrigger("0 */5 * * * *")] TimerInfo timer)
    {
        ticks.Add($"{clock.GetUtcNow():HH:mm} fails");
        throw new InvalidOperationException($"Not today, {timer.IsPastDue}.");
    }
}
