using System.Collections.Concurrent;
using Azure.Storage.Blobs;
using HubAutomation.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Functions.Tests.Blobs;

public sealed class BlobTriggerTests(BlobTriggerTests.Storage storage) : IClassFixture<BlobTriggerTests.Storage>
{
    [Fact]
    public async Task A_new_blob_starts_its_function_once_with_the_parts_of_its_path()
    {
        var seen = new Seen();
        await using var host = await StartAsync<Timetables>(seen);
        var container = await storage.ContainerAsync("timetables");

        await container.UploadBlobAsync("halton/library/autumn.csv", BinaryData.FromString("Monday,Rhyme time"));
        await host.Running.WaitUntilIdleAsync();

        Assert.Equal(["halton|library|autumn.csv|Monday,Rhyme time"], seen);
    }

    private Task<TestHost> StartAsync<T>(Seen seen) => TestHost.StartAsync(
        [typeof(T)],
        options => options.Settings = new Dictionary<string, string?> { ["AzureWebJobsStorage"] = storage.ConnectionString },
        builder => builder.Services.AddSingleton(seen));

    public sealed class Storage : IAsyncLifetime
    {
        private Azurite? _azurite;

        public string ConnectionString => _azurite!.ConnectionString;

        public async Task InitializeAsync() => _azurite = await Azurite.StartAsync();

        public async Task DisposeAsync() => await _azurite!.DisposeAsync();

        public async Task<BlobContainerClient> ContainerAsync(string name)
        {
            var container = new BlobServiceClient(ConnectionString).GetBlobContainerClient(name);
            await container.CreateIfNotExistsAsync();
            return container;
        }
    }

    public sealed class Seen : ConcurrentQueue<string>;

    public sealed class Timetables(Seen seen)
    {
        [Function("IngestTimetableFromBlob")]
        public void Run(
            [BlobTrigger("timetables/{authority}/{partner}/{name}", Source = BlobTriggerSource.EventGrid)] string content,
            string authority,
            string partner,
            string name)
            => seen.Enqueue($"{authority}|{partner}|{name}|{content}");
    }
}
