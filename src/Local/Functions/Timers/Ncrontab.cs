namespace HubAutomation.Local.Functions.Timers;

/// <summary>
/// A schedule of six fields — second, minute, hour, day, month, day of week — or five, without the seconds.
/// A moment is due when every field matches; day and day of week both have to (NCRONTAB, unlike Vixie cron).
/// Fields take *, numbers, names (JAN, MON), lists, ranges and steps. Knows no time zones: see <see cref="CronSchedule"/>.
/// </summary>
internal sealed class Ncrontab
{
    // 29 February on a given day of week comes within 40 years, even around a year such as 2100.
    private const int YearsToSearch = 40;

    private readonly CronField _seconds;
    private readonly CronField _minutes;
    private readonly CronField _hours;
    private readonly CronField _days;
    private readonly CronField _months;
    private readonly CronField _weekdays;

    private Ncrontab(CronField[] fields)
    {
        (_seconds, _minutes, _hours) = (fields[0], fields[1], fields[2]);
        (_days, _months, _weekdays) = (fields[3], fields[4], fields[5]);
    }

    /// <summary>
    /// Whether the schedule repeats within the day by a pattern (every five minutes) instead of naming points in time
    /// (01:30): what decides how often it runs in the hour that comes twice in autumn.
    /// </summary>
    public bool IsInterval => _seconds.IsPattern || _minutes.IsPattern || _hours.IsPattern;

    /// <exception cref="FormatException">The text is not such a schedule; the message says which field and why.</exception>
    public static Ncrontab Parse(string text)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (5 or 6))
        {
            throw new FormatException($"the schedule '{text}' has {fields.Length} fields; NCRONTAB has six, or five without seconds");
        }

        string[] six = fields.Length == 6 ? fields : ["0", .. fields];
        return new Ncrontab([.. six.Select((field, i) => CronField.Parse(field, CronField.Kinds[i]))]);
    }

    /// <summary>The first moment that is due after the given one; null when there is none within 40 years.</summary>
    public DateTime? NextAfter(DateTime moment)
    {
        var day = moment.Date;
        var last = day.AddYears(Math.Min(YearsToSearch, 9998 - day.Year));
        if (IsDue(day) && NextTime((int)Math.Floor(moment.TimeOfDay.TotalSeconds) + 1) is { } today)
        {
            return day + today;
        }

        for (day = NextDay(day); day <= last; day = NextDay(day))
        {
            if (IsDue(day))
            {
                return day + NextTime(0);
            }
        }

        return null;
    }

    private bool IsDue(DateTime day)
        => _months.Has(day.Month) && _days.Has(day.Day) && _weekdays.Has((int)day.DayOfWeek);

    /// <summary>The next day, or the first of the next month when nothing of this month is due.</summary>
    private DateTime NextDay(DateTime day)
        => _months.Has(day.Month) ? day.AddDays(1) : new DateTime(day.Year, day.Month, 1).AddMonths(1);

    /// <summary>The first due time of a day, not before the given second of the day.</summary>
    private TimeSpan? NextTime(int from)
    {
        var hour = from / 3600;
        if (_hours.Has(hour) && NextWithinHour(from % 3600) is { } second)
        {
            return TimeSpan.FromSeconds((hour * 3600) + second);
        }

        return _hours.NextFrom(hour + 1) is { } next
            ? TimeSpan.FromSeconds((next * 3600) + NextWithinHour(0)!.Value)
            : null;
    }

    private int? NextWithinHour(int from)
    {
        var minute = from / 60;
        if (_minutes.Has(minute) && _seconds.NextFrom(from % 60) is { } second)
        {
            return (minute * 60) + second;
        }

        return _minutes.NextFrom(minute + 1) is { } next ? (next * 60) + _seconds.NextFrom(0) : null;
    }
}
