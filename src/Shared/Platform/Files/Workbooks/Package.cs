using System.Buffers;
using System.IO.Compression;

namespace HubAutomation.Shared.Platform.Files.Workbooks;

/// <summary>Looks a zip file over before a parser unpacks it: is it a workbook, is it whole, does it unpack to a sane size?</summary>
internal static class Package
{
    private const int MaxParts = 10_000;

    // Excel's longest cell, 32,767 characters, comes to a fifth of this when each is written as "&quot;". A parser holds it whole.
    private const int MaxTextBytes = 1 << 20;

    // What is not a sheet is held in memory as a whole: shared texts, styles.
    private const long MaxBesideSheets = 64L << 20;

    // Small parts of blanks compress to almost nothing; only what is large can do harm.
    private const long RatioCountsFrom = 1 << 20;

    /// <summary>Why the file is refused; null when it is a sound workbook.</summary>
    public static WorkbookProblem? Check(Stream content, string name, WorkbookLimits limits)
    {
        try
        {
            content.Position = 0;
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            return WrongKind(zip, name) ?? TooLarge(zip, name, limits) ?? SheetList.Problem(zip, name) ?? SheetSize.Problem(zip, name);
        }
        catch (Exception e) when (ReadGuard.IsDamage(e))
        {
            return new("workbook-damaged", $"{name} is incomplete or damaged, perhaps because it was cut off while it was sent. Open it in Excel, save it again and send the new file.");
        }
    }

    private static WorkbookProblem? WrongKind(ZipArchive zip, string name)
    {
        if (zip.GetEntry("xl/workbook.xml") is not null)
            return null;
        if (zip.GetEntry("xl/workbook.bin") is not null)
            return new("workbook-old-format", $"{name} is a binary workbook (.xlsb). Save it as \"Excel Workbook (.xlsx)\" and send that.");
        if (zip.GetEntry("word/document.xml") is not null)
            return new("format-unknown", $"{name} is a Word document. Copy the table in it into a workbook (.xlsx) and send that.");
        if (zip.GetEntry("content.xml") is not null)
            return new("format-unknown", $"{name} is an OpenDocument file. Save it as \"Excel Workbook (.xlsx)\" and send that.");
        return new("format-unknown", $"{name} is a zip file. Unpack it and send the files in it one by one.");
    }

    // The sizes that a zip file states may be lies, so the parts are unpacked and counted, and nothing of them is kept.
    private static WorkbookProblem? TooLarge(ZipArchive zip, string name, WorkbookLimits limits)
    {
        var refusal = new WorkbookProblem("workbook-too-large", $"{name} unpacks to far more than its table can hold. Copy the table into a new workbook and send that.");
        if (zip.Entries.Count > MaxParts)
            return refusal;
        long total = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            foreach (var part in zip.Entries)
            {
                long unpacked = 0;
                var longestText = 0;
                var (isXml, isSheet) = (part.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase), part.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase));
                using var stream = part.Open();
                for (int read; (read = stream.Read(buffer)) > 0;)
                {
                    unpacked += read;
                    if (isXml && (IsTextTooLong(buffer.AsSpan(0, read), ref longestText) || (!isSheet && unpacked > MaxBesideSheets)))
                        return refusal;
                    if (total + unpacked > limits.MaxUnpackedBytes
                        || (unpacked > RatioCountsFrom && unpacked > part.CompressedLength * limits.MaxCompressionRatio))
                        return refusal;
                }

                total += unpacked;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return null;
    }

    // How many bytes stand without a "<" between them, over the ends of blocks.
    private static bool IsTextTooLong(ReadOnlySpan<byte> block, ref int running)
    {
        while (block.IndexOf((byte)'<') is >= 0 and var next)
        {
            if (running + next > MaxTextBytes)
                return true;
            running = 0;
            block = block[(next + 1)..];
        }

        running += block.Length;
        return running > MaxTextBytes;
    }
}
