using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading;

/// <summary>Tells a partner, once for a file, which columns were not read.</summary>
internal static class UnreadColumns
{
    // More than these no sentence bears.
    private const int MaxNamed = 20;

    private static readonly Dictionary<string, ColumnUse> NothingUsed = [];

    /// <summary>The remark; null when every column was understood, or used as if it were.</summary>
    /// <param name="headings">The headings that were not understood.</param>
    /// <param name="used">What was used of them, when all rows have been read.</param>
    public static Remark? Tell(IReadOnlyList<string> headings, IReadOnlyDictionary<string, ColumnUse>? used = null)
    {
        var uses = used ?? NothingUsed;
        var untold = headings.Where(h => uses.GetValueOrDefault(h) is not { Some: true, All: true }).ToList();
        if (untold.Count == 0)
            return null;
        var named = string.Join(", ", untold.Take(MaxNamed).Select(h => Name(h) + (uses.GetValueOrDefault(h).Some ? " (but for words about when)" : "")));
        var (columns, were, it) = untold.Count == 1 ? ("column ", "was", "it says, give it") : ("columns ", "were", "they say, give them");
        return Remark.About(null, "columns-not-read",
            $"The {(untold.TrueForAll(HasNoHeading) ? "" : columns)}{named}{(untold.Count > MaxNamed ? " and more" : "")} {were} not read. If families need to know what {it} a heading such as Day, Dates, Time, Activity, Venue, Ages, Booking, Cost, Notes or Not on.");
    }

    // "column E, which has no heading".
    private static bool HasNoHeading(string heading) => heading.StartsWith("column ", StringComparison.Ordinal);

    private static string Name(string heading) => HasNoHeading(heading) ? heading : $"\"{CellText.Excerpt(heading)}\"";
}
