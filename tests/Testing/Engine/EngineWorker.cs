using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;

namespace HubAutomation.Testing.Engine;

/// <summary>
/// The worker of an <see cref="EngineProgram"/>, in a process of its own, so that one can be killed without the other. One that ends is
/// started again; one whose engine ends, ends with it.
/// </summary>
internal sealed class EngineWorker : IAsyncDisposable
{
    /// <summary>The argument that makes a test program the worker's.</summary>
    public const string Argument = "engine-worker";

    private readonly Func<int, ProcessStartInfo> next;
    private readonly Lock gate = new();
    private readonly Task kept;
    private Process process;
    private string offset = "0";
    private bool isEnding;

    /// <param name="address">Where the engine's service is.</param>
    /// <param name="ledger">The ledger's file.</param>
    /// <param name="life">The engine's life, of which the ledger tells; each of its workers has a number besides.</param>
    public EngineWorker(string address, string ledger, string life)
    {
        next = number => new ProcessStartInfo(
            "dotnet", ["exec", typeof(EngineWorker).Assembly.Location, Argument, address, ledger, $"{life}.{number}"])
        {
            RedirectStandardInput = true,
        };
        process = Process.Start(next(1))!;
        kept = KeepAsync();
    }

    /// <summary>Its process now.</summary>
    public int Id
    {
        get
        {
            lock (gate)
            {
                return process.Id;
            }
        }
    }

    /// <summary>The worker's program. Its input is a line for each time that the clock is set; it ends with it.</summary>
    /// <param name="arguments">Where the engine's service is, the ledger's file, and a name for this life of the process.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var clock = new SteppedClock();
        using var ledger = new LedgerWriter(arguments[1], arguments[2], clock);
        await using var worker = await StandaloneWorker.StartAsync(
            GrpcChannel.ForAddress(arguments[0]), tasks => MixedLoad.Add(tasks, ledger.Write), null);
        while (await Console.In.ReadLineAsync() is { } seconds)
        {
            clock.Offset = TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture));
        }

        return 0;
    }

    /// <summary>Sets the worker's clock, and that of those that come after it.</summary>
    public void SetClock(string seconds)
    {
        lock (gate)
        {
            offset = seconds;
            Tell();
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            isEnding = true;
            process.StandardInput.Close();
        }

        await kept;
    }

    private async Task KeepAsync()
    {
        for (var number = 2; ; number++)
        {
            await process.WaitForExitAsync();
            lock (gate)
            {
                process.Dispose();
                if (isEnding)
                {
                    return;
                }

                process = Process.Start(next(number))!;
                Tell();
            }
        }
    }

    private void Tell()
    {
        try
        {
            process.StandardInput.WriteLine(offset);
        }
        catch (IOException)
        {
            // It was killed; the next one is told.
        }
    }
}
