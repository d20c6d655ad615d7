using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Understanding.Phrases;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>Finds a row's place and room from its venue, room and postcode cells, or the partner's default place.</summary>
internal sealed class VenueReader
{
    private readonly VenuePhrase phrase;
    private readonly Place? defaultPlace;
    private readonly PhraseCache<(string? Venue, string? Room, string? Postcode), (Venue Venue, CellProblem? Problem)> known;

    /// <summary>Knows an authority's places and a partner's default.</summary>
    public VenueReader(IReadOnlyList<Place> places, string? defaultPlace)
    {
        phrase = new(places);
        this.defaultPlace = defaultPlace is null ? null : phrase.ById(defaultPlace);
        known = new(c => Understand(c.Venue, c.Room, c.Postcode));
    }

    /// <summary>The venue, or default with a reject noted.</summary>
    public Venue Read(IReadOnlyDictionary<TimetableField, string> cells, RowFindings findings)
    {
        var (venue, problem) = known[(
            cells.GetValueOrDefault(TimetableField.Venue), cells.GetValueOrDefault(TimetableField.Room), cells.GetValueOrDefault(TimetableField.Postcode))];
        return Told(venue, problem, findings);
    }

    /// <summary>
    /// The venue of a calendar event: its location; without one, the only place that its title or description names, or the partner's default.
    /// </summary>
    public Venue Read(CalendarRow row, RowFindings findings)
    {
        if (row.Location is null && phrase.FindIn($"{row.Title}\n{row.Description}") is { } named)
            return new(named, null);
        var (venue, problem) = known[(row.Location, null, null)];
        return Told(venue, problem, findings);
    }

    private static Venue Told(Venue venue, CellProblem? problem, RowFindings findings)
    {
        if (problem is not null)
            findings.Reject(problem);
        else if (venue.Doubt is { } doubt)
            findings.Warn("room-not-known", doubt);
        return venue;
    }

    /// <summary>Which field words belong to that name a place or a room and nothing else; null for other words.</summary>
    public TimetableField? FieldOf(string text) =>
        phrase.Understand(text).Problem is null ? TimetableField.Venue : phrase.IsRoom(text) ? TimetableField.Room : null;

    private (Venue Venue, CellProblem? Problem) Understand(string? text, string? room, string? postcode)
    {
        if (!PlaceOf(text, postcode, out var field).Is(out var venue, out var problem))
            return (default, new(field, text ?? postcode ?? "", problem));
        if (postcode is not null && text is not null && phrase.ByName(postcode) is { } other && other != venue.Place)
        {
            return (default, new(TimetableField.Postcode, postcode, new(
                "postcode-differs", $"{postcode} is the postcode of {other.Name}, but the row says {venue.Place.Name}. Correct one of them.")));
        }

        if (room is null)
            return (venue, null);
        return phrase.WithRoom(venue.Place, room).Is(out var withRoom, out problem) ? (withRoom, null) : (default, new(TimetableField.Room, room, problem));
    }

    private Understood<Venue> PlaceOf(string? text, string? postcode, out TimetableField field)
    {
        field = text is not null ? TimetableField.Venue : postcode is not null ? TimetableField.Postcode : TimetableField.Venue;
        if ((text ?? postcode) is { } written)
            return phrase.Understand(written);
        return defaultPlace is { } place
            ? new Venue(place, null)
            : new Misunderstanding("venue-missing", "The row does not say where. Write the name of a hub or site.");
    }
}
