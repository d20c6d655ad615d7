namespace HubAutomation.Local.Host.Worker;

/// <summary>A worker that was started. Disposed of while it still runs, it is ended without further ado.</summary>
internal interface IRunningWorker : IAsyncDisposable
{
    /// <summary>Ends when the worker has ended, with how, in words.</summary>
    Task<string> Ended { get; }

    /// <summary>Where it listens for requests, once it does; null for where it says itself.</summary>
    Task<Uri?> HttpAddress { get; }
}
