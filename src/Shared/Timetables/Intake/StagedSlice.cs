using System.Text.Json.Serialization;
using Azure;

namespace HubAutomation.Shared.Timetables.Intake;

/// <summary>A run of staged lines with neighbouring ids; merged in one step.</summary>
/// <param name="From">First partition (the start of an id) that belongs to it; "" for the first slice.</param>
/// <param name="To">First partition that no longer does; null for the last slice.</param>
/// <param name="Offset">Where its lines start in <c>staged.jsonl</c>, in bytes.</param>
/// <param name="Length">How long they are, in bytes; 0 for everything, which may be nothing.</param>
/// <param name="Count">How many lines.</param>
public sealed record StagedSlice(string From, string? To, long Offset, long Length, int Count)
{
    /// <summary>The only slice of a small file, whatever stands in it.</summary>
    public static readonly StagedSlice Everything = new("", null, 0, 0, 0);

    /// <summary>Where its lines stand in <c>staged.jsonl</c>.</summary>
    [JsonIgnore]
    public HttpRange Bytes => Length == 0 ? default : new HttpRange(Offset, Length);
}
