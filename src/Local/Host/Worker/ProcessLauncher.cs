using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace HubAutomation.Local.Host.Worker;

/// <summary>Starts the worker as a process of its own, which ends with the host however that ends.</summary>
/// <param name="appFolder">The app's files.</param>
/// <param name="assembly">The app's dll; null for the one that its folder names.</param>
/// <param name="output">Where what it prints goes.</param>
/// <param name="waitsForDebugger">Whether it waits at its start until a debugger is attached.</param>
internal sealed class ProcessLauncher(string appFolder, string? assembly, Action<string> output, bool waitsForDebugger) : IWorkerLauncher
{
    private const string HooksVariable = "DOTNET_STARTUP_HOOKS";

    public string AppName => assembly is null ? Path.GetFileName(Path.TrimEndingDirectorySeparator(appFolder)) : Path.GetFileNameWithoutExtension(assembly);

    public void Find()
    {
        var config = Config();
        if (config.Assembly is { } file && !File.Exists(file))
        {
            throw new HostStartException($"There is no {file}: build the app, or name another with --app.");
        }
    }

    public Task<IRunningWorker> StartAsync(WorkerStart start, CancellationToken cancellation)
    {
        var info = Describe(start);
        try
        {
            var process = Process.Start(info) ?? throw new HostStartException($"The app cannot be started with {info.FileName}.");
            if (waitsForDebugger)
            {
                output(string.Create(CultureInfo.InvariantCulture, $"The app is process {process.Id} and waits for a debugger."));
            }

            return Task.FromResult<IRunningWorker>(new WorkerProcess(process, output));
        }
        catch (Win32Exception error)
        {
            throw new HostStartException($"The app cannot be started with {info.FileName}: {error.Message}", error);
        }
    }

    private ProcessStartInfo Describe(WorkerStart start)
    {
        var config = Config();
        var info = new ProcessStartInfo(config.Executable)
        {
            WorkingDirectory = start.AppFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (config.Assembly is not null)
        {
            info.ArgumentList.Add(config.Assembly);
        }

        foreach (var argument in Arguments(start))
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in start.Settings.Where(s => s.Value is not null))
        {
            info.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        AddHook(info.Environment);
        if (OperatingSystem.IsWindows())
        {
            // Elsewhere the hook does the same: Ctrl+C is the host's, which lets the worker finish what it has.
            info.CreateNewProcessGroup = true;
        }

        return info;
    }

    private WorkerConfig Config() => assembly is null ? WorkerConfig.Read(appFolder) : WorkerConfig.Of(assembly);

    private static string[] Arguments(WorkerStart start) =>
    [
        "--functions-uri", start.HostAddress.AbsoluteUri,
        "--functions-worker-id", start.WorkerId,
        "--functions-request-id", start.RequestId,
        "--functions-grpc-max-message-length", WorkerStart.MaxMessageLength.ToString(CultureInfo.InvariantCulture),
    ];

    private void AddHook(IDictionary<string, string?> environment)
    {
        var hook = typeof(StartupHook).Assembly.Location;
        environment[HooksVariable] = environment.TryGetValue(HooksVariable, out var others) && !string.IsNullOrEmpty(others)
            ? hook + Path.PathSeparator + others
            : hook;
        if (waitsForDebugger)
        {
            environment[StartupHook.WaitVariable] = "true";
        }
    }
}
