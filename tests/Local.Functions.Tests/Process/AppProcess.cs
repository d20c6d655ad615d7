using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace HubAutomation.Local.Functions.Tests.Process;

/// <summary>The sample app as a process of its own.</summary>
internal sealed partial class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly System.Diagnostics.Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<Uri?> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new();

    private AppProcess(System.Diagnostics.Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything that was printed so far.</summary>
    public string Output => string.Join('\n', _output);

    public int Id => _process.Id;

    public static AppProcess Start(string currentFolder, params string[] args) => Start(currentFolder, new Dictionary<string, string?>(), args);

    /// <summary>Starts the app with these environment variables besides those of the tests.</summary>
    public static AppProcess Start(string currentFolder, IReadOnlyDictionary<string, string?> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(SampleApp.CopyFiles).Assembly.Location, .. args])
        {
            WorkingDirectory = currentFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("AzureWebJobsStorage");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new AppProcess(System.Diagnostics.Process.Start(start)!);
    }

    /// <summary>Where the app listens.</summary>
    public async Task<Uri> ListeningAsync()
        => await _listening.Task.WaitAsync(Limit) ?? throw new InvalidOperationException($"The app has ended:\n{Output}");

    /// <summary>Waits for a line that has been or will be printed.</summary>
    public async Task SaysAsync(string line)
    {
        var awaited = _awaited.GetOrAdd(line, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!_output.Any(l => l.Contains(line, StringComparison.Ordinal)))
        {
            await awaited.Task.WaitAsync(Limit);
        }
    }

    /// <summary>Waits for the end; the exit code.</summary>
    public async Task<int> EndsAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Ends the app as kill -9 does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the app to end, as a service manager does.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        return await EndsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            _listening.TrySetResult(null);
            return;
        }

        _output.Enqueue(line);
        if (Listening().Match(line) is { Success: true } match)
        {
            _listening.TrySetResult(new Uri(match.Groups["address"].Value));
        }

        foreach (var (awaited, source) in _awaited)
        {
            if (line.Contains(awaited, StringComparison.Ordinal))
            {
                source.TrySetResult();
            }
        }
    }

    [GeneratedRegex(@"^Listening on (?<address>\S+),")]
    private static partial Regex Listening();
}
