using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using HubAutomation.Local.Host.Tests.Kit;

namespace HubAutomation.Local.Host.Tests.Process;

/// <summary>The host as a process of its own, with the sample app.</summary>
internal sealed partial class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static readonly string HostAssembly = typeof(LocalHostOptions).Assembly.Location;
    private static readonly string App = typeof(SampleApp.CopyFiles).Assembly.Location;

    private readonly System.Diagnostics.Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly TaskCompletionSource<Uri?> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> awaited = new();

    private AppProcess(System.Diagnostics.Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything that was printed so far.</summary>
    public string Output => string.Join('\n', output);

    public int Id => process.Id;

    public static AppProcess Start(string currentFolder, params string[] args) => Start(currentFolder, new Dictionary<string, string?>(), args);

    /// <summary>Starts the app with these environment variables besides those of the tests.</summary>
    public static AppProcess Start(string currentFolder, IReadOnlyDictionary<string, string?> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", HostAssembly, .. args.Contains("--app") ? [] : (string[])["--app", App], .. args])
        {
            WorkingDirectory = currentFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("AzureWebJobsStorage");
        foreach (var (name, value) in Sample.Without(Sample.FileDropped, Sample.Tick).Concat(environment))
        {
            start.Environment[name] = value;
        }

        return new AppProcess(System.Diagnostics.Process.Start(start)!);
    }

    /// <summary>Where the app listens.</summary>
    public async Task<Uri> ListeningAsync()
        => await listening.Task.WaitAsync(Limit) ?? throw new InvalidOperationException($"The app has ended:\n{Output}");

    /// <summary>Waits for a line that has been or will be printed.</summary>
    public async Task SaysAsync(string line)
    {
        var source = awaited.GetOrAdd(line, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!output.Any(l => l.Contains(line, StringComparison.Ordinal)))
        {
            await source.Task.WaitAsync(Limit);
        }
    }

    /// <summary>Waits for the end; the exit code.</summary>
    public async Task<int> EndsAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    /// <summary>Ends the app as kill -9 does.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks the app to end, as a service manager does.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{process.Id}"]);
        return await EndsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            listening.TrySetResult(null);
            return;
        }

        output.Enqueue(line);
        if (Listening().Match(line) is { Success: true } match)
        {
            listening.TrySetResult(new Uri(match.Groups["address"].Value));
        }

        foreach (var (text, source) in awaited)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                source.TrySetResult();
            }
        }
    }

    [GeneratedRegex(@"^Listening on (?<address>\S+),")]
    private static partial Regex Listening();
}
