namespace HubAutomation.Shared.Timetables.Intake;

/// <summary>Files that a step works in and that vanish with it.</summary>
public static class TemporaryFile
{
    /// <summary>An empty file for reading and writing, removed when it is closed.</summary>
    public static FileStream Create() => new(
        Path.Combine(Path.GetTempPath(), $"hub-{Path.GetRandomFileName()}"),
        new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 1 << 16,
            Options = FileOptions.DeleteOnClose,
        });
}
