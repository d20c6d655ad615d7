using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Reading.Tables;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Places;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Status;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Times;
using HubAutomation.Shared.Timetables.Understanding.Phrases.When;
using HubAutomation.Shared.Timetables.Vocabulary;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>
/// Turns what one partner wrote into sessions. A row is understood in full or rejected with everything that is wrong with it;
/// nothing is guessed and no row throws. Make one for each file: it remembers phrases, and is not for several threads at once.
/// </summary>
/// <param name="settings">The authority's places, terms, seasons and bank holidays.</param>
/// <param name="partner">Who sent the file; its defaults hold where a row says nothing.</param>
/// <param name="today">Date of the upload, Europe/London: years that are not written are found from it.</param>
internal sealed class RowInterpreter(AuthoritySettings settings, Partner partner, LocalDate today)
{
    private readonly VenueReader venues = new(settings.Places, partner.DefaultPlace, today);
    private readonly PhraseCache<WhenCells, WhenMeaning> when = new(new RowWhen(settings.Calendar, today).Understand, c => c.Length);
    private readonly OfferReader offers = new(partner.DefaultBooking);
    private readonly RowNotes notes = new(today);
    private readonly PersonalDetails people = new(new VenuePhrase(settings.Places, today).IsPlaceOrRoom);
    private readonly RowChecks checks = new(settings.Calendar, today);

    /// <summary>Called with what a row made the rules throw: a mistake of ours, which costs the partner that row and no other.</summary>
    public Action<Exception>? OnFailure { get; init; }

    /// <summary>What was used, in the rows so far, of columns whose headings were not understood, by heading.</summary>
    public IReadOnlyDictionary<string, ColumnUse> UsedColumns => notes.Used;

    /// <summary>What became of an item.</summary>
    public Interpretation Interpret(ReadItem item)
    {
        try
        {
            return Understand(item);
        }
        catch (Exception e) when (ReadGuard.IsDamage(e))
        {
            OnFailure?.Invoke(e);
            return new Rejected(item.Place, [new(
                item.Place, "row", "", "row-not-read",
                "The hub could not read this row, and the mistake is ours. Write it more simply, or ask the hub team to look at it.")]);
        }
    }

    private Interpretation Understand(ReadItem item) => item switch
    {
        TextRow row => InterpretText(row),
        CalendarRow row => InterpretCalendar(row),
        GroupHeading heading => InterpretHeading(heading),
        LineBelow line => new Noticed(line.Place, notes.Tell(line) is { } told ? [told] : []),
        Remark remark => new Noticed(remark.Place, [remark.Warning]),
        UnreadableRow row => new Rejected(row.Place, [row.Reject]),
        _ => throw new ArgumentException($"Unknown kind of item: {item.GetType().Name}", nameof(item)),
    };

    private Interpretation InterpretText(TextRow row)
    {
        var cells = row.Cells;
        string? second = null;
        if (cells.TryGetValue(TimetableField.Cell, out var cell))
        {
            if (StandingPhrase.SaysClosed(cell))
                return new Rejected(row.Place, [NotOn(cell).At(row.Place)]);
            if (Ticks.IsNo(cell) || (!cells.ContainsKey(TimetableField.Title) && Ticks.IsCross(cell)))
                return new Noticed(row.Place, []);
            var isNamed = cells.ContainsKey(TimetableField.Title);
            if ((isNamed ? TickCell.Sort(cell, cells, today, venues.FieldOf) : GridCell.Sort(cell, today, venues.FieldOf)) is not { } sorted)
                return new Rejected(row.Place, [new CellProblem(TimetableField.Cell, cell, TickCell.NotUnderstood(cell, cells.GetValueOrDefault(TimetableField.Day))).At(row.Place) with { Activity = NameOf(cells[TimetableField.Title]) }]);
            second = isNamed ? null : GridCell.SecondName(cell, sorted);
            cells = GridRow.Merge(cells, sorted, venues.PlaceOf);
        }

        if (RefusalOf(row.Place, cells.GetValueOrDefault(TimetableField.Title)) is { } refusal)
            return refusal;
        if (HeadingNotes.Stopped(row, venues.IsPlace, today) is { } stopped)
            return stopped;
        var findings = new RowFindings(row.Place) { Activity = NameOf(cells.GetValueOrDefault(TimetableField.Title)) };
        cells = people.TakeOut(cells, findings);
        if ((second ?? TitleText.SecondLine(cells.GetValueOrDefault(TimetableField.Title))) is { } other)
            findings.Warn("may-be-two-sessions", $"\"{Misunderstanding.Quoted(other)}\" may be a session of its own. Families see one session. If these are two, write each in a row or cell of its own.");
        var title = TitleText.Understand(cells.GetValueOrDefault(TimetableField.Title), findings);
        var said = notes.Read(row, cells, findings);
        var meaning = when[GridRow.WhenCellsOf(cells, said.Clear.Count == 0 ? null : string.Join('\n', said.Clear))];
        findings.Add(meaning.Problems);
        if (meaning.Schedule is { } schedule && (said.Unclear ?? meaning.NotApplied ?? said.UnclearFor(schedule)) is { } clause)
            WarnOfNote(clause, schedule, findings);
        var venue = venues.Read(row, cells, findings);
        if (row.Context.Corner is { } corner && (venues.Speaks(corner) || notes.HasTold(corner)))
            notes.Use(corner);
        var offer = offers.Read(row, cells, findings);
        var description = DescriptionText.Understand(cells.GetValueOrDefault(TimetableField.Description), findings);
        if (findings.Rejects is null)
            HoldTitle(title!, meaning.Schedule!, meaning.Times!.Value, venue.Place, findings);
        return findings.Rejects is { } rejects
            ? new Rejected(row.Place, rejects)
            : Accept(new(title!, description, meaning.Schedule!, meaning.Times!.Value, venue, offer), findings, row.Place);
    }

    /// <summary>Gives back a row that is not for families, without a word of its title, since it may name somebody; null for any other.</summary>
    private static Rejected? RefusalOf(RowPlace place, string? title) =>
        title is not null && (NotForFamilies.Says(title) || NotForFamilies.IsFiller(title)) ? new Rejected(place, [new CellProblem(TimetableField.Title, "", NotShown).At(place)]) : null;

    private static readonly Misunderstanding NotShown = new(
        "not-for-families", "The name of the session reads like an entry of a staff diary or an appointment about one family, so it is not shown. Leave the row out of the next file, or give it the name that families know it by.");

    // A place or a day heads the rows below it, a note is told of; anything else is asked about, for what it heads is not known.
    private Interpretation InterpretHeading(GroupHeading heading)
    {
        if (heading.Day is not null || venues.IsPlace(heading.Text) || SectionDay.IsSubject(heading.Text))
            return new Noticed(heading.Place, []);
        if (HeadingNotes.Stops(heading.Text, today))
            return new Noticed(heading.Place, [HeadingNotes.StopsBelow(heading)]);
        if (notes.IsAboutWhen(heading.Text) && !venues.SpeaksOfPlace(heading.Text))
            return new Noticed(heading.Place, notes.Tell(heading) is { } told ? [told] : []);
        return venues.IsNote(heading.Text) ? new Noticed(heading.Place, []) : new Rejected(heading.Place, [HeadingNotes.NotUnderstood(heading)]);
    }

    // The words are quoted without numbers and names, as families would see them.
    private static void WarnOfNote(string clause, SessionSchedule schedule, RowFindings findings)
    {
        var words = PrivateNotes.Without(ContactDetails.Remove(clause, out _));
        findings.Warn(
            "note-about-when",
            $"{(words.Length == 0 ? "A note" : $"\"{Misunderstanding.Quoted(words)}\"")} may limit when it takes place; families see {PlainEnglish.Say(schedule)}. If that is not right, write the days or dates in their own column.");
    }

    private Interpretation InterpretCalendar(CalendarRow row)
    {
        if (RefusalOf(row.Place, row.Title) is { } refusal)
            return refusal;
        var findings = new RowFindings(row.Place) { Activity = NameOf(row.Title) };
        foreach (var warning in row.Warnings)
            findings.Warn(warning.Rule, warning.Sentence);
        var title = TitleText.Understand(row.Title, findings);
        var schedule = ReadNotes(row, findings);
        var venue = venues.Read(row with { Location = people.TakeOut(row.Location, findings) }, findings);
        var offer = offers.FindIn(row);
        var description = DescriptionText.Understand(row.Description, findings);
        if (findings.Rejects is null)
            HoldTitle(title!, schedule, new(row.Start, row.End), venue.Place, findings);
        return findings.Rejects is { } rejects
            ? new Rejected(row.Place, rejects)
            : Accept(new(title!, description, schedule, new(row.Start, row.End), venue, offer), findings, row.Place);
    }

    private void HoldTitle(string title, SessionSchedule schedule, SlotTimes times, Place place, RowFindings findings)
    {
        if (TitleClaims.Differ(title, schedule, times, place, venues.PlaceOf) is { } differs)
            findings.Reject(new(TimetableField.Title, title, differs));
    }

    // A calendar's dates are exact. What repeats can be limited by words beside it; a list of dates can only be contradicted.
    private SessionSchedule ReadNotes(CalendarRow row, RowFindings findings)
    {
        var found = notes.Of(row);
        if ((found.Stop ?? StandingPhrase.WithholdsIn(row.Description)) is { } stop)
            findings.Reject(new(TimetableField.Description, row.Description ?? row.Title, StandingPhrase.NotShown(stop)));
        if (row.Schedule.Kind == ScheduleKind.Dates)
        {
            if (found.Clear.FirstOrDefault(c => WhenPhrase.ReadNote(c, today) is { } said && Contradicts(said, row.Schedule.Dates)) is { } contradiction)
                WarnOfNote(contradiction, row.Schedule, findings);
            return row.Schedule;
        }

        var isTermTime = found.Clear.Any(c => WhenPhrase.ReadNote(c, today) is { TermTimeOnly: true, HasOnlyTermTime: true });
        if ((found.Clear.FirstOrDefault(c => WhenPhrase.ReadNote(c, today) is { HasOnlyTermTime: false }) ?? found.UnclearFor(row.Schedule)) is { } clause)
            WarnOfNote(clause, row.Schedule, findings);
        return isTermTime ? row.Schedule with { TermTimeOnly = true } : row.Schedule;
    }

    // "Not on 14 December" beside a list that has that date, "fortnightly" beside one that runs weekly.
    private bool Contradicts(WhenFacts said, IReadOnlyList<LocalDate> dates)
    {
        var isOffThen = said.Off.Count > 0 && DateSettlement.Settle(said.Off, dates[0]).Is(out var off, out _) && off.Exists(o => dates.Any(d => d >= o.First && d <= (o.Last ?? o.First)));
        var isOtherRhythm = said.EveryWeeks > 1 && dates.Any(d => Period.DaysBetween(dates[0], d) % (7 * said.EveryWeeks) != 0);
        var isTermTime = said.TermTimeOnly == true && dates.Any(d => !settings.Calendar.IsTermTime(d));
        var isBefore = said.From is { } from && DateSettlement.Settle(from, dates[0]).Is(out var first, out _) && dates[0] < first;
        var isAfter = said.Until is { } until && DateSettlement.Settle(until, dates[0]).Is(out var last, out _) && dates[^1] > last;
        return isOffThen || isOtherRhythm || isTermTime || isBefore || isAfter || (!said.DaysOff.IsEmpty && dates.Any(d => said.DaysOff.Has(d.DayOfWeek)));
    }

    private Accepted Accept(RowMeaning row, RowFindings findings, RowPlace place)
    {
        var (authority, start) = (settings.Authority.Id, row.Times.Start);
        var session = new Session
        {
            Id = SessionKey.IdOf(authority, partner.Id, row.Title, row.Venue.Place.Id, row.Venue.Room, row.Schedule, start),
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
        return new(new SessionInFile(session, SessionKey.LinkKeyOf(authority, row.Title, row.Venue.Place.Id, row.Schedule, start), place), findings.Warnings);
    }

    private static string? NameOf(string? title) => title is null ? null : Misunderstanding.Quoted(PlainText.Tidy(title));

    private static CellProblem NotOn(string cell) => new(TimetableField.Cell, cell, new(
        "says-closed", $"The cell says \"{Misunderstanding.Quoted(cell)}\", so no session was made of it. Nothing needs to be done if nothing takes place."));

    private readonly record struct RowMeaning(
        string Title, string? Description, SessionSchedule Schedule, SlotTimes Times, Venue Venue, Offer Offer);
}
