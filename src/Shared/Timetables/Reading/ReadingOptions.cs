using NodaTime;

namespace HubAutomation.Shared.Timetables.Reading;

/// <summary>The dates a file is read for, and how much of a machine one file may use.</summary>
/// <param name="Today">The day of reading, Europe/London. Calendar dates more than a year before it are left out.</param>
/// <param name="Horizon">Last date for which repeating calendar events are worked out.</param>
/// <param name="MaxLineBytes">Longest line of a text file, in bytes of UTF-8; a longer one becomes an unreadable row.</param>
/// <param name="MaxUnpackedBytes">Most bytes a workbook may unpack to.</param>
/// <param name="MaxCompressionRatio">Most unpacked bytes for each packed byte of a workbook's part.</param>
/// <param name="MaxDocumentBytes">Largest calendar or web page, in bytes: these are held in memory whole.</param>
/// <param name="MaxOccurrences">Most dates of one calendar event within the year before today and the horizon.</param>
public sealed record ReadingOptions(
    LocalDate Today,
    LocalDate Horizon,
    int MaxLineBytes = 1 << 20,
    long MaxUnpackedBytes = 300L << 20,
    double MaxCompressionRatio = 200,
    long MaxDocumentBytes = 20L << 20,
    int MaxOccurrences = 10_000);
