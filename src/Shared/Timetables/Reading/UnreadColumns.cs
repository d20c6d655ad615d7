using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.Timetables.Reading;

/// <summary>Tells a partner, once for a file, which columns were not read.</summary>
public static class UnreadColumns
{
    // More than these no sentence bears.
    private const int MaxNamed = 20;

    /// <summary>The remark; null when every column was understood.</summary>
    public static Remark? Tell(IReadOnlyList<string> headings)
    {
        ArgumentNullException.ThrowIfNull(headings);
        if (headings.Count == 0)
            return null;
        var named = string.Join(", ", headings.Take(MaxNamed).Select(h => h.StartsWith("column ", StringComparison.Ordinal) ? h : $"\"{CellText.Excerpt(h)}\""));
        var (columns, were) = headings.Count == 1 ? ("column", "was") : ("columns", "were");
        return Remark.About(null, "columns-not-read",
            $"The {columns} {named}{(headings.Count > MaxNamed ? " and more" : "")} {were} not read. If families need to know what it says, give it a heading such as Day, Dates, Time, Activity, Venue, Ages, Booking, Cost, Notes or Not on.");
    }
}
