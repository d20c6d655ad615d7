using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Http;

/// <summary>Whoever shows a wrong key waits, one after the other however many ask at once, and the log tells of it once a minute.</summary>
internal sealed class WrongKeys(TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim turn = new(1);
    private readonly Lock gate = new();
    private DateTimeOffset lastLine = DateTimeOffset.MinValue;
    private int untold;

    /// <summary>Comes back when the caller may be refused. The wait is the machine's, whatever clock a test has set.</summary>
    public async Task SlowDownAsync(CancellationToken aborted)
    {
        Tell();
        await turn.WaitAsync(aborted);
        try
        {
            await Task.Delay(Pause, aborted);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private void Tell()
    {
        lock (gate)
        {
            untold++;
            var now = time.GetUtcNow();
            if (now - lastLine >= BetweenLines)
            {
                Log.WrongKeysShown(logger, untold);
                (lastLine, untold) = (now, 0);
            }
        }
    }
}
