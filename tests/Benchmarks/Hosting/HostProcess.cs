using System.Diagnostics;
using System.Net.Http.Json;
using HubAutomation.Local.Host;

namespace HubAutomation.Benchmarks.Hosting;

/// <summary>The local host's own program with the measured app, as people start it.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const string Listening = "Listening on ";

    private readonly Process process;

    private HostProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>Memory of host and worker now.</summary>
    public async Task<double> ResidentBytesAsync()
    {
        process.Refresh();
        var host = process.WorkingSet64;
        using var http = new HttpClient { BaseAddress = Address };
        var worker = await http.GetFromJsonAsync<double[]>("usage") ?? throw new InvalidDataException("The app answered nothing.");
        return host + worker[1];
    }

    public static async Task<HostProcess> StartAsync(string state, string storage)
    {
        var process = Process.Start(new ProcessStartInfo(
            "dotnet", ["exec", typeof(LocalHostOptions).Assembly.Location, "--app", MeasuredApp.Path, "--state", state, "--port", "0", "--storage", storage])
        {
            WorkingDirectory = MeasuredApp.MakeFolder(state),
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Listening, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new HostProcess(process, new Uri(line[Listening.Length..line.IndexOf(',', StringComparison.Ordinal)]));
            }
        }

        throw new InvalidOperationException("The host ended before it listened.");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
