using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>
/// Turns what one partner wrote into sessions. A row is understood in full or rejected with everything that is wrong with it;
/// nothing is guessed and no row throws. Make one for each file: it remembers phrases, and is not for several threads at once.
/// </summary>
/// <param name="settings">The authority's places, terms, seasons and bank holidays.</param>
/// <param name="partner">Who sent the file; its defaults hold where a row says nothing.</param>
/// <param name="today">Date of the upload, Europe/London: years that are not written are found from it.</param>
public sealed class RowInterpreter(AuthoritySettings settings, Partner partner, LocalDate today)
{
    private readonly VenueReader venues = new(settings.Places, partner.DefaultPlace);
    private readonly PhraseCache<WhenCells, WhenMeaning> when = new(new RowWhen(settings.Calendar, today).Understand);
    private readonly OfferReader offers = new(partner.DefaultBooking);
    private readonly RowChecks checks = new(settings.Calendar, today);

    /// <summary>What became of an item.</summary>
    public Interpretation Interpret(ReadItem item) => item switch
    {
        TextRow row => InterpretText(row),
        CalendarRow row => InterpretCalendar(row),
        UnreadableRow row => new Rejected(row.Place, [row.Reject]),
        _ => throw new ArgumentException($"Unknown kind of item: {item.GetType().Name}", nameof(item)),
    };

    private Interpretation InterpretText(TextRow row)
    {
        var cells = row.Cells;
        if (cells.TryGetValue(TimetableField.Cell, out var cell))
        {
            if (GridCell.SaysClosed(cell))
                return new Rejected(row.Place, [NotOn(cell).At(row.Place)]);
            cells = GridRow.Merge(cells, GridCell.Sort(cell, today, venues.FieldOf));
        }

        var findings = new RowFindings(row.Place) { Activity = NameOf(cells.GetValueOrDefault(TimetableField.Title)) };
        var title = TitleText.Understand(cells.GetValueOrDefault(TimetableField.Title), findings);
        var meaning = when[GridRow.WhenCellsOf(cells)];
        findings.Add(meaning.Problems);
        var venue = venues.Read(cells, findings);
        var offer = offers.Read(cells, findings);
        var description = DescriptionText.Understand(cells.GetValueOrDefault(TimetableField.Description), findings);
        return findings.Rejects is { } rejects
            ? new Rejected(row.Place, rejects)
            : Accept(new(title!, description, meaning.Schedule!, meaning.Times!.Value, venue, offer, null), findings, row.Place);
    }

    private Interpretation InterpretCalendar(CalendarRow row)
    {
        var findings = new RowFindings(row.Place) { Activity = NameOf(row.Title) };
        var title = TitleText.Understand(row.Title, findings);
        var venue = venues.Read(row, findings);
        var offer = offers.FindIn(row);
        var description = DescriptionText.Understand(row.Description, findings);
        return findings.Rejects is { } rejects
            ? new Rejected(row.Place, rejects)
            : Accept(new(title!, description, row.Schedule, new(row.Start, row.End), venue, offer, row.Uid), findings, row.Place);
    }

    private Accepted Accept(Understanding row, RowFindings findings, RowPlace place)
    {
        var (authority, start) = (settings.Authority.Id, row.Times.Start);
        var session = new Session
        {
            Id = SessionKey.IdOf(authority, partner.Id, row.Title, row.Venue.Place.Id, row.Venue.Room, row.Schedule, start, row.CalendarUid),
            Title = row.Title,
            Description = row.Description,
            Schedule = row.Schedule,
            Start = start,
            End = row.Times.End,
            PlaceId = row.Venue.Place.Id,
            Room = row.Venue.Room,
            Ages = row.Offer.Ages,
            Booking = row.Offer.Booking,
            Cost = row.Offer.Cost,
        };
        checks.Check(session, row.Venue.Place, findings);
        return new(place, session, SessionKey.LinkKeyOf(authority, row.Title, row.Venue.Place.Id, row.Schedule, start), findings.Warnings);
    }

    private static string? NameOf(string? title) => title is null ? null : Misunderstanding.Quoted(PlainText.Tidy(title));

    private static CellProblem NotOn(string cell) => new(TimetableField.Cell, cell, new(
        "says-closed", $"The cell says \"{Misunderstanding.Quoted(cell)}\", so no session was made of it. Nothing needs to be done if nothing takes place."));

    private readonly record struct Understanding(
        string Title, string? Description, SessionSchedule Schedule, SlotTimes Times, Venue Venue, Offer Offer, string? CalendarUid);
}
