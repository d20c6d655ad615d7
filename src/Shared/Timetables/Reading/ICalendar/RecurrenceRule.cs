using System.Globalization;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>How often a rule counts: RFC 5545 §3.3.10, from the shortest period to the longest.</summary>
internal enum Frequency
{
    Secondly,
    Minutely,
    Hourly,
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// <summary>A weekday of BYDAY. The ordinal is 0 for every one, 2 for the second, -1 for the last of the month or year.</summary>
internal readonly record struct NumberedDay(int Ordinal, IsoDayOfWeek Day);

/// <summary>A recurrence rule: RFC 5545 §3.3.10. Lists are sorted and empty when the part is absent.</summary>
internal sealed record RecurrenceRule
{
    public required Frequency Frequency { get; init; }

    public int Interval { get; init; } = 1;

    public int? Count { get; init; }

    /// <summary>As written; what it means depends on the zone of DTSTART.</summary>
    public string? Until { get; init; }

    public IReadOnlyList<int> BySecond { get; init; } = [];

    public IReadOnlyList<int> ByMinute { get; init; } = [];

    public IReadOnlyList<int> ByHour { get; init; } = [];

    public IReadOnlyList<NumberedDay> ByDay { get; init; } = [];

    public IReadOnlyList<int> ByMonthDay { get; init; } = [];

    public IReadOnlyList<int> ByYearDay { get; init; } = [];

    public IReadOnlyList<int> ByWeekNo { get; init; } = [];

    public IReadOnlyList<int> ByMonth { get; init; } = [];

    public IReadOnlyList<int> BySetPos { get; init; } = [];

    public IsoDayOfWeek WeekStart { get; init; } = IsoDayOfWeek.Monday;

    /// <summary>True when nothing but weekdays and an end shapes the rule.</summary>
    public bool IsPlainWeekly => Frequency == Frequency.Weekly && Count is null && ByMonth.Count == 0 && ByMonthDay.Count == 0
        && ByYearDay.Count == 0 && ByWeekNo.Count == 0 && ByHour.Count == 0 && ByMinute.Count == 0 && BySecond.Count == 0 && BySetPos.Count == 0;

    /// <summary>True when nothing but weekdays, their place in the month and an end shapes the rule.</summary>
    public bool IsPlainMonthly => Frequency == Frequency.Monthly && Interval == 1 && Count is null && ByMonth.Count == 0 && ByMonthDay.Count == 0
        && ByYearDay.Count == 0 && ByWeekNo.Count == 0 && ByHour.Count == 0 && ByMinute.Count == 0 && BySecond.Count == 0;

    /// <summary>Reads a rule; null when it is malformed or says what the standard forbids.</summary>
    public static RecurrenceRule? Parse(string text)
    {
        RecurrenceRule? rule = new() { Frequency = (Frequency)(-1) };
        foreach (var part in text.Trim().Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            rule = equals < 0 ? null : rule.With(part[..equals].ToUpperInvariant(), part[(equals + 1)..].ToUpperInvariant());
            if (rule is null)
                return null;
        }

        return rule.IsAllowed() ? rule : null;
    }

    /// <summary>The rule with what it leaves to DTSTART filled in: an event of a Tuesday repeats on Tuesdays.</summary>
    public RecurrenceRule CompletedBy(LocalDateTime start)
    {
        var rule = this with
        {
            BySecond = BySecond.Count > 0 || Frequency == Frequency.Secondly ? BySecond : [start.Second],
            ByMinute = ByMinute.Count > 0 || Frequency <= Frequency.Minutely ? ByMinute : [start.Minute],
            ByHour = ByHour.Count > 0 || Frequency <= Frequency.Hourly ? ByHour : [start.Hour],
        };
        if (ByDay.Count + ByMonthDay.Count + ByYearDay.Count > 0)
            return rule;
        return (Frequency, ByWeekNo.Count > 0) switch
        {
            (Frequency.Weekly, _) or (Frequency.Yearly, true) => rule with { ByDay = [new(0, start.DayOfWeek)] },
            (Frequency.Monthly, _) => rule with { ByMonthDay = [start.Day] },
            (Frequency.Yearly, _) => rule with { ByMonth = ByMonth.Count > 0 ? ByMonth : [start.Month], ByMonthDay = [start.Day] },
            _ => rule,
        };
    }

    private RecurrenceRule? With(string name, string value) => name switch
    {
        "FREQ" => Enum.TryParse<Frequency>(value, ignoreCase: true, out var frequency) && !char.IsAsciiDigit(value[0]) ? this with { Frequency = frequency } : null,
        "INTERVAL" => Number(value, 1, int.MaxValue) is { } interval ? this with { Interval = interval } : null,
        "COUNT" => Number(value, 1, int.MaxValue) is { } count ? this with { Count = count } : null,
        "UNTIL" => this with { Until = value },
        "BYSECOND" => Numbers(value, 0, 60) is { } n ? this with { BySecond = [.. n.Select(s => Math.Min(s, 59)).Distinct()] } : null,
        "BYMINUTE" => Numbers(value, 0, 59) is { } n ? this with { ByMinute = n } : null,
        "BYHOUR" => Numbers(value, 0, 23) is { } n ? this with { ByHour = n } : null,
        "BYDAY" => Days(value) is { } days ? this with { ByDay = days } : null,
        "BYMONTHDAY" => Numbers(value, -31, 31) is { } n && !n.Contains(0) ? this with { ByMonthDay = n } : null,
        "BYYEARDAY" => Numbers(value, -366, 366) is { } n && !n.Contains(0) ? this with { ByYearDay = n } : null,
        "BYWEEKNO" => Numbers(value, -53, 53) is { } n && !n.Contains(0) ? this with { ByWeekNo = n } : null,
        "BYMONTH" => Numbers(value, 1, 12) is { } n ? this with { ByMonth = n } : null,
        "BYSETPOS" => Numbers(value, -366, 366) is { } n && !n.Contains(0) ? this with { BySetPos = n } : null,
        "WKST" => Day(value) is { } day ? this with { WeekStart = day } : null,
        _ => null,
    };

    private bool IsAllowed()
    {
        var numbersDays = ByDay.Any(d => d.Ordinal != 0);
        return Enum.IsDefined(Frequency)
            && (ByWeekNo.Count == 0 || Frequency == Frequency.Yearly)
            && (ByYearDay.Count == 0 || Frequency is Frequency.Yearly or <= Frequency.Hourly)
            && (ByMonthDay.Count == 0 || Frequency != Frequency.Weekly)
            && (!numbersDays || (Frequency is Frequency.Monthly or Frequency.Yearly && ByWeekNo.Count == 0));
    }

    private static int? Number(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && n >= min && n <= max ? n : null;

    private static List<int>? Numbers(string text, int min, int max)
    {
        var numbers = new SortedSet<int>();
        foreach (var part in text.Split(','))
        {
            if (Number(part.Trim(), min, max) is not { } number)
                return null;
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private static List<NumberedDay>? Days(string text)
    {
        var days = new List<NumberedDay>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Length < 2 || Day(part[^2..]) is not { } day)
                return null;
            var ordinal = part.Length == 2 ? 0 : Number(part[..^2], -53, 53);
            if (ordinal is null || (ordinal == 0 && part.Length > 2))
                return null;
            days.Add(new(ordinal.Value, day));
        }

        return days;
    }

    private static IsoDayOfWeek? Day(string text) => text switch
    {
        "MO" => IsoDayOfWeek.Monday,
        "TU" => IsoDayOfWeek.Tuesday,
        "WE" => IsoDayOfWeek.Wednesday,
        "TH" => IsoDayOfWeek.Thursday,
        "FR" => IsoDayOfWeek.Friday,
        "SA" => IsoDayOfWeek.Saturday,
        "SU" => IsoDayOfWeek.Sunday,
        _ => null,
    };
}
