using HubAutomation.Shared.Timetables.Understanding.Phrases;
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
    private RowContext? lastContext;

    /// <summary>The clear clauses, a line each, or null; rejects are noted when a text says that it does not take place.</summary>
    /// <param name="row">The row.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <param name="unclear">A clause about days or dates that is not understood; null when there is none.</param>
    public string? Read(TextRow row, IReadOnlyDictionary<TimetableField, string> cells, RowFindings findings, out string? unclear)
    {
        unclear = null;
        List<string>? clear = null;
        if (cells.TryGetValue(TimetableField.Title, out var title))
            Take(TimetableField.Title, AsideOf(title), mayBeUnclear: true, ref unclear, ref clear, findings);
        if (cells.TryGetValue(TimetableField.Description, out var description))
            Take(TimetableField.Description, description, mayBeUnclear: true, ref unclear, ref clear, findings);
        foreach (var field in Asides)
        {
            if (cells.TryGetValue(field, out var text))
                Take(field, text, mayBeUnclear: false, ref unclear, ref clear, findings);
        }

        foreach (var cell in row.Unread)
            Take(TimetableField.Description, cell.Text, mayBeUnclear: false, ref unclear, ref clear, findings);
        if (cells.TryGetValue(TimetableField.Status, out var status))
            ReadStatus(status, ref clear, findings);
        WarnOfHeadings(row.Context, findings);
        return clear is null ? null : string.Join('\n', clear.Distinct());
    }

    /// <summary>What the texts of a calendar event say.</summary>
    public WhenNotes Of(CalendarRow row) => reader.Of($"{AsideOf(row.Title)}\n{row.Description}");

    /// <summary>True for a text alone in a row that speaks of when.</summary>
    public bool IsAboutWhen(string text) => reader.Of(text) is { Stop: not null } or { Unclear: not null } or { Clear.Count: > 0 };

    /// <summary>Tells of such a text, once; null when it was told of before.</summary>
    public Warning? Tell(GroupHeading heading) => told.Add(heading.Text) ? new(heading.Place, HeadingRule, Sentence("In a row of its own", heading.Text)) : null;

    private void Take(TimetableField field, string text, bool mayBeUnclear, ref string? unclear, ref List<string>? clear, RowFindings findings)
    {
        var notes = reader.Of(text);
        if (notes.Stop is { } stop && field != TimetableField.Title)
            findings.Reject(new(field, text, StandingPhrase.NotShown(stop)));
        unclear ??= mayBeUnclear ? notes.Unclear : null;
        if (notes.Clear.Count > 0)
            (clear ??= []).AddRange(notes.Clear);
    }

    private void ReadStatus(string status, ref List<string>? clear, RowFindings findings)
    {
        foreach (var line in status.Split('\n').Distinct())
        {
            if (StandingPhrase.Allows(line))
                continue;
            if (reader.Of(line) is { Stop: null, Clear: { Count: > 0 } clauses })
                (clear ??= []).AddRange(clauses);
            else if (StandingPhrase.StopsOrWithholds(line))
                findings.Reject(new(TimetableField.Status, line, StandingPhrase.NotShown(line)));
            else
                findings.Reject(new(TimetableField.Status, line, new(
                    "status-not-understood", $"We could not read the status \"{Misunderstanding.Quoted(line)}\", so we do not know whether it takes place. Write Confirmed or Cancelled.")));
        }
    }

    // "Term time only" above a table is told of once and not applied: it may be about some of the rows.
    private void WarnOfHeadings(RowContext context, RowFindings findings)
    {
        if (ReferenceEquals(context, lastContext))
            return;
        lastContext = context;
        foreach (var text in context.Groups.Concat(context.Captions))
        {
            if (told.Add(text) && !HeadingNotes.Stops(text) && IsAboutWhen(text))
                findings.Warn(HeadingRule, Sentence("Above the table", text));
        }
    }

    private static string Sentence(string where, string text) =>
        $"{where} stands \"{Misunderstanding.Quoted(text)}\", which is not applied to {(where == "Above the table" ? "the sessions below it" : "any session")}. If it holds for them, write it in their rows, like term time only, from 7 September or until 18 December.";

    // The name itself is a name: "Fortnightly Friends". What stands beside it is not.
    private static string AsideOf(string title)
    {
        if (title.Length > Phrase.MaxLength || !WhenMention.MayBeIn(title))
            return "";
        var parts = CellPart.Of(title);
        return string.Join('\n', parts.Where((p, i) => i > 0 || p.IsAside).Select(p => p.Text));
    }
}
