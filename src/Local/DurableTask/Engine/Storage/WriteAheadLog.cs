using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace HubAutomation.Local.DurableTask.Engine.Storage;

/// <summary>
/// SQLite ends its log at the first frame that is not as it was written, and so drops every commit after it without a word. That is
/// right for the last commit, which a power cut may have torn, but for no other: each was flushed before the next began.
/// </summary>
/// <remarks>The format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log.</remarks>
internal static class WriteAheadLog
{
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 24;
    private const uint LittleEndianMagic = 0x377f0682;

    /// <exception cref="InvalidOperationException">Commits stand behind a frame that is damaged.</exception>
    public static void Demand(FileInfo log)
    {
        using var file = log.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var header = new byte[HeaderSize];
        if (file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize || header.AsSpan().IndexOfAnyExcept((byte)0) < 0)
            return;
        var isLittleEndian = Number(header, 0) == LittleEndianMagic;
        var sum = Sum(header.AsSpan(0, 24), default, isLittleEndian);
        if (sum != (Number(header, 24), Number(header, 28)))
            throw new InvalidOperationException("its log (the file ending in -wal) is damaged at the beginning");

        if (LostCommits(file, header, sum, isLittleEndian) is > 1 and var lost)
            throw new InvalidOperationException($"its log (the file ending in -wal) is damaged, with {lost} commits behind the damage");
    }

    /// <summary>How many commits of this log stand at or behind the first frame that is not as it was written.</summary>
    private static int LostCommits(FileStream file, byte[] header, (uint, uint) sum, bool isLittleEndian)
    {
        var frame = new byte[FrameHeaderSize + (int)Number(header, 8)];
        var (isSound, lost) = (true, 0);
        while (file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            // Frames of another salt are left over from before the log was last begun anew.
            var isOfThisLog = frame.AsSpan(8, 8).SequenceEqual(header.AsSpan(16, 8));
            if (isSound)
            {
                sum = Sum(frame.AsSpan(FrameHeaderSize), Sum(frame.AsSpan(0, 8), sum, isLittleEndian), isLittleEndian);
                isSound = isOfThisLog && sum == (Number(frame, 16), Number(frame, 20));
            }

            if (!isSound && isOfThisLog && Number(frame, 4) != 0)
                lost++;
        }

        return lost;
    }

    private static (uint, uint) Sum(ReadOnlySpan<byte> bytes, (uint First, uint Second) sum, bool isLittleEndian)
    {
        var (first, second) = sum;
        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        var swaps = isLittleEndian != BitConverter.IsLittleEndian;
        for (var at = 0; at < words.Length; at += 2)
        {
            first += (swaps ? BinaryPrimitives.ReverseEndianness(words[at]) : words[at]) + second;
            second += (swaps ? BinaryPrimitives.ReverseEndianness(words[at + 1]) : words[at + 1]) + first;
        }

        return (first, second);
    }

    private static uint Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
