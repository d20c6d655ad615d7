using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Functions;

namespace HubAutomation.Local.Host.Rpc;

/// <summary>
/// One worker at the other end of its stream: greets it, loads functions into it, has it run them, and keeps its log. It is used up
/// when the worker has gone.
/// </summary>
internal sealed class WorkerConnection(string id, string appFolder, WorkerLog log) : IDisposable
{
    // The worker compares nothing with it but wants one of the fourth generation.
    private const string HostVersion = "4.1000.0";

    private readonly StreamWriter writer = new();
    private readonly ConcurrentDictionary<string, Invocation> running = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> loading = new();
    private readonly CancellationTokenSource closing = new();
    private readonly TaskCompletionSource started = NewSignal();
    private readonly TaskCompletionSource gone = NewSignal();
    private readonly TaskCompletionSource<WorkerInitResponse> greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<FunctionMetadataResponse> described = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Which worker it is.</summary>
    public string Id => id;

    /// <summary>Where the worker listens for requests; null when it does not.</summary>
    public Uri? HttpAddress { get; set; }

    /// <summary>Ends when the worker has opened its stream.</summary>
    public Task Started => started.Task;

    /// <summary>Ends when nothing more comes from the worker.</summary>
    public Task Gone => gone.Task;

    /// <summary>Whether the worker can still be asked.</summary>
    public bool IsOpen => !gone.Task.IsCompleted;

    /// <summary>Exchanges messages with the worker until it goes or is let go of.</summary>
    public async Task RunAsync(IAsyncStreamReader<StreamingMessage> read, IServerStreamWriter<StreamingMessage> write, CancellationToken aborted)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(aborted, closing.Token);
        var sending = writer.RunAsync(write, ending.Token);
        started.TrySetResult();
        try
        {
            while (await read.MoveNext(ending.Token))
            {
                Take(read.Current);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or Grpc.Core.RpcException)
        {
            // The worker has ended, or is let go of: both look the same from here.
        }
        finally
        {
            FailAll();
            await ending.CancelAsync();
            await sending.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>Has the worker say what it can and which functions it has.</summary>
    /// <exception cref="HostStartException">It cannot.</exception>
    /// <exception cref="WorkerGoneException">It ended.</exception>
    public async Task<IReadOnlyList<RpcFunctionMetadata>> GreetAsync()
    {
        Send(new() { WorkerInitRequest = new() { HostVersion = HostVersion, WorkerDirectory = appFolder, FunctionAppDirectory = appFolder } });
        var greeting = await greeted.Task;
        Check(greeting.Result, "The app's worker does not start");
        HttpAddress ??= greeting.Capabilities.TryGetValue("HttpUri", out var address) ? new Uri(address) : null;
        Send(new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = appFolder } });
        var metadata = await described.Task;
        Check(metadata.Result, "The app's functions cannot be listed");
        return metadata.FunctionMetadataResults;
    }

    /// <summary>Makes functions ready to be run.</summary>
    /// <exception cref="HostStartException">One of them cannot be loaded.</exception>
    /// <exception cref="WorkerGoneException">The worker ended.</exception>
    public async Task LoadAsync(IReadOnlyCollection<FunctionLoadRequest> functions)
    {
        var loaded = functions.Select(f => loading.GetOrAdd(f.FunctionId, _ => NewSignal()).Task).ToList();
        foreach (var function in functions)
        {
            Send(new() { FunctionLoadRequest = function });
        }

        if (!IsOpen)
        {
            FailAll();
        }

        await Task.WhenAll(loaded);
    }

    /// <summary>Has the worker run a function.</summary>
    /// <exception cref="FunctionCancelledException">It was called off before it was sent.</exception>
    /// <exception cref="WorkerGoneException">The worker ended in the middle of it.</exception>
    public async Task<InvocationResponse> InvokeAsync(InvocationRequest request, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            throw new FunctionCancelledException();
        }

        var invocation = new Invocation(this, request.InvocationId);
        running[request.InvocationId] = invocation;
        Send(new() { InvocationRequest = request });
        if (!IsOpen)
        {
            FailAll();
        }

        await using var calledOff = cancellation.UnsafeRegister(static invocation => ((Invocation)invocation!).CallOff(), invocation);
        return await invocation.Task;
    }

    /// <summary>Calls off all runs; whether they have ended before patience was over.</summary>
    public async Task<bool> CallOffAsync(TimeSpan patience)
    {
        List<Invocation> all = [.. running.Values];
        all.ForEach(invocation => invocation.CallOff());
        var ended = Task.WhenAll(all.Select(invocation => invocation.Task));
        return await Task.WhenAny(ended, Task.Delay(patience)) == ended;
    }

    /// <summary>Asks the worker to end in good order.</summary>
    public void Terminate(TimeSpan patience) => Send(new() { WorkerTerminate = new() { GracePeriod = Duration.FromTimeSpan(patience) } });

    /// <summary>Lets go of the worker: nothing more is sent or heard, and what it was at is lost.</summary>
    public void Close()
    {
        if (!closing.IsCancellationRequested)
        {
            closing.Cancel();
        }

        FailAll();
    }

    public void Dispose()
    {
        Close();
        closing.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void Check(StatusResult? result, string what)
    {
        if (result is not { Status: StatusResult.Types.Status.Success })
        {
            throw new HostStartException($"{what}: {result?.Exception?.Message ?? "the worker does not say why."}");
        }
    }

    private void Send(StreamingMessage message) => writer.Send(message);

    private void Take(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.InvocationResponse:
                if (running.TryRemove(message.InvocationResponse.InvocationId, out var invocation))
                {
                    invocation.TrySetResult(message.InvocationResponse);
                }

                break;
            case StreamingMessage.ContentOneofCase.RpcLog:
                log.Write(message.RpcLog);
                break;
            case StreamingMessage.ContentOneofCase.FunctionLoadResponse:
                Take(message.FunctionLoadResponse);
                break;
            case StreamingMessage.ContentOneofCase.WorkerInitResponse:
                greeted.TrySetResult(message.WorkerInitResponse);
                break;
            case StreamingMessage.ContentOneofCase.FunctionMetadataResponse:
                described.TrySetResult(message.FunctionMetadataResponse);
                break;
        }
    }

    private void Take(FunctionLoadResponse response)
    {
        var load = loading.GetOrAdd(response.FunctionId, _ => NewSignal());
        if (response.Result is { Status: StatusResult.Types.Status.Success })
        {
            load.TrySetResult();
        }
        else
        {
            load.TrySetException(new HostStartException($"A function cannot be loaded: {response.Result?.Exception?.Message}"));
        }
    }

    private void FailAll()
    {
        gone.TrySetResult();
        writer.Complete();
        greeted.TrySetException(new WorkerGoneException());
        described.TrySetException(new WorkerGoneException());
        foreach (var load in loading.Values)
        {
            load.TrySetException(new WorkerGoneException());
        }

        foreach (var (invocationId, invocation) in running)
        {
            running.TryRemove(invocationId, out _);
            invocation.TrySetException(new WorkerGoneException());
        }
    }

    /// <summary>A run under way.</summary>
    private sealed class Invocation(WorkerConnection worker, string id)
        : TaskCompletionSource<InvocationResponse>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public void CallOff() => worker.Send(new() { InvocationCancel = new() { InvocationId = id } });
    }
}
