using System.Globalization;
using CsvHelper;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Intake;

/// <summary>
/// The rows that a partner gets back: a CSV that Excel opens, one line for each thing that is wrong. Values that a
/// spreadsheet would take for a formula are written as text.
/// </summary>
public sealed class RejectsFile : IDisposable
{
    private static readonly CsvWriterOptions Format = new() { Injection = CsvInjection.Escape, NewLine = "\r\n", WriteByteOrderMark = true };
    private readonly CsvWriter csv;

    /// <summary>Starts the file; the stream stays open.</summary>
    public RejectsFile(Stream output)
    {
        csv = CsvWriter.Create(output, Format, leaveOpen: true);
        csv.WriteRecord(["Sheet or part", "Row", "Column", "What it says", "Rule", "What to do", "Activity"]);
    }

    /// <summary>Adds one thing that is wrong.</summary>
    public void Add(Reject reject)
    {
        ArgumentNullException.ThrowIfNull(reject);
        var (column, value) = FindingWords.Cell(reject);
        csv.WriteRecord(
        [
            reject.Place.Part ?? "",
            reject.Place.IsEvent ? "" : reject.Place.Row.ToString(CultureInfo.InvariantCulture),
            reject.Place.Column is { } letter ? $"{letter} ({column})" : column,
            value,
            reject.Rule,
            reject.Sentence,
            reject.Activity ?? "",
        ]);
    }

    /// <summary>Says how many more things are wrong than the file lists.</summary>
    public void AddRemainder(int more) => csv.WriteRecord(
        ["", "", "", "", "more-not-listed", string.Create(CultureInfo.InvariantCulture, $"{more:N0} more things are wrong in this file. Correct these first; the others are listed when you send it again."), ""]);

    /// <summary>Writes what is buffered.</summary>
    public void Dispose() => csv.Dispose();
}
