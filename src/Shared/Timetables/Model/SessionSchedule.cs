using NodaTime;

namespace HubAutomation.Shared.Timetables.Model;

/// <summary>
/// On which dates a session takes place, as the partner meant it; terms and bank holidays are applied when it is
/// expanded for publishing. Either a weekly pattern, a monthly pattern ("first Tuesday") or a list of dates.
/// Flat on purpose: it is stored as one JSON column.
/// </summary>
public sealed record SessionSchedule
{
    /// <summary>Which of the patterns below holds.</summary>
    public required ScheduleKind Kind { get; init; }

    /// <summary>Weekly and monthly: the days, in week order, at least one. List of dates: empty.</summary>
    public IReadOnlyList<IsoDayOfWeek> Days { get; init; } = [];

    /// <summary>Weekly: 1 for every week, 2 for every other week (counted from the week of <see cref="From"/>).</summary>
    public int EveryWeeks { get; init; } = 1;

    /// <summary>Monthly: which of the month's days, 1 to 5, or -1 for the last. Otherwise empty.</summary>
    public IReadOnlyList<int> WeeksOfMonth { get; init; } = [];

    /// <summary>First date that counts; null leaves it to the season. Required when <see cref="EveryWeeks"/> is above 1.</summary>
    public LocalDate? From { get; init; }

    /// <summary>Last date that counts, inclusive; null leaves it open.</summary>
    public LocalDate? Until { get; init; }

    /// <summary>True: only on dates within the authority's school terms (half-term excluded).</summary>
    public bool TermTimeOnly { get; init; }

    /// <summary>Dates on which it does not take place although the pattern says so.</summary>
    public IReadOnlyList<LocalDate> Except { get; init; } = [];

    /// <summary>List of dates: all of them, ascending, distinct. Otherwise empty.</summary>
    public IReadOnlyList<LocalDate> Dates { get; init; } = [];

    /// <summary>True when its last date has passed; what names no last date is never over.</summary>
    /// <param name="today">Europe/London.</param>
    public bool IsOver(LocalDate today) => Kind == ScheduleKind.Dates ? Dates.Count > 0 && Dates[^1] < today : Until < today;

    /// <summary>A weekly pattern.</summary>
    public static SessionSchedule Weekly(params IsoDayOfWeek[] days) =>
        new() { Kind = ScheduleKind.Weekly, Days = [.. days.Distinct().Order()] };

    /// <summary>A monthly pattern such as the first and third Tuesday.</summary>
    public static SessionSchedule Monthly(IReadOnlyList<int> weeksOfMonth, params IsoDayOfWeek[] days) =>
        new() { Kind = ScheduleKind.Monthly, Days = [.. days.Distinct().Order()], WeeksOfMonth = weeksOfMonth };

    /// <summary>Explicit dates.</summary>
    public static SessionSchedule On(IEnumerable<LocalDate> dates) =>
        new() { Kind = ScheduleKind.Dates, Dates = [.. dates.Distinct().Order()] };
}

/// <summary>The three ways in which partners say when something takes place.</summary>
public enum ScheduleKind
{
    /// <summary>Every n weeks on some weekdays.</summary>
    Weekly,

    /// <summary>On the n-th weekday of each month.</summary>
    Monthly,

    /// <summary>On listed dates.</summary>
    Dates,
}
