using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>Everything that one row writes about when, with a line for each clear clause of its notes. Equal rows share one meaning.</summary>
internal readonly record struct WhenCells(
    string? Day, string? Dates, string? DateFrom, string? DateTo, string? Time, string? Start, string? End, string? TermTime, string? Except, string? Notes = null);

/// <summary>What it means; the problems when it does not mean anything; the clause of the notes that could not be applied.</summary>
internal sealed record WhenMeaning(SessionSchedule? Schedule, SlotTimes? Times, IReadOnlyList<CellProblem> Problems, string? NotApplied);

/// <summary>Reads all of a row's cells about when and puts them together.</summary>
internal sealed class RowWhen(AuthorityCalendar calendar, LocalDate today)
{
    private readonly ScheduleAssembly assembly = new(calendar, today);

    /// <summary>The meaning of a row's cells.</summary>
    public WhenMeaning Understand(WhenCells cells)
    {
        var facts = new WhenFacts();
        var problems = new List<CellProblem>();
        Read(TimetableField.Day, cells.Day, t => WhenPhrase.Read(t, WhenColumn.Days, today));
        Read(TimetableField.Dates, cells.Dates, t => WhenPhrase.Read(t, WhenColumn.Dates, today));
        Read(TimetableField.DateFrom, cells.DateFrom, t => ReadBound(t, isStart: true));
        Read(TimetableField.DateTo, cells.DateTo, t => ReadBound(t, isStart: false));
        Read(TimetableField.TermTime, cells.TermTime, ReadTermTime);
        Read(TimetableField.Except, IsNone(cells.Except) ? null : cells.Except, t => WhenPhrase.ReadOff(t, today));
        string? notApplied = null;
        foreach (var clause in cells.Notes?.Split('\n') ?? [])
        {
            var note = WhenPhrase.ReadNote(clause, today) ?? throw new InvalidOperationException("A clause that was clear is no longer.");
            if (!MayBeApplied(note, facts))
                notApplied ??= clause;
            else if (facts.Add(note, clause) is { } differs)
                problems.Add(new(TimetableField.Description, clause, differs));
        }

        var (timeField, timeText) = cells.Time is not null ? (TimetableField.Time, cells.Time)
            : cells.End is null || cells.Start is null ? (TimetableField.Start, cells.Start)
            : (TimetableField.Start, $"{cells.Start} to {cells.End}");
        ReadTime(cells, timeField, timeText, facts, problems);

        SessionSchedule? schedule = null;
        var words = string.Join(", ", new[] { cells.Day, cells.Dates, cells.DateFrom, cells.DateTo, cells.Notes?.Replace('\n', ',') }.Where(c => c is not null));
        if (problems.TrueForAll(p => IsAboutTime(p.Field)) && !assembly.Assemble(facts, words).Is(out schedule, out var wrong))
            problems.Add(new(FieldOf(cells), words, wrong));
        var times = Settle(facts, timeField, timeText, problems);
        return new(schedule, times, problems, notApplied);

        void Read(TimetableField field, string? text, Func<string, Understood<WhenFacts>> read)
        {
            if (text is null)
                return;
            if (!read(text).Is(out var more, out var problem) || (problem = facts.Add(more, text)) is not null)
                problems.Add(new(field, text, problem!));
        }
    }

    // Other weekdays than the row's may be those of something else. Weeks are counted from a date that a note seldom tells, and a period beside dates of the row's own may be any period.
    private static bool MayBeApplied(WhenFacts note, WhenFacts row) =>
        (note.Limits || note.Dates.Count > 0 || row.Days.IsEmpty || note.Days == row.Days)
        && (note.ForWeeks == 0 || note.From is not null || row.From is not null)
        && (note.Dates.Count == 0 || (row.Dates.Count == 0 && row.From is null && row.Until is null));

    private void ReadTime(WhenCells cells, TimetableField field, string? text, WhenFacts facts, List<CellProblem> problems)
    {
        if (text is null)
            return;
        if (WhenPhrase.Read(text, WhenColumn.Times, today).Is(out var more, out var problem))
        {
            // The row's own time column wins over a time inside the words about days.
            facts.Times = more.Times ?? facts.Times;
            problem = facts.Add(more, text);
        }
        else if (cells is { Time: null, Start: { } start, End: { } end })
        {
            // Two columns were read as one phrase; blame the one that is wrong.
            var (wrongField, wrong) = TimePhrase.Understand(start).Problem is { Rule: "time-not-understood" } ? (TimetableField.Start, start) : (TimetableField.End, end);
            (field, text, problem) = (wrongField, wrong, TimePhrase.Understand(wrong).Problem ?? problem);
        }

        if (problem is not null)
            problems.Add(new(field, text, problem));
    }

    private static SlotTimes? Settle(WhenFacts facts, TimetableField field, string? text, List<CellProblem> problems)
    {
        if (facts.Times is { } written)
        {
            if (TimeSettlement.Settle(written, facts.Part, text ?? "").Is(out var times, out var problem))
                return times;
            problems.Add(new(field, text ?? "", problem));
        }
        else if (problems.TrueForAll(p => !IsAboutTime(p.Field)))
        {
            problems.Add(new(TimetableField.Time, "", new("time-missing", $"The row does not say at what time. {TimePhrase.Advice}")));
        }

        return null;
    }

    private Understood<WhenFacts> ReadBound(string text, bool isStart)
    {
        if (!WhenPhrase.Read(text, WhenColumn.Dates, today).Is(out var facts, out var problem))
            return problem;
        if (facts.Dates is [{ Last: null } only] && facts is { From: null, Until: null })
        {
            // "w/c 14 Sept" as a first date is its Monday; as a last date it could be any day of the week.
            facts.Dates.Clear();
            if (only.IsWeek && !isStart)
                return Misunderstanding.Of("date", text, null, DatePhrase.Advice);
            facts.From = isStart ? only.First : null;
            facts.Until = isStart ? null : only.First;
        }

        return facts;
    }

    private static Understood<WhenFacts> ReadTermTime(string text) => TermPhrase.Understand(text) is { } only
        ? new WhenFacts { TermTimeOnly = only }
        : Misunderstanding.Of("term time", text, SpellingRepair.Suggest(text, ["term", "time", "only", "yes", "no", "year", "all", "round"], t => TermPhrase.Understand(t) is not null), "Write yes, no or term time only.");

    // "None", "n/a": there is no date on which it is off.
    private static bool IsNone(string? text) => text is { Length: <= 12 } && text.Trim(' ', '.').ToUpperInvariant() is "NONE" or "N/A" or "NA" or "NIL" or "NO" or "-" or "–" or "—" or "NO DATES" or "NONE KNOWN";

    private static bool IsAboutTime(TimetableField field) => field is TimetableField.Time or TimetableField.Start or TimetableField.End;

    private static TimetableField FieldOf(WhenCells cells) =>
        cells.Dates is not null ? TimetableField.Dates : cells.Day is null && cells.DateFrom is not null ? TimetableField.DateFrom : TimetableField.Day;
}
