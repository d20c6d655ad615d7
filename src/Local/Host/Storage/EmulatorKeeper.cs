using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Storage;

/// <summary>
/// Keeps the storage emulator up: one that ends, or answers nobody for half a minute, is started again on its data and at its addresses, which
/// the app goes on calling.
/// </summary>
internal sealed class EmulatorKeeper : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly string main;
    private readonly string stateFolder;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task watch;
    private StorageEmulator emulator;

    private EmulatorKeeper(StorageEmulator emulator, string main, string stateFolder, ILogger logger)
    {
        (this.emulator, this.main, this.stateFolder, this.logger) = (emulator, main, stateFolder, logger);
        watch = Task.Run(WatchAsync);
    }

    /// <summary>The connection string; the same for as long as the host runs.</summary>
    public string ConnectionString => emulator.ConnectionString;

    /// <summary>Where it answers.</summary>
    public string Addresses => emulator.Addresses;

    /// <summary>Starts the emulator and waits until it listens.</summary>
    /// <exception cref="HostStartException">It cannot start; the message says why.</exception>
    public static async Task<EmulatorKeeper> StartAsync(string main, string stateFolder, ILogger logger, CancellationToken cancellation) =>
        new(await StorageEmulator.StartAsync(main, stateFolder, EmulatorPorts.Free, logger, cancellation), main, stateFolder, logger);

    /// <summary>Lets the emulator save its data and end.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watch;
        await emulator.DisposeAsync();
        stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await EndedOrSilentAsync();
                await StartAgainAsync();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host ends.
        }
    }

    private async Task EndedOrSilentAsync()
    {
        while (!emulator.HasEnded)
        {
            using var next = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
            var pause = Task.Delay(BetweenLooks, next.Token);
            await Task.WhenAny(pause, emulator.Ended);
            await next.CancelAsync();
            stopping.Token.ThrowIfCancellationRequested();
            if (!emulator.HasEnded && !await emulator.AnswersAsync(Silence, stopping.Token) && !emulator.HasEnded)
            {
                Log.EmulatorSilent(logger, Silence.TotalSeconds);
                return;
            }
        }

        Log.EmulatorEnded(logger);
    }

    private async Task StartAgainAsync()
    {
        var ports = emulator.Ports;
        await emulator.KillAsync();
        for (var pause = TimeSpan.FromSeconds(1); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                emulator = await StorageEmulator.StartAsync(main, stateFolder, ports, logger, stopping.Token);
                Log.EmulatorRunsAgain(logger);
                return;
            }
            catch (Exception error) when (error is HostStartException or IOException or UnauthorizedAccessException)
            {
                Log.EmulatorDoesNotStart(logger, pause.TotalSeconds, error.Message);
                await Task.Delay(pause, stopping.Token);
            }
        }
    }
}
