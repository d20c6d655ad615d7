using System.Globalization;
using Microsoft.DurableTask;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>An orchestration that uses a bit of everything, with activities that leave a mark, to be disturbed in every way.</summary>
internal static class MixedLoad
{
    public static void Add(DurableTaskRegistry tasks, Action<string> mark) => tasks
        .AddOrchestratorFunc<int, string>("Mixed", async (context, size) =>
        {
            var chain = 0;
            for (var step = 0; step < size; step++)
                chain = await context.CallActivityAsync<int>("Mark", $"chain {step}") + chain;
            var fan = await Task.WhenAll(Enumerable.Range(0, size).Select(number => context.CallActivityAsync<int>("Mark", $"fan {number}")));
            await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
            context.SendEvent(context.InstanceId, "Note", size);
            var noted = await context.WaitForExternalEvent<int>("Note");
            var children = await Task.WhenAll(Enumerable.Range(0, size).Select(number => context.CallSubOrchestratorAsync<int>("Rounds", number * 100)));
            return string.Join(" ", chain, fan.Sum(), noted, children.Sum());
        })
        .AddOrchestratorFunc<int, int>("Rounds", async (context, state) =>
        {
            await context.CallActivityAsync<int>("Mark", string.Create(CultureInfo.InvariantCulture, $"child {state / 100} round {state % 100}"));
            if (state % 100 < 3)
                context.ContinueAsNew(state + 1);
            return state % 100;
        })
        .AddActivityFunc<string, int>("Mark", (_, text) =>
        {
            mark(text);
            return 1;
        });

    /// <summary>The output, whatever happened on the way.</summary>
    public static string Expected(int size) => string.Create(CultureInfo.InvariantCulture, $"{size} {size} {size} {3 * size}");

    /// <summary>The marks that must be there, each at least once, and no others.</summary>
    public static IEnumerable<string> Effects(int size) =>
    [
        .. Enumerable.Range(0, size).Select(number => $"chain {number}"),
        .. Enumerable.Range(0, size).Select(number => $"fan {number}"),
        .. Enumerable.Range(0, size).SelectMany(child => Enumerable.Range(0, 4).Select(round => $"child {child} round {round}")),
    ];
}
