using NCrontab;

namespace HubAutomation.Local.Host.Timers;

/// <summary>
/// A schedule of six fields – second, minute, hour, day, month, day of week – or five, without the seconds, read by the library
/// that Microsoft's host reads them by. A moment is due when every field matches; day and day of week both have to.
/// Knows no time zones: see <see cref="CronSchedule"/>.
/// </summary>
internal sealed class Ncrontab
{
    // 29 February on a given day of week comes within 40 years, even around a year such as 2100.
    private const int YearsToSearch = 40;

    private readonly CrontabSchedule _schedule;

    private Ncrontab(CrontabSchedule schedule, bool isInterval) => (_schedule, IsInterval) = (schedule, isInterval);

    /// <summary>
    /// Whether the schedule repeats within the day by a pattern (every five minutes) instead of naming points in time
    /// (01:30): what decides how often it runs in the hour that comes twice in autumn.
    /// </summary>
    public bool IsInterval { get; }

    /// <exception cref="FormatException">The text is not such a schedule; the message says which field and why.</exception>
    public static Ncrontab Parse(string text)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (5 or 6))
        {
            throw new FormatException($"the schedule '{text}' has {fields.Length} fields; NCRONTAB has six, or five without seconds");
        }

        string[] six = fields.Length == 6 ? fields : ["0", .. fields];
        try
        {
            var schedule = CrontabSchedule.Parse(string.Join(' ', six), new CrontabSchedule.ParseOptions { IncludingSeconds = true });
            return new Ncrontab(schedule, six.Take(3).Any(field => field.AsSpan().ContainsAny('*', '-', '/')));
        }
        catch (CrontabException error)
        {
            throw new FormatException($"the schedule '{text}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The first moment that is due after the given one; null when there is none within 40 years.</summary>
    public DateTime? NextAfter(DateTime moment)
    {
        var end = moment.AddYears(Math.Min(YearsToSearch, 9998 - moment.Year));
        var next = _schedule.GetNextOccurrence(moment, end);
        return next < end ? next : null;
    }
}
