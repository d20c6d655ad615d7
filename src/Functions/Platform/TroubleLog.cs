using Microsoft.Extensions.Logging;

namespace HubAutomation.Functions.Platform;

/// <summary>Tells the log that storage does not work: once a minute, however many requests meet it.</summary>
public sealed class TroubleLog(TimeProvider time, ILogger<TroubleLog> log)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private DateTimeOffset lastLine = DateTimeOffset.MinValue;
    private int untold;

    /// <summary>A request was answered so.</summary>
    /// <param name="trouble">What is wrong.</param>
    public void Tell(string trouble)
    {
        lock (gate)
        {
            untold++;
            var now = time.GetUtcNow();
            if (now - lastLine < BetweenLines)
                return;
            log.StorageTrouble(trouble, untold);
            (lastLine, untold) = (now, 0);
        }
    }
}
