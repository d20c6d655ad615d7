using System.Diagnostics;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>A process that runs a few mixed loads on a task hub and writes a line to its output for each mark that an activity leaves.</summary>
internal sealed class ChildEngine : IDisposable
{
    public const int Size = 5;

    private static readonly Lock LedgerGate = new();

    private readonly Process process;

    private ChildEngine(Process process)
    {
        this.process = process;
    }

    public enum Ended
    {
        ByItself,
        Killed,
    }

    public static IEnumerable<string> InstanceIds => Enumerable.Range(1, 4).Select(number => $"mixed-{number}");

    public int ProcessId => process.Id;

    /// <summary>Starts this test assembly as a program.</summary>
    public static ChildEngine Start(string path, string ledger) => new(Process.Start(new ProcessStartInfo(
        "dotnet", ["exec", typeof(ChildEngine).Assembly.Location, path, ledger])
    { RedirectStandardOutput = true })!);

    /// <summary>What the program does.</summary>
    public static async Task<int> Main(string[] arguments)
    {
        var services = new ServiceCollection();
        services.AddSqliteTaskHub(hub =>
        {
            hub.Path = arguments[0];

            // Whoever kills it does so over and over, and no activity is to blame.
            hub.MaxCrashesPerActivity = 1000;
        });
        services.AddDurableTaskClient(client => client.UseSqliteTaskHub());
        services.AddDurableTaskWorker(worker => worker.UseSqliteTaskHub().AddTasks(tasks => MixedLoad.Add(tasks, mark => Mark(arguments[1], mark))));
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<DurableTaskClient>();
        foreach (var id in InstanceIds)
        {
            if (await client.GetInstanceAsync(id) is null)
                await client.ScheduleNewOrchestrationInstanceAsync("Mixed", Size, new StartOrchestrationOptions(id));
        }

        var worker = provider.GetServices<IHostedService>().Single();
        await worker.StartAsync(CancellationToken.None);
        foreach (var id in InstanceIds)
            await client.WaitForInstanceCompletionAsync(id);
        await worker.StopAsync(CancellationToken.None);
        return 0;
    }

    /// <summary>Reads marks, and kills the process after so many of them.</summary>
    public async Task<Ended> RunAsync(int killAfter)
    {
        for (var marks = 0; marks < killAfter; marks++)
        {
            if (!await MarkAsync())
            {
                await process.WaitForExitAsync();
                Assert.Equal(0, process.ExitCode);
                return Ended.ByItself;
            }
        }

        process.Kill();
        await process.WaitForExitAsync();
        return Ended.Killed;
    }

    /// <summary>Waits for the next mark; false when the process has ended.</summary>
    public async Task<bool> MarkAsync() =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is not null;

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private static void Mark(string ledger, string mark)
    {
        // Flushed to the operating system before the activity counts as done.
        lock (LedgerGate)
            File.AppendAllLines(ledger, [mark]);
        Console.WriteLine(mark);
    }
}
