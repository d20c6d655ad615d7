using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Reading.Tables;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Places;
using HubAutomation.Shared.Timetables.Understanding.Phrases.When;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>Finds a row's place and room from its venue, room and postcode cells, or the partner's default place.</summary>
internal sealed class VenueReader
{
    private readonly VenuePhrase phrase;
    private readonly SpokenPlaces spoken;
    private readonly Place? defaultPlace;
    private readonly LocalDate today;
    private readonly PhraseCache<(string? Venue, string? Room, string? Postcode), (Venue Venue, CellProblem? Problem)> known;

    private readonly HashSet<string> told = [];
    private RowContext? lastContext;
    private Place? lastPlace;
    private string? lastLost;

    /// <summary>Knows an authority's places and a partner's default.</summary>
    public VenueReader(IReadOnlyList<Place> places, string? defaultPlace, LocalDate today)
    {
        (phrase, this.today) = (new(places, today), today);
        spoken = new(phrase);
        this.defaultPlace = defaultPlace is null ? null : phrase.ById(defaultPlace);
        known = new(c => Understand(c.Venue, c.Room, c.Postcode), c => (c.Venue?.Length ?? 0) + (c.Room?.Length ?? 0) + (c.Postcode?.Length ?? 0));
    }

    /// <summary>
    /// The venue, or default with a reject noted. Without a venue of its own a row is where the headings above it say, else at the partner's
    /// place – unless a column that was not understood names another.
    /// </summary>
    public Venue Read(TextRow row, IReadOnlyDictionary<TimetableField, string> cells, RowFindings findings)
    {
        var venue = cells.GetValueOrDefault(TimetableField.Venue);
        var postcode = cells.GetValueOrDefault(TimetableField.Postcode);
        if (venue is null && postcode is null)
        {
            venue = PlaceAbove(row.Context, out var lost)?.Name;
            if (venue is null && row.Unread.FirstOrDefault(u => phrase.ByName(u.Text) is { } named && named != defaultPlace) is { } elsewhere)
            {
                findings.Reject(new(TimetableField.Venue, "", new(
                    "venue-heading-not-known", $"{(elsewhere.Heading.StartsWith("column ", StringComparison.Ordinal) ? "Column" : "The column")} {(elsewhere.Heading.StartsWith("column ", StringComparison.Ordinal) ? elsewhere.Heading["column ".Length..] : $"\"{elsewhere.Heading}\"")} names places, but its heading does not tell us that the sessions are there. Head the column that says where with Venue.")));
                return default;
            }

            if (venue is null && lost is not null)
            {
                findings.Reject(new(TimetableField.Venue, "", new("place-above-not-understood", $"{lost}, so we cannot tell where the session is. Write the place in the row.")));
                return default;
            }

            if (venue is null && defaultPlace is { } place && row.Context.Captions.Except(row.Context.Prose).FirstOrDefault(MayNamePlace) is { } caption && told.Add(caption))
                findings.Warn("place-above-not-known", $"\"{Misunderstanding.Quoted(caption)}\" stands above the table. We do not know it as a place, so sessions without a venue are shown at {place.Name}.");
        }

        var (found, problem) = known[(venue, cells.GetValueOrDefault(TimetableField.Room), postcode)];
        return Told(found, problem, findings);
    }

    /// <summary>The place of exactly this name, or null.</summary>
    public Place? PlaceOf(string text) => phrase.ByName(text);

    /// <summary>True when words of a heading within a table name a place: "Kingsway Family Hub – Mondays".</summary>
    public bool IsPlace(string heading) => PlaceNamedBy(heading) is not null;

    /// <summary>True for sentences to families that name no place: they head nothing.</summary>
    public bool IsNote(string heading) => HeadingNotes.IsProse(heading) && phrase.FindIn(heading) is null;

    /// <summary>True for sentences to families that speak of a place: whether what stands below is there, nobody can say.</summary>
    public bool SpeaksOfPlace(string heading) => HeadingNotes.IsProse(heading) && phrase.FindIn(heading) is not null;

    /// <summary>True for a text above a table of which a partner hears: it names the place, or may name one that is not known.</summary>
    public bool Speaks(string caption) => MayNamePlace(caption) || NamedInCaption(caption) is not null;

    // The nearest heading within the table that may say where; one that is not understood ends what stood before it.
    private Place? PlaceAbove(RowContext context, out string? lost)
    {
        if (!ReferenceEquals(context, lastContext))
        {
            lastContext = context;
            var unclear = (string?)null;
            var nearest = context.Groups.FirstOrDefault(g => PlaceNamedBy(g) is not null || MayStandForPlace(g));
            lastPlace = nearest is not null ? PlaceNamedBy(nearest)
                : context.PlaceLost is not null ? null
                : OfCaptions(context, out unclear);
            lastLost = lastPlace is not null ? null
                : unclear is not null ? $"Above it stands \"{Misunderstanding.Quoted(unclear)}\", which we do not know as a place"
                : nearest is not null ? $"Above it stands \"{Misunderstanding.Quoted(nearest)}\", which we do not know as a place"
                : context.PlaceLost;
        }

        lost = lastLost;
        return lastPlace;
    }

    // The nearest line that names a place; a name of ours among words that are not understood ends the search.
    private Place? OfCaptions(RowContext context, out string? unclear)
    {
        unclear = null;
        foreach (var caption in context.Captions)
        {
            if ((context.Prose.Contains(caption) ? PlaceNamedBy(caption) : NamedInCaption(caption)) is { } named)
                return named;
            if (!context.Prose.Contains(caption) && caption.Length <= Phrase.MaxLength && !HeadingNotes.IsProse(caption) && spoken.IsUnclear(caption))
            {
                unclear = caption;
                return null;
            }
        }

        return null;
    }

    // Not what says for whom or when, and no note.
    private bool MayStandForPlace(string heading) =>
        !SectionDay.IsSubject(heading) && !HeadingNotes.Stops(heading, today) && !IsNote(heading) && (MayNamePlace(heading) || SpeaksOfPlace(heading) || !WhenMention.IsIn(heading));

    private Place? PlaceNamedBy(string heading) => heading.Length > Phrase.MaxLength ? null
        : phrase.ByName(heading) ?? CellPart.Of(heading).Select(p => phrase.ByName(p.Text)).FirstOrDefault(p => p is not null);

    private Place? NamedInCaption(string caption) => caption.Length > Phrase.MaxLength ? null : PlaceNamedBy(caption) ?? spoken.Of(caption);

    private static bool MayNamePlace(string caption) =>
        caption.Length <= Phrase.MaxLength && Phrase.Of(caption).Tokens.Any(t => t.Text is "hub" or "centre" or "center" or "library" or "church" or "hall" or "school" or "academy" or "nursery" or "clinic" or "surgery" or "chapel" or "pavilion" or "gym");

    /// <summary>
    /// The venue of a calendar event: its location; without one, the only place that its title or description names, or the partner's default.
    /// </summary>
    public Venue Read(CalendarRow row, RowFindings findings)
    {
        if (row.Location is null)
        {
            if (spoken.OfEvent(row.Title, row.Description) is { } named)
                return new(named, null);
            if (spoken.IsUnclearEvent(row.Title, row.Description))
            {
                findings.Reject(new(TimetableField.Venue, row.Title, new(
                    "venue-not-clear", "The event has no location, and what it says of a place does not tell that it is there. Write the name of a hub or site as its location.")));
                return default;
            }
        }

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
        if (!WrittenVenue(text, postcode, out var field).Is(out var venue, out var problem))
            return (default, new(field, text ?? postcode ?? "", problem));
        if (postcode is not null && text is not null && phrase.ByName(postcode) is { } other && other != venue.Place)
        {
            return (default, new(TimetableField.Postcode, postcode, new(
                "postcode-differs", $"{postcode} is the postcode of {other.Name}, but the row says {venue.Place.Name}. Correct one of them.")));
        }

        if (room is null || Placeholder.Is(room))
            return (venue, null);
        return phrase.WithRoom(venue.Place, room).Is(out var withRoom, out problem) ? (withRoom, null) : (default, new(TimetableField.Room, room, problem));
    }

    private Understood<Venue> WrittenVenue(string? text, string? postcode, out TimetableField field)
    {
        field = text is not null ? TimetableField.Venue : postcode is not null ? TimetableField.Postcode : TimetableField.Venue;
        if ((text ?? postcode) is { } written)
        {
            // Whoever has but one site writes its rooms where others write the place.
            var understood = phrase.Understand(written);
            return !understood.Is(out _, out _) && defaultPlace is { } own && VenuePhrase.RoomOf(own, written) is { } room ? room : understood;
        }

        return defaultPlace is { } place
            ? new Venue(place, null)
            : new Misunderstanding("venue-missing", "The row does not say where. Write the name of a hub or site.");
    }
}
