using System.Diagnostics;
using System.Globalization;

namespace HubAutomation.Local.Host.Worker;

/// <summary>A worker in a process of its own. It watches its standard input, which the system closes when the host ends.</summary>
internal sealed class WorkerProcess : IRunningWorker
{
    private readonly Process process;
    private readonly Action<string> output;

    public WorkerProcess(Process process, Action<string> output)
    {
        (this.process, this.output) = (process, output);
        Ended = WaitAsync(RelayAsync(process.StandardOutput), RelayAsync(process.StandardError));
    }

    public Task<string> Ended { get; }

    public Task<Uri?> HttpAddress { get; } = Task.FromResult<Uri?>(null);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task RelayAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            output(line);
        }
    }

    private async Task<string> WaitAsync(params Task[] relays)
    {
        await process.WaitForExitAsync();
        var how = string.Create(CultureInfo.InvariantCulture, $"process {process.Id}, exit code {process.ExitCode}");

        // A program that the worker has started may hold its output open for longer.
        await Task.WhenAny(Task.WhenAll(relays), Task.Delay(TimeSpan.FromSeconds(1)));
        return how;
    }
}
