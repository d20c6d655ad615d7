using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Columns;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Status;
using HubAutomation.Shared.Timetables.Understanding.Phrases.When;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>Finds what the texts of a row, which are about something else, say about when it takes place and whether.</summary>
internal sealed class RowNotes(LocalDate today)
{
    // A column that was not understood is named to the partner already; of it only what cannot mean anything else is used.
    private static readonly TimetableField[] Asides = [TimetableField.Booking, TimetableField.Cost, TimetableField.Room, TimetableField.Venue];

    private const string HeadingRule = "heading-about-when";

    private readonly WhenNotesReader reader = new(today);
    private readonly HashSet<string> told = [];

    // Headings that some rows take their days from: of these nobody is told.
    private readonly HashSet<string> taken = [];
    private readonly Dictionary<string, ColumnUse> used = [];
    private RowContext? lastContext;

    /// <summary>What became of the columns whose headings were not understood, by heading.</summary>
    public IReadOnlyDictionary<string, ColumnUse> Used => used;

    /// <summary>What a row's texts say; rejects are noted when one says that it does not take place.</summary>
    public WhenNotes Read(TextRow row, IReadOnlyDictionary<TimetableField, string> cells, RowFindings findings)
    {
        var found = WhenNotes.None;
        if (cells.TryGetValue(TimetableField.Title, out var title))
        {
            var aside = reader.Of(AsideOf(title));
            found = found.And(aside, mayBeUnclear: true).And(reader.Of(NameOf(title)) is { } name ? WhenNotes.None with { Hint = name.AnyClause } : WhenNotes.None, mayBeUnclear: true);
        }

        if (cells.TryGetValue(TimetableField.Description, out var description))
            Take(TimetableField.Description, description, mayBeUnclear: true);
        foreach (var field in Asides)
        {
            if (cells.TryGetValue(field, out var text))
                Take(field, text, mayBeUnclear: false);
        }

        found = ReadHeadings(row, found, findings);
        var hasDays = cells.ContainsKey(TimetableField.Day) || cells.ContainsKey(TimetableField.Dates) || cells.ContainsKey(TimetableField.DateFrom) || cells.ContainsKey(TimetableField.Cell);
        foreach (var cell in row.Unread)
        {
            var notes = reader.Of(cell.Text);
            if (!hasDays && HasHeading(cell) && notes.Clear.Any(c => WhenPhrase.ReadNote(c, today) is { Days.IsEmpty: false }))
            {
                findings.Reject(DaysBelow(cell));
                hasDays = true;
            }

            Take(TimetableField.Description, cell.Text, mayBeUnclear: false);
            used[cell.Heading] = used.GetValueOrDefault(cell.Heading, new(false, true)) is var use ? new(use.Some || notes.Clear.Count > 0, use.All && notes.IsAllClear) : default;
        }

        if (cells.TryGetValue(TimetableField.Status, out var status))
            found = ReadStatus(status, found, findings);
        WarnOfHeadings(row.Context, cells.GetValueOrDefault(TimetableField.Day), findings);
        return found;

        void Take(TimetableField field, string text, bool mayBeUnclear)
        {
            var notes = reader.Of(text);
            if ((notes.Stop ?? (field == TimetableField.Description ? StandingPhrase.WithholdsIn(text) : null)) is { } stop)
                findings.Reject(new(field, text, StandingPhrase.NotShown(stop)));
            found = found.And(notes, mayBeUnclear);
        }
    }

    /// <summary>Notes that a heading which is no column's was used, so that nobody is told that it was not read.</summary>
    public void Use(string heading) => used[heading] = new(Some: true, All: true);

    /// <summary>True when a partner was told of a heading.</summary>
    public bool HasTold(string heading) => told.Contains(heading);

    /// <summary>True for a text alone in a row that speaks of when.</summary>
    public bool IsAboutWhen(string text) => reader.Of(text) is { Stop: not null } or { Unclear: not null } or { Clear.Count: > 0 }; // "Autumn 2026" names a timetable

    /// <summary>Tells of such a text, once; null when it was told of before.</summary>
    public Warning? Tell(GroupHeading heading) => told.Add(heading.Text) ? new(heading.Place, HeadingRule, Sentence("In a row of its own", heading.Text)) : null;

    /// <summary>Tells of a line below all tables that speaks of when; null for any other.</summary>
    public Warning? Tell(LineBelow line) => IsAboutWhen(line.Text) && told.Add(line.Text) ? new(line.Place, HeadingRule, Sentence("Below the table", line.Text)) : null;

    /// <summary>What the texts of a calendar event say.</summary>
    public WhenNotes Of(CalendarRow row)
    {
        var found = reader.Of($"{AsideOf(row.Title)}\n{row.Description}");
        return found with { Hint = found.Hint ?? reader.Of(NameOf(row.Title)).AnyClause };
    }

    // "Day (from 4 January)" limits every row below it; what such words mean is known, or the row is given back.
    private WhenNotes ReadHeadings(TextRow row, WhenNotes found, RowFindings findings)
    {
        foreach (var words in row.HeadingLimits)
        {
            var notes = reader.Of(words);
            if ((notes.Stop ?? notes.Unclear ?? notes.Hint) is { } clause)
                findings.Reject(new(TimetableField.Day, words, new(
                    "heading-limits", $"A heading says \"{Misunderstanding.Quoted(clause)}\", and we cannot tell on which dates its rows take place. Write that in each row, like from 7 September or term time only, and the heading without it.")));
            found = found.And(notes, mayBeUnclear: false);
        }

        return found;
    }

    private static bool HasHeading(UnreadCell cell) => !cell.Heading.StartsWith("column ", StringComparison.Ordinal);

    // "Previous day", "Spring term (4 Jan – 25 Mar)": days below a heading that was not understood may be days on which it was, or on which it will be.
    private static CellProblem DaysBelow(UnreadCell cell) => new(TimetableField.Day, cell.Text, new(
        "day-heading-not-known", $"The column \"{Misunderstanding.Quoted(cell.Heading)}\" holds days, but its heading does not tell us that the session is then. Head the days with Day, and write from when until when in each row."));

    private WhenNotes ReadStatus(string status, WhenNotes found, RowFindings findings)
    {
        foreach (var line in status.Split('\n').Distinct())
        {
            if (StandingPhrase.Allows(line))
                continue;
            if (reader.Of(line) is { Stop: null, Clear.Count: > 0 } notes)
                found = found.And(notes, mayBeUnclear: false);
            else if (StandingPhrase.StopsOrWithholds(line))
                findings.Reject(new(TimetableField.Status, line, StandingPhrase.NotShown(line)));
            else
                findings.Reject(new(TimetableField.Status, line, new(
                    "status-not-understood", $"We could not read the status \"{Misunderstanding.Quoted(line)}\", so we do not know whether it takes place. Write Confirmed or Cancelled.")));
        }

        return found;
    }

    // "Term time only" above a table is told of once and not applied: it may be about some of the rows.
    private void WarnOfHeadings(RowContext context, string? day, RowFindings findings)
    {
        // The row's own day is nearer than the heading's, but "from 4 January" above it may hold all the same.
        if (context.Day is { } above && above != day && !Shapes.IsWeekday(above) && reader.Of(above).AnyClause is not null && told.Add(above))
            findings.WarnOfEach(HeadingRule, Sentence("Above the table", above));
        if (ReferenceEquals(context, lastContext))
            return;
        lastContext = context;
        foreach (var text in context.Groups.Concat(context.Captions))
        {
            if (text == day)
                taken.Add(text);
            else if (!taken.Contains(text) && !HeadingNotes.Stops(text, context, today) && IsAboutWhen(text) && told.Add(text))
                findings.WarnOfEach(HeadingRule, Sentence("Above the table", text));
        }
    }

    private static string Sentence(string where, string text) =>
        $"{where} stands \"{Misunderstanding.Quoted(text)}\", which is not applied to {(where == "Above the table" ? "the sessions below it" : "any session")}. If it holds for them, write it in their rows, like term time only, from 7 September or until 18 December.";

    // The name itself is a name: "Fortnightly Friends" may be weekly, so it is told of and never applied. What stands beside it limits the session.
    private static string AsideOf(string title) => !MayBeRead(title) ? "" : string.Join('\n', CellPart.Of(title).Where((p, i) => i > 0 || p.IsAside).Select(p => p.Text));

    private static string NameOf(string title) => MayBeRead(title) && CellPart.Of(title) is [{ IsAside: false } name, ..] ? name.Text : "";

    private static bool MayBeRead(string title) => title.Length <= Phrase.MaxLength && WhenMention.MayBeIn(title);
}
