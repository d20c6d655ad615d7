using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Publishing.Documents;

/// <summary>What one document is about: some sessions with their dates in a stretch of time.</summary>
/// <param name="Settings">The council.</param>
/// <param name="Title">"Widnes autumn timetable".</param>
/// <param name="From">First date of the stretch.</param>
/// <param name="To">Last date of the stretch.</param>
/// <param name="Entries">The sessions that take place in it, by start time, title and id.</param>
internal sealed record Timetable(
    AuthoritySettings Settings, string Title, LocalDate From, LocalDate To, IReadOnlyList<TimetableEntry> Entries)
{
    /// <summary>The season that it is of; null when it is of all.</summary>
    public string? Season { get; init; }

    /// <summary>Since when it is of this stretch; null when it always was.</summary>
    public Instant? StretchedSince { get; init; }

    /// <summary>When anything in it last changed; null when it is empty.</summary>
    public Instant? LastModified => Entries.Count == 0 ? null : Entries.Max(e => e.Published.LastModified);
}

/// <summary>A session with its place and its dates, ascending, at least one.</summary>
internal sealed record TimetableEntry(PublishedSession Published, Place Place, ArraySegment<LocalDate> Dates)
{
    public Session Session => Published.Session;

    /// <summary>The same session with those of its dates that lie in a stretch; null when there are none.</summary>
    public TimetableEntry? Within(LocalDate from, LocalDate to)
    {
        var start = Dates.AsSpan().BinarySearch(from);
        start = start < 0 ? ~start : start;
        var end = Dates.AsSpan().BinarySearch(to);
        end = end < 0 ? ~end : end + 1;
        return end <= start ? null : this with { Dates = Dates[start..end] };
    }
}

/// <summary>An area or a place: both have timetables of their own.</summary>
/// <param name="Id">Its id in addresses.</param>
/// <param name="Name">"Widnes", "Kingsway Family Hub".</param>
/// <param name="PlaceId">The place; null for an area.</param>
internal sealed record TimetableScope(string Id, string Name, string? PlaceId)
{
    public static TimetableScope Of(Area area) => new(area.Id, area.Name, null);

    public static TimetableScope Of(Place place) => new(place.Id, place.Name, place.Id);

    public bool Includes(Place place) => PlaceId is null ? place.Area == Id : place.Id == PlaceId;
}
