using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Blobs;
using HubAutomation.Local.Host.Functions;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>
/// Tells when nothing is left to do: no run under way, no blob unseen by its function, no orchestration with work and no
/// durable timer due within a minute. Timer triggers do not count: they would never let the host rest.
/// </summary>
internal sealed class IdleWatch(WorkMeter meter, SqliteTaskHub hub, BlobListeners blobs, TimeProvider time)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    /// <summary>Ends when the host is idle; with what orchestrations still wait for.</summary>
    public async Task<IReadOnlyList<OpenWait>> WhenIdleAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await meter.WhenStillAsync(cancellation);
            await WhenHubIsQuietAsync(cancellation);

            // Only a listing that began after the last run has ended proves that no blob is left.
            var begun = meter.Begun;
            if (await blobs.PassAsync(cancellation) == 0 && meter.UnderWay == 0 && meter.Begun == begun && IsQuiet(hub.GetWorkload()))
            {
                return hub.GetWorkload().OpenWaits;
            }
        }
    }

    /// <summary>
    /// Ends when nothing moves any more unless the clock does, or somebody outside: no run under way, no blob unseen by its
    /// function, no orchestration with work. Timers may be set.
    /// </summary>
    public async Task WhenStillAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await meter.WhenStillAsync(cancellation);
            var begun = meter.Begun;
            await blobs.PassAsync(cancellation);
            await hub.WaitUntilIdleAsync(cancellation);
            if (meter.UnderWay == 0 && meter.Begun == begun)
            {
                return;
            }
        }
    }

    private async Task WhenHubIsQuietAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await hub.WaitUntilIdleAsync(cancellation);

            // Asked for before looking, so that a change in between is not missed.
            var change = hub.WaitForChangeAsync(cancellation);
            if (IsQuiet(hub.GetWorkload()))
            {
                return;
            }

            await change;
        }
    }

    private bool IsQuiet(Workload workload)
        => workload.Runnable == 0 && !(workload.NextTimer is { } due && due - time.GetUtcNow() <= Soon);
}
