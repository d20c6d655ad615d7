using Azure.Storage.Blobs;
using HubAutomation.Local.Host.Storage;
using HubAutomation.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace HubAutomation.Local.Host.Tests.Storage;

public sealed class StorageEmulatorTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("hub-emulator-");

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task What_was_stored_is_there_again_after_a_restart()
    {
        await using (var emulator = await StartAsync())
        {
            var container = new BlobServiceClient(emulator.ConnectionString).GetBlobContainerClient("kept");
            await container.CreateAsync();
            await container.GetBlobClient("a.csv").UploadAsync(BinaryData.FromString("Monday"));
        }

        await using var again = await StartAsync();
        var blob = new BlobServiceClient(again.ConnectionString).GetBlobContainerClient("kept").GetBlobClient("a.csv");
        Assert.Equal("Monday", (await blob.DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task It_serves_blobs_queues_and_tables()
    {
        await using var emulator = await StartAsync();
        using var http = new HttpClient();
        foreach (var service in new[] { "BlobEndpoint", "QueueEndpoint", "TableEndpoint" })
        {
            var address = emulator.ConnectionString.Split(';').Single(part => part.StartsWith(service, StringComparison.Ordinal)).Split('=', 2)[1];
            using var answer = await http.GetAsync(new Uri(address));
            Assert.Contains("Azurite", string.Join(' ', answer.Headers.Server), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_main_script_that_is_not_there_is_told()
    {
        var error = await Assert.ThrowsAsync<HostStartException>(
            () => StorageEmulator.StartAsync("/nowhere/azurite.js", _state.FullName, NullLogger.Instance, CancellationToken.None));

        Assert.StartsWith("The storage emulator ended before it listened. It said: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere/azurite.js", error.Message, StringComparison.Ordinal);
    }

    private async Task<StorageEmulator> StartAsync()
    {
        await Task.Run(HubAutomation.Testing.NodeModules.Ensure);
        return await StorageEmulator.StartAsync(
            Repository.PathOf("node_modules/azurite/dist/src/azurite.js"), _state.FullName, NullLogger.Instance, CancellationToken.None);
    }
}
