using HubAutomation.Shared.Platform.Storage;
using Microsoft.Extensions.Hosting;

namespace HubAutomation.Functions.Platform;

/// <summary>
/// Creates missing containers and tables before the app connects to its host: the host may call a function, or end the app
/// because nothing is to be done, as soon as it knows the functions.
/// </summary>
public sealed class StorageSetup(HubStorage storage) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => storage.CreateIfMissingAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
