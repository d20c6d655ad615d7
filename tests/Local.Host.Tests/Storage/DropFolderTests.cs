using System.Collections.Concurrent;
using Azure.Storage.Blobs;
using HubAutomation.Local.Host.Storage;

namespace HubAutomation.Local.Host.Tests.Storage;

[Collection(SharedStorage.Name)]
#pragma warning disable CA1001 // DisposeAsync disposes of them.
public sealed class DropFolderTests(StorageFixture storage) : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hub-drop-");
    private readonly string container = $"drop-{Guid.NewGuid():N}";
    private readonly Lines lines = new();
    private DropFolder drop = null!;

    private BlobServiceClient Storage => new(storage.ConnectionString);

    private BlobContainerClient Container => Storage.GetBlobContainerClient(container);

    public async Task InitializeAsync()
    {
        await Container.CreateAsync();
        drop = new DropFolder(folder.FullName, Storage, lines);
        await drop.StartAsync(default);
    }

    public async Task DisposeAsync()
    {
        await drop.StopAsync(default);
        drop.Dispose();
        lines.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_that_is_copied_there_becomes_a_blob_and_is_gone()
    {
        var file = Write($"{container}/halton/library/autumn.csv", "Monday");

        Assert.Equal($"Taken from the drop folder: {container}/halton/library/autumn.csv", await lines.NextAsync());

        Assert.False(File.Exists(file));
        Assert.Equal("Monday", (await Container.GetBlobClient("halton/library/autumn.csv").DownloadContentAsync()).Value.Content.ToString());
    }

    [Theory]
    [InlineData("autumn.csv", "it has to lie in a folder with the name of a container: ")]
    [InlineData("timetabels/autumn.csv", "there is no container \"timetabels\". There are: ")]
    [InlineData("Time Tables/autumn.csv", "there is no container \"Time Tables\". There are: ")]
    public async Task A_file_that_has_nowhere_to_go_stays_and_is_told_of_once(string name, string why)
    {
        var file = Write(name, "Monday");

        var line = await lines.NextAsync();
        Write($"{container}/second.csv", "Tuesday");

        Assert.StartsWith($"Left in the drop folder: {name}: {why}", line, StringComparison.Ordinal);
        Assert.Contains(container, line, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
        Assert.Equal($"Taken from the drop folder: {container}/second.csv", await lines.NextAsync());
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private sealed class Lines : StringWriter
    {
        private readonly ConcurrentQueue<string> written = new();
        private readonly SemaphoreSlim count = new(0);

        public override void WriteLine(string? value)
        {
            written.Enqueue(value!);
            count.Release();
        }

        public override Task WriteLineAsync(string? value)
        {
            WriteLine(value);
            return Task.CompletedTask;
        }

        public async Task<string> NextAsync()
        {
            Assert.True(await count.WaitAsync(TimeSpan.FromSeconds(60)), "Nothing was said.");
            return written.TryDequeue(out var line) ? line : throw new InvalidOperationException("Nothing was said.");
        }

        protected override void Dispose(bool disposing)
        {
            count.Dispose();
            base.Dispose(disposing);
        }
    }
}
