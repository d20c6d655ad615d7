using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using HubAutomation.Local.Host.Blobs;

namespace HubAutomation.Local.Host.Tests.Blobs;

[Collection(SharedStorage.Name)]
public sealed class TriggeredBlobTests(StorageFixture storage) : IAsyncLifetime
{
    private readonly BlobContainerClient _container = new BlobServiceClient(storage.ConnectionString).GetBlobContainerClient($"inputs-{Guid.NewGuid():N}");

    public async Task InitializeAsync() => await _container.CreateAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_function_is_told_where_its_blob_is_and_what_is_known_of_it()
    {
        var blob = _container.GetBlobClient("halton/autumn term.csv");
        await blob.UploadAsync(BinaryData.FromString("Monday"));
        await blob.SetMetadataAsync(new Dictionary<string, string> { ["partner"] = "library" });

        var input = (await Triggered(blob, await ETagOfAsync(blob)).InputAsync(CancellationToken.None))!;

        var data = input.Data.ModelBindingData;
        Assert.Equal(("1.0", "AzureStorageBlobs", "application/json"), (data.Version, data.Source, data.ContentType));
        Assert.Equal(
            $$"""{"Connection":"Partners","ContainerName":"{{_container.Name}}","BlobName":"halton/autumn term.csv"}""",
            data.Content.ToStringUtf8());
        var metadata = input.Metadata!;
        Assert.Equal("autumn term.csv", metadata["name"].String);
        Assert.Equal($"{_container.Name}/halton/autumn term.csv", metadata["BlobTrigger"].String);
        Assert.Equal(blob.Uri.ToString(), metadata["Uri"].String);
        Assert.Equal("""{"partner":"library"}""", metadata["Metadata"].Json);
        var properties = JsonSerializer.Deserialize<JsonElement>(metadata["Properties"].Json);
        Assert.Equal(6, properties.GetProperty("ContentLength").GetInt64());
        Assert.Equal((await ETagOfAsync(blob)).ToString(), properties.GetProperty("ETag").GetString());
    }

    [Fact]
    public async Task For_a_version_that_was_replaced_or_deleted_there_is_nothing_to_do()
    {
        var blob = _container.GetBlobClient("a.csv");
        await blob.UploadAsync(BinaryData.FromString("first"));
        var first = await ETagOfAsync(blob);
        await blob.UploadAsync(BinaryData.FromString("second"), overwrite: true);
        Assert.Null(await Triggered(blob, first).InputAsync(CancellationToken.None));

        var second = await ETagOfAsync(blob);
        await blob.DeleteAsync();
        Assert.Null(await Triggered(blob, second).InputAsync(CancellationToken.None));
    }

    private static TriggeredBlob Triggered(BlobClient blob, ETag etag) =>
        new(blob, etag, "Partners", new Dictionary<string, string> { ["name"] = "autumn term.csv" });

    private static async Task<ETag> ETagOfAsync(BlobClient blob) => (await blob.GetPropertiesAsync()).Value.ETag;
}
