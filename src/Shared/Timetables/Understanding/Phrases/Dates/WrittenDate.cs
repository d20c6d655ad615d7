using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;

/// <summary>A date as written; what is not written is zero.</summary>
/// <param name="Weekday">The weekday written beside it, or None.</param>
/// <param name="Day">Day of the month.</param>
/// <param name="Month">Month; 0 where the list's next date tells it.</param>
/// <param name="Year">Year in four digits; 0 where it is to be inferred.</param>
internal readonly record struct WrittenDate(IsoDayOfWeek Weekday, int Day, int Month, int Year)
{
    /// <summary>True when the month is written too.</summary>
    public bool HasMonth => Month != 0;

    /// <summary>The same date in a year; null where there is none (31 September, 29 February 2027).</summary>
    public LocalDate? In(int year) =>
        Month is >= 1 and <= 12 && year is >= 2000 and <= 2099 && Day >= 1 && Day <= CalendarSystem.Iso.GetDaysInMonth(year, Month) ? new LocalDate(year, Month, Day) : null;
}

/// <summary>One date, or the first and last of a run of dates.</summary>
/// <param name="First">The date, or the first.</param>
/// <param name="Last">The last; null for one date.</param>
/// <param name="IsWeek">True for "w/c": the date stands for the week that it begins.</param>
internal readonly record struct WrittenSpan(WrittenDate First, WrittenDate? Last, bool IsWeek = false);
