namespace HubAutomation.Shared.Timetables.Reading.Rows;

/// <summary>What came of opening a partner's file: either <see cref="Readable"/> or <see cref="Unreadable"/>.</summary>
public abstract record ReadingResult;

/// <summary>The file as a whole cannot be read and goes to quarantine.</summary>
/// <param name="Rule">A stable code, e.g. "file-empty", "workbook-damaged", "headings-not-found".</param>
/// <param name="Sentence">What is wrong and what to send instead, for the partner.</param>
public sealed record Unreadable(string Rule, string Sentence) : ReadingResult;

/// <summary>The file can be read.</summary>
/// <param name="Format">What it is, decided by its content.</param>
/// <param name="FormatNote">How it was understood, for the receipt: "CSV, Windows-1252, separator semicolon, headings in row 3".</param>
/// <param name="Items">
/// Its rows in file order, read from the stream while they are enumerated; one enumeration at a time, and only while the stream is
/// open. Damage met on the way is an <see cref="UnreadableRow"/>; only a failing stream throws <see cref="IOException"/>.
/// </param>
/// <param name="UnknownHeadings">Headings that mean nothing to the hub, as the partner wrote them; these columns are not read.</param>
public sealed record Readable(
    FileFormat Format, string FormatNote, IEnumerable<ReadItem> Items, IReadOnlyList<string> UnknownHeadings) : ReadingResult;

/// <summary>The formats partners send.</summary>
public enum FileFormat
{
    /// <summary>Separated text, RFC 4180 and what programs make of it.</summary>
    Csv,

    /// <summary>An Office Open XML workbook (ECMA-376).</summary>
    Xlsx,

    /// <summary>A calendar, RFC 5545.</summary>
    ICalendar,

    /// <summary>A web page with tables.</summary>
    Html,
}
