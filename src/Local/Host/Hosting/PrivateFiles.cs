using System.Runtime.InteropServices;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>
/// Keeps what the host and its children write to their owner: the state folder has keys, mails with signed links, and what orchestrations were
/// given. Windows has that by the user's folder.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode OfAFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OfAFolder = OfAFile | UnixFileMode.UserExecute;
    private const int Others = 0b000_111_111;

    // Links are left alone: what they lead to is somebody else's.
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>From now on nobody else may read what this process and its children create.</summary>
    public static void AreTheDefault()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetMask(Others);
        }
    }

    /// <summary>Makes a folder, or takes one that is empty or that a host has used before, so that only its owner may enter it. Any other is left as it is.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="mark">Name of a file by which it is known that a host has used it.</param>
    /// <exception cref="UnauthorizedAccessException">Something in it belongs to another user.</exception>
    public static void Take(string folder, string mark)
    {
        var isTheirs = Directory.Exists(folder) && !File.Exists(Path.Combine(folder, mark)) && Directory.EnumerateFileSystemEntries(folder).Any();
        Directory.CreateDirectory(folder);
        if (OperatingSystem.IsWindows() || isTheirs || File.GetUnixFileMode(folder) == OfAFolder)
        {
            return;
        }

        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Everything))
        {
            entry.UnixFileMode = entry is DirectoryInfo ? OfAFolder : OfAFile;
        }

        File.SetUnixFileMode(folder, OfAFolder);
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetMask(int mask);
}
