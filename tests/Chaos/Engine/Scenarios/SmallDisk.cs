using System.ComponentModel;
using System.Diagnostics;

namespace HubAutomation.Chaos.Engine.Scenarios;

/// <summary>A disk of a few megabytes in memory.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string folder)
    {
        Folder = folder;
    }

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    private string Filler => Path.Combine(Folder, "filler");

    /// <exception cref="ScenarioSkippedException">This process may not mount one.</exception>
    public static SmallDisk Mount(string folder, int megabytes)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            throw new ScenarioSkippedException("only root can mount a small disk, on Linux");
        }

        var path = Directory.CreateDirectory(Path.Combine(folder, "disk")).FullName;
        return Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path) is { } refusal
            ? throw new ScenarioSkippedException($"a small disk cannot be mounted here ({refusal})")
            : new SmallDisk(path);
    }

    /// <summary>Makes it read-only, or writable again.</summary>
    public void MakeWritable(bool writable)
    {
        if (Run("mount", "-o", writable ? "remount,rw" : "remount,ro", Folder) is { } refusal)
        {
            throw new InvalidOperationException(refusal);
        }
    }

    /// <summary>Fills it to the last byte.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        for (var size = 1 << 20; size > 0;)
        {
            try
            {
                filler.Write(new byte[size]);
            }
            catch (IOException)
            {
                // As much as this is not there any more; perhaps half of it is.
                size /= 2;
            }
        }
    }

    /// <summary>Makes room again.</summary>
    public void Empty() => File.Delete(Filler);

    public void Dispose() => Run("umount", "--lazy", Folder);

    /// <summary>Runs a program; what it complained of, or null.</summary>
    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : errors.Trim();
        }
        catch (Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
