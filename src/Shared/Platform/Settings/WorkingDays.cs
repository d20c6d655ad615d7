using NodaTime;

namespace HubAutomation.Shared.Platform.Settings;

/// <summary>Working days of an authority: Monday to Friday but for bank holidays.</summary>
public static class WorkingDays
{
    /// <summary>The end of a working day, for what is due on it: 17:00 in London.</summary>
    public static readonly LocalTime CloseOfBusiness = new(17, 0);

    /// <summary>Whether people work on a date.</summary>
    public static bool IsWorkingDay(this AuthorityCalendar calendar, LocalDate date)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return date.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !calendar.BankHolidays.ContainsKey(date);
    }

    /// <summary>So many working days after a date, or before it where the number is below 0; with 0 the date itself.</summary>
    public static LocalDate PlusWorkingDays(this AuthorityCalendar calendar, LocalDate date, int days)
    {
        for (var left = Math.Abs(days); left > 0;)
        {
            date = date.PlusDays(Math.Sign(days));
            left -= calendar.IsWorkingDay(date) ? 1 : 0;
        }

        return date;
    }

    /// <summary>The first working day of a month, the second, …</summary>
    public static LocalDate WorkingDayOf(this AuthorityCalendar calendar, YearMonth month, int number) =>
        calendar.PlusWorkingDays(month.OnDayOfMonth(1).PlusDays(-1), number);
}
