using System.Security.Cryptography;
using System.Text;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>A drive: everything in a folder.</summary>
internal sealed class DriveFolder(string folder)
{
    /// <summary>Whether there is such a drive.</summary>
    public bool Exists => Directory.Exists(folder);

    /// <summary>Everything in it, folder by folder.</summary>
    public IEnumerable<DriveEntry> All() => Directory
        .EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
        .Select(full => Path.GetRelativePath(folder, full).Replace('\\', '/'))
        .Order(StringComparer.Ordinal).Select(Find).OfType<DriveEntry>();

    /// <summary>What lies in a folder, by name.</summary>
    public IReadOnlyList<DriveEntry> Children(string path) =>
    [
        .. Directory.EnumerateFileSystemEntries(FullPath(path)).Select(Path.GetFileName).Order(StringComparer.OrdinalIgnoreCase)
            .Select(name => Find(path.Length == 0 ? name! : $"{path}/{name}")).OfType<DriveEntry>(),
    ];

    /// <summary>The file or folder of a path; null when there is none.</summary>
    public DriveEntry? Find(string path)
    {
        var full = FullPath(path);
        if (Directory.Exists(full))
        {
            var made = new DirectoryInfo(full);
            return new DriveEntry(path, true, 0, Tag(path, "", 0), Tag(path, "", 0), made.CreationTimeUtc, made.LastWriteTimeUtc);
        }

        if (!File.Exists(full))
        {
            return null;
        }

        var file = new FileInfo(full);
        var content = HashOf(full);
        return new DriveEntry(
            path, false, file.Length, Tag(path, content, file.LastWriteTimeUtc.Ticks), $"\"c:{Tag(path, content, 0).Trim('"')}\"",
            file.CreationTimeUtc, file.LastWriteTimeUtc);
    }

    /// <summary>Puts a finished file into its place, with the folders that lead to it.</summary>
    public DriveEntry Keep(string path, string finished)
    {
        var full = FullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.Move(finished, full, overwrite: true);
        return Find(path)!;
    }

    /// <summary>Where a file is.</summary>
    public string FullPath(string path) => Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));

    private static string HashOf(string file)
    {
        using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexString(SHA256.HashData(content));
    }

    // As Graph's look: "{GUID},number".
    private static string Tag(string path, string content, long changed) =>
        $"\"{{{new Guid(Hash(path).AsSpan(0, 16)).ToString().ToUpperInvariant()}}},{BitConverter.ToUInt32(Hash($"{content} {changed}"))}\"";

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
