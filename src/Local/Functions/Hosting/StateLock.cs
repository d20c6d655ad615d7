using System.Globalization;

namespace HubAutomation.Local.Functions.Hosting;

/// <summary>Keeps a state folder to one host; the system lets go of it however the process ends.</summary>
internal sealed class StateLock : IDisposable
{
    private readonly FileStream _file;

    private StateLock(FileStream file) => _file = file;

    /// <exception cref="HostStartException">Another process has the folder; the message names it.</exception>
    public static StateLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        var owner = Path.Combine(folder, "host.pid");
        try
        {
            var file = new FileStream(Path.Combine(folder, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new StateLock(file);
        }
        catch (IOException error)
        {
            var process = File.Exists(owner) ? $"process {File.ReadAllText(owner)}" : "another process";
            throw new HostStartException($"The state folder {folder} is in use by {process}. Stop it, or choose another folder with --state.", error);
        }
    }

    public void Dispose() => _file.Dispose();
}
