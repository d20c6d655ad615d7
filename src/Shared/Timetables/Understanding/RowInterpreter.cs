using HubAutomation.Shared.Platform.Settings;
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
    private readonly RowChecks checks = new(settings.Calendar);

    /// <summary>What became of a row.</summary>
    public Interpretation Interpret(ReadItem item) => item switch
    {
        TextRow row => InterpretText(row),
        UnreadableRow row => new Rejected(row.Place, [row.Reject]),
        _ => throw new ArgumentException($"Unknown kind of item: {item.GetType().Name}", nameof(item)),
    };

    private Interpretation InterpretText(TextRow row)
    {
        var cells = row.Cells;
        var findings = new RowFindings(row.Place);
        var title = TitleText.Understand(cells.GetValueOrDefault(TimetableField.Title), findings);
        var meaning = when[WhenCellsOf(cells)];
        findings.Add(meaning.Problems);
        var venue = venues.Read(cells, findings);
        if (findings.Rejects is { } rejects)
            return new Rejected(row.Place, rejects);

        var (schedule, times) = (meaning.Schedule!, meaning.Times!.Value);
        var session = new Session
        {
            Id = SessionKey.IdOf(settings.Authority.Id, partner.Id, title!, venue.Place.Id, venue.Room, schedule, times.Start),
            Title = title!,
            Schedule = schedule,
            Start = times.Start,
            End = times.End,
            PlaceId = venue.Place.Id,
            Room = venue.Room,
        };
        checks.Check(session, venue.Place, findings);
        return new Accepted(row.Place, session, SessionKey.LinkKeyOf(settings.Authority.Id, title!, venue.Place.Id, schedule, times.Start), findings.Warnings);
    }

    private static WhenCells WhenCellsOf(IReadOnlyDictionary<TimetableField, string> cells) => new(
        cells.GetValueOrDefault(TimetableField.Day), cells.GetValueOrDefault(TimetableField.Dates),
        cells.GetValueOrDefault(TimetableField.DateFrom), cells.GetValueOrDefault(TimetableField.DateTo),
        cells.GetValueOrDefault(TimetableField.Time), cells.GetValueOrDefault(TimetableField.Start), cells.GetValueOrDefault(TimetableField.End),
        cells.GetValueOrDefault(TimetableField.TermTime), cells.GetValueOrDefault(TimetableField.Except));
}
