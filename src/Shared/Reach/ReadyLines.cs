using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace HubAutomation.Shared.Reach;

/// <summary>Reads the lines of a national file that is ready for use.</summary>
internal static class ReadyLines
{
    /// <summary>The lines in their order.</summary>
    public static async IAsyncEnumerable<string> LinesAsync(this ReadyReference reference, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var content = await reference.OpenAsync(cancellation);
        using var lines = new StreamReader(new GZipStream(content, CompressionMode.Decompress), bufferSize: 1 << 16);
        while (await lines.ReadLineAsync(cancellation) is { } line)
            yield return line;
    }
}
