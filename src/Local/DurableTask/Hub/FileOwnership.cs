using System.Globalization;

namespace HubAutomation.Local.DurableTask;

/// <summary>Sees to it that one process at a time works on a file. The operating system takes the lock back when the process ends, however it ends.</summary>
internal sealed class FileOwnership : IDisposable
{
    private readonly FileStream held;
    private readonly string ownerPath;

    private FileOwnership(FileStream held, string ownerPath)
    {
        this.held = held;
        this.ownerPath = ownerPath;
    }

    /// <exception cref="InvalidOperationException">Another process, or another hub of this one, has the file; or its folder cannot be written to.</exception>
    public static FileOwnership Take(string path)
    {
        // The lock and the name of its holder are two files: a locked file cannot be read everywhere.
        var ownerPath = path + ".owner";
        FileStream held;
        try
        {
            held = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or PathTooLongException))
        {
            var owner = File.Exists(ownerPath) ? File.ReadAllText(ownerPath) : "unknown";
            throw new InvalidOperationException(
                $"The task hub {path} is in use by process {owner}. One process at a time can work on it: end that one, or use another file.", exception);
        }

        catch (UnauthorizedAccessException exception)
        {
            throw new InvalidOperationException($"The task hub {path} cannot be opened: its folder cannot be written to.", exception);
        }

        File.WriteAllText(ownerPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new FileOwnership(held, ownerPath);
    }

    public void Dispose()
    {
        // The folder may be gone already: a test, or somebody who resets the hub, need not wait for it to be closed.
        if (File.Exists(ownerPath))
            File.Delete(ownerPath);
        held.Dispose();
    }
}
