using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Publishing;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>Makes one schedule of everything that a row says about when, and finds what contradicts or is missing.</summary>
internal sealed class ScheduleAssembly(AuthorityCalendar calendar, LocalDate today)
{
    /// <summary>A period without weekdays means every day of it only when it is this short ("26–30 October").</summary>
    private const int EveryDayOfPeriod = 7;

    /// <summary>A date further off is a slip of the keyboard.</summary>
    private const int PlausibleYears = 3;

    /// <summary>Most dates that one row may list.</summary>
    private const int MaxDates = 400;

    private static readonly Misunderstanding NoDayBetween = new(
        "dates-not-understood", "None of the days falls between the first and the last date. Correct the days or the dates.");

    /// <summary>The schedule, exceptions left aside, or what is wrong.</summary>
    /// <param name="facts">What the row says.</param>
    /// <param name="text">The row's words about days and dates, for sentences.</param>
    public Understood<SessionSchedule> Assemble(WhenFacts facts, string text)
    {
        // One date beside a last date is the first of several days.
        if (facts is { Dates: [{ Last: null, IsWeek: false } first], Until: not null } && !WhenFacts.AreOthers(facts.From, first.First))
        {
            facts.From ??= first.First;
            facts.Dates.Clear();
        }

        if (!Period(facts).Is(out var period, out var problem))
            return problem;
        var days = facts.Days.Without(facts.DaysOff);
        if (facts.Days.IsEmpty && period.From is { } start && (facts.ForWeeks > 0 || facts.EveryWeeks > 0))
            days = DaySet.Of(start.DayOfWeek); // "6 week course from Tuesday 8 September", "weekly from 8 September"
        if (!facts.Days.IsEmpty && days.IsEmpty)
            return new Misunderstanding("day-missing", $"\"{Misunderstanding.Quoted(text)}\" takes away every day that it names. Write which days are left.");
        if (facts.WeeksOfMonth.Count > 0 && (facts.Days != facts.DaysOfMonth || facts.EveryWeeks > 1))
            return RecurrencePhrase.TwoPatterns;
        if (facts.IsMonthly && facts.WeeksOfMonth.Count == 0 && facts.Dates.Count == 0)
            return RecurrencePhrase.MonthlyWithoutWeek;
        var pattern = facts.Dates.Count > 0 ? FromDates(facts, days, period) : facts.WeeksOfMonth.Count > 0 ? Monthly(facts, days, period) : Weekly(facts, days, period, text);
        if (!pattern.Is(out var schedule, out problem))
            return problem;
        return FarDate(schedule) is { } far
            ? new Misunderstanding("date-implausible", $"{PlainEnglish.Say(far)} is more than {PlausibleYears} years from today. Correct the year.")
            : schedule;
    }

    private LocalDate? FarDate(SessionSchedule schedule)
    {
        foreach (var date in schedule.Dates.Cast<LocalDate?>().Append(schedule.From).Append(schedule.Until))
        {
            if (date < today.PlusYears(-PlausibleYears) || date > today.PlusYears(PlausibleYears))
                return date;
        }

        return null;
    }

    private Understood<(LocalDate? From, LocalDate? Until)> Period(WhenFacts facts)
    {
        (LocalDate? from, LocalDate? until) = (null, null);
        Misunderstanding? problem;
        if (facts.From is { } written)
        {
            var start = written.Year == 0 && facts.Until is { Year: not 0 } end
                ? DateSettlement.Settle([new(written, end)], today).Is(out var spans, out problem) ? spans[0].First : (Understood<LocalDate>)problem
                : DateSettlement.Settle(written, today);
            if (!start.Is(out var date, out problem))
                return problem;
            from = date;
        }

        if (facts.Until is { } last)
        {
            var end = from is { } f ? DateSettlement.SettleEnd(last, f) : DateSettlement.Settle(last, today);
            if (!end.Is(out var date, out problem))
                return problem;
            until = date;
        }

        return (from, until);
    }

    private Understood<SessionSchedule> Weekly(WhenFacts facts, DaySet days, (LocalDate? From, LocalDate? Until) period, string text)
    {
        var (from, until) = period;
        if (days.IsEmpty)
        {
            return from is { } f && until is { } u && NodaTime.Period.DaysBetween(f, u) < EveryDayOfPeriod && facts.EveryWeeks == 0
                ? SessionSchedule.On(DatesOf(f, u, DaySet.EveryDay.Without(facts.DaysOff))) with { TermTimeOnly = facts.TermTimeOnly == true }
                : DayMissing(text);
        }

        var every = Math.Max(1, facts.EveryWeeks);
        if (every > 1 && from is null)
            return new Misunderstanding("first-date-missing", $"\"{Misunderstanding.Quoted(text)}\" does not say which weeks. Add the first date, like every other Tuesday from 8 September.");

        // Weeks are counted from the week of the first date, so that date must be one on which it takes place.
        if (every > 1 && from is { } start)
            from = FirstOn(start, days);
        if (facts.ForWeeks > 0 && from is { } begin && until is { } written)
        {
            // "11 January to 15 February (6 weeks)" says the same twice, or counts the weeks without a break.
            var weeks = (WeeksBetween(FirstOn(begin, days), written) / every) + 1;
            if (weeks < facts.ForWeeks || (weeks > facts.ForWeeks && facts.Off.Count == 0 && !SchoolCalendar.BreaksIn(calendar, begin, written).Any()))
                return new Misunderstanding("dates-differ", $"There are {weeks} weeks from {PlainEnglish.Say(begin)} to {PlainEnglish.Say(written)}, but the row says {facts.ForWeeks}. Correct one of them.");
        }
        else if (facts.ForWeeks > 0)
        {
            if (!EndAfterWeeks(facts, days, from, every, text).Is(out var end, out var problem))
                return problem;
            until ??= end;
        }

        if (from is { } begins && until is { } ends)
        {
            if (begins == ends && DatesOf(isWeek: false, (begins, null), days).Problem is { } differs)
                return differs;
            if (FirstOn(begins, days) > ends)
                return NoDayBetween;
        }

        return SessionSchedule.Weekly(days.ToArray()) with { EveryWeeks = every, From = from, Until = until, TermTimeOnly = facts.TermTimeOnly == true };
    }

    /// <summary>"for 6 weeks" counts meetings; across a school holiday it could mean two last dates.</summary>
    private Understood<LocalDate> EndAfterWeeks(WhenFacts facts, DaySet days, LocalDate? from, int every, string text)
    {
        if (from is not { } start)
            return new Misunderstanding("first-date-missing", $"\"{Misunderstanding.Quoted(text)}\" does not say when the weeks start. Add the first date, like from 8 September.");
        start = FirstOn(start, days);
        var end = start.PlusWeeks((facts.ForWeeks - 1) * every);
        while (days.Count > 1 && end < start.PlusWeeks((facts.ForWeeks - 1) * every).PlusDays(6) && NodaTime.Period.DaysBetween(start, end) % 7 != 6)
            end = end.PlusDays(1);
        var crossesBreak = SchoolCalendar.BreaksIn(calendar, start, end).Any() || facts.Off.Count > 0;
        return crossesBreak
            ? new Misunderstanding("last-date-missing", $"\"{Misunderstanding.Quoted(text)}\" runs across a break, so we cannot tell the last date. Add it, like until 18 December.")
            : end;
    }

    private Understood<SessionSchedule> Monthly(WhenFacts facts, DaySet days, (LocalDate? From, LocalDate? Until) period)
    {
        var (from, until) = period;
        if (facts.Months.Count == 0)
        {
            return SessionSchedule.Monthly([.. facts.WeeksOfMonth.OrderBy(w => w < 0).ThenBy(w => w)], days.ToArray()) with
            {
                From = from,
                Until = until,
                TermTimeOnly = facts.TermTimeOnly == true,
            };
        }

        var dates = new List<LocalDate>();
        foreach (var month in facts.Months)
        {
            // Any day of the month tells which year's month is nearest.
            if (!DateSettlement.Settle(new WrittenDate(IsoDayOfWeek.None, 15, month, 0), today).Is(out var middle, out var problem))
                return problem;
            var first = new LocalDate(middle.Year, month, 1);
            dates.AddRange(facts.WeeksOfMonth.SelectMany(w => days.ToArray().Select(d => NthOf(first, d, w))).OfType<LocalDate>());
        }

        return SessionSchedule.On(dates) with { TermTimeOnly = facts.TermTimeOnly == true };
    }

    private Understood<SessionSchedule> FromDates(WhenFacts facts, DaySet days, (LocalDate? From, LocalDate? Until) period)
    {
        if (!DateSettlement.Settle(facts.Dates, today).Is(out var spans, out var problem))
            return problem;
        if (!days.IsEmpty && spans.Exists(s => s.Last?.DayOfWeek == s.First.DayOfWeek && !days.Has(s.First.DayOfWeek)) && facts.Dates.Exists(d => d.First.Weekday != IsoDayOfWeek.None))
            return RecurrencePhrase.TwoPatterns; // "Mon 7 Dec to 14 Dec, Fridays"
        if (days is { IsEmpty: false } && spans is [var only])
        {
            // "Tuesdays, 8 Sept – 13 Oct" is a pattern; "every other Tuesday: 8 Sept" tells the first date.
            var isPeriod = only.Last is not null || facts.Dates[0].IsWeek;
            if ((isPeriod && only.Last is not null) || (facts.EveryWeeks > 1 && !isPeriod))
            {
                var last = facts.Dates[0].IsWeek ? only.Last?.PlusDays(6) : only.Last;
                return facts.WeeksOfMonth.Count > 0 ? Monthly(facts, days, (only.First, last)) : Weekly(facts, days, (only.First, last ?? period.Until), "");
            }
        }

        if (days.IsEmpty && facts.Dates is [{ First.Weekday: not IsoDayOfWeek.None, Last: { } lastWritten }] && lastWritten.Weekday == facts.Dates[0].First.Weekday && spans[0].Last is { } lastDate)
        {
            var suggestion = $"{lastWritten.Weekday}s, {PlainEnglish.Say(spans[0].First)} to {PlainEnglish.Say(lastDate)}";
            return new Misunderstanding("day-missing", $"The row does not say on which days between its two dates. Did you mean \"{suggestion}\"?", suggestion);
        }

        var dates = new List<LocalDate>();
        for (var i = 0; i < spans.Count; i++)
        {
            if (!DatesOf(facts.Dates[i].IsWeek, spans[i], days).Is(out var some, out problem))
                return problem;
            dates.AddRange(some);
        }

        if (dates.Count is 0 or > MaxDates)
            return new Misunderstanding("dates-not-understood", dates.Count == 0 ? "None of the days falls on one of the dates. Correct the days or the dates." : "The row lists more dates than fit a timetable. Write weekdays and a first and last date.");
        if (dates.FirstOrDefault(d => d < period.From || d > period.Until) is { } outside && outside != default)
            return new Misunderstanding("dates-differ", $"{PlainEnglish.SayWithDay(outside)} lies outside the first and last date of the row. Correct one of them.");
        if (dates.Count > 1 && facts.EveryWeeks > 1 && dates.Exists(d => WeeksBetween(dates[0], d) % facts.EveryWeeks != 0))
            return RecurrencePhrase.TwoPatterns; // "4, 11 and 18 January, fortnightly"
        return SessionSchedule.On(dates) with { TermTimeOnly = facts.TermTimeOnly == true };
    }

    private static int WeeksBetween(LocalDate one, LocalDate other) => NodaTime.Period.DaysBetween(MondayOf(one), MondayOf(other)) / 7;

    private static LocalDate MondayOf(LocalDate date) => date.PlusDays(1 - (int)date.DayOfWeek);

    private static Understood<LocalDate[]> DatesOf(bool isWeek, (LocalDate First, LocalDate? Last) span, DaySet days)
    {
        var (first, last) = span;
        if (isWeek)
        {
            if (first.DayOfWeek != IsoDayOfWeek.Monday)
                return NotAMonday(first);
            return days.IsEmpty ? DayMissing($"w/c {PlainEnglish.Say(first)}") : DatesOf(first, (last ?? first).PlusDays(6), days);
        }

        if (last is { } end)
        {
            return days.IsEmpty && NodaTime.Period.DaysBetween(first, end) >= EveryDayOfPeriod
                ? DayMissing($"{PlainEnglish.Say(first)} to {PlainEnglish.Say(end)}")
                : DatesOf(first, end, days.IsEmpty ? DaySet.EveryDay : days);
        }

        if (days.IsEmpty || days.Has(first.DayOfWeek))
            return new[] { first };
        return days.Count == 1
            ? DateSettlement.WeekdayDiffers(first, days.ToArray()[0])
            : new Misunderstanding("weekday-differs", $"{PlainEnglish.Say(first)} is a {first.DayOfWeek}, which is not one of {PlainEnglish.List(days.ToArray().Select(d => d.ToString()))}. Correct the days or the date.");
    }

    /// <summary>A schedule without the dates on which the row says that it is off, or what is wrong with these.</summary>
    public Understood<SessionSchedule> WithoutOff(SessionSchedule schedule, WhenFacts facts)
    {
        if (!facts.IsOff)
            return schedule;
        if (!UntilOff(schedule, facts).Is(out var ending, out var problem) || !OffDates(ending, facts).Is(out var off, out problem))
            return problem;
        var rest = ending.Kind == ScheduleKind.Dates ? ending with { Dates = [.. ending.Dates.Where(d => !off.Contains(d))] } : ending with { Except = [.. off.Take(MaxDates)] };
        return HasDates(rest) ? rest : new Misunderstanding("dates-not-understood", "The row takes away every date that it lists. Correct the dates.");
    }

    /// <summary>True when the only date that is taken away is none of the session's: "not 16 December" beside Mondays.</summary>
    public bool MissesAll(SessionSchedule schedule, WhenFacts facts) =>
        facts.Off is [{ Last: null, IsWeek: false } only] && schedule.Kind != ScheduleKind.Dates && DateSettlement.Settle(only.First, today).Is(out var date, out _)
        && !schedule.Days.Contains(date.DayOfWeek) && !calendar.BankHolidays.ContainsKey(date) && !SchoolCalendar.Breaks(calendar).Any(b => date >= b.First && date <= b.Last);

    // "No sessions from 14 December": the day before is the last that counts.
    private Understood<SessionSchedule> UntilOff(SessionSchedule schedule, WhenFacts facts)
    {
        if (facts.OffFrom is not { } written)
            return schedule;
        if (!(schedule.From is { } start ? DateSettlement.SettleEnd(written, start) : DateSettlement.Settle(written, today)).Is(out var off, out var problem))
            return problem;
        var last = off.PlusDays(-1);
        return schedule.Kind == ScheduleKind.Dates
            ? schedule with { Dates = [.. schedule.Dates.Where(d => d <= last)] }
            : schedule with { Until = schedule.Until is { } until && until < last ? until : last };
    }

    private Understood<SortedSet<LocalDate>> OffDates(SessionSchedule schedule, WhenFacts facts)
    {
        var runs = schedule.Kind == ScheduleKind.Dates ? DaySet.EveryDay : DaySet.Of(schedule.Days);
        var off = new SortedSet<LocalDate>();
        if (facts.Off.Count > 0)
        {
            if (!DateSettlement.Settle(facts.Off, schedule.From ?? today).Is(out var spans, out var problem))
                return problem;
            for (var i = 0; i < spans.Count; i++)
                off.UnionWith(DatesOf(spans[i].First, (spans[i].Last ?? spans[i].First).PlusDays(facts.Off[i].IsWeek ? 6 : 0), runs));
        }

        if (facts.Breaks == SchoolBreaks.None)
            return off;

        // Beyond the terms that are known a break is known only when it is yet to come.
        var breaks = SchoolCalendar.Breaks(calendar).Where(b => (b.Kind & facts.Breaks) != 0).ToList();
        var isCovered = schedule.Kind == ScheduleKind.Dates || (schedule.Until is { } until && calendar.Terms.Any(t => t.To >= until));
        var known = breaks.Where(b => isCovered || b.Last >= today).Aggregate(SchoolBreaks.None, (all, b) => all | b.Kind);
        if (breaks.Count == 0 || (!isCovered && known != facts.Breaks))
            return new Misunderstanding("holiday-dates-unknown", "We do not know the dates of that school holiday yet. Write the dates on which it is off, like 27 October 2026.");
        if (schedule.From is { } first && facts.From is not null && breaks.Exists(b => first >= b.First && first <= b.Last && b.Kind != SchoolBreaks.None))
            return new Misunderstanding("dates-differ", $"{PlainEnglish.SayWithDay(first)} would be the first date, but lies in a break that the row takes away. Write from when to when it is off, like not 21 December to 4 January.");
        off.UnionWith(breaks.SelectMany(b => DatesOf(b.First, b.Last, runs)).Where(d => !(d < schedule.From) && !(d > schedule.Until)));
        return off;
    }

    // A pattern without an end always has more; one whose end has passed is told of elsewhere.
    private bool HasDates(SessionSchedule schedule) => schedule.Kind == ScheduleKind.Dates ? schedule.Dates.Count > 0
        : schedule.Until is not { } until || until < today || SchedulePattern.Dates(schedule, calendar, schedule.From ?? today.PlusMonths(-6), until).Except(schedule.Except).Any();

    private static LocalDate[] DatesOf(LocalDate first, LocalDate last, DaySet days) =>
        [.. Enumerable.Range(0, Math.Clamp(NodaTime.Period.DaysBetween(first, last) + 1, 0, 3 * 366)).Select(first.PlusDays).Where(d => days.Has(d.DayOfWeek))];

    private static LocalDate FirstOn(LocalDate from, DaySet days)
    {
        while (!days.Has(from.DayOfWeek))
            from = from.PlusDays(1);
        return from;
    }

    private static LocalDate? NthOf(LocalDate firstOfMonth, IsoDayOfWeek day, int week)
    {
        if (week < 0)
            return firstOfMonth.PlusMonths(1).Previous(day);
        var date = FirstOn(firstOfMonth, DaySet.Of(day)).PlusWeeks(week - 1);
        return date.Month == firstOfMonth.Month ? date : null;
    }

    private static Misunderstanding NotAMonday(LocalDate first)
    {
        var monday = first.DayOfWeek == IsoDayOfWeek.Sunday ? first.PlusDays(1) : first.Previous(IsoDayOfWeek.Monday);
        var suggestion = $"w/c {PlainEnglish.Say(monday)}";
        return new("week-commencing-differs", $"{PlainEnglish.Say(first)} is a {first.DayOfWeek}, and weeks begin on Monday. Did you mean \"{suggestion}\"?", suggestion);
    }

    private static Misunderstanding DayMissing(string text) => new(
        "day-missing", text.Length == 0 ? "The row does not say on which day. Write a weekday or dates." : $"\"{Misunderstanding.Quoted(text)}\" does not say on which day of the week. {DayPhrase.Advice}");
}
