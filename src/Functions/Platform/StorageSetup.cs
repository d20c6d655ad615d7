using HubAutomation.Shared.Platform.Storage;
using Microsoft.Extensions.Hosting;

namespace HubAutomation.Functions.Platform;

/// <summary>Creates missing containers and tables before the first trigger fires.</summary>
public sealed class StorageSetup(HubStorage storage) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => storage.CreateIfMissingAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
