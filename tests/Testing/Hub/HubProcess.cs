using System.Diagnostics;
using System.Globalization;

namespace HubAutomation.Testing.Hub;

/// <summary>The hub as people run it: the local host in a process of its own with the app as its worker, on its own state folder, against a given storage.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;
    private long peakKilobytes;

    private HubProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
        _ = WatchMemoryAsync();
    }

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>Highest resident memory seen, in mebibytes; Linux only, otherwise 0.</summary>
    public double PeakMebibytes => Interlocked.Read(ref peakKilobytes) / 1024.0;

    /// <summary>Starts the hub from its build output.</summary>
    /// <param name="arguments">What one would type after <c>dotnet run --</c>.</param>
    public static HubProcess Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "HubAutomation.Local.Host.dll"));
        start.ArgumentList.Add("--app");
        start.ArgumentList.Add(AppContext.BaseDirectory);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new HubProcess(Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start."));
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits for the end; exit code and everything printed.</summary>
    public async Task<(int ExitCode, string Text)> WaitAsync(CancellationToken cancellation = default)
    {
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Waits for the end, at most so long; false when it still runs.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan limit)
    {
        try
        {
            using var patience = new CancellationTokenSource(limit);
            await process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>SIGKILL for the worker alone: the host has to start another. False when there is none just now. Linux only.</summary>
    public bool KillWorker()
    {
        if (Worker() is not { } worker)
            return false;
        using (worker)
            worker.Kill();
        return true;
    }

    /// <summary>SIGKILL for host and worker in one moment.</summary>
    public async Task KillBothAsync()
    {
        using var worker = Worker();
        process.Kill();
        worker?.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGKILL for the host: no goodbye. Its worker has to end by itself.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    private Process? Worker()
    {
        foreach (var status in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                var isChild = File.ReadLines($"{status}/status").Any(line => line == $"PPid:\t{process.Id.ToString(CultureInfo.InvariantCulture)}");
                if (isChild && File.ReadAllText($"{status}/cmdline").Contains("--functions-worker-id", StringComparison.Ordinal))
                    return Process.GetProcessById(int.Parse(Path.GetFileName(status), CultureInfo.InvariantCulture));
            }
            catch (Exception error) when (error is IOException or ArgumentException or UnauthorizedAccessException)
            {
                // It ended while it was looked at.
            }
        }

        return null;
    }

    private async Task WatchMemoryAsync()
    {
        var status = $"/proc/{process.Id}/status";
        using var every = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (File.Exists(status) && !process.HasExited && await every.WaitForNextTickAsync())
        {
            if (await TryReadPeakAsync(status) is { } peak)
            {
                Interlocked.Exchange(ref peakKilobytes, peak);
            }
        }
    }

    private static async Task<long?> TryReadPeakAsync(string status)
    {
        try
        {
            var line = (await File.ReadAllLinesAsync(status)).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? null : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // The process ended while its status was read.
            return null;
        }
    }
}
