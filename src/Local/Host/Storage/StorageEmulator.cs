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

    // Run in the emulator's process. When the host has gone, writing to it fails, which must not end the emulator before
    // it has saved its data; saving is what it does on SIGTERM. Two of its parts, telemetry and its SQL stores, are half of what
    // it loads and not used here: they are loaded when something asks for more of them than the one class others derive from.
    private const string Wrapper = """
        if (Number(process.versions.node.split('.')[0]) < 20) {
          console.error(`Node.js 20 or newer is needed for the storage emulator; this is ${process.version}.`);
          process.exit(3);
        }
        process.stdout.on('error', () => {});
        process.stderr.on('error', () => {});
        process.stdin.on('close', () => {
          setTimeout(() => process.exit(0), 8000).unref();
          if (!process.emit('SIGTERM')) process.exit(0);
        }).resume();
        const Module = require('module');
        const load = Module._load;
        const unused = { applicationinsights: {}, sequelize: { Model: class {} } };
        Module._load = function (name, ...rest) {
          if (!Object.hasOwn(unused, name)) return load.call(this, name, ...rest);
          const get = (known, key) => key === '__esModule' || (known[key] ?? load.call(this, name, ...rest)[key]);
          return new Proxy(unused[name], { get });
        };
        // Its account key is public, and so is the way to sign by it: a web page that points a name of its own at this machine could read
        // everything. Pages are known by that name.
        const http = require('http');
        const emit = http.Server.prototype.emit;
        http.Server.prototype.emit = function (event, request, response) {
          if (event !== 'request' || /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(request.headers.host ?? '')) return emit.apply(this, arguments);
          response.writeHead(421).end();
          return true;
        };
        process.argv.splice(1, 0, 'azurite');
        require(process.env.HUB_EMULATOR_MAIN);
        """;

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
    /// <exception cref="HostStartException">It cannot start; the message says why.</exception>
    public static async Task<StorageEmulator> StartAsync(string main, string stateFolder, EmulatorPorts ports, ILogger logger, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(stateFolder, "azurite")).FullName;
        await EndPredecessorAsync(folder, cancellation);
        var process = NodeModules.Start(StartInfo(main, folder, ports));
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

    private static ProcessStartInfo StartInfo(string main, string folder, EmulatorPorts ports)
    {
        var start = new ProcessStartInfo("node",
        [
            "-e", Wrapper, "--", "--location", folder, "--blobPort", $"{ports.Blob}", "--queuePort", $"{ports.Queue}", "--tablePort", $"{ports.Table}",
            "--disableTelemetry", "--skipApiVersionCheck", "--silent",
        ])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HUB_EMULATOR_MAIN"] = main;

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

    private static string PidFile(string folder) => Path.Combine(folder, "emulator.pid");

    [GeneratedRegex(@"^Azurite (?<service>\w+) service is successfully listening at (?<address>\S+)$")]
    private static partial Regex Listening();
}
