using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DurableTask.Core.Exceptions;
using Grpc.Core;
using HubAutomation.Local.DurableTask;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Testing.Engine;

/// <summary>
/// A program that runs the mixed load on a task hub, by a worker in a process of its own (<see cref="EngineWorker"/>), and does what its standard input says, a line a command: number, verb and values,
/// with tabs between. It answers with the number and "ok" or "error" once the engine has acknowledged what was asked. Ends with its input.
/// </summary>
internal sealed class EngineProgram
{
    private const string Argument = "engine-child";

    private readonly SqliteTaskHub hub;
    private readonly DurableTaskClient client;
    private readonly SteppedClock clock;
    private readonly EngineWorker worker;

    private EngineProgram(SqliteTaskHub hub, DurableTaskClient client, SteppedClock clock, EngineWorker worker)
    {
        (this.hub, this.client, this.clock, this.worker) = (hub, client, clock, worker);
    }

    /// <summary>Starts the program in a process of its own.</summary>
    /// <param name="hub">The hub's file.</param>
    /// <param name="ledger">The ledger's file.</param>
    /// <param name="life">A name for this life of the process.</param>
    public static Process Start(string hub, string ledger, string life) => Process.Start(new ProcessStartInfo(
        "dotnet", ["exec", typeof(EngineProgram).Assembly.Location, Argument, hub, ledger, life])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>Runs the program, or its worker's, in a test program that was started as one of them; null in one that was not.</summary>
    public static Task<int>? RunAsChild(string[] arguments) => arguments switch
    {
        [Argument, .. var rest] => RunAsync(rest),
        [EngineWorker.Argument, .. var rest] => EngineWorker.RunAsync(rest),
        _ => null,
    };

    /// <param name="arguments">The hub's file, the ledger's file, and a name for this life of the process.</param>
    private static async Task<int> RunAsync(string[] arguments)
    {
        var clock = new SteppedClock();
        try
        {
            await using var hub = SqliteTaskHub.Open(new SqliteTaskHubOptions { Path = arguments[0], TimeProvider = clock });
            await using var server = await HubServer.StartAsync(hub);
            var work = await hub.JoinAsync(server.WorkItems);
            await using var worker = new EngineWorker(server.Address, arguments[1], arguments[2]);
            using var channel = server.Connect();
            await using var services = new ServiceCollection().AddLogging().AddDurableTaskClient(client => client.UseGrpc(channel)).BuildServiceProvider();
            Console.Out.WriteLine("ready");
            await new EngineProgram(hub, services.GetRequiredService<DurableTaskClient>(), clock, worker).ObeyAsync(Console.In);
            await work.StopAsync(CancellationToken.None);
            return 0;
        }
        catch (TaskHubException refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 1;
        }
    }

    private async Task ObeyAsync(TextReader commands)
    {
        while (await commands.ReadLineAsync() is { } line)
        {
            _ = AnswerAsync(line.Split('\t'));
        }
    }

    private async Task AnswerAsync(string[] command)
    {
        try
        {
            Console.Out.WriteLine($"{command[0]}\tok\t{await DoAsync(command[1], command[2..])}");
        }
#pragma warning disable CA1031 // Whatever it is, whoever asked is told.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Console.Out.WriteLine($"{command[0]}\terror\t{error.Message.ReplaceLineEndings(" ")}");
        }
    }

    private async Task<string> DoAsync(string verb, string[] values)
    {
        switch (verb)
        {
            case "start":
                return await StartAsync(values[0], values[1], values[2]);
            case "raise":
                return await OnceAsync(client.RaiseEventAsync(values[0], values[1], JsonSerializer.Deserialize<JsonElement>(values[2])));
            case "suspend":
                return await OnceAsync(client.SuspendInstanceAsync(values[0]));
            case "resume":
                return await OnceAsync(client.ResumeInstanceAsync(values[0]));
            case "terminate":
                return await OnceAsync(client.TerminateInstanceAsync(values[0], new TerminateInstanceOptions(values[1], Recursive: true)));
            case "watch":
                var ended = await client.WaitForInstanceCompletionAsync(values[0], getInputsAndOutputs: true);
                return $"{ended.RuntimeStatus} {(ended.FailureDetails is { } failure ? failure.ErrorMessage : ended.ReadOutputAs<string>())}";
            case "purge":
                await client.PurgeInstanceAsync(values[0], new PurgeInstanceOptions(Recursive: true));
                return string.Empty;
            case "list":
                return string.Join(' ', await client.GetAllInstancesAsync().Select(instance => instance.InstanceId).ToListAsync());
            case "workload":
                await hub.WaitUntilIdleAsync();
                var workload = hub.GetWorkload();
                return $"{workload.Runnable} {workload.OpenWaits.Count}";
            case "worker":
                return worker.Id.ToString(CultureInfo.InvariantCulture);
            case "clock":
                clock.Offset = TimeSpan.FromSeconds(int.Parse(values[0], CultureInfo.InvariantCulture));
                worker.SetClock(values[0]);
                return string.Empty;
            default:
                throw new ArgumentException($"'{verb}' is not a command.");
        }
    }

    /// <summary>Starts an instance; one that is there already, in whatever status, was started by the same command before.</summary>
    private async Task<string> StartAsync(string name, string id, string input)
    {
        try
        {
            var once = new StartOrchestrationOptions(id).WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
            return await client.ScheduleNewOrchestrationInstanceAsync(name, JsonSerializer.Deserialize<JsonElement>(input), once);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return id;
        }
    }

    /// <summary>A command that no longer fits the instance's state was done before; its acknowledgement went down with the process.</summary>
    private static async Task<string> OnceAsync(Task command)
    {
        try
        {
            await command;
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.FailedPrecondition)
        {
            return refusal.Status.Detail;
        }

        return string.Empty;
    }
}
