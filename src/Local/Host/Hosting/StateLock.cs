using System.Globalization;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>Keeps a state folder to one host; the system lets go of it however the process ends.</summary>
internal sealed class StateLock : IDisposable
{
    // What a lock held by somebody else is reported as: EAGAIN of Linux, EAGAIN of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    private const string LockFile = "host.lock";

    private readonly FileStream file;

    private StateLock(FileStream file) => this.file = file;

    /// <exception cref="HostStartException">Another process has the folder, which the message names, or it cannot be written to.</exception>
    public static StateLock Take(string folder)
    {
        var owner = Path.Combine(folder, "host.pid");
        FileStream? file = null;
        try
        {
            PrivateFiles.Take(folder, LockFile);
            file = new FileStream(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new StateLock(file);
        }
        catch (IOException error) when (HeldByAnother.Contains(error.HResult))
        {
            var process = File.Exists(owner) ? $"process {File.ReadAllText(owner)}" : "another process";
            throw new HostStartException($"The state folder {folder} is in use by {process}. Stop it, or choose another folder with --state.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new HostStartException(
                $"The state folder {folder} cannot be written to ({error.Message}). Make it writable, or choose another folder with --state.", error);
        }
    }

    public void Dispose() => file.Dispose();
}
