using System.Diagnostics;
using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Rpc;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Worker;

/// <summary>
/// Keeps a worker running: starts it, greets it, has it load its functions, and starts another when it has ended, with growing
/// pauses when that does not last.
/// </summary>
/// <param name="launcher">Starts workers.</param>
/// <param name="connections">Where they call in.</param>
/// <param name="plan">What a worker is started with.</param>
/// <param name="choose">Which of the functions that a worker has it is to load; throws when the app cannot be hosted.</param>
/// <param name="loggers">Where it is told what becomes of workers, and what they tell.</param>
internal sealed class WorkerKeeper(
    IWorkerLauncher launcher,
    WorkerConnections connections,
    Func<WorkerStart> plan,
    Func<WorkerConnection, IReadOnlyList<RpcFunctionMetadata>, IReadOnlyCollection<FunctionLoadRequest>> choose,
    ILoggerFactory loggers) : IWorkers, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // What has run for that long is not what keeps ending.
    private static readonly TimeSpan LastingRun = TimeSpan.FromMinutes(1);

    // The stream of a process that ends closes before anybody hears of its end.
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(2);

    private readonly ILogger logger = loggers.CreateLogger("Host.Worker");
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private TaskCompletionSource<WorkerConnection> ready = NewWait();
    private Session? session;
    private Task keeping = Task.CompletedTask;

    /// <summary>Ends when the app cannot be hosted any more, with why.</summary>
    public Task<string> Lost => lost.Task;

    public ValueTask<WorkerConnection> ReadyAsync(CancellationToken cancellation)
    {
        var wait = Volatile.Read(ref ready).Task;
        return wait.IsCompletedSuccessfully && wait.Result.IsOpen ? new(wait.Result) : new(WaitAsync(cancellation));
    }

    /// <summary>Starts the first worker and waits until it can run functions.</summary>
    /// <exception cref="HostStartException">It does not start, or its functions cannot be hosted.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        session = await BeginAsync(cancellation);
        keeping = Task.Run(KeepAsync, CancellationToken.None);
    }

    /// <summary>Lets the worker end in good order, and kills it when it does not.</summary>
    public async Task StopAsync()
    {
        if (await ReleaseAsync() is { } last)
        {
            last.Connection.Terminate(Patience);
            if (await Task.WhenAny(last.Worker.Ended, Task.Delay(Patience, CancellationToken.None)) != last.Worker.Ended)
            {
                Log.WorkerKilled(logger, Patience.TotalSeconds);
            }

            await last.DisposeAsync();
        }
    }

    /// <summary>Calls off whatever the worker is at; whether it has given up before patience was over.</summary>
    public Task<bool> CallOffAsync(TimeSpan patience) => session?.Connection.CallOffAsync(patience) ?? Task.FromResult(true);

    /// <summary>Lets the worker die with the host.</summary>
    public async Task KillAsync()
    {
        session?.Connection.Close();
        if (await ReleaseAsync() is { } last)
        {
            await last.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        stopping.Dispose();
    }

    private static TaskCompletionSource<WorkerConnection> NewWait() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts no other worker any more; the one that is there.</summary>
    private async Task<Session?> ReleaseAsync()
    {
        if (stopped.TrySetResult())
        {
            await stopping.CancelAsync();
        }

        await keeping;
        return Interlocked.Exchange(ref session, null);
    }

    private async Task<WorkerConnection> WaitAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task<WorkerConnection> wait;
            lock (gate)
            {
                if (ready.Task is { IsCompletedSuccessfully: true, Result.IsOpen: false })
                {
                    ready = NewWait();
                }

                wait = ready.Task;
            }

            var worker = await wait.WaitAsync(cancellation);
            if (worker.IsOpen)
            {
                return worker;
            }
        }
    }

    private async Task<Session> BeginAsync(CancellationToken cancellation)
    {
        var start = plan();
        var connection = new WorkerConnection(start.WorkerId, start.AppFolder, new WorkerLog(loggers));
        connections.Expect(connection);
        IRunningWorker? worker = null;
        try
        {
            worker = await launcher.StartAsync(start, cancellation);
            await GreetAsync(connection, worker).WaitAsync(cancellation);
        }
        catch
        {
            connections.Take(connection.Id);
            connection.Dispose();
            await (worker?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }

        lock (gate)
        {
            ready = ready.Task.IsCompleted ? NewWait() : ready;
            ready.SetResult(connection);
        }

        return new Session(worker, connection, Stopwatch.GetTimestamp());
    }

    private async Task GreetAsync(WorkerConnection connection, IRunningWorker worker)
    {
        if (await Task.WhenAny(connection.Started, worker.Ended) == worker.Ended)
        {
            throw new HostStartException($"The app has ended before it was ready ({await worker.Ended}).");
        }

        try
        {
            var functions = await connection.GreetAsync();
            await connection.LoadAsync(choose(connection, functions));
            connection.HttpAddress = await worker.HttpAddress ?? connection.HttpAddress;
        }
        catch (WorkerGoneException error)
        {
            throw new HostStartException($"The app has ended before it was ready ({await worker.Ended}).", error);
        }
    }

    /// <summary>Starts another worker whenever one has ended, until told to stop.</summary>
    private async Task KeepAsync()
    {
        var pause = TimeSpan.Zero;
        while (session is { } current)
        {
            await Task.WhenAny(current.Worker.Ended, current.Connection.Gone, stopped.Task);
            if (stopped.Task.IsCompleted)
            {
                return;
            }

            // A worker without its stream is of no use, even when its process goes on.
            await Task.WhenAny(current.Worker.Ended, Task.Delay(LastMoment, CancellationToken.None));
            var how = current.Worker.Ended.IsCompleted ? await current.Worker.Ended : "it has closed its stream";
            pause = Stopwatch.GetElapsedTime(current.Begun) > LastingRun ? TimeSpan.Zero : pause;
            Log.WorkerEnded(logger, how, pause.TotalSeconds);
            session = null;
            await current.DisposeAsync();
            try
            {
                (session, pause) = await BeginAgainAsync(pause);
            }
            catch (OperationCanceledException) when (stopped.Task.IsCompleted)
            {
                return;
            }
        }
    }

    /// <summary>Starts a worker after a pause, as often as it takes; that one, and the pause before the next.</summary>
    private async Task<(Session?, TimeSpan)> BeginAgainAsync(TimeSpan pause)
    {
        while (true)
        {
            await Task.Delay(pause, stopping.Token);
            pause = Longer(pause);
            try
            {
                var begun = await BeginAsync(stopping.Token);
                Log.WorkerRunsAgain(logger);
                return (begun, pause);
            }
            catch (AppChangedException error)
            {
                lost.TrySetResult(error.Message);
                return (null, pause);
            }
            catch (HostStartException error)
            {
                Log.WorkerDoesNotStart(logger, pause.TotalSeconds, error);
            }
        }
    }

    private static TimeSpan Longer(TimeSpan pause)
    {
        var longer = pause == TimeSpan.Zero ? TimeSpan.FromSeconds(1) : pause * 2;
        return longer < LongestPause ? longer : LongestPause;
    }

    private sealed record Session(IRunningWorker Worker, WorkerConnection Connection, long Begun) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Connection.Dispose();
            await Worker.DisposeAsync();
        }
    }
}
