using Azure;
using Azure.Storage.Blobs;
using HubAutomation.Local.Host.Hosting;

namespace HubAutomation.Local.Host.Storage;

/// <summary>
/// A folder for files to try out while the host runs: what is copied to <c>drop/container/name</c> becomes that blob, and is taken out
/// of the folder. A file that cannot be taken stays, and is told of once.
/// </summary>
/// <param name="folder">The folder; made if it is not there.</param>
/// <param name="storage">Where the blobs go.</param>
/// <param name="output">Is told what was taken and what could not be.</param>
internal sealed class DropFolder(string folder, BlobServiceClient storage, TextWriter output) : IListener, IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (long Length, DateTime Written)> seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private CancellationTokenSource stop = new();
    private Task looking = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        if (looking.IsCompleted)
        {
            stop.Dispose();
            stop = new CancellationTokenSource();
            looking = LookAsync(stop.Token);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken patience)
    {
        await stop.CancelAsync();
        await looking.WaitAsync(patience);
    }

    public void Dispose() => stop.Dispose();

    private async Task LookAsync(CancellationToken stopped)
    {
        using var clock = new PeriodicTimer(LookEvery);
        try
        {
            do
            {
                foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                {
                    if (!Path.GetFileName(file).StartsWith('.') && IsWhole(file))
                    {
                        await TakeAsync(file, Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), stopped);
                    }
                }
            }
            while (await clock.WaitForNextTickAsync(stopped));
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // What still lies there is taken after the next start.
        }
    }

    // A file that is still being copied has grown since the last look.
    private bool IsWhole(string path)
    {
        var file = new FileInfo(path);
        var now = (file.Length, file.LastWriteTimeUtc);
        var isWhole = seen.TryGetValue(path, out var before) && before == now;
        seen[path] = now;
        return isWhole;
    }

    private async Task TakeAsync(string path, string name, CancellationToken stopped)
    {
        try
        {
            if (name.Split('/', 2) is not [var containerName, var blob])
            {
                Tell(name, $"it has to lie in a folder with the name of a container: {await ContainersAsync(stopped)}");
                return;
            }

            var container = storage.GetBlobContainerClient(containerName);
            if (!Blobs.BlobPathPattern.IsContainerName(containerName) || !await container.ExistsAsync(stopped))
            {
                Tell(name, $"there is no container \"{containerName}\". There are: {await ContainersAsync(stopped)}");
                return;
            }

            await using (var content = File.OpenRead(path))
            {
                await Seed.PutAsync(container.GetBlobClient(blob), content, stopped);
            }

            File.Delete(path);
            seen.Remove(path);
            told.Remove(name);
            await output.WriteLineAsync($"Taken from the drop folder: {name}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or RequestFailedException or AggregateException)
        {
            Tell(name, error.Message);
        }
    }

    private async Task<string> ContainersAsync(CancellationToken stopped) =>
        string.Join(", ", await storage.GetBlobContainersAsync(cancellationToken: stopped).Select(container => container.Name).ToListAsync(stopped));

    private void Tell(string name, string why)
    {
        if (told.Add(name))
        {
            output.WriteLine($"Left in the drop folder: {name}: {why}");
        }
    }
}
