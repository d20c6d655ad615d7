using System.Globalization;

namespace HubAutomation.Local.DurableTask;

/// <summary>Sees to it that one process at a time works on a file. The operating system takes the lock back when the process ends, however it ends.</summary>
internal sealed class FileOwnership : IDisposable
{
    // What a lock held by somebody else is reported as: EAGAIN of Linux, EAGAIN of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream held;
    private readonly string ownerPath;

    private FileOwnership(FileStream held, string ownerPath)
    {
        this.held = held;
        this.ownerPath = ownerPath;
    }

    /// <exception cref="TaskHubException">Another process, or another hub of this one, has the file; or its folder cannot be written to.</exception>
    public static FileOwnership Take(string path)
    {
        // The lock and the name of its holder are two files: a locked file cannot be read everywhere.
        var ownerPath = path + ".owner";
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            held = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(ownerPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new FileOwnership(held, ownerPath);
        }
        catch (IOException exception) when (HeldByAnother.Contains(exception.HResult))
        {
            throw TaskHubException.InUse(path, File.Exists(ownerPath) ? File.ReadAllText(ownerPath) : "unknown", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw TaskHubException.NotWritable(path, exception);
        }
    }

    public void Dispose()
    {
        // The folder may be gone already: a test, or somebody who resets the hub, need not wait for it to be closed.
        if (File.Exists(ownerPath))
            File.Delete(ownerPath);
        held.Dispose();
    }
}
