using System.Threading.Channels;
using Grpc.Core;

namespace HubAutomation.Local.Host.Rpc;

/// <summary>Sends messages one after the other; what waits together leaves together.</summary>
internal sealed class StreamWriter
{
    // So that what has been waiting for long does not pile up unsent.
    private const int MostAtOnce = 64;

    private static readonly WriteOptions MoreFollows = new(WriteFlags.BufferHint);

    private readonly Channel<StreamingMessage> waiting =
        Channel.CreateUnbounded<StreamingMessage>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Takes a message to send; what comes after the end is dropped.</summary>
    public void Send(StreamingMessage message) => waiting.Writer.TryWrite(message);

    /// <summary>Sends nothing more.</summary>
    public void Complete() => waiting.Writer.TryComplete();

    /// <summary>Sends what comes, until there is no more to come or told to stop.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task RunAsync(IServerStreamWriter<StreamingMessage> stream, CancellationToken stopping)
    {
        while (await waiting.Reader.WaitToReadAsync(stopping))
        {
            var unsent = 0;
            for (var message = Next(); message is not null;)
            {
                var next = Next();
                var isLast = next is null || ++unsent == MostAtOnce;
                stream.WriteOptions = isLast ? null : MoreFollows;
                unsent = isLast ? 0 : unsent;
                await stream.WriteAsync(message, stopping);
                message = next ?? Next();
            }
        }
    }

    private StreamingMessage? Next() => waiting.Reader.TryRead(out var message) ? message : null;
}
