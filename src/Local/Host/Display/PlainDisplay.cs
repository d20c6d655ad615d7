using System.Collections.Concurrent;
using HubAutomation.Local.Host.Functions;

namespace HubAutomation.Local.Host.Display;

/// <summary>
/// Lines, one after the other. Of what takes its time and tells how far it has got ("Seeding samples: 3 of 9 files") it says when it begins:
/// output that nobody watches would grow with every step.
/// </summary>
internal sealed class PlainDisplay(TextWriter output) : IDisplay
{
    private readonly ConcurrentDictionary<string, bool> begun = new();

    public TextWriter Output => output;

    public bool ReplacesTheLog => false;

    public void Report(string value)
    {
        if (value.Split(": ", 2) is [var what, _] && begun.TryAdd(what, true))
        {
            output.WriteLine($"{what} ...");
        }
    }

    public void Watch(FunctionCatalog functions)
    {
        // The log tells.
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
