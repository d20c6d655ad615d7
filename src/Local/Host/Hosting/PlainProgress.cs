using System.Collections.Concurrent;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>Writes one line for each thing that takes its time, when it begins: output that nobody watches grows with every step otherwise.</summary>
internal sealed class PlainProgress(TextWriter output) : IProgress<string>
{
    private readonly ConcurrentDictionary<string, bool> begun = new();

    public void Report(string value)
    {
        var what = value.Split(": ", 2)[0];
        if (begun.TryAdd(what, true))
        {
            output.WriteLine($"{what} ...");
        }
    }
}
