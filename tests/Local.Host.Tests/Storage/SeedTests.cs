using Azure.Storage.Blobs;
using HubAutomation.Local.Host.Storage;

namespace HubAutomation.Local.Host.Tests.Storage;

[Collection(SharedStorage.Name)]
public sealed class SeedTests(StorageFixture storage) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-seed-");
    private readonly string _container = $"seed-{Guid.NewGuid():N}";
    private readonly Told _told = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Folders_become_containers_and_files_blobs()
    {
        Write($"{_container}/halton/library/autumn.csv", "Monday");
        Write($"{_container}/halton/page.html", "<p>Monday</p>");
        Write("Not A Container/readme.txt", "no");
        Write($"{_container}/.DS_Store", "no");
        Write("state/host.lock", "the host's own folder is no seed");

        Assert.Equal(new SeedCounts(2, 0, 0), await SeedAsync());

        var container = Container();
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync())
        {
            names.Add($"{blob.Name} {blob.Properties.ContentType}");
        }

        Assert.Equal(["halton/library/autumn.csv text/csv", "halton/page.html text/html"], names);
    }

    [Fact]
    public async Task Only_what_has_changed_is_uploaded_again()
    {
        Write($"{_container}/a.csv", "one");
        Write($"{_container}/b.csv", "two");
        await SeedAsync();
        var before = (await Container().GetBlobClient("a.csv").GetPropertiesAsync()).Value.ETag;
        Write($"{_container}/b.csv", "three");
        Write($"{_container}/c.csv", "four");

        Assert.Equal(new SeedCounts(1, 1, 1), await SeedAsync());

        Assert.Equal(before, (await Container().GetBlobClient("a.csv").GetPropertiesAsync()).Value.ETag);
        Assert.Equal("three", (await Container().GetBlobClient("b.csv").DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task Somebody_who_waits_is_told_how_far_it_has_got()
    {
        Write($"{_container}/a.csv", "one");
        Write($"{_container}/b.csv", "two");

        await SeedAsync();

        Assert.Equal([$"Seeding {_folder.FullName}: 1 of 2 files", $"Seeding {_folder.FullName}: 2 of 2 files"], _told.Order());
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told()
    {
        var error = await Assert.ThrowsAsync<HostStartException>(() => new Seed(Service()).UploadAsync("/nowhere/samples", "/nowhere/state", _told, CancellationToken.None));

        Assert.Equal("The seed folder /nowhere/samples does not exist.", error.Message);
    }

    private BlobServiceClient Service() => new(storage.ConnectionString);

    private BlobContainerClient Container() => Service().GetBlobContainerClient(_container);

    private Task<SeedCounts> SeedAsync() => new Seed(Service()).UploadAsync(_folder.FullName, Path.Combine(_folder.FullName, "state"), _told, CancellationToken.None);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
