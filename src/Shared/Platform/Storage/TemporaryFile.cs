namespace HubAutomation.Shared.Platform.Storage;

/// <summary>Files that a step works in and that vanish with it, also when the process is killed.</summary>
public static class TemporaryFile
{
    /// <summary>An empty file for reading and writing, removed when it is closed.</summary>
    public static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"hub-{Path.GetRandomFileName()}");
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = 1 << 16,
            Options = FileOptions.DeleteOnClose,
        });

        // Where an open file may lose its name, it does so at once: a killed process then leaves nothing behind.
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }

        return file;
    }
}
