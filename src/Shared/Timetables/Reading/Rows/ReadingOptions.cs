using NodaTime;

namespace HubAutomation.Shared.Timetables.Reading.Rows;

/// <summary>The dates a file is read for, and how much of a machine one file may use.</summary>
/// <param name="Today">The day of reading, Europe/London. Calendar dates before the month a year ago are left out.</param>
/// <param name="Horizon">Repeating calendar events are worked out to the end of this date's month.</param>
/// <param name="MaxLineBytes">Longest line of a text file, in bytes of UTF-8; a longer one becomes an unreadable row.</param>
/// <param name="MaxUnpackedBytes">Most bytes a workbook may unpack to.</param>
/// <param name="MaxCompressionRatio">Most unpacked bytes for each packed byte of a workbook's part.</param>
/// <param name="MaxDocumentBytes">Largest calendar or web page, in bytes: these are held in memory whole.</param>
/// <param name="MaxOccurrences">Most dates of one calendar event between the year before today and the horizon.</param>
internal sealed record ReadingOptions(
    LocalDate Today,
    LocalDate Horizon,
    int MaxLineBytes = 1 << 20,
    long MaxUnpackedBytes = 100L << 20,
    double MaxCompressionRatio = 200,
    long MaxDocumentBytes = 20L << 20,
    int MaxOccurrences = 10_000);
