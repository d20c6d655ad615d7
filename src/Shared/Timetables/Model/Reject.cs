using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.Timetables.Model;

/// <summary>Why a row is not taken: names place, column, value and rule, with a sentence a partner understands.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Column">The column's heading as the partner wrote it, or the field's name.</param>
/// <param name="Value">The offending value, at most 200 characters.</param>
/// <param name="Rule">A stable code, e.g. "time-not-understood".</param>
/// <param name="Sentence">What is wrong and what to write instead.</param>
public sealed record Reject(RowPlace Place, string Column, string Value, string Rule, string Sentence)
{
    /// <summary>Longest value that a reject repeats.</summary>
    public const int MaxValueLength = CellText.MaxExcerptLength;

    /// <summary>What the partner calls the activity; null when the row does not say.</summary>
    public string? Activity { get; init; }
}
