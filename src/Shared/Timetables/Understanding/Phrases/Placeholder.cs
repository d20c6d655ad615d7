namespace HubAutomation.Shared.Timetables.Understanding.Phrases;

/// <summary>Recognises what people write into a cell to say that nothing is to be said.</summary>
internal static class Placeholder
{
    /// <summary>True for "n/a", "-" and "TBC".</summary>
    public static bool Is(string text) =>
        text.Length <= 16 && text.Trim(' ', '.', '?').ToUpperInvariant() is "" or "-" or "–" or "—" or "N/A" or "NA" or "TBC" or "TBA" or "NOT APPLICABLE" or "NOT KNOWN" or "UNKNOWN" or "TO BE CONFIRMED" or "NOT SURE";
}
