namespace HubAutomation.Local.Host.Hosting;

/// <summary>Something that starts functions by itself: timers, blobs, the task hub. HTTP is none: there somebody else does.</summary>
internal interface IListener
{
    /// <summary>Begins to listen, at first or again after a stop.</summary>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Starts nothing more, and waits for what runs; does nothing when it has stopped already.</summary>
    /// <param name="patience">Ends the waiting.</param>
    Task StopAsync(CancellationToken patience);
}
