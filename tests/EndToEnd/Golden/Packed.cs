using System.IO.Compression;
using System.Text;

namespace HubAutomation.EndToEnd.Golden;

/// <summary>
/// Workbooks and compressed lines by what is in them: how tightly a runtime packs, and what times it writes beside the parts, says
/// nothing about what is said.
/// </summary>
internal static class Packed
{
    /// <summary>A workbook as its parts, a line each; lines unpacked; anything else as it is.</summary>
    public static byte[] Open(string name, byte[] content) =>
        name.EndsWith(".xlsx", StringComparison.Ordinal) ? Parts(content)
        : name.EndsWith(".gz", StringComparison.Ordinal) ? Unpack(new GZipStream(new MemoryStream(content), CompressionMode.Decompress))
        : content;

    private static byte[] Parts(byte[] workbook)
    {
        using var archive = new ZipArchive(new MemoryStream(workbook));
        return Encoding.UTF8.GetBytes(string.Concat(Manifest.Of(archive.Entries.Select(part => new Made(part.FullName, Unpack(part.Open())))).Select(line => line + "\n")));
    }

    private static byte[] Unpack(Stream packed)
    {
        using var content = new MemoryStream();
        using (packed)
            packed.CopyTo(content);
        return content.ToArray();
    }
}
