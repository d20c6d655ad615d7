using Grpc.Core;

namespace HubAutomation.Local.Host.Rpc;

/// <summary>Where workers call in: each opens one stream and says which it is.</summary>
internal sealed class FunctionRpcService(WorkerConnections connections) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken)
            || requestStream.Current.ContentCase != StreamingMessage.ContentOneofCase.StartStream)
        {
            throw new Grpc.Core.RpcException(new Status(StatusCode.InvalidArgument, "A worker says first which one it is."));
        }

        var workerId = requestStream.Current.StartStream.WorkerId;
        var connection = connections.Take(workerId)
            ?? throw new Grpc.Core.RpcException(new Status(StatusCode.NotFound, $"No worker '{workerId}' is expected."));
        await connection.RunAsync(requestStream, responseStream, context.CancellationToken);
    }
}
