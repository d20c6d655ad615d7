using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using HubAutomation.Local.Host;

namespace HubAutomation.Benchmarks.Hosting;

/// <summary>A host in a process of its own that measures on request: see <see cref="HostChild"/>.</summary>
internal sealed class MeasuredHost : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task listening;
    private readonly Channel<string> said = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });

    private MeasuredHost(Process process)
    {
        this.process = process;
        listening = ListenAsync();
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    public static async Task<MeasuredHost> StartAsync(string state)
    {
        var self = typeof(MeasuredHost).Assembly.Location;

        // With the runtime's settings that the host's own program has.
        var host = new MeasuredHost(Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "exec",
                "--runtimeconfig", Path.ChangeExtension(typeof(LocalHostOptions).Assembly.Location, ".runtimeconfig.json"),
                "--depsfile", Path.ChangeExtension(self, ".deps.json"),
                self, HostChild.Command, state,
            ])
        {
            WorkingDirectory = MeasuredApp.MakeFolder(state),
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!);
        host.Address = new UriBuilder(host.Address) { Port = (int)(await host.ReadAsync())[0] }.Uri;
        return host;
    }

    /// <summary>Has it measure something, and gives the figures.</summary>
    public async Task<double[]> MeasureAsync(string what, params int[] numbers)
    {
        await process.StandardInput.WriteLineAsync(string.Join(' ', [what, .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))]));
        return await ReadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await listening;
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<double[]> ReadAsync()
    {
        List<string> others = [];
        await foreach (var line in said.Reader.ReadAllAsync())
        {
            if (line.StartsWith(HostChild.Mark, StringComparison.Ordinal))
            {
                return [.. line[HostChild.Mark.Length..].Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))];
            }

            others.Add(line);
        }

        throw new InvalidOperationException($"The host's process has ended. It said last:\n{string.Join('\n', others.TakeLast(50))}");
    }

    /// <summary>Reads what the host prints as it comes: one whose log nobody reads comes to a halt.</summary>
    private async Task ListenAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Writer.TryWrite(line);
        }

        said.Writer.Complete();
    }
}
