using System.Buffers;

namespace HubAutomation.Shared.Reach;

/// <summary>
/// The lines of a large file as bytes, and where each ends, so that reading can go on there another time. Unlike other separated text,
/// national files have no line breaks within cells.
/// </summary>
internal sealed class ReferenceLines(Stream content) : IDisposable
{
    /// <summary>Longest line in bytes.</summary>
    public const int MostBytes = 1 << 18;

    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(4 * MostBytes);
    private int start;
    private int end;
    private bool ended;

    /// <summary>The line without its line break.</summary>
    public ReadOnlyMemory<byte> Current { get; private set; }

    /// <summary>True when the current line is longer than <see cref="MostBytes"/>; it is then cut.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>How many bytes were read, the current line and its line break included.</summary>
    public long Consumed { get; private set; }

    /// <summary>Moves to the next line; false at the end.</summary>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var text = buffer.AsMemory(start..end);
            var lineBreak = text.Span.IndexOf((byte)'\n');
            if (lineBreak >= 0 || (ended && text.Length > 0) || text.Length > MostBytes)
            {
                var length = lineBreak >= 0 ? lineBreak : text.Length;
                Take(text[..length], length + (lineBreak >= 0 ? 1 : 0));
                return true;
            }

            if (ended)
                return false;
            await FillAsync(cancellation);
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private void Take(ReadOnlyMemory<byte> line, int length)
    {
        start += length;
        Consumed += length;
        IsTooLong = line.Length > MostBytes;
        Current = line.Length > 0 && line.Span[^1] == '\r' ? line[..^1] : line;
    }

    private async Task FillAsync(CancellationToken cancellation)
    {
        buffer.AsSpan(start..end).CopyTo(buffer);
        (start, end) = (0, end - start);
        var read = await content.ReadAsync(buffer.AsMemory(end), cancellation);
        end += read;
        ended = read == 0;
    }
}
