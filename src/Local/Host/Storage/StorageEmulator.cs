using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Storage;

/// <summary>Where the emulator listens; 0 has the system pick a free port.</summary>
internal readonly record struct EmulatorPorts(int Blob, int Queue, int Table)
{
    /// <summary>Whatever is free.</summary>
    public static readonly EmulatorPorts Free = new(0, 0, 0);
}

/// <summary>
/// Azurite as a child of the host: data in the state folder, ports that the system picks. It ends with the host whatever
/// way the host ends, because it goes by its standard input, which the system closes for a process that is killed.
/// </summary>
internal sealed partial class StorageEmulator : IAsyncDisposable
{
    /// <summary>The setting that stands for the emulator.</summary>
    public const string DevelopmentStorage = "UseDevelopmentStorage=true";

    private const string Account = "devstoreaccount1";

    // The emulator's published key: the same on every machine, protects nothing.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // What has to be free beside a save: the app's blobs and the task hub may need it in the same moment.
    private const long LeastRoom = 8 << 20;

    private static readonly Lazy<string> Wrapper = new(ReadWrapper);

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Task _output;

    private bool _isGone;

    private StorageEmulator(Process process, Task output, Dictionary<string, string> endpoints)
    {
        (_process, _output) = (process, output);
        ConnectionString = ConnectionStringOf(endpoints);
        Ports = new EmulatorPorts(PortOf("Blob"), PortOf("Queue"), PortOf("Table"));
        Ended = process.WaitForExitAsync();

        int PortOf(string service) => new Uri(endpoints[service]).Port;
    }

    /// <summary>Where it listens.</summary>
    public EmulatorPorts Ports { get; }

    /// <summary>Is done when the emulator's process has ended.</summary>
    public Task Ended { get; }

    /// <summary>Whether its process has ended.</summary>
    public bool HasEnded => Ended.IsCompleted;

    /// <summary>The connection string of blobs, queues and tables.</summary>
    public string ConnectionString { get; }

    /// <summary>Where it answers, for tools such as Storage Explorer.</summary>
    public string Addresses => string.Join(", ", ConnectionString.Split(';')
        .Select(part => part.Split('=', 2))
        .Where(part => part is [var name, _] && name.EndsWith("Endpoint", StringComparison.Ordinal))
        .Select(part => part[1]));

    /// <summary>Whether an emulator already answers where development storage is looked for.</summary>
    public static Task<bool> AnswersAtDefaultPortsAsync(CancellationToken cancellation) => AnswersAsync(10000, TimeSpan.FromSeconds(2), cancellation);

    /// <summary>Whether it answers within a time.</summary>
    public Task<bool> AnswersAsync(TimeSpan within, CancellationToken cancellation) => AnswersAsync(Ports.Blob, within, cancellation);

    private static async Task<bool> AnswersAsync(int port, TimeSpan within, CancellationToken cancellation)
    {
        using var direct = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(direct) { Timeout = within };
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/{Account}?comp=list"), cancellation);
            return answer.Headers.Contains("x-ms-request-id");
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>Starts the emulator and waits until it listens.</summary>
    /// <param name="main">Azurite's script.</param>
    /// <param name="stateFolder">The host's folder; the data is in a folder of its own in it.</param>
    /// <param name="ports">Where to listen.</param>
    /// <param name="logger">Is told what the emulator says.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="leastRoom">So many bytes of the disk must be free, or nothing is stored.</param>
    /// <exception cref="HostStartException">It cannot start; the message says why.</exception>
    public static async Task<StorageEmulator> StartAsync(
        string main, string stateFolder, EmulatorPorts ports, ILogger logger, CancellationToken cancellation, long leastRoom = LeastRoom)
    {
        var folder = Directory.CreateDirectory(Path.Combine(stateFolder, "azurite")).FullName;
        await EndPredecessorAsync(folder, cancellation);
        var process = NodeModules.Start(StartInfo(main, folder, ports, leastRoom));
        try
        {
            await File.WriteAllTextAsync(PidFile(folder), process.Id.ToString(CultureInfo.InvariantCulture), cancellation);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(StartLimit);
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var endpoints = await ReadEndpointsAsync(process, errors, limit.Token);
            var output = Task.WhenAll(DrainAsync(process, logger), errors);
            return new StorageEmulator(process, output, endpoints);
        }
        catch (Exception error)
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            if (error is OperationCanceledException && !cancellation.IsCancellationRequested)
            {
                throw new HostStartException($"The storage emulator did not listen within {StartLimit.TotalSeconds} seconds; the machine may be busy. Start again.", error);
            }

            throw;
        }
    }

    /// <summary>Lets the emulator save its data and end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isGone)
        {
            return;
        }

        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        await LetGoAsync();
    }

    /// <summary>Ends it at once, if it has not ended. What it had not saved is lost.</summary>
    public async Task KillAsync()
    {
        if (!_isGone)
        {
            _process.Kill(entireProcessTree: true);
            await LetGoAsync();
        }
    }

    private async Task LetGoAsync()
    {
        await _output;
        _process.Dispose();
        _isGone = true;
    }

    private static ProcessStartInfo StartInfo(string main, string folder, EmulatorPorts ports, long leastRoom)
    {
        var start = new ProcessStartInfo("node",
        [
            "-e", Wrapper.Value, "--", "--location", folder, "--blobPort", $"{ports.Blob}", "--queuePort", $"{ports.Queue}", "--tablePort", $"{ports.Table}",
            "--disableTelemetry", "--skipApiVersionCheck", "--silent",
        ])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HUB_EMULATOR_MAIN"] = main;
        start.Environment["HUB_EMULATOR_ROOM"] = leastRoom.ToString(CultureInfo.InvariantCulture);

        // Would have it keep what it knows of blobs in another database.
        start.Environment.Remove("AZURITE_DB");
        return start;
    }

    /// <summary>
    /// Waits for the emulator of a host that was killed: it may be saving the data that the new one is about to read.
    /// </summary>
    private static async Task EndPredecessorAsync(string folder, CancellationToken cancellation)
    {
        if (!File.Exists(PidFile(folder)) || !int.TryParse(await File.ReadAllTextAsync(PidFile(folder), cancellation), out var pid))
        {
            return;
        }

        try
        {
            using var process = Process.GetProcessById(pid);
            if (process.ProcessName is not ("node" or "node.exe") || process.StartTime > File.GetLastWriteTime(PidFile(folder)).AddSeconds(1))
            {
                // The number has gone to another process since.
                return;
            }

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(StopLimit);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (ArgumentException)
        {
            // It has ended.
        }
    }

    private static async Task<Dictionary<string, string>> ReadEndpointsAsync(Process process, Task<string> errors, CancellationToken cancellation)
    {
        var endpoints = new Dictionary<string, string>();
        var said = new StringBuilder();
        while (endpoints.Count < 3)
        {
            if (await process.StandardOutput.ReadLineAsync(cancellation) is not { } line)
            {
                throw new HostStartException($"The storage emulator ended before it listened. It said: {said}{await errors}");
            }

            said.AppendLine(line);
            if (Listening().Match(line) is { Success: true } match)
            {
                endpoints[match.Groups["service"].Value] = $"{match.Groups["address"].Value}/{Account}";
            }
        }

        return endpoints;
    }

    private static async Task DrainAsync(Process process, ILogger logger)
    {
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (!line.Contains(" service ", StringComparison.Ordinal))
            {
                Log.EmulatorSays(logger, line);
            }
        }
    }

    private static string ConnectionStringOf(Dictionary<string, string> endpoints)
        => $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
            + $"BlobEndpoint={endpoints["Blob"]};QueueEndpoint={endpoints["Queue"]};TableEndpoint={endpoints["Table"]};";

    private static string ReadWrapper()
    {
        using var script = new StreamReader(typeof(StorageEmulator).Assembly.GetManifestResourceStream("emulator.js")!);
        return script.ReadToEnd();
    }

    private static string PidFile(string folder) => Path.Combine(folder, "emulator.pid");

    [GeneratedRegex(@"^Azurite (?<service>\w+) service is successfully listening at (?<address>\S+)$")]
    private static partial Regex Listening();
}
