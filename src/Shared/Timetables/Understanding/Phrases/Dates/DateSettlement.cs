using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;

/// <summary>
/// Finds the year of dates written without one, and checks weekdays. A date alone is the nearest to today from six months back to
/// nine months on; in a list, the nearest to its neighbour; the end of a period, the first after its start.
/// </summary>
internal static class DateSettlement
{
    private const int MonthsBack = 6;
    private const int MonthsOn = 9;

    /// <summary>All dates of a list, in the order written.</summary>
    public static Understood<List<(LocalDate First, LocalDate? Last)>> Settle(IReadOnlyList<WrittenSpan> spans, LocalDate today)
    {
        var settled = new (LocalDate First, LocalDate? Last)[spans.Count];
        var anchor = 0;
        for (var i = spans.Count - 1; i >= 0; i--)
        {
            if (spans[i].First.Year != 0 || spans[i].Last is { Year: not 0 })
                anchor = i;
        }

        for (var i = anchor; i < spans.Count; i++)
        {
            var near = i == anchor ? (LocalDate?)null : settled[i - 1].Last ?? settled[i - 1].First;
            if (!Settle(spans[i], near, today).Is(out settled[i], out var problem))
                return problem;
        }

        for (var i = anchor - 1; i >= 0; i--)
        {
            if (!Settle(spans[i], settled[i + 1].First, today).Is(out settled[i], out var problem))
                return problem;
        }

        return settled.ToList();
    }

    /// <summary>One date, the nearest to today when it has no year.</summary>
    public static Understood<LocalDate> Settle(WrittenDate date, LocalDate today) => Checked(date, date.Year != 0 ? date.In(date.Year) : NearToday(date, today));

    /// <summary>The last date of a period: the first such date on or after the period's start when it has no year.</summary>
    public static Understood<LocalDate> SettleEnd(WrittenDate date, LocalDate start)
    {
        if (!Checked(date, date.Year != 0 ? date.In(date.Year) : FirstFrom(date, start)).Is(out var end, out var problem))
            return problem;
        return end >= start
            ? end
            : new Misunderstanding("dates-reversed", $"{PlainEnglish.Say(start)} to {PlainEnglish.Say(end)} ends before it starts. Correct one of the dates.");
    }

    private static Understood<(LocalDate First, LocalDate? Last)> Settle(WrittenSpan span, LocalDate? near, LocalDate today)
    {
        var first = span.First;
        if (first.Year == 0 && span.Last is { Year: not 0 } ending)
            first = first with { Year = ending.In(ending.Year) is { } end && first.In(end.Year) > end ? ending.Year - 1 : ending.Year };
        var start = first.Year != 0 ? first.In(first.Year) : near is { } n ? Nearest(first, n) : NearToday(first, today);
        if (!Checked(first, start).Is(out var from, out var problem))
            return problem;
        if (span.Last is not { } last)
            return (from, (LocalDate?)null);
        return SettleEnd(last, from).Is(out var until, out problem) ? (from, (LocalDate?)until) : problem;
    }

    private static LocalDate? NearToday(WrittenDate date, LocalDate today)
    {
        var (earliest, latest) = (today.PlusMonths(-MonthsBack), today.PlusMonths(MonthsOn));
        LocalDate? best = null;
        var bestRank = int.MaxValue;
        for (var year = today.Year - 1; year <= today.Year + 1; year++)
        {
            if (date.In(year) is not { } candidate || candidate < earliest || candidate > latest)
                continue;

            // A weekday written beside the date decides between two years; otherwise the nearer one is meant.
            var matches = date.Weekday == IsoDayOfWeek.None || candidate.DayOfWeek == date.Weekday;
            var rank = Math.Abs(Period.DaysBetween(today, candidate)) + (matches ? 0 : 1000);
            if (rank < bestRank)
                (best, bestRank) = (candidate, rank);
        }

        return best;
    }

    private static LocalDate? Nearest(WrittenDate date, LocalDate neighbour)
    {
        LocalDate? best = null;
        for (var year = neighbour.Year - 1; year <= neighbour.Year + 1; year++)
        {
            if (date.In(year) is { } candidate && (best is not { } b || Math.Abs(Period.DaysBetween(neighbour, candidate)) < Math.Abs(Period.DaysBetween(neighbour, b))))
                best = candidate;
        }

        return best;
    }

    private static LocalDate? FirstFrom(WrittenDate date, LocalDate start) =>
        date.In(start.Year) is { } same && same >= start ? same : date.In(start.Year + 1);

    private static Understood<LocalDate> Checked(WrittenDate written, LocalDate? settled)
    {
        if (settled is not { } date)
            return DoesNotExist(written);
        if (written.Weekday == IsoDayOfWeek.None || written.Weekday == date.DayOfWeek)
            return date;
        return WeekdayDiffers(date, written.Weekday);
    }

    /// <summary>The date falls on another weekday than the one written.</summary>
    public static Misunderstanding WeekdayDiffers(LocalDate date, IsoDayOfWeek written)
    {
        var near = Enumerable.Range(-3, 7).Select(date.PlusDays).First(d => d.DayOfWeek == written);
        var suggestion = PlainEnglish.SayWithDay(date);
        return new(
            "weekday-differs",
            $"{PlainEnglish.Say(date)} is a {date.DayOfWeek}, not a {written}. Did you mean \"{suggestion}\" or \"{PlainEnglish.SayWithDay(near)}\"?",
            suggestion);
    }

    private static Misunderstanding DoesNotExist(WrittenDate date)
    {
        var written = date.Year == 0 ? $"{date.Day}/{date.Month}" : $"{date.Day}/{date.Month}/{date.Year}";
        var isSwapped = date.Month > 12 && date.Day is >= 1 and <= 12;
        var swapped = date.Year == 0 ? $"{date.Month}/{date.Day}" : $"{date.Month}/{date.Day}/{date.Year}";
        var suggestion = isSwapped && (date with { Day = date.Month, Month = date.Day }).In(date.Year == 0 ? 2024 : date.Year) is not null ? swapped : null;
        var question = suggestion is null ? "" : $"Did you mean \"{suggestion}\"? ";
        return new("date-does-not-exist", $"There is no date {written}. {question}Write day, month, year, like 14 September 2026.", suggestion);
    }
}
