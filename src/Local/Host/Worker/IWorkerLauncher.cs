namespace HubAutomation.Local.Host.Worker;

/// <summary>Starts workers: as a process of their own, or within this one.</summary>
internal interface IWorkerLauncher
{
    /// <summary>The app's name.</summary>
    string AppName { get; }

    /// <summary>Finds the app, before anything is started for it.</summary>
    /// <exception cref="HostStartException">It is not there.</exception>
    void Find();

    /// <summary>Starts a worker, which then calls the host.</summary>
    /// <exception cref="HostStartException">It cannot be started.</exception>
    Task<IRunningWorker> StartAsync(WorkerStart start, CancellationToken cancellation);
}
