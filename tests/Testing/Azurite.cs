using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HubAutomation.Testing;

/// <summary>
/// A storage emulator of one's own: in memory, on ports that the system picks, gone with the test process.
/// Takes about half a second of a core to start: share one per collection and give each test its own table or container, or have
/// <see cref="TakeAccountAsync"/> give it an account of its own.
/// </summary>
/// <example><code>await using var azurite = await Azurite.StartAsync();</code></example>
internal sealed partial class Azurite : IAsyncDisposable
{
    public const string AccountName = "devstoreaccount1";

    /// <summary>The emulator's published key: the same on every machine, protects nothing.</summary>
    public const string AccountKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly string Main = Repository.PathOf("node_modules/azurite/dist/src/azurite.js");
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    // Enough that starting hardly counts, few enough that what one account holds does not slow the others down.
    private const int AccountsOfOne = 32;

    // All are kept: one that nobody holds any more is collected, and its process ends with its standard input.
    private static readonly List<Azurite> Shared = [];
    private static readonly SemaphoreSlim Taking = new(1);

    private readonly Process process;
    private readonly string folder;
    private readonly IReadOnlyDictionary<string, Uri> endpoints;
    private int taken;

    private Azurite(Process process, string folder, IReadOnlyDictionary<string, Uri> endpoints)
    {
        this.process = process;
        this.folder = folder;
        this.endpoints = endpoints;
        BlobEndpoint = new Uri(endpoints["Blob"], AccountName);
        QueueEndpoint = new Uri(endpoints["Queue"], AccountName);
        TableEndpoint = new Uri(endpoints["Table"], AccountName);
    }

    /// <summary>For example <c>http://127.0.0.1:45333/devstoreaccount1</c>.</summary>
    public Uri BlobEndpoint { get; }

    public Uri QueueEndpoint { get; }

    public Uri TableEndpoint { get; }

    public string ConnectionString => ConnectionStringOf(AccountName);

    /// <summary>
    /// An empty storage account that nobody else has, in an emulator that the tests of this process share and that ends with it.
    /// </summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> TakeAccountAsync()
    {
        await Taking.WaitAsync();
        try
        {
            if (Shared is [] or [.., { taken: AccountsOfOne }])
            {
                var another = await StartAsync();
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(another.folder, recursive: true);
                Shared.Add(another);
            }

            return Shared[^1].ConnectionStringOf(AccountOf(Shared[^1].taken++));
        }
        finally
        {
            Taking.Release();
        }
    }

    /// <summary>Starts the emulator; restores it with <c>npm ci</c> first where the working copy lacks it.</summary>
    /// <exception cref="InvalidOperationException">Node.js or npm is missing, or the emulator did not start; the message says which and why.</exception>
    public static async Task<Azurite> StartAsync()
    {
        await Task.Run(NodeModules.Ensure);
        var folder = Directory.CreateTempSubdirectory("azurite-").FullName;
        var process = Launch(folder);
        try
        {
            using var limit = new CancellationTokenSource(StartLimit);
            var endpoints = await ReadEndpointsAsync(process, limit.Token);
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return new Azurite(process, folder, endpoints);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Lets it answer nobody any more, until it goes on.</summary>
    public Task HangAsync() => SignalAsync("-STOP");

    /// <summary>Lets it answer again, if it has not been ended.</summary>
    public Task GoOnAsync() => process.HasExited ? Task.CompletedTask : SignalAsync("-CONT");

    /// <summary>Ends it; nothing listens any more.</summary>
    public async Task EndAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private static Process Launch(string folder)
    {
        // The emulator does not notice that whoever started it was killed; its standard input does.
        var script = "process.stdin.on('close', () => process.exit(0)).resume();" +
            "process.argv.splice(1, 0, 'azurite');" +
            $"require({System.Text.Json.JsonSerializer.Serialize(Main)});";
        var start = new ProcessStartInfo("node", [
            "-e", script, "--",
            "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
            "--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck", "--silent"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var accounts = Enumerable.Range(0, AccountsOfOne).Select(AccountOf).Prepend(AccountName);
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', accounts.Select(account => $"{account}:{AccountKey}"));
        return NodeModules.Start(start);
    }

    private static string AccountOf(int number) => string.Create(CultureInfo.InvariantCulture, $"account{number}");

    private string ConnectionStringOf(string account) =>
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={AccountKey};" +
        string.Concat(endpoints.Select(endpoint => $"{endpoint.Key}Endpoint={new Uri(endpoint.Value, account)};"));

    private static async Task<Dictionary<string, Uri>> ReadEndpointsAsync(Process process, CancellationToken cancellationToken)
    {
        var endpoints = new Dictionary<string, Uri>();
        var output = new StringBuilder();
        while (endpoints.Count < 3)
        {
            var line = await process.StandardOutput.ReadLineAsync(cancellationToken)
                ?? throw new InvalidOperationException($"The storage emulator ended before it listened. It said:\n{output}");
            output.AppendLine(line);
            if (Listening().Match(line) is { Success: true } match)
                endpoints[match.Groups["service"].Value] = new Uri(match.Groups["address"].Value);
        }
        return endpoints;
    }

    [GeneratedRegex(@"^Azurite (?<service>\w+) service is successfully listening at (?<address>\S+)$")]
    private static partial Regex Listening();
}
