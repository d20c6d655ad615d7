using System.Diagnostics;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Reading;

/// <summary>
/// Random rules, worked out by the hub and by python3-dateutil, an implementation with nothing in common with ours.
/// Left out is what dateutil reads differently from RFC 5545: BYSETPOS of weeks that began before the start, BYWEEKNO without a day,
/// and numbered days mixed with others in one BYDAY.
/// </summary>
public sealed class RecurrenceAgainstDateutilTests
{
    private const int Rules = 400;
    private const int TimesOfEach = 200;

    private const string Program = """
        import datetime as clock, sys, types
        from itertools import islice, takewhile
        import dateutil.rrule as rrules
        # A rule without times is followed to the last year there is; the year of the end is far enough.
        rrules.datetime = types.SimpleNamespace(**vars(clock))
        for line in sys.stdin:
            start, last, rule = line.split()
            start, last = (clock.datetime.strptime(t, "%Y%m%dT%H%M%S") for t in (start, last))
            rrules.datetime.MAXYEAR = last.year
            try:
                times = takewhile(lambda t: t <= last, rrules.rrulestr("RRULE:" + rule, dtstart=start))
            except ValueError as error:  # dateutil's way to say that a rule has no times
                assert "empty set" in str(error), error
                times = []
            print(" ".join(t.strftime("%Y%m%dT%H%M%S") for t in islice(times, 200)), flush=True)
        """;

    private sealed record Case(string Start, LocalDate Last, string Rule);

    [DateutilFact]
    public async Task Random_rules_give_the_same_times()
    {
        var cases = Case_().Sample(Rules, new Rnd(5545), 50).ToArray();
        var expected = await DateutilAsync(cases);
        Assert.Equal(cases.Length, expected.Length);
        var withTimes = 0;
        var differences = new List<string>();
        for (var i = 0; i < cases.Length; i++)
        {
            var times = CalendarText.TimesOf(cases[i].Start, cases[i].Last, $"RRULE:{cases[i].Rule}");
            var actual = string.Join(' ', times.Take(TimesOfEach).Select(t => t.ToString("uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture)));
            withTimes += times.Count > 0 ? 1 : 0;
            // An event outside the time asked for is shown by its nearest date; dateutil shows nothing.
            if (expected[i] != actual && (expected[i].Length > 0 || times.Count > 1))
                differences.Add($"{cases[i].Start} {cases[i].Rule} until {cases[i].Last}\ndateutil: {expected[i]}\n     hub: {actual}");
        }

        Assert.True(differences.Count == 0, string.Join("\n\n", differences.Take(5)));
        Assert.True(withTimes > Rules / 2, $"Only {withTimes} of {Rules} rules had any times: the comparison says little.");
    }

    private static async Task<string[]> DateutilAsync(Case[] cases)
    {
        using var python = Process.Start(new ProcessStartInfo(DateutilFactAttribute.Python, ["-c", Program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = python.StandardOutput.ReadToEndAsync();
        var errors = python.StandardError.ReadToEndAsync();
        foreach (var c in cases)
            await python.StandardInput.WriteLineAsync($"{c.Start} {c.Last.ToString("uuuuMMdd", CultureInfo.InvariantCulture)}T235959 {c.Rule}");
        python.StandardInput.Close();
        await python.WaitForExitAsync();
        Assert.True(python.ExitCode == 0, await errors);
        return [.. (await output).Split('\n')[..^1]];
    }

    private static Gen<Case> Case_() =>
        from frequency in Gen.Elements("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")
        from day in Gen.Choose(0, 27)
        from hour in Gen.Choose(6, 20)
        from minute in Gen.Choose(0, 59)
        from parts in Parts(frequency)
        from interval in frequency == "SECONDLY" ? Gen.Choose(30, 4000) : Gen.Frequency((3, Gen.Constant(1)), (2, Gen.Choose(2, 7)))
        from count in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 20)))
        from weekStart in Gen.Elements("", ";WKST=SU", ";WKST=MO", ";WKST=WE")
            // Winter dates, so that the clocks do not change within rules that count hours.
        let start = new LocalDate(2026, 11, 2).PlusDays(day) + new LocalTime(hour, minute)
        select new Case(
            start.ToString("uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture),
            start.Date.PlusDays(DaysFor(frequency)),
            $"FREQ={frequency}{(interval > 1 ? $";INTERVAL={interval}" : "")}{(count > 0 ? $";COUNT={count}" : "")}{parts}{weekStart}");

    private static int DaysFor(string frequency) => frequency switch
    {
        "YEARLY" => 366 * 9,
        "MONTHLY" => 366 * 4,
        "WEEKLY" => 366 * 2,
        "DAILY" => 500,
        "HOURLY" => 60,
        "MINUTELY" => 12,
        _ => 3,
    };

    private static Gen<string> Parts(string frequency)
    {
        var isClock = frequency is "HOURLY" or "MINUTELY" or "SECONDLY";
        return
            from months in isClock ? Gen.Frequency((4, Gen.Constant("")), (1, Gen.Constant(";BYMONTH=11,12"))) : Maybe("BYMONTH", 1, 12, 4)
            from weekNo in frequency == "YEARLY" ? Maybe("BYWEEKNO", 1, 53, 4, alsoNegative: true) : Gen.Constant("")
            from yearDay in frequency == "YEARLY" || isClock ? Maybe("BYYEARDAY", 1, 366, isClock ? 40 : 5, alsoNegative: true) : Gen.Constant("")
            from monthDay in frequency != "WEEKLY" ? Maybe("BYMONTHDAY", 1, 31, isClock ? 25 : 6, alsoNegative: true) : Gen.Constant("")
            from days in Days(frequency is "MONTHLY" or "YEARLY" && weekNo.Length == 0, frequency == "YEARLY" && months.Length == 0, must: weekNo.Length > 0)
            from hours in Maybe("BYHOUR", 6, 22, 3)
            from minutes in Maybe("BYMINUTE", 0, 59, 3)
            from seconds in Maybe("BYSECOND", 0, 59, 2)
            from position in frequency is not ("WEEKLY" or "MINUTELY" or "SECONDLY") ? Maybe("BYSETPOS", 1, 4, 2, alsoNegative: true) : Gen.Constant("")
            let all = months + weekNo + yearDay + monthDay + days + hours + minutes + seconds
            select all.Length > 0 ? all + position : "";
    }

    private static Gen<string> Maybe(string name, int min, int max, int most, bool alsoNegative = false)
    {
        var number = Gen.Choose(min, max).SelectMany(n => Gen.Choose(0, alsoNegative ? 2 : 0).Select(sign => sign == 1 ? -n : n));
        var list = Gen.Choose(1, most).SelectMany(length => number.ListOf(length)).Select(n => $";{name}={string.Join(',', n.Distinct())}");
        return Gen.Frequency((3, Gen.Constant("")), (1, list));
    }

    private static Gen<string> Days(bool numbered, bool ofYear, bool must)
    {
        var day = Gen.Elements("MO", "TU", "WE", "TH", "FR", "SA", "SU");
        var most = ofYear ? 53 : 5;
        var numberedDay = Gen.OneOf(Gen.Choose(1, most), Gen.Choose(-most, -1)).SelectMany(n => day.Select(d => $"{n}{d}"));
        var one = numbered ? Gen.Elements(day, numberedDay) : Gen.Constant(day);
        var list = one.SelectMany(g => Gen.Choose(1, 4).SelectMany(length => g.ListOf(length))).Select(d => $";BYDAY={string.Join(',', d.Distinct())}");
        return must ? list : Gen.Frequency((3, Gen.Constant("")), (2, list));
    }
}

/// <summary>Skips, and says so, where python3-dateutil is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DateutilFactAttribute : FactAttribute
{
    /// <summary>Debian's Python, which has Debian's dateutil.</summary>
    public const string Python = "/usr/bin/python3";

    private static readonly bool IsThere = HasDateutil();

    public DateutilFactAttribute()
    {
        if (!IsThere)
            Skip = "python3-dateutil is not installed.";
    }

    private static bool HasDateutil()
    {
        if (!File.Exists(Python))
            return false;
        using var python = Process.Start(new ProcessStartInfo(Python, ["-c", "import dateutil.rrule"]) { RedirectStandardError = true })!;
        python.WaitForExit();
        return python.ExitCode == 0;
    }
}
