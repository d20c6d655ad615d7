using System.Globalization;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Reading;

/// <summary>The examples of RFC 5545 §3.8.5.3 with the dates that the standard lists.</summary>
public sealed class RecurrenceExamplesTests
{
    [Theory]
    [InlineData("Daily for 10 occurrences", "19970902T090000", "FREQ=DAILY;COUNT=10", "1997-12-31", "1997 Sep 2-11")]
    [InlineData("Daily until December 24, 1997", "19970902T090000", "FREQ=DAILY;UNTIL=19971224T000000Z", "1998-12-31", "1997 Sep 2-30 Oct 1-31 Nov 1-30 Dec 1-23")]
    [InlineData("Every other day - forever", "19970902T090000", "FREQ=DAILY;INTERVAL=2", "1997-10-10", "1997 Sep 2,4,6,8,10,12,14,16,18,20,22,24,26,28,30 Oct 2,4,6,8,10")]
    [InlineData("Every 10 days, 5 occurrences", "19970902T090000", "FREQ=DAILY;INTERVAL=10;COUNT=5", "1998-12-31", "1997 Sep 2,12,22 Oct 2,12")]
    [InlineData("Every day in January, for 3 years (yearly)", "19980101T090000", "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA", "2001-12-31", "1998 Jan 1-31 1999 Jan 1-31 2000 Jan 1-31")]
    [InlineData("Every day in January, for 3 years (daily)", "19980101T090000", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "2001-12-31", "1998 Jan 1-31 1999 Jan 1-31 2000 Jan 1-31")]
    [InlineData("Weekly for 10 occurrences", "19970902T090000", "FREQ=WEEKLY;COUNT=10", "1998-12-31", "1997 Sep 2,9,16,23,30 Oct 7,14,21,28 Nov 4")]
    [InlineData("Weekly until December 24, 1997", "19970902T090000", "FREQ=WEEKLY;UNTIL=19971224T000000Z", "1998-12-31", "1997 Sep 2,9,16,23,30 Oct 7,14,21,28 Nov 4,11,18,25 Dec 2,9,16,23")]
    [InlineData("Every other week - forever", "19970902T090000", "FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1998-02-28", "1997 Sep 2,16,30 Oct 14,28 Nov 11,25 Dec 9,23 1998 Jan 6,20 Feb 3,17")]
    [InlineData("Weekly on Tuesday and Thursday for five weeks (until)", "19970902T090000", "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", "1998-12-31", "1997 Sep 2,4,9,11,16,18,23,25,30 Oct 2")]
    [InlineData("Weekly on Tuesday and Thursday for five weeks (count)", "19970902T090000", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1998-12-31", "1997 Sep 2,4,9,11,16,18,23,25,30 Oct 2")]
    [InlineData("Every other week on Monday, Wednesday, and Friday until December 24, 1997", "19970901T090000", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR", "1998-12-31", "1997 Sep 1,3,5,15,17,19,29 Oct 1,3,13,15,17,27,29,31 Nov 10,12,14,24,26,28 Dec 8,10,12,22")]
    [InlineData("Every other week on Tuesday and Thursday, for 8 occurrences", "19970902T090000", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1998-12-31", "1997 Sep 2,4,16,18,30 Oct 2,14,16")]
    [InlineData("Monthly on the first Friday for 10 occurrences", "19970905T090000", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1999-12-31", "1997 Sep 5 Oct 3 Nov 7 Dec 5 1998 Jan 2 Feb 6 Mar 6 Apr 3 May 1 Jun 5")]
    [InlineData("Monthly on the first Friday until December 24, 1997", "19970905T090000", "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "1998-12-31", "1997 Sep 5 Oct 3 Nov 7 Dec 5")]
    [InlineData("Every other month on the first and last Sunday of the month for 10 occurrences", "19970907T090000", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "1999-12-31", "1997 Sep 7,28 Nov 2,30 1998 Jan 4,25 Mar 1,29 May 3,31")]
    [InlineData("Monthly on the second-to-last Monday of the month for 6 months", "19970922T090000", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1999-12-31", "1997 Sep 22 Oct 20 Nov 17 Dec 22 1998 Jan 19 Feb 16")]
    [InlineData("Monthly on the third-to-the-last day of the month, forever", "19970928T090000", "FREQ=MONTHLY;BYMONTHDAY=-3", "1998-02-28", "1997 Sep 28 Oct 29 Nov 28 Dec 29 1998 Jan 29 Feb 26")]
    [InlineData("Monthly on the 2nd and 15th of the month for 10 occurrences", "19970902T090000", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "1999-12-31", "1997 Sep 2,15 Oct 2,15 Nov 2,15 Dec 2,15 1998 Jan 2,15")]
    [InlineData("Monthly on the first and last day of the month for 10 occurrences", "19970930T090000", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1999-12-31", "1997 Sep 30 Oct 1,31 Nov 1,30 Dec 1,31 1998 Jan 1,31 Feb 1")]
    [InlineData("Every 18 months on the 10th thru 15th of the month for 10 occurrences", "19970910T090000", "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "2001-12-31", "1997 Sep 10-15 1999 Mar 10-13")]
    [InlineData("Every Tuesday, every other month", "19970902T090000", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "1998-03-31", "1997 Sep 2,9,16,23,30 Nov 4,11,18,25 1998 Jan 6,13,20,27 Mar 3,10,17,24,31")]
    [InlineData("Yearly in June and July for 10 occurrences", "19970610T090000", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "2005-12-31", "1997 Jun 10 Jul 10 1998 Jun 10 Jul 10 1999 Jun 10 Jul 10 2000 Jun 10 Jul 10 2001 Jun 10 Jul 10")]
    [InlineData("Every other year on January, February, and March for 10 occurrences", "19970310T090000", "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", "2008-12-31", "1997 Mar 10 1999 Jan 10 Feb 10 Mar 10 2001 Jan 10 Feb 10 Mar 10 2003 Jan 10 Feb 10 Mar 10")]
    [InlineData("Every third year on the 1st, 100th, and 200th day for 10 occurrences", "19970101T090000", "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", "2010-12-31", "1997 Jan 1 Apr 10 Jul 19 2000 Jan 1 Apr 9 Jul 18 2003 Jan 1 Apr 10 Jul 19 2006 Jan 1")]
    [InlineData("Every 20th Monday of the year, forever", "19970519T090000", "FREQ=YEARLY;BYDAY=20MO", "1999-12-31", "1997 May 19 1998 May 18 1999 May 17")]
    [InlineData("Monday of week number 20", "19970512T090000", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1999-12-31", "1997 May 12 1998 May 11 1999 May 17")]
    [InlineData("Every Thursday in March, forever", "19970313T090000", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1999-12-31", "1997 Mar 13,20,27 1998 Mar 5,12,19,26 1999 Mar 4,11,18,25")]
    [InlineData("Every Thursday, but only during June, July, and August, forever", "19970605T090000", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", "1998-08-31", "1997 Jun 5,12,19,26 Jul 3,10,17,24,31 Aug 7,14,21,28 1998 Jun 4,11,18,25 Jul 2,9,16,23,30 Aug 6,13,20,27")]
    [InlineData("Every Friday the 13th, forever", "19970902T090000", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "2000-12-31", "1998 Feb 13 Mar 13 Nov 13 1999 Aug 13 2000 Oct 13")]
    [InlineData("The first Saturday that follows the first Sunday of the month, forever", "19970913T090000", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "1998-06-30", "1997 Sep 13 Oct 11 Nov 8 Dec 13 1998 Jan 10 Feb 7 Mar 7 Apr 11 May 9 Jun 13")]
    [InlineData("Every 4 years, the first Tuesday after a Monday in November, forever", "19961105T090000", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "2004-12-31", "1996 Nov 5 2000 Nov 7 2004 Nov 2")]
    [InlineData("The third instance into the month of one of Tuesday, Wednesday, or Thursday, for the next 3 months", "19970904T090000", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1998-12-31", "1997 Sep 4 Oct 7 Nov 6")]
    [InlineData("The second-to-last weekday of the month", "19970929T090000", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1998-03-31", "1997 Sep 29 Oct 30 Nov 27 Dec 30 1998 Jan 29 Feb 26 Mar 30")]
    [InlineData("Every other week, weeks that begin on Monday", "19970805T090000", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1998-12-31", "1997 Aug 5,10,19,24")]
    [InlineData("Every other week, weeks that begin on Sunday", "19970805T090000", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1998-12-31", "1997 Aug 5,17,19,31")]
    [InlineData("An invalid date, February 30, is ignored", "20070115T090000", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2008-12-31", "2007 Jan 15,30 Feb 15 Mar 15,30")]
    public void Dates(string example, string start, string rule, string last, string expected)
    {
        var times = CalendarText.TimesOf(start, LocalDate.FromDateTime(DateTime.Parse(last, CultureInfo.InvariantCulture)), $"RRULE:{rule}");
        Assert.True(example.Length > 0);
        Assert.Equal(expected, Write(times));
        Assert.All(times, t => Assert.Equal(new LocalTime(9, 0), t.TimeOfDay));
    }

    [Theory]
    [InlineData("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000", "09:00 12:00 15:00")]
    [InlineData("FREQ=MINUTELY;INTERVAL=15;COUNT=6", "09:00 09:15 09:30 09:45 10:00 10:15")]
    [InlineData("FREQ=MINUTELY;INTERVAL=90;COUNT=4", "09:00 10:30 12:00 13:30")]
    [InlineData("FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40;COUNT=24", "09:00 09:20 09:40 10:00 10:20 10:40 11:00 11:20 11:40 12:00 12:20 12:40 13:00 13:20 13:40 14:00 14:20 14:40 15:00 15:20 15:40 16:00 16:20 16:40")]
    [InlineData("FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16;COUNT=24", "09:00 09:20 09:40 10:00 10:20 10:40 11:00 11:20 11:40 12:00 12:20 12:40 13:00 13:20 13:40 14:00 14:20 14:40 15:00 15:20 15:40 16:00 16:20 16:40")]
    [InlineData("FREQ=SECONDLY;INTERVAL=1800;COUNT=3", "09:00 09:30 10:00")]
    public void Times_of_one_day(string rule, string expected)
    {
        var times = CalendarText.TimesOf("19970902T090000", new LocalDate(1997, 12, 31), $"RRULE:{rule}");
        Assert.All(times, t => Assert.Equal(new LocalDate(1997, 9, 2), t.Date));
        Assert.Equal(expected, string.Join(' ', times.Select(t => t.ToString("HH:mm", CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void A_day_without_its_first_occurrence()
    {
        var times = CalendarText.TimesOf("19970902T090000", new LocalDate(1997, 9, 30), "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE:19970902T090000");
        Assert.Equal("1997 Sep 9,16,23", Write(times));
    }

    // "1997 Sep 2-5,9 Oct 7": runs of three days and more are written as ranges, as in the standard.
    private static string Write(IEnumerable<LocalDateTime> times)
    {
        var years = times.Select(t => t.Date).GroupBy(d => d.Year).Select(year =>
            $"{year.Key} {string.Join(' ', year.GroupBy(d => d.Month).Select(m => $"{m.First().ToString("MMM", CultureInfo.InvariantCulture)} {Days([.. m.Select(d => d.Day)])}"))}");
        return string.Join(' ', years);
    }

    private static string Days(int[] days)
    {
        var runs = days.Select((day, i) => (day, run: day - i)).GroupBy(x => x.run, x => x.day);
        return string.Join(',', runs.Select(r => r.Count() >= 3 ? $"{r.First()}-{r.Last()}" : string.Join(',', r)));
    }
}
