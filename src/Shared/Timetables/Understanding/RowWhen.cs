using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Status;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Times;
using HubAutomation.Shared.Timetables.Understanding.Phrases.When;
using HubAutomation.Shared.Timetables.Understanding.Schedules;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>Everything that one row writes about when, with a line for each clear clause of its notes. Equal rows share one meaning.</summary>
internal readonly record struct WhenCells(
    string? Day, string? Dates, string? DateFrom, string? DateTo, string? Time, string? Start, string? End, string? TermTime, string? Except, string? Notes = null)
{
    /// <summary>How many characters are written in all.</summary>
    public int Length => (Day?.Length ?? 0) + (Dates?.Length ?? 0) + (DateFrom?.Length ?? 0) + (DateTo?.Length ?? 0) + (Time?.Length ?? 0) + (Start?.Length ?? 0)
        + (End?.Length ?? 0) + (TermTime?.Length ?? 0) + (Except?.Length ?? 0) + (Notes?.Length ?? 0);
}

/// <summary>What it means; the problems when it does not mean anything; the clause of the notes that could not be applied.</summary>
internal sealed record WhenMeaning(SessionSchedule? Schedule, SlotTimes? Times, IReadOnlyList<CellProblem> Problems, string? NotApplied);

/// <summary>Reads all of a row's cells about when and puts them together.</summary>
internal sealed class RowWhen(AuthorityCalendar calendar, LocalDate today)
{
    private readonly ScheduleAssembly assembly = new(calendar, today);
    private readonly OffDays offDays = new(calendar, today);

    /// <summary>The meaning of a row's cells.</summary>
    public WhenMeaning Understand(WhenCells cells)
    {
        var facts = new WhenFacts();
        var problems = new List<CellProblem>();
        Read(TimetableField.Day, cells.Day, t => WhenPhrase.Read(t, WhenColumn.Days, today));
        Read(TimetableField.Dates, cells.Dates, t => ReadDates(t, facts.Days));
        Read(TimetableField.DateFrom, IsOpen(cells.DateFrom) ? null : cells.DateFrom, t => ReadBound(t, isStart: true));
        Read(TimetableField.DateTo, IsOpen(cells.DateTo) ? null : cells.DateTo, t => ReadLast(t, facts));
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

        var (timeField, timeText) = TimeOf(cells);
        if (!ReadMoments(cells, facts, problems))
            ReadTime(cells, timeField, timeText, facts, problems);
        if (cells.Time is { } slot && problems.Count == 0)
        {
            ReadBeside(slot, TimetableField.Start, cells.Start, facts, problems);
            ReadBeside(slot, TimetableField.End, timeText == slot ? cells.End : null, facts, problems);
        }

        SessionSchedule? schedule = null;
        var words = string.Join(", ", new[] { cells.Day, cells.Dates, cells.DateFrom, cells.DateTo, cells.Notes?.Replace('\n', ',') }.Where(c => c is not null));
        if (problems.TrueForAll(p => IsAboutTime(p.Field)))
        {
            if (!assembly.Assemble(facts, words).Is(out var runs, out var wrong))
                problems.Add(new(FieldOf(cells), words, wrong));
            else if (!offDays.TakeOut(runs, facts).Is(out schedule, out wrong))
                problems.Add(cells.Except is { } off ? new(TimetableField.Except, off, wrong) : new(FieldOf(cells), words, wrong));

            // Whether "weekly" beside one date means that it goes on, nobody can say.
            if (schedule is { Kind: ScheduleKind.Dates, Dates.Count: 1 } && (facts.EveryWeeks > 0 || facts.IsMonthly || facts.ForWeeks > 1 || facts.SaysEveryDay))
                notApplied ??= cells.Day;
            else if (schedule is not null && offDays.MissesAll(schedule, facts))
                notApplied ??= cells.Except ?? cells.Notes ?? cells.Day ?? cells.Dates;
        }

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

    /// <summary>The row's words about times. A time column that tells only the start goes with the column of the end.</summary>
    private (TimetableField Field, string? Text) TimeOf(WhenCells cells) => cells switch
    {
        { Time: { } time, End: { } end, Start: null } when Moment(time) is not null && Moment(end) is not null => (TimetableField.Time, $"{time} to {end}"),
        { Time: { } time } => (TimetableField.Time, time),
        { Start: { } start, End: { } end } => (TimetableField.Start, $"{start} to {end}"),
        _ => (TimetableField.Start, cells.Start),
    };

    /// <summary>Beside a column of times, Start and End hold dates, or the same times once more. What else they hold is never passed over.</summary>
    private void ReadBeside(string slot, TimetableField field, string? text, WhenFacts facts, List<CellProblem> problems)
    {
        if (text is null || IsOpen(text))
            return;
        var isStart = field == TimetableField.Start;
        Misunderstanding? problem;
        if (Moment(text) is { Dates: [], Times: { Start: var clock } })
        {
            var said = isStart ? facts.Times?.Start : facts.Times?.End;
            problem = said is { } other && !other.MayBe(clock) ? TimePhrase.TwoTimes($"{slot}, {text}") : null;
            if (said is null && isStart)
                facts.Times = new(clock, null);
            else if (said is null && facts.Times is { Minutes: null } begun)
                facts.Times = begun with { End = clock };
        }
        else
        {
            problem = StandingPhrase.Stop(text) ? StandingPhrase.NotShown(text) : ReadBound(text, isStart).Is(out var bound, out var wrong) ? facts.Add(bound, text) : wrong;
        }

        if (problem is not null)
            problems.Add(new(field, text, problem));
    }

    /// <summary>Start and end that carry their dates, "21/12/2026 10:00" and "23/12/2026 15:00": the end's is the last date.</summary>
    private bool ReadMoments(WhenCells cells, WhenFacts facts, List<CellProblem> problems)
    {
        if (cells is not { Time: null, Start: { } start, End: { } end } || Moment(start) is not { } first || Moment(end) is not { } last || first.Dates.Count + last.Dates.Count == 0)
            return false;
        if (facts.Dates.Count > 0 && first.Dates.TrueForAll(facts.Dates.Contains))
            first.Dates.Clear();
        first.Times = new(first.Times!.Value.Start, last.Times!.Value.Start);
        first.Until = last.Dates is [var day] ? day.First : null;
        if (facts.Add(first, $"{start} to {end}") is { } problem)
            problems.Add(new(TimetableField.End, end, problem));
        return true;
    }

    /// <summary>One time of day, perhaps with its date; null for any other words.</summary>
    private WhenFacts? Moment(string text) =>
        WhenPhrase.Read(text, WhenColumn.Times, today).Is(out var facts, out _)
        && facts is { Times: { End: null, Minutes: null }, Dates: [] or [{ Last: null, IsWeek: false }], From: null, Until: null, HasPattern: false } ? facts : null;

    private void ReadTime(WhenCells cells, TimetableField field, string? text, WhenFacts facts, List<CellProblem> problems)
    {
        if (text is null)
            return;
        if (WhenPhrase.Read(text, WhenColumn.Times, today).Is(out var more, out var problem))
        {
            // The row's own time column tells more than a time inside the words about days, but never another one.
            problem = facts.Times is { } beside && more.Times is { } own && own.DifferFrom(beside) ? TimePhrase.TwoTimes(Both(cells, text)) : null;
            facts.Times = more.Times ?? facts.Times;
            problem ??= facts.Add(more, text);
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

    private static string Both(WhenCells cells, string time) => string.Join(", ", new[] { cells.Day, cells.Dates, cells.DateFrom, cells.DateTo, time }.Where(c => c is not null));

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

    /// <summary>A last date; a time beside it is the end of what starts at the time beside the first date.</summary>
    private Understood<WhenFacts> ReadLast(string text, WhenFacts soFar)
    {
        if (!ReadBound(text, isStart: false).Is(out var facts, out var problem))
            return problem;
        if (facts.Times is { End: null, Minutes: null } end && soFar.Times is { End: null, Minutes: null } start)
            (soFar.Times, facts.Times) = (start with { End = end.Start }, null);
        return facts;
    }

    // Beside a weekday "7 December, term time only" is the first of several: what is on in term time has more dates than one.
    private Understood<WhenFacts> ReadDates(string text, DaySet days)
    {
        var read = WhenPhrase.Read(text, WhenColumn.Dates, today);
        if (!days.IsEmpty && read.Is(out var facts, out _) && facts is { Dates: [{ Last: null, IsWeek: false } only], TermTimeOnly: not null, From: null, Until: null })
        {
            facts.From = only.First;
            facts.Dates.Clear();
        }

        return read;
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

    // "Ongoing": there is no first or last date to tell.
    private static bool IsOpen(string? text) => text is { Length: <= 24 } && text.Trim(' ', '.').ToUpperInvariant() is "ONGOING" or "ON-GOING" or "ON GOING" or "CONTINUING" or "CONTINUOUS" or "OPEN" or "OPEN ENDED" or "OPEN-ENDED" or "NO END" or "NO END DATE"
        or "NONE" or "N/A" or "NA" or "-" or "–" or "—" or "ROLLING" or "ALL YEAR" or "ALL YEAR ROUND";

    // "None", "n/a": there is no date on which it is off.
    private static bool IsNone(string? text) => text is { Length: <= 12 } && text.Trim(' ', '.').ToUpperInvariant() is "NONE" or "N/A" or "NA" or "NIL" or "NO" or "-" or "–" or "—" or "NO DATES" or "NONE KNOWN";

    private static bool IsAboutTime(TimetableField field) => field is TimetableField.Time or TimetableField.Start or TimetableField.End;

    private static TimetableField FieldOf(WhenCells cells) =>
        cells.Dates is not null ? TimetableField.Dates : cells.Day is null && cells.DateFrom is not null ? TimetableField.DateFrom : TimetableField.Day;
}
